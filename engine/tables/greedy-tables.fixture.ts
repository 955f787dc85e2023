import { sequence, shuffle, streamKey } from '../chance.ts'
import { type Plan, type Seats, sizeOf } from './seats.ts'

/**
 * Tables as they are made by hand, to compare with: everybody in turn goes where the fewest people of the same sides sit; that a hundred
 * times for each round, then rounds are combined by chance a hundred times and the most distinct meetings kept. It is the published method
 * of GroupSelect (Sortition Foundation) in our own words.
 */
export function greedyTables(seats: Seats, seed: number): Plan {
  const { people, rounds } = seats
  const next = sequence(streamKey(seed, 'greedy'))
  const tried = Array.from({ length: rounds }, () => Array.from({ length: 100 }, () => greedyRound(seats, next)))
  let best = new Int32Array(0)
  let most = -1
  for (let nth = 0; nth < 100; nth++) {
    const chosen = tried.map((those) => those[Math.floor(next() * those.length)]!)
    const met = new Set<number>()
    for (const round of chosen)
      for (let i = 0; i < people; i++) for (let j = 0; j < i; j++) if (round[i] === round[j]) met.add(i * people + j)
    if (met.size <= most) continue
    most = met.size
    best = Int32Array.from(chosen.flatMap((round) => [...round]))
  }
  return best
}

function greedyRound({ people, tables, boundaries = [] }: Seats, next: () => number): Int32Array {
  const order = Array.from({ length: people }, (_, i) => i)
  shuffle(order, next)
  // Sorted, so that people of one side come one after another and are dealt out to different tables.
  const key = (i: number) => boundaries.map(({ sides }) => sides[i]!.join('+')).join('|')
  order.sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0))
  const round = new Int32Array(people).fill(-1)
  const seated = tables.map((): number[] => [])
  for (const person of order) {
    const alike = seated.map((those, table) =>
      those.length >= sizeOf(tables[table]!).most
        ? Number.POSITIVE_INFINITY
        : those.reduce((sum, other) => sum + sameSides(boundaries, person, other), 0),
    )
    const least = Math.min(...alike)
    const open = alike.flatMap((count, table) => (count === least ? [table] : []))
    const table = open[Math.floor(next() * open.length)]!
    seated[table]!.push(person)
    round[person] = table
  }
  return round
}

function sameSides(boundaries: NonNullable<Seats['boundaries']>, one: number, other: number): number {
  return boundaries.reduce(
    (sum, { sides }) => sum + (sides[one]!.some((side) => sides[other]!.includes(side)) ? 1 : 0),
    0,
  )
}
