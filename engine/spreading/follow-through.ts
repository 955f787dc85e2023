import { coin, joinKeys, type Key, textKey, threshold } from '../chance.ts'
import { keyOf } from './carriers.ts'

/** What becomes of what people took up: chances of the next steps, 0 where a step is not looked at. */
export interface FollowThrough {
  /** who met it tries it, a month later */
  tries: number
  /** who tried sees an effect, a month later */
  effect: number
  /** who saw an effect tells it back to where it came from, a month later */
  toldBack: number
}

const steps = ['tries', 'effect', 'toldBack'] as const

/**
 * How many people have come how far by each month, along tried → effect → told back? Each step takes a month and has the chance given,
 * by a coin that is the person's own. A step with chance 0 ends the way.
 *
 * @param order people who begin, with their month in `month`
 * @param begin what they did then: only met it, or tried it already
 * @param counts for each step, a row of `months + 1` numbers that is filled with how many had taken it by then
 */
export function followThrough(
  order: Uint32Array,
  month: Int16Array,
  begin: 'met' | 'tried',
  chances: FollowThrough,
  personKey: Uint32Array,
  world: Key,
  counts: Record<(typeof steps)[number], Uint32Array>,
): void {
  const first = begin === 'met' ? 0 : 1
  for (const step of steps) counts[step].fill(0)
  if (chances[steps[first]!] === 0) return
  const keys = steps.map((step) => textKey(`step ${step}`))
  const least = steps.map((step) => (chances[step] > 0 ? threshold(chances[step]) : Number.NEGATIVE_INFINITY))
  for (const person of order) {
    const own = keyOf(personKey, person)
    let t = month[person]!
    for (let s = first; s < steps.length; s++) {
      const key = joinKeys(keys[s]!, own)
      if (coin(world.low, world.high, key.low, key.high) > least[s]!) break
      if (++t >= counts.tries.length) break
      counts[steps[s]!][t]!++
    }
  }
  for (const step of steps) {
    const row = counts[step]
    for (let t = 1; t < row.length; t++) row[t]! += row[t - 1]!
  }
}
