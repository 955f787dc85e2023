import { eigenvalues } from './eigenvalues.ts'
import { type Pace, paceOf, spend } from './pace.ts'
import type { Seats } from './seats.ts'
import { sizeOf } from './seats.ts'
import type { Wishes } from './wishes.ts'

/** Above so many seats the bound by eigenvalues is left out: it takes time as their cube. */
const MOST_FOR_EIGENVALUES = 500

/** What no plan can exceed. It knows nothing of who is kept apart, so it tells nothing of it either. */
export interface Bounds {
  /** no plan has more mix */
  mix: number
  /** no plan has fewer repeats */
  repeats: number
  /** no plan without any repeat has more mix */
  mixWithoutRepeats: number
}

/**
 * Proven bounds for a gathering, as if nobody were kept apart or together, no table had a host, and every round were planned alone.
 *
 * Mix, for each round the least of: (1) each person with those they differ most from, Σ over people / 2; (2) by eigenvalues:
 * tables are directions at right angles to each other, and one direction is everybody (Donath & Hoffman 1973); (3) for each boundary,
 * every side spread as evenly over the tables as whole people allow. Repeats: (1) each person meets as many different people as there are;
 * (2) two rounds share a pair wherever a table of one has more people than the other has tables.
 *
 * Cost: people² · log people, and (3) seats³ up to 500 seats.
 */
export function boundsOf(seats: Seats, wishes: Wishes, pace = paceOf()): Bounds {
  const rounds = Array.from({ length: seats.rounds }, (_, round) => roundOf(seats, wishes, round))
  const ranked = rankedDifferences(seats, wishes, pace)
  const known = new Map<string, number>()
  let mix = 0
  for (const round of rounds) {
    const key = round.present.join()
    if (!known.has(key)) known.set(key, roundBound(seats, wishes, round, ranked, pace))
    mix += known.get(key)!
  }
  // Each person, over all rounds, with different people each time.
  let different = 0
  for (let i = 0; i < seats.people; i++) {
    spend(pace, rounds.length)
    let partners = 0
    for (const { present, largest } of rounds) partners += present[i] ? largest - 1 : 0
    different += ranked.sums[i * (seats.people + 1) + Math.min(partners, seats.people - 1)]!
  }
  const repeats = repeatsBound(seats, rounds, pace)
  return { mix: loosen(mix), repeats, mixWithoutRepeats: loosen(Math.min(mix, different / 2)) }
}

/** Room for errors of rounding, so that the bound stays one. */
function loosen(bound: number): number {
  return bound * (1 + 1e-10)
}

interface Round {
  present: Uint8Array
  count: number
  /** the most and the fewest people at a table with anybody */
  largest: number
  smallest: number
  /** no more pairs than these can share a table */
  pairs: number
}

function roundOf({ people, tables }: Seats, { away, least }: Wishes, round: number): Round {
  const present = Uint8Array.from({ length: people }, (_, i) => 1 - away[round * people + i]!)
  const count = present.reduce((sum, one) => sum + one, 0)
  const from = tables.map((_, table) => least[round * tables.length + table]!)
  const most = tables.map((size) => sizeOf(size).most)
  const spare = count - total(from)
  const free = total(most) - count
  const fullest = most.map((size, table) => Math.min(size, from[table]! + spare))
  const emptiest = most.map((size, table) => Math.max(from[table]!, size - free))
  return {
    present,
    count,
    largest: Math.max(...fullest),
    smallest: Math.max(1, Math.min(...emptiest)),
    pairs: mostPairs(emptiest, fullest, count),
  }
}

function total(sizes: number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0)
}

const pairsAmong = (count: number) => (count * (count - 1)) / 2

/** Pairs grow faster than people, so between its least and its most a table has at most what the straight line between them says. */
function mostPairs(least: number[], most: number[], count: number): number {
  let pairs = 0
  let left = count - total(least)
  const slopes = least.map((from, table) => {
    pairs += pairsAmong(from)
    const more = most[table]! - from
    return { more, slope: more === 0 ? 0 : (pairsAmong(most[table]!) - pairsAmong(from)) / more }
  })
  for (const { more, slope } of slopes.sort((one, other) => other.slope - one.slope)) {
    const taken = Math.min(left, more)
    pairs += slope * taken
    left -= taken
  }
  return Math.floor(pairs + 1e-9)
}

/** For each person, the sums of the 1, 2, 3 … largest differences to others. */
function rankedDifferences({ people }: Seats, { mix }: Wishes, pace: Pace): { sums: Float64Array } {
  const sums = new Float64Array(people * (people + 1))
  for (let i = 0; i < people; i++) {
    spend(pace, 50 * people)
    const row = mix.slice(i * people, (i + 1) * people)
    row[i] = -1
    row.sort()
    let sum = 0
    for (let k = 1; k < people; k++) sums[i * (people + 1) + k] = sum += row[people - k]!
  }
  return { sums }
}

function roundBound(seats: Seats, wishes: Wishes, round: Round, { sums }: { sums: Float64Array }, pace: Pace): number {
  let byPerson = 0
  for (let i = 0; i < seats.people; i++)
    if (round.present[i])
      byPerson += sums[i * (seats.people + 1) + Math.min(Math.max(round.largest - 1, 0), seats.people - 1)]!
  const candidates = [byPerson / 2]
  if (seats.boundaries && !seats.together?.some(({ must }) => !must)) candidates.push(bySides(seats, round))
  const room = Math.max(...seats.tables.map((size) => sizeOf(size).most))
  if (room * seats.tables.length <= MOST_FOR_EIGENVALUES)
    candidates.push(byEigenvalues(seats, wishes, round, room, pace))
  return Math.min(...candidates)
}

/** Every side spread evenly: the fewest pairs that share it. Whoever stands on no side is counted as mixing with everybody. */
function bySides({ boundaries = [], tables, people }: Seats, round: Round): number {
  let bound = 0
  for (const { weight = 1, sides } of boundaries) {
    const counts = new Map<number, number>()
    for (let i = 0; i < people; i++)
      if (round.present[i]) for (const side of sides[i]!) counts.set(side, (counts.get(side) ?? 0) + 1)
    const alone = new Map<number, number>()
    for (let i = 0; i < people; i++) {
      if (!round.present[i] || sides[i]!.length === 0) continue
      // A straddler is counted with the largest of their sides only; that leaves pairs out and never counts one twice.
      const side = sides[i]!.reduce((one, other) => (counts.get(other)! > counts.get(one)! ? other : one))
      alone.set(side, (alone.get(side) ?? 0) + 1)
    }
    let shared = 0
    for (const count of alone.values()) shared += spread(count, tables.length)
    bound += weight * Math.max(0, round.pairs - shared)
  }
  return bound
}

/** The fewest pairs at one table when `count` people sit at so many tables. */
function spread(count: number, tables: number): number {
  const each = Math.floor(count / tables)
  const more = count % tables
  return (tables - more) * ((each * (each - 1)) / 2) + more * ((each * (each + 1)) / 2)
}

/**
 * All tables filled up to the largest with empty seats: then the sum within tables is ½ · size · Σ yᵀDy over directions y at right angles
 * whose sum holds the direction of everybody. At most what everybody together gives, and the largest eigenvalues of the rest.
 */
function byEigenvalues({ tables, people }: Seats, { mix }: Wishes, round: Round, room: number, pace: Pace): number {
  const n = room * tables.length
  const matrix = new Float64Array(n * n)
  const means = new Float64Array(n)
  let mean = 0
  for (let i = 0; i < people; i++)
    for (let j = 0; j < people; j++) {
      if (i === j || !round.present[i] || !round.present[j]) continue
      const value = mix[i * people + j]!
      matrix[i * n + j] = value
      means[i]! += value / n
      mean += value / (n * n)
    }
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) matrix[i * n + j]! += mean - means[i]! - means[j]!
  const values = eigenvalues(matrix, n, pace)
  // The direction of everybody has eigenvalue 0 here and is counted already: one eigenvalue next to 0 is left out.
  const small = 1e-9 * Math.max(values[0]!, -values[n - 1]!)
  const others = [...values]
  const zero = others.findIndex((value) => value <= small)
  if (zero >= 0) others.splice(zero, 1)
  const sum = mean * n + total(others.slice(0, tables.length - 1))
  return 0.5 * room * (sum + tables.length * small)
}

function repeatsBound({ people, tables, met = [] }: Seats, rounds: Round[], pace: Pace): number {
  const knows = new Uint16Array(people)
  const pairs = new Set(met.map(([one, other]) => Math.min(one, other) * people + Math.max(one, other)))
  for (const pair of pairs) {
    knows[Math.floor(pair / people)]!++
    knows[pair % people]!++
  }
  let byPerson = 0
  for (let i = 0; i < people; i++) {
    let meetings = knows[i]!
    for (const { present, smallest } of rounds) if (present[i]) meetings += smallest - 1
    if (people > 1) byPerson += spread(meetings, people - 1)
  }
  let byRounds = 0
  for (let one = 0; one < rounds.length; one++)
    for (let other = 0; other < one; other++) {
      spend(pace, 5 * people)
      byRounds += sharedPairs(rounds[one]!, rounds[other]!, tables.length)
    }
  return Math.max(Math.ceil(byPerson / 2 - 1e-9), byRounds)
}

/** Pairs who cannot but sit together in both of two rounds. */
function sharedPairs(one: Round, other: Round, tables: number): number {
  const present = one.present.reduce((sum, here, i) => sum + (here & other.present[i]!), 0)
  // Both rounds divide them into as many tables each, so into at most tables² cells.
  return spread(present, tables * tables)
}
