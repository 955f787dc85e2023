import { type Control, checkpoint } from '../control.ts'
import type { Parts } from './dimension.ts'

/** The different sets of parts that people belong to: those of one stance are alike in every count. */
export interface Stances {
  /** for each person the number of their stance; 0: belongs to no part */
  of: Uint32Array
  /** how many people have it, by stance */
  people: Float64Array
  /** somebody who has it, by stance; −1 for stance 0 */
  example: Int32Array
  /** how many people belong to parts and share none with it, by stance */
  apartFrom: Float64Array
}

const PEOPLE_BETWEEN_CHECKS = 1 << 14

/** Numbers the stances in the order of the first person who has each. Cost O(memberships + stances · stances that share a part). */
export function stancesOf(parts: Parts, control?: Control): Stances {
  const numbers = new Map<string, number>([['', 0]])
  const people = [0]
  const example = [-1]
  const of = new Uint32Array(parts.start.length - 1)
  for (let i = 0; i < of.length; i++) {
    if ((i & (PEOPLE_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    const key = parts.part.subarray(parts.start[i]!, parts.start[i + 1]!).join(' ')
    let stance = numbers.get(key)
    if (stance === undefined) {
      stance = numbers.size
      numbers.set(key, stance)
      people.push(0)
      example.push(i)
    }
    of[i] = stance
    people[stance]!++
  }
  const counted = Float64Array.from(people)
  return { of, people: counted, example: Int32Array.from(example), apartFrom: apartFrom(parts, counted, example) }
}

function apartFrom(parts: Parts, people: Float64Array, example: readonly number[]): Float64Array {
  const having: number[][] = parts.people.map(() => [])
  const partsOf = (s: number) => parts.part.subarray(parts.start[example[s]!]!, parts.start[example[s]! + 1]!)
  for (let s = 1; s < example.length; s++) for (const a of partsOf(s)) having[a]!.push(s)
  const met = new Int32Array(example.length)
  return Float64Array.from(example, (_, s) => {
    if (s === 0) return 0
    let sharing = 0
    for (const a of partsOf(s)) {
      for (const t of having[a]!) {
        if (met[t] === s) continue
        met[t] = s
        sharing += people[t]!
      }
    }
    return parts.placed - sharing
  })
}

/** What randomly shuffled labels give for the number of ties that cross: exact mean and standard deviation. */
export interface Chance {
  mean: number
  sd: number
}

/**
 * The mean and the standard deviation of the number of ties that cross when everybody's parts are dealt out anew at random.
 *
 * Exact: the variance needs only how often one tie crosses, two ties of one person both do, and two ties of four people both do
 * (the argument of Moran 1948 for joins on a map). Null with fewer than two people or no ties.
 *
 * @param degree ties of each placed person with placed people
 * @param ties how many ties there are among placed people
 */
export function crossingsByChance(
  parts: Parts,
  stances: Stances,
  degree: ArrayLike<number>,
  ties: number,
): Chance | null {
  const n = parts.placed
  if (n < 2 || ties === 0) return null
  let pairs = 0
  let triples = 0
  for (let s = 1; s < stances.people.length; s++) {
    const apart = stances.apartFrom[s]!
    pairs += stances.people[s]! * apart
    triples += stances.people[s]! * apart * (apart - 1)
  }
  let together = 0
  for (let i = 0; i < degree.length; i++) together += degree[i]! * (degree[i]! - 1)
  const one = pairs / (n * (n - 1))
  const twoOfThree = n > 2 ? triples / (n * (n - 1) * (n - 2)) : 0
  const twoOfFour = n > 3 ? (pairs * pairs - 4 * triples - 2 * pairs) / (n * (n - 1) * (n - 2) * (n - 3)) : 0
  const mean = ties * one
  const square = ties * one + together * twoOfThree + (ties * ties - ties - together) * twoOfFour
  return { mean, sd: Math.sqrt(Math.max(0, square - mean * mean)) }
}
