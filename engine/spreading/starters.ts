import { coin, joinKeys, type Key, textKey } from '../chance.ts'
import { keyOf } from './carriers.ts'

/**
 * So many people by lot, out of some, in one world: those with the lowest coins. Whether one is drawn hangs on the ids of those who might
 * be, and not on their order.
 *
 * Cost O(people + drawn² · log(people / drawn)).
 *
 * @param purpose so that lots for different purposes differ
 * @returns their numbers, ascending; all of them where there are no more
 */
export function drawPeople(
  from: ArrayLike<number>,
  count: number,
  personKey: Uint32Array,
  world: Key,
  purpose: string,
): Uint32Array {
  const lot = textKey(purpose)
  const drawn = new Float64Array(Math.min(count, from.length)).fill(Number.POSITIVE_INFINITY)
  const who = new Uint32Array(drawn.length)
  const last = drawn.length - 1
  for (let k = 0; k < from.length && last >= 0; k++) {
    const key = joinKeys(lot, keyOf(personKey, from[k]!))
    const own = coin(world.low, world.high, key.low, key.high)
    if (own >= drawn[last]!) continue
    let at = last
    for (; at > 0 && drawn[at - 1]! > own; at--) {
      drawn[at] = drawn[at - 1]!
      who[at] = who[at - 1]!
    }
    drawn[at] = own
    who[at] = from[k]!
  }
  return who.sort()
}
