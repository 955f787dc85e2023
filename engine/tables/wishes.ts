import { type Pace, paceOf, spend } from './pace.ts'
import { groupsOf, type Seats, sizeOf } from './seats.ts'

/** What has to be known of the people before anybody sits down. */
export interface Wishes {
  /** how different two people are, and what it is worth that they share a table: with wishes to sit together; `people × people` */
  difference: Float64Array
  mix: Float64Array
  /** the largest of them, and the smallest difference that counts */
  most: number
  step: number
  /** pairs with a rule, each in the rows of both: partner and kind */
  linkStart: Uint32Array
  partner: Uint16Array
  kind: Uint8Array
  /** the first of those each person must sit with */
  group: Uint16Array
  /** the host's table, or −1 */
  hostTable: Int32Array
  /** 1 where the person is away, round by round */
  away: Uint8Array
  /** the fewest people at each table, round by round: lower where people are away */
  least: Uint16Array
}

export const APART = 0
export const TOGETHER = 1
export const MET = 2

/** Reads checked seats once; `decoys` are further pairs to keep apart. */
export function readWishes(seats: Seats, decoys: readonly (readonly [number, number])[] = [], pace = paceOf()): Wishes {
  const { people, rounds } = seats
  const difference = mixOf(seats, pace)
  const mix = seats.together?.some(({ must }) => !must) ? difference.slice() : difference
  const { most, step } = stepOf(seats, mix, pace)
  const group = groupsOf(seats)
  for (const { people: those, must, weight = 1 } of seats.together ?? [])
    if (!must)
      eachPairOf(those, pace, (i, j) => {
        mix[i * people + j]! += weight
        mix[j * people + i]! += weight
      })
  const hostTable = new Int32Array(people).fill(-1)
  for (const { person, table } of seats.hosts ?? []) hostTable[person] = table
  const away = new Uint8Array(people * rounds)
  for (const { person, rounds: those } of seats.absent ?? [])
    for (const round of those) away[round * people + person] = 1
  return {
    difference,
    mix,
    most,
    step,
    ...linksOf(seats, group, decoys, pace),
    group,
    hostTable,
    away,
    least: leastOf(seats, away, hostTable),
  }
}

function eachPairOf(people: readonly number[], pace: Pace, take: (one: number, other: number) => void): void {
  const different = [...new Set(people)]
  for (const [k, one] of different.entries()) {
    spend(pace, 50 * (different.length - k))
    for (let at = k + 1; at < different.length; at++) take(one, different[at]!)
  }
}

/** Weights of the boundaries that each pair crosses: both stand on it, and share no side. */
export function mixOf({ people, boundaries = [], difference }: Seats, pace = paceOf()): Float64Array {
  if (difference) return Float64Array.from(difference)
  const mix = new Float64Array(people * people)
  for (const { weight = 1, sides } of boundaries) {
    const stances = new Map<string, number>()
    const sets: (readonly number[])[] = []
    const stance = sides.map((own) => {
      const key = [...own].sort((a, b) => a - b).join()
      if (!stances.has(key)) stances.set(key, sets.push(own) - 1)
      return stances.get(key)!
    })
    const crosses = sets.map((one) =>
      sets.map((other) => one.length > 0 && other.length > 0 && !one.some((side) => other.includes(side))),
    )
    for (let i = 0; i < people; i++) {
      spend(pace, 2 * people)
      const row = crosses[stance[i]!]!
      for (let j = 0; j < people; j++) if (row[stance[j]!]) mix[i * people + j]! += weight
    }
  }
  return mix
}

function stepOf({ boundaries, difference, people }: Seats, mix: Float64Array, pace: Pace) {
  let most = 0
  for (let i = 0; i < people; i++) {
    spend(pace, people)
    for (let at = i * people; at < (i + 1) * people; at++) if (mix[at]! > most) most = mix[at]!
  }
  if (most === 0) return { most: 1, step: 1 }
  const weights = difference ? [most / 1000] : (boundaries ?? []).map(({ weight = 1 }) => weight)
  return { most, step: Math.min(most, ...weights) }
}

function linksOf(seats: Seats, group: Uint16Array, decoys: readonly (readonly [number, number])[], pace: Pace) {
  const { people } = seats
  // One bit for each kind of rule: a pair may be named often, and a group of two thousand makes two million pairs.
  const kinds = new Uint8Array(people * people)
  const set = (one: number, other: number, kind: number) => {
    kinds[one * people + other]! |= 1 << kind
    kinds[other * people + one]! |= 1 << kind
  }
  for (const [pairs, kind] of [
    [seats.met ?? [], MET],
    [seats.apart ?? [], APART],
    [decoys, APART],
  ] as const)
    for (const [one, other] of pairs) {
      spend(pace, 10)
      set(one, other, kind)
    }
  const byGroup = new Map<number, number[]>()
  for (const [person, of] of group.entries()) {
    const those = byGroup.get(of)
    if (those) those.push(person)
    else byGroup.set(of, [person])
  }
  for (const those of byGroup.values()) eachPairOf(those, pace, (one, other) => set(one, other, TOGETHER))
  const linkStart = new Uint32Array(people + 1)
  eachLink(kinds, people, pace, (one) => linkStart[one + 1]!++)
  for (let person = 0; person < people; person++) linkStart[person + 1]! += linkStart[person]!
  const partner = new Uint16Array(linkStart[people]!)
  const kind = new Uint8Array(linkStart[people]!)
  let next = 0
  eachLink(kinds, people, pace, (_, other, of) => {
    partner[next] = other
    kind[next++] = of
  })
  return { linkStart, partner, kind }
}

function eachLink(
  kinds: Uint8Array,
  people: number,
  pace: Pace,
  take: (one: number, other: number, kind: number) => void,
): void {
  for (let one = 0; one < people; one++) {
    spend(pace, 4 * people)
    for (let other = 0; other < people; other++)
      for (let left = kinds[one * people + other]!, kind = 0; left > 0; left >>= 1, kind++)
        if (left & 1) take(one, other, kind)
  }
}

/** At least the hosts. Where people are away, tables may be smaller: all by the same number of people, as few as it takes. */
function leastOf({ people, rounds, tables }: Seats, away: Uint8Array, hostTable: Int32Array): Uint16Array {
  const least = new Uint16Array(rounds * tables.length)
  for (let round = 0; round < rounds; round++) {
    let present = people
    const hosts = new Uint16Array(tables.length)
    for (let i = 0; i < people; i++) {
      if (away[round * people + i]) present--
      else if (hostTable[i]! >= 0) hosts[hostTable[i]!]!++
    }
    for (let fewer = 0; ; fewer++) {
      const sizes = tables.map((size, table) => Math.max(hosts[table]!, sizeOf(size).least - fewer))
      if (sizes.reduce((sum, size) => sum + size, 0) > present) continue
      least.set(sizes, round * tables.length)
      break
    }
  }
  return least
}
