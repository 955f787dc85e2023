import { openCounter, type Sums } from './count-world.ts'
import { type Estimate, estimate } from './estimate.ts'
import { pairWeights } from './pair-weights.ts'
import { weakenedTies, whileWeakened } from './weakened-ties.ts'
import { countWorld, makeWorld, type WorldSet } from './world-set.ts'

/**
 * What do the others lose when this person leaves? The reach among everybody else with the person there, less the same without
 * the person's ties: what the person loses or stops giving themselves is not in it.
 *
 * Paired over worlds. Cost: two passes over the worlds.
 *
 * @returns the loss, 0 to 1; all zeros when fewer than two practices would have people
 */
export function reachLoss(set: WorldSet, place: number): Estimate {
  const weights = pairWeights(set.landscape, set.places, place)
  const counter = openCounter(set.places, weights)
  const weakened = weakenedTies(set, Uint32Array.of(place), 0)
  const losses = new Float64Array(set.assumptions.worlds)
  const sums: Sums = { all: 0, fromMembers: 0, toMembers: 0, within: 0 }
  for (let w = 0; w < losses.length; w++) {
    sums.all = 0
    countWorld(set, w, makeWorld(set, w, set.changed, weights), sums, undefined, 1, counter)
    const without = whileWeakened(set, w, weakened, () => makeWorld(set, w, set.changed, weights, weakened.factor))
    countWorld(set, w, without, sums, undefined, -1, counter)
    losses[w] = sums.all
  }
  return estimate(losses, losses.length, 0)
}
