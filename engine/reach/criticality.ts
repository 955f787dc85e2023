import { openCounter, type Sums } from './count-world.ts'
import { type Estimate, estimate } from './estimate.ts'
import { pairWeights } from './pair-weights.ts'
import { scaledTies } from './tie-chances.ts'
import { countWorld, drawWorld, type WorldSet } from './world-set.ts'

/**
 * What do the others lose when this person leaves? The reach among everybody else with the person there, less the same without
 * the person's ties: what the person loses or stops giving themselves is not in it.
 *
 * Paired over worlds. Cost: two passes over the worlds.
 *
 * @returns the loss, 0 to 1; all zeros when fewer than two practices would have people
 */
export function reachLoss(set: WorldSet, person: number): Estimate {
  const weights = pairWeights(set.landscape, person)
  const counter = openCounter(set.landscape, weights)
  const factor = new Float64Array(set.landscape.counts.people).fill(1)
  factor[person] = 0
  const ties = scaledTies(set.ties, factor)
  const losses = new Float64Array(set.assumptions.worlds)
  const sums: Sums = { all: 0, fromMembers: 0, toMembers: 0, within: 0 }
  for (let w = 0; w < losses.length; w++) {
    sums.all = 0
    countWorld(set, w, drawWorld(set, w, set.changed, set.ties, null, weights), sums, undefined, 1, counter)
    countWorld(set, w, drawWorld(set, w, set.changed, ties, factor, weights), sums, undefined, -1, counter)
    losses[w] = sums.all
  }
  return estimate(losses, losses.length, 0)
}
