import { BadInput } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { runParts } from '../parts.ts'
import { type AddDistances, openBatchWalk } from './batch-walk.ts'
import { type NetworkParts, numbersAbove0, partStart } from './network-parts.ts'
import { soundNetwork } from './sound-network.ts'
import { leaveWeighted, openWeightedWalk, walkWeighted } from './weighted-walk.ts'

/** What the distances between each person and the others add up to. */
export interface DistanceSums {
  /** how many others are at a finite distance */
  reached: Float64Array
  /** sum of distances to them */
  far: Float64Array
  /** sum of 1 / distance to them */
  near: Float64Array
}

/** What one part adds: only the people it says anything of, so that a million who are apart cost nothing. */
export interface DistancePart extends DistanceSums {
  people: Uint32Array
}

export interface Distances {
  /** distances from each person to the others (`out`), or from the others to each person (`in`); undirected both are the same */
  way: 'out' | 'in'
}

/** Fewest people whose walks make a part, and most parts. */
const LEAST = 32
const MOST_PARTS = 64

/** Sums of distances in parts, each a stretch of people whose walks are taken. */
export const distanceSumsParts: NetworkParts<Distances, DistancePart, DistanceSums> = {
  count: ({ people }, wish) => {
    if (wish.way !== 'out' && wish.way !== 'in') throw new BadInput('way', wish.way, 'give out or in')
    return partCount(people)
  },
  open: (network, { way }) => {
    const sums = emptySums(network.people)
    const add = network.strength ? openWeightedDistances(network, way, sums) : openBatchWalk(network, way, sums)
    return (nth, control) => {
      const count = partCount(network.people)
      add(partStart(network.people, nth, count), partStart(network.people, nth + 1, count), control)
      return taken(sums)
    }
  },
  join: ({ people }) => {
    const sums = emptySums(people)
    return {
      add: (part) => {
        part.people.forEach((person, k) => {
          sums.reached[person]! += part.reached[k]!
          sums.far[person]! += part.far[k]!
          sums.near[person]! += part.near[k]!
        })
      },
      result: () => sums,
    }
  },
}

/**
 * How far are the others from each person, all together?
 *
 * Exact, from shortest paths between all pairs. A network with strengths is walked by distance, a tie of strength s being 1 / s long;
 * without strengths distance counts steps.
 *
 * Cost O(people · ties / 32) most often, for 32 walks share one look at a tie; with strengths O(people · ties · log people).
 *
 * @throws BadInput for what is no network, and another way; Error named AbortError when stopped
 */
export function distanceSums(network: Network, way: 'out' | 'in' = 'out', control?: Control): DistanceSums {
  soundNetwork(network)
  return runParts(distanceSumsParts, network, { way }, control)
}

/**
 * How near are the others, where some may not be reached at all? Closeness after Wasserman and Faust (1994): the share of the others that
 * can be reached, divided by the mean distance to those. 1 = a tie with everybody; 0 = nobody can be reached. The same as in networkx.
 *
 * @param people how many there are in all
 */
export function closenessOf({ reached, far }: DistanceSums): Float64Array {
  const others = reached.length - 1
  return reached.map((count, i) => (count > 0 ? (count / others) * (count / far[i]!) : 0))
}

/**
 * How near are the others in the mean of 1 / distance, where nobody who cannot be reached counts 0 (Marchiori and Latora 2000)? 1 = a tie
 * with everybody; 0 = nobody can be reached. The same as in igraph.
 */
export function harmonicOf({ near }: DistanceSums): Float64Array {
  const others = near.length - 1
  return near.map((sum) => (sum > 0 ? sum / others : 0))
}

function partCount(people: number): number {
  return Math.min(MOST_PARTS, Math.ceil(people / LEAST))
}

/** Takes away what there is, so that the next part begins at 0. */
function taken({ reached, far, near }: DistanceSums): DistancePart {
  const people = numbersAbove0(reached)
  const take = (from: Float64Array) => Float64Array.from(people, (person) => from[person]!)
  const part = { people, reached: take(reached), far: take(far), near: take(near) }
  for (const person of people) reached[person] = far[person] = near[person] = 0
  return part
}

function emptySums(people: number): DistanceSums {
  return { reached: new Float64Array(people), far: new Float64Array(people), near: new Float64Array(people) }
}

function openWeightedDistances(network: Network, way: 'out' | 'in', sums: DistanceSums): AddDistances {
  const walk = openWeightedWalk(network, way)
  return (from, to, control) => {
    for (let source = from; source < to; source++) {
      walkWeighted(walk, source, control)
      for (let k = 1; k < walk.reached; k++) {
        const distance = walk.distance[walk.order[k]!]!
        sums.reached[source]!++
        sums.far[source]! += distance
        sums.near[source]! += 1 / distance
      }
      leaveWeighted(walk)
      if (source % 64 === 0) checkpoint(control, 0)
    }
  }
}
