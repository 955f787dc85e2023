import { coin, joinKeys, type Key, textKey, threshold } from '../chance.ts'
import type { Places } from './places.ts'

/**
 * Coin keys of these people's attendance at one space, two numbers each: whether somebody comes does not depend on who else is
 * invited.
 */
export function attendanceKeys({ key }: Places, space: string, places: Uint32Array): Int32Array {
  const spaceKey = textKey(`space ${space}`)
  const keys = new Int32Array(2 * places.length)
  for (let k = 0; k < places.length; k++) {
    const joined = joinKeys(spaceKey, { low: key[2 * places[k]!]!, high: key[2 * places[k]! + 1]! })
    keys[2 * k] = joined.low
    keys[2 * k + 1] = joined.high
  }
  return keys
}

/**
 * Who of the members attends a space in this world.
 *
 * @param keys of the members, from `attendanceKeys`
 * @param present receives the places of those who attend
 * @returns how many
 */
export function drawAttendance(
  members: Uint32Array,
  keys: Int32Array,
  attendance: number,
  world: Key,
  present: Uint32Array,
): number {
  if (attendance === 0) return 0
  const come = threshold(attendance)
  let count = 0
  for (let k = 0; k < members.length; k++) {
    if (coin(world.low, world.high, keys[2 * k]!, keys[2 * k + 1]!) <= come) present[count++] = members[k]!
  }
  return count
}
