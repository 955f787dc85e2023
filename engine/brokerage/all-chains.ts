import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { addShares } from './roles.ts'
import { overlap, overlapOfThree, type Sides } from './sides.ts'

const STRETCH = 1 << 13

/**
 * Chains a → b → c with a ≠ c, whether or not a → c, five counts by role for each person b.
 *
 * From how much of each side stands before b and how much behind: sides before times sides behind, less those who stand at both ends.
 * Cost O(people + ties · sides a person). Source: our own form of the counts of Gould and Fernandez.
 */
export function allChains(network: Network, sides: Sides, control?: Control): Float64Array {
  const { people } = network
  const counts = new Float64Array(5 * people)
  const before = new Float64Array(sides.sides)
  const behind = new Float64Array(sides.sides)
  const touched = new Uint32Array(sides.sides)
  const seen = new Uint8Array(sides.sides)
  for (let b = 0; b < people; b++) {
    if (b % STRETCH === 0) checkpoint(control, b / people)
    if (sides.start[b + 1] === sides.start[b]) continue
    let kinds = addRow(network.inStart, network.from, b, before, 0)
    kinds = addRow(network.start, network.to, b, behind, kinds)
    addProducts(b, kinds)
    for (let t = 0; t < kinds; t++) {
      const s = touched[t]!
      before[s] = behind[s] = seen[s] = 0
    }
    takeThereAndBack(network, sides, b, counts)
  }
  return counts

  function addRow(start: Uint32Array, to: Uint32Array, b: number, into: Float64Array, kinds: number): number {
    const end = start[b + 1]!
    for (let e = start[b]!; e < end; e++) {
      const other = to[e]!
      for (let k = sides.start[other]!; k < sides.start[other + 1]!; k++) {
        const s = sides.side[k]!
        if (seen[s] === 0) {
          seen[s] = 1
          touched[kinds++] = s
        }
        into[s]! += sides.share[k]!
      }
    }
    return kinds
  }

  function addProducts(b: number, kinds: number): void {
    let allBefore = 0
    let allBehind = 0
    let same = 0
    for (let t = 0; t < kinds; t++) {
      const s = touched[t]!
      allBefore += before[s]!
      allBehind += behind[s]!
      same += before[s]! * behind[s]!
    }
    for (let k = sides.start[b]!; k < sides.start[b + 1]!; k++) {
      const y = sides.side[k]!
      const share = sides.share[k]!
      const inside = before[y]! * behind[y]!
      counts[5 * b]! += share * inside
      counts[5 * b + 1]! += share * (same - inside)
      counts[5 * b + 2]! += share * (allBefore - before[y]!) * behind[y]!
      counts[5 * b + 3]! += share * before[y]! * (allBehind - behind[y]!)
      counts[5 * b + 4]! += share * ((allBefore - before[y]!) * (allBehind - behind[y]!) - (same - inside))
    }
  }
}

/** Takes out the chains a → b → a. */
function takeThereAndBack(network: Network, sides: Sides, b: number, counts: Float64Array): void {
  const { start, to, inStart, from } = network
  let e = inStart[b]!
  const eEnd = inStart[b + 1]!
  for (let k = start[b]!; k < start[b + 1]!; k++) {
    const a = to[k]!
    while (e < eEnd && from[e]! < a) e++
    if (e === eEnd) return
    if (from[e] !== a || sides.start[a + 1] === sides.start[a]) continue
    const own = overlap(sides, a, b)
    addShares(counts, 5 * b, -1, overlapOfThree(sides, a, b, a), overlap(sides, a, a), own, own)
  }
}
