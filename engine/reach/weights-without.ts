import type { Landscape } from '../network/landscape.ts'
import { type PairWeights, pairWeights, placeInRow } from './pair-weights.ts'
import type { Places } from './places.ts'

/** Weights as they are when one person is left out, one person after another. */
export interface WeightsWithout {
  landscape: Landscape
  places: Places
  /** its own arrays, changed for a person and put back */
  weights: PairWeights
  /** of people without whom a practice would have fewer than two people */
  whole: Map<number, PairWeights>
}

export function openWeightsWithout(landscape: Landscape, places: Places): WeightsWithout {
  return { landscape, places, weights: pairWeights(landscape, places), whole: new Map() }
}

/**
 * Does something with the weights that hold when whoever stands at a place is left out of their practices.
 *
 * Only what concerns those practices is changed, and put back. Where one of them would be left with fewer than two people, which pairs
 * count at all may change: then everything is worked out anew, once for that person.
 */
export function withoutPlace<T>(without: WeightsWithout, place: number, act: (weights: PairWeights) => T): T {
  const { landscape, places, weights, whole } = without
  const own = places.memberPractice.subarray(places.memberStart[place]!, places.memberStart[place + 1]!)
  if (own.some((a) => weights.size[a]! < 3)) {
    let anew = whole.get(place)
    if (!anew) whole.set(place, (anew = pairWeights(landscape, places, place)))
    return act(anew)
  }
  const undo: [Float64Array, number, number][] = []
  const set = (values: Float64Array, at: number, value: number) => {
    undo.push([values, at, values[at]!])
    values[at] = value
  }
  for (const a of own) weights.size[a]!--
  for (const a of own) changePractice(weights, a, own, set)
  const result = act(weights)
  for (const [values, at, value] of undo.reverse()) values[at] = value
  for (const a of own) weights.size[a]!++
  return result
}

type Set = (values: Float64Array, at: number, value: number) => void

/** Every odd pair of a practice, in both directions, and in each list in which it stands. */
function changePractice(weights: PairWeights, practice: number, own: Uint32Array, set: Set): void {
  const { intoStart, intoFrom, fromStart, fromInto } = weights
  for (let e = intoStart[practice]!; e < intoStart[practice + 1]!; e++) {
    changePair(weights, intoFrom[e]!, practice, e, own, set)
  }
  for (let e = fromStart[practice]!; e < fromStart[practice + 1]!; e++) {
    const into = fromInto[e]!
    // a pair of two practices of the same person is changed once
    if (own.includes(into)) continue
    changePair(
      weights,
      practice,
      into,
      placeInRow(intoFrom, intoStart[into]!, intoStart[into + 1]!, practice),
      own,
      set,
    )
  }
}

function changePair(weights: PairWeights, from: number, into: number, at: number, own: Uint32Array, set: Set): void {
  const { size, stakes, each, table, practices, intoStake, intoShared, intoExtra, fromStart, fromInto, fromExtra } =
    weights
  const shared = intoShared[at]! - (own.includes(from) && own.includes(into) ? 1 : 0)
  const weight = intoStake[at]! / (1 - shared / (size[from]! * size[into]!)) / stakes
  set(intoExtra, at, weight - each)
  set(fromExtra, placeInRow(fromInto, fromStart[from]!, fromStart[from + 1]!, into), weight - each)
  if (table) set(table, into * practices + from, weight)
}
