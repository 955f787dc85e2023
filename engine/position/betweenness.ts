import { wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint, stretch } from '../control.ts'
import type { Network } from '../network/network.ts'
import { runParts } from '../parts.ts'
import { type NetworkParts, numbersAbove0, partStart } from './network-parts.ts'
import { addDependencies, openWalk } from './shortest-path-walk.ts'
import { soundNetwork } from './sound-network.ts'
import { addWeightedDependencies, openWeightedWalk } from './weighted-walk.ts'

export interface Betweenness {
  /** for each person: pairs of others whose shortest paths lead through them; a pair with several shortest paths counts in shares */
  pairs: Float64Array
  /**
   * `pairs` divided by all pairs of people, n (n − 1) / 2, or n (n − 1) ordered ones: the chance that two people drawn at random have this
   * one between them. The centre of a star of n has 1 − 2 / n. Programs that divide by the pairs of others alone, (n − 1)(n − 2) / 2, give
   * n / (n − 2) times as much, and 1 to the centre of a star (networkx's `normalized`)
   */
  share: Float64Array
}

/** What one part adds: only the people it says anything of, so that a million who are apart cost nothing. */
export interface BetweennessPart {
  people: Uint32Array
  sum: Float64Array
}

/** Fewest people whose walks make a part, and most parts. */
const LEAST = 16
const MOST_PARTS = 64

/** Exact betweenness in parts, each a stretch of people whose walks are taken. */
export const betweennessParts: NetworkParts<object, BetweennessPart, Betweenness> = {
  count: ({ people }) => partCount(people),
  open: (network) => {
    const addFrom = openDependencies(network)
    const sum = new Float64Array(network.people)
    return (nth, control) => {
      const count = partCount(network.people)
      const end = partStart(network.people, nth + 1, count)
      for (let source = partStart(network.people, nth, count); source < end; source++) {
        addFrom(source, sum, control)
        if (source % 64 === 0) checkpoint(control, 0)
      }
      const people = numbersAbove0(sum)
      const part = { people, sum: Float64Array.from(people, (person) => sum[person]!) }
      for (const person of people) sum[person] = 0
      return part
    }
  },
  join: ({ people, directed }) => {
    const pairs = new Float64Array(people)
    return {
      add: (part) => {
        part.people.forEach((person, k) => {
          pairs[person]! += part.sum[k]!
        })
      },
      result: () => {
        const all = people * (people - 1)
        const share = pairs.map((ordered) => (ordered > 0 ? ordered / all : 0))
        if (!directed) for (let i = 0; i < people; i++) pairs[i]! /= 2
        return { pairs, share }
      },
    }
  },
}

function partCount(people: number): number {
  return Math.min(MOST_PARTS, Math.ceil(people / LEAST))
}

type AddFrom = (source: number, sum: Float64Array, control: Control | undefined) => void

function openDependencies(network: Network): AddFrom {
  if (network.strength) {
    const walk = openWeightedWalk(network, 'out')
    return (source, sum, control) => addWeightedDependencies(walk, source, sum, control)
  }
  const walk = openWalk(network)
  return (source, sum, control) => addDependencies(walk, source, sum, control)
}

/**
 * On how many of the shortest paths between others does each person lie (Freeman 1977, computed as by Brandes 2001)?
 *
 * A pair of others counts 1 when all its shortest paths lead through the person, and a share when some do; pairs without a path count for
 * nobody. Undirected each pair counts once, directed each ordered pair. A network with strengths is walked by distance, a tie of strength
 * s being 1 / s long, and ways that differ by a rounding count as equal.
 *
 * Cost O(people · ties), with strengths O(people · ties · log people).
 *
 * @throws BadInput for what is no network, and with strengths for more than 1e300 equally long paths of a pair; Error named AbortError when stopped
 */
export function betweenness(network: Network, control?: Control): Betweenness {
  soundNetwork(network)
  return runParts(betweennessParts, network, {}, control)
}

/**
 * Through whom do the shortest paths from these people lead? For each person, over the given sources and all ends: the share of the
 * shortest paths between source and end that pass through the person, summed (Brandes' dependencies). Ends do not count as passed.
 *
 * All sources of a network give the exact betweenness, in ordered pairs. Cost O(ties) for each source, with strengths O(ties · log people).
 *
 * @param sources numbers of people; one that comes twice counts twice
 * @throws BadInput for what is no network, a source that is nobody's number, and too many paths as above; Error named AbortError when stopped
 */
export function betweennessFrom(network: Network, sources: ArrayLike<number>, control?: Control): Float64Array {
  soundNetwork(network)
  for (let k = 0; k < sources.length; k++) wholeNumber(`sources[${k}]`, sources[k], 0, network.people - 1)
  const sum = new Float64Array(network.people)
  const addFrom = openDependencies(network)
  for (let k = 0; k < sources.length; k++) {
    addFrom(sources[k]!, sum, stretch(control, k / sources.length, (k + 1) / sources.length))
    if (k % 64 === 0) checkpoint(control, k / sources.length)
  }
  return sum
}
