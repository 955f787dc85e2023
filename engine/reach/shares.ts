import type { PairWeights } from './pair-weights.ts'

/**
 * Shares of practices in a set of people: `of[a]` = part of practice a that is in the set. Kept with the list of practices
 * that occur, so that emptying and multiplying cost only those. Reused, never allocated in a loop over worlds.
 */
export interface Shares {
  of: Float64Array
  practices: Uint32Array
  count: number
  sum: number
}

export function emptyShares(practices: number): Shares {
  return { of: new Float64Array(practices), practices: new Uint32Array(practices), count: 0, sum: 0 }
}

/** Adds an amount above 0. */
export function addShare(shares: Shares, practice: number, amount: number): void {
  if (shares.of[practice] === 0) shares.practices[shares.count++] = practice
  shares.of[practice]! += amount
  shares.sum += amount
}

export function clearShares(shares: Shares): void {
  for (let k = 0; k < shares.count; k++) shares.of[shares.practices[k]!] = 0
  shares.count = 0
  shares.sum = 0
}

export function addAll(shares: Shares, more: Shares): void {
  for (let k = 0; k < more.count; k++) addShare(shares, more.practices[k]!, more.of[more.practices[k]!]!)
}

/** Up to so many practices learned from, looking each weight up beats walking through the exceptions. */
const FEW_PRACTICES = 8

/**
 * `Σ_ab c_ab · from_a · into_b`: what pairs (someone of `from`, someone of `into`) count in the reach of the landscape.
 *
 * @param gained if given, `times` the part of each learning practice is added to it
 */
export function pairSum(weights: PairWeights, from: Shares, into: Shares, gained?: Float64Array, times = 1): number {
  const { each, intoStart, intoFrom, intoExtra, table, practices } = weights
  const fromTable = table !== null && from.count <= FEW_PRACTICES
  let total = 0
  for (let k = 0; k < into.count; k++) {
    const b = into.practices[k]!
    let sum = 0
    if (fromTable) {
      for (let e = 0; e < from.count; e++) {
        const a = from.practices[e]!
        sum += from.of[a]! * table[b * practices + a]!
      }
    } else {
      sum = each * (from.sum - from.of[b]!)
      for (let e = intoStart[b]!; e < intoStart[b + 1]!; e++) sum += intoExtra[e]! * from.of[intoFrom[e]!]!
    }
    const part = into.of[b]! * sum
    total += part
    if (gained) gained[b]! += times * part
  }
  return total
}

/** The same sum, its parts added by practice learned from. */
export function pairSumBySource(weights: PairWeights, from: Shares, into: Shares, given: Float64Array): void {
  const { each, fromStart, fromInto, fromExtra } = weights
  for (let k = 0; k < from.count; k++) {
    const a = from.practices[k]!
    let sum = each * (into.sum - into.of[a]!)
    for (let e = fromStart[a]!; e < fromStart[a + 1]!; e++) sum += fromExtra[e]! * into.of[fromInto[e]!]!
    given[a]! += from.of[a]! * sum
  }
}

/** For every practice a, `Σ_b c_ab · into_b`: what one more share of a would count towards these. */
export function worthAsSource(weights: PairWeights, into: Shares, worth: Float64Array): void {
  const { each, fromStart, fromInto, fromExtra } = weights
  for (let a = 0; a < worth.length; a++) {
    let sum = each * (into.sum - into.of[a]!)
    for (let e = fromStart[a]!; e < fromStart[a + 1]!; e++) sum += fromExtra[e]! * into.of[fromInto[e]!]!
    worth[a] = sum
  }
}

/** For every practice b, `Σ_a c_ab · from_a`: what one more share of b would count when reached from these. */
export function worthAsReached(weights: PairWeights, from: Shares, worth: Float64Array): void {
  const { each, intoStart, intoFrom, intoExtra } = weights
  for (let b = 0; b < worth.length; b++) {
    let sum = each * (from.sum - from.of[b]!)
    for (let e = intoStart[b]!; e < intoStart[b + 1]!; e++) sum += intoExtra[e]! * from.of[intoFrom[e]!]!
    worth[b] = sum
  }
}
