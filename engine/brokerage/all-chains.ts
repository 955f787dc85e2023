import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { addShares } from './roles.ts'
import { onlySides, overlap, overlapOfThree, type Sides } from './sides.ts'

const STRETCH = 1 << 13

/** How much of each side stands on one end of a person's ties. */
interface Around {
  readonly of: Float64Array
  /** sides that are not 0, and how many they are */
  readonly touched: Uint32Array
  kinds: number
}

/**
 * Chains a → b → c with a ≠ c, whether or not a → c, five counts by role for each person b from `from` up to, not including, `until`.
 *
 * From how much of each side stands before b and how much behind: sides before times sides behind, less those who stand at both ends.
 * Cost O(people + ties · sides a person). Source: our own form of the counts of Gould and Fernandez.
 */
export function allChains(
  network: Network,
  sides: Sides,
  [from, until]: readonly [number, number],
  control?: Control,
): Float64Array {
  const counts = new Float64Array(5 * (until - from))
  const add = openChainCounts(network, sides)
  for (let b = from; b < until; b++) {
    if (b % STRETCH === 0) checkpoint(control, (b - from) / (until - from))
    add(b, counts, 5 * (b - from))
  }
  return counts
}

/**
 * The same for one person at a time.
 *
 * @returns a function that adds the five counts of a person to `counts` from `at` on; cost O(ties of the person · sides a person)
 */
export function openChainCounts(network: Network, sides: Sides) {
  const { directed, start, to, inStart, from } = network
  const only = onlySides(sides)
  const before = nothingAround(sides.sides)
  const behind = directed ? nothingAround(sides.sides) : before
  return (b: number, counts: Float64Array, at: number): void => {
    if (sides.start[b + 1] === sides.start[b]) return
    gather(inStart[b]!, inStart[b + 1]!, from, sides, only, before)
    if (directed) gather(start[b]!, start[b + 1]!, to, sides, only, behind)
    addProducts(sides, b, before, behind, counts, at)
    if (only && !directed) takeContacts(only[b]!, before, counts, at)
    else takeThereAndBack(network, sides, b, counts, at)
    clear(before)
    clear(behind)
  }
}

function nothingAround(sides: number): Around {
  return { of: new Float64Array(sides), touched: new Uint32Array(sides), kinds: 0 }
}

function clear(around: Around): void {
  for (let t = 0; t < around.kinds; t++) around.of[around.touched[t]!] = 0
  around.kinds = 0
}

/** Adds up the sides of the people in one row. */
function gather(
  begin: number,
  end: number,
  to: Uint32Array,
  { start, side, share }: Sides,
  only: Int32Array | null,
  around: Around,
): void {
  const { of, touched } = around
  let { kinds } = around
  for (let e = begin; e < end; e++) {
    const other = to[e]!
    if (only) {
      const s = only[other]!
      if (s < 0) continue
      if (of[s] === 0) touched[kinds++] = s
      of[s]!++
      continue
    }
    for (let k = start[other]!; k < start[other + 1]!; k++) {
      const s = side[k]!
      if (of[s] === 0) touched[kinds++] = s
      of[s]! += share[k]!
    }
  }
  around.kinds = kinds
}

function addProducts(sides: Sides, b: number, before: Around, behind: Around, counts: Float64Array, at: number): void {
  let allBefore = 0
  let allBehind = 0
  let same = 0
  for (let t = 0; t < before.kinds; t++) {
    const s = before.touched[t]!
    allBefore += before.of[s]!
    same += before.of[s]! * behind.of[s]!
  }
  for (let t = 0; t < behind.kinds; t++) allBehind += behind.of[behind.touched[t]!]!
  for (let k = sides.start[b]!; k < sides.start[b + 1]!; k++) {
    const share = sides.share[k]!
    const ownBefore = before.of[sides.side[k]!]!
    const ownBehind = behind.of[sides.side[k]!]!
    const inside = ownBefore * ownBehind
    counts[at]! += share * inside
    counts[at + 1]! += share * (same - inside)
    counts[at + 2]! += share * (allBefore - ownBefore) * ownBehind
    counts[at + 3]! += share * ownBefore * (allBehind - ownBehind)
    counts[at + 4]! += share * ((allBefore - ownBefore) * (allBehind - ownBehind) - (same - inside))
  }
}

/** Takes out the chains a – b – a where all ties are mutual and nobody straddles: one for each contact of known side. */
function takeContacts(side: number, around: Around, counts: Float64Array, at: number): void {
  let contacts = 0
  for (let t = 0; t < around.kinds; t++) contacts += around.of[around.touched[t]!]!
  counts[at]! -= around.of[side]!
  counts[at + 1]! -= contacts - around.of[side]!
}

/** Takes out the chains a → b → a. */
function takeThereAndBack(network: Network, sides: Sides, b: number, counts: Float64Array, at: number): void {
  const { start, to, inStart, from } = network
  let e = inStart[b]!
  const eEnd = inStart[b + 1]!
  for (let k = start[b]!; k < start[b + 1]!; k++) {
    const a = to[k]!
    while (e < eEnd && from[e]! < a) e++
    if (e === eEnd) return
    if (from[e] !== a || sides.start[a + 1] === sides.start[a]) continue
    const own = overlap(sides, a, b)
    addShares(counts, at, -1, overlapOfThree(sides, a, b, a), overlap(sides, a, a), own, own)
  }
}
