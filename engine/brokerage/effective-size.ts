import { type ForwardTies, forwardTies } from '../clustering/forward-ties.ts'
import type { NetworkWork } from '../clustering/network-once.ts'
import { chunkCount, rankChunks } from '../clustering/rank-chunks.ts'
import { type TriangleBlock, triangleLister } from '../clustering/triangle-lister.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { runParts } from '../parts.ts'
import { totalStrengths } from './total-strengths.ts'

/** What a part's triangles make redundant, by rank from `first` on: triangles where ties have no strength. */
export interface Part {
  first: number
  redundant: Float64Array
}

const PARTS = 16

/** The work of `effectiveSize`, cut by lowest rank of triangles. */
export const effectiveSizeParts: NetworkWork<unknown, Part, Float64Array> = {
  count: (people) => chunkCount(people, PARTS),
  open: (network, _, control) => {
    const forward = forwardTies(network, control)
    const begins = rankChunks(forward, PARTS)
    const lister = triangleLister(forward)
    const strongest = strongestTies(forward)
    return (nth, control) => {
      const first = begins[nth]!
      const until = begins[nth + 1]!
      lister.start(first, until)
      const redundant = new Float64Array(first < until ? forward.people - first : 0)
      while (lister.next()) {
        if (strongest) addWeighted(lister.block, forward.strength!, strongest, redundant, first)
        else addPlain(lister.block, redundant, first)
        checkpoint(control, 0)
      }
      return { first, redundant }
    }
  },
  join: (network) => {
    const forward = forwardTies(network)
    const redundant = new Float64Array(forward.people)
    return {
      add: (part) => {
        for (let r = 0; r < part.redundant.length; r++) redundant[part.first + r]! += part.redundant[r]!
      },
      result: (control) => summedUp(forward, redundant, control),
    }
  },
}

function strongestTies({ people, start, to, strength }: ForwardTies): Float64Array | null {
  if (!strength) return null
  const strongest = new Float64Array(people)
  for (let r = 0; r < people; r++) {
    for (let e = start[r]!; e < start[r + 1]!; e++) {
      strongest[r] = Math.max(strongest[r]!, strength[e]!)
      strongest[to[e]!] = Math.max(strongest[to[e]!]!, strength[e]!)
    }
  }
  return strongest
}

function addPlain({ found, low, middle, high }: TriangleBlock, redundant: Float64Array, first: number): void {
  for (let k = 0; k < found; k++) {
    redundant[low[k]! - first]!++
    redundant[middle[k]! - first]!++
    redundant[high[k]! - first]!++
  }
}

/** For i with contacts j and q who know each other: w_jq · (w_iq / max_j + w_ij / max_q); the division by S_i comes last. */
function addWeighted(
  { found, low, middle, high, lowMiddle, lowHigh, middleHigh }: TriangleBlock,
  strength: Float64Array,
  strongest: Float64Array,
  redundant: Float64Array,
  first: number,
): void {
  for (let k = 0; k < found; k++) {
    const [l, m, h] = [low[k]!, middle[k]!, high[k]!]
    const lm = strength[lowMiddle[k]!]!
    const lh = strength[lowHigh[k]!]!
    const mh = strength[middleHigh[k]!]!
    const [ofLow, ofMiddle, ofHigh] = [strongest[l]!, strongest[m]!, strongest[h]!]
    redundant[l - first]! += mh * (lh / ofMiddle + lm / ofHigh)
    redundant[m - first]! += lh * (mh / ofLow + lm / ofHigh)
    redundant[h - first]! += lm * (mh / ofLow + lh / ofMiddle)
  }
}

function summedUp(forward: ForwardTies, redundant: Float64Array, control: Control | undefined): Float64Array {
  const { people, person, count, strength } = forward
  const total = totalStrengths(forward)
  checkpoint(control, 1)
  const size = new Float64Array(people)
  for (let r = 0; r < people; r++) {
    const twice = strength ? redundant[r]! : 2 * redundant[r]!
    size[person[r]!] = total[r]! > 0 ? count[r]! - twice / total[r]! : Number.NaN
  }
  return size
}

/**
 * To how many separate circles is a person tied? Burt's effective size: contacts, less the ties among them. Without strengths it is
 * `n − 2t / n` for n contacts with t ties among them (S. P. Borgatti, 1997); with strengths
 * `Σ_j (1 − Σ_q p_iq m_jq)`, p_iq the share of i's strength that is with q, m_jq the strength of j with q over the strongest tie of j.
 *
 * Cost as `constraint`. Memory: 4 bytes a tie, 60 a person. Source: R. S. Burt, 1992. In a directed network both directions of a pair
 * count together.
 *
 * What misleads: as with `constraint`; and a person who answered about many has a large value by that alone.
 *
 * @returns effective size of each person, 1 to their number of contacts without strengths; NaN (no value) without ties
 * @throws Error named AbortError when stopped
 */
export function effectiveSize(network: Network, control?: Control): Float64Array {
  forwardTies(network, control)
  return runParts(effectiveSizeParts, network, undefined, control)
}
