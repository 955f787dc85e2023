import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { runParts } from '../parts.ts'
import { type ForwardTies, forwardTies } from './forward-ties.ts'
import type { NetworkWork } from './network-once.ts'
import { chunkCount, rankChunks } from './rank-chunks.ts'
import { triangleLister } from './triangle-lister.ts'

export interface Clustering {
  /** triangles of each person: pairs of their contacts that know each other */
  triangles: Uint32Array
  /** share of the pairs of a person's contacts that know each other, 0 to 1; 0 for people with fewer than two contacts */
  local: Float64Array
  /** triangles in all */
  total: number
  /** mean of `local` over all people; 0 where there is nobody */
  mean: number
  /** of all chains a–b–c, the share whose ends know each other, 0 to 1; null without any such chain */
  transitivity: number | null
}

/** Triangles found in one part, by rank from `first` on. */
export interface Part {
  first: number
  count: Uint32Array
}

const PARTS = 16

/** The work of `clustering`, cut by lowest rank. */
export const clusteringParts: NetworkWork<unknown, Part, Clustering> = {
  count: (people) => chunkCount(people, PARTS),
  open: (network, _, control) => {
    const forward = forwardTies(network, control)
    const begins = rankChunks(forward, PARTS)
    const lister = triangleLister(forward)
    return (nth, control) => {
      const first = begins[nth]!
      const until = begins[nth + 1]!
      lister.start(first, until)
      const count = new Uint32Array(first < until ? forward.people - first : 0)
      const { block } = lister
      while (lister.next()) {
        const { found, low, middle, high } = block
        for (let k = 0; k < found; k++) {
          count[low[k]! - first]!++
          count[middle[k]! - first]!++
          count[high[k]! - first]!++
        }
        checkpoint(control, 0)
      }
      return { first, count }
    }
  },
  join: (network) => {
    const forward = forwardTies(network)
    const sum = new Uint32Array(forward.people)
    return {
      add: ({ first, count }) => {
        for (let r = 0; r < count.length; r++) sum[first + r]! += count[r]!
      },
      result: () => summedUp(forward, sum),
    }
  },
}

function summedUp({ people, person, count }: ForwardTies, byRank: Uint32Array): Clustering {
  const triangles = new Uint32Array(people)
  const local = new Float64Array(people)
  let corners = 0
  let chains = 0
  let sum = 0
  for (let r = 0; r < people; r++) {
    const ties = count[r]!
    const pairs = (ties * (ties - 1)) / 2
    const share = pairs > 0 ? byRank[r]! / pairs : 0
    triangles[person[r]!] = byRank[r]!
    local[person[r]!] = share
    corners += byRank[r]!
    chains += pairs
    sum += share
  }
  return {
    triangles,
    local,
    total: corners / 3,
    mean: people > 0 ? sum / people : 0,
    transitivity: chains > 0 ? corners / chains : null,
  }
}

/**
 * Do the contacts of a person know each other?
 *
 * Each triangle is found once, from its person with the fewest ties. Directions and strengths are not looked at: a tie is there or not.
 * Cost O(ties^1.5) at worst, about ties · mean ties as a rule. Memory: 4 bytes a tie, 40 a person. Source: D. J. Watts and
 * S. H. Strogatz, 1998 (local), and the transitivity ratio of network analysis.
 *
 * What misleads: people with few ties have high or no value by arithmetic; where a list of a group's members was taken for ties, all of
 * them are in triangles.
 *
 * @throws Error named AbortError when stopped
 */
export function clustering(network: Network, control?: Control): Clustering {
  forwardTies(network, control)
  return runParts(clusteringParts, network, undefined, control)
}
