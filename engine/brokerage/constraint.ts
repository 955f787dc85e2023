import { type ForwardTies, forwardTies } from '../clustering/forward-ties.ts'
import type { NetworkWork } from '../clustering/network-once.ts'
import { chunkCount, rankChunks } from '../clustering/rank-chunks.ts'
import { type TriangleBlock, triangleLister } from '../clustering/triangle-lister.ts'
import { type Control, checkpoint } from '../control.ts'
import { inStretchesOfRows } from '../network/in-stretches.ts'
import type { Network } from '../network/network.ts'
import { runParts } from '../parts.ts'
import { totalStrengths } from './total-strengths.ts'

/** What a part's triangles add to each tie, for the forward ties from `first` on. */
export interface Part {
  first: number
  around: Float64Array
}

/** Few, because each has a number for every tie it may touch. */
const PARTS = 8

/** The work of `constraint`, cut by lowest rank of triangles. */
export const constraintParts: NetworkWork<unknown, Part, Float64Array> = {
  count: (people) => chunkCount(people, PARTS),
  open: (network, _, control) => {
    const forward = forwardTies(network, control)
    const begins = rankChunks(forward, PARTS)
    const lister = triangleLister(forward)
    const share = sharesOfOne(forward)
    return (nth, control) => {
      const rank = begins[nth]!
      const first = forward.start[rank]!
      const until = begins[nth + 1]!
      lister.start(rank, until)
      // all three ties of a triangle begin at its lowest rank or above
      const around = new Float64Array(rank < until ? forward.ties - first : 0)
      while (lister.next()) {
        if (forward.strength) addWeighted(lister.block, share, forward.strength, around, first)
        else addAround(lister.block, share, around, first)
        checkpoint(control, 0)
      }
      return { first, around }
    }
  },
  join: (network) => {
    const forward = forwardTies(network)
    let around: Float64Array | null = null
    return {
      add: (part) => {
        if (around) addTo(around, part)
        else around = part.around
      },
      result: (control) => summedUp(forward, around, control),
    }
  },
}

/** The way round: what i has in j by way of their common contact q is w_iq · w_qj / S_q, and the same for j in i. */
function addAround(block: TriangleBlock, share: Float64Array, around: Float64Array, first: number): void {
  const { found, low, middle, high, lowMiddle, lowHigh, middleHigh } = block
  for (let k = 0; k < found; k++) {
    around[lowMiddle[k]! - first]! += share[high[k]!]!
    around[lowHigh[k]! - first]! += share[middle[k]!]!
    around[middleHigh[k]! - first]! += share[low[k]!]!
  }
}

function addWeighted(
  { found, low, middle, high, lowMiddle, lowHigh, middleHigh }: TriangleBlock,
  share: Float64Array,
  strength: Float64Array,
  around: Float64Array,
  first: number,
): void {
  for (let k = 0; k < found; k++) {
    const lm = lowMiddle[k]!
    const lh = lowHigh[k]!
    const mh = middleHigh[k]!
    around[lm - first]! += strength[lh]! * strength[mh]! * share[high[k]!]!
    around[lh - first]! += strength[lm]! * strength[mh]! * share[middle[k]!]!
    around[mh - first]! += strength[lm]! * strength[lh]! * share[low[k]!]!
  }
}

/** What share of a person's strength a tie of strength 1 is, by rank. */
function sharesOfOne(forward: ForwardTies): Float64Array {
  const share = totalStrengths(forward)
  for (let r = 0; r < share.length; r++) share[r] = 1 / share[r]!
  return share
}

function addTo(around: Float64Array, part: Part): void {
  for (let e = 0; e < part.around.length; e++) around[part.first + e]! += part.around[e]!
}

function summedUp(forward: ForwardTies, around: Float64Array | null, control: Control | undefined): Float64Array {
  const { people, person, count, start, to, strength } = forward
  const share = sharesOfOne(forward)
  const byRank = new Float64Array(people)
  inStretchesOfRows(start, control, (begin, end) => {
    for (let r = begin; r < end; r++) {
      const ofOne = share[r]!
      let sum = byRank[r]!
      for (let e = start[r]!; e < start[r + 1]!; e++) {
        const held = (strength ? strength[e]! : 1) + around![e]!
        const other = to[e]!
        sum += (held * ofOne) ** 2
        byRank[other]! += (held * share[other]!) ** 2
      }
      byRank[r] = sum
    }
  })
  const constraint = new Float64Array(people)
  for (let r = 0; r < people; r++) constraint[person[r]!] = count[r]! > 0 ? byRank[r]! : Number.NaN
  return constraint
}

/**
 * How much do a person's contacts hold them in one circle? Burt's constraint `c_i = Σ_j (p_ij + Σ_q p_iq p_qj)²`, where p_ij is the
 * share of i's strength of ties that is with j, and q runs over others.
 *
 * Written as `((w_ij + T_ij) / S_i)²` with `T_ij = Σ_q w_iq w_qj / S_q`, the way round is the same for both ends: one number for each
 * tie, filled while triangles are listed once. O(ties^1.5) at worst in place of Σ ties², and the same values. In a directed network both
 * directions of a pair count together, as Burt has it.
 *
 * Memory: 28 bytes a tie, 40 a person. Source: R. S. Burt, 1992, Structural Holes; triangles: see `forwardTies`.
 *
 * What misleads: it needs nearly all answers; a low value praises standing between people who do not know each other, which is what a
 * convener wants to end.
 *
 * @returns constraint of each person: above 0, seldom above 1.2; NaN (no value) without ties
 * @throws Error named AbortError when stopped
 */
export function constraint(network: Network, control?: Control): Float64Array {
  forwardTies(network, control)
  return runParts(constraintParts, network, undefined, control)
}
