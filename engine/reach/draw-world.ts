import { coin, type Key, threshold } from '../chance.ts'
import type { MutualTies, OneWayTies, TieChances } from './tie-chances.ts'
import { beginWorld, join, step, type Workshop } from './world.ts'

/** Throws the coins of one world: joins and steps of the known ties. `finishWorld` turns them into a world. */
export function drawTies(workshop: Workshop, ties: TieChances, world: Key): void {
  beginWorld(workshop)
  drawMutual(workshop.parent, ties.mutual, world.low, world.high)
  drawOneWay(workshop, ties.oneWay, world)
}

function drawMutual(parent: Uint32Array, ties: MutualTies, worldLow: number, worldHigh: number): void {
  const { count, one, other, open, keyLow, keyHigh } = ties
  for (let k = 0; k < count; k++) {
    // the coin of chance.ts, written out
    let x = keyLow[k]! ^ worldLow
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
    x = (x ^ (x >>> 13)) + (keyHigh[k]! ^ worldHigh)
    x = Math.imul(x ^ (x >>> 15), 0xc2b2ae35)
    x = Math.imul(x ^ (x >>> 13), 0x27d4eb2f)
    x ^= x >>> 16
    if (x <= open[k]!) join(parent, one[k]!, other[k]!)
  }
}

function drawOneWay(workshop: Workshop, ties: OneWayTies, world: Key): void {
  const { count, from, to, open, openBack, keyLow, keyHigh } = ties
  for (let k = 0; k < count; k++) {
    const x = coin(world.low, world.high, keyLow[k]!, keyHigh[k]!)
    if (x > open[k]!) continue
    if (x <= openBack[k]!) join(workshop.parent, from[k]!, to[k]!)
    else step(workshop, from[k]!, to[k]!)
  }
}

/**
 * Who of the members attends a space in this world.
 *
 * @param keys coin keys of everybody for this space, two numbers each
 * @param present receives the members who attend
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
    const i = members[k]!
    if (coin(world.low, world.high, keys[2 * i]!, keys[2 * i + 1]!) <= come) present[count++] = i
  }
  return count
}
