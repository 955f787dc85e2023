import { type Control, checkpoint } from '../control.ts'
import type { MutualTies } from './tie-chances.ts'

/** Mutual ties of each place, at both ends (CSR): who is at the other end, and the number of the tie. */
export interface TiesAt {
  start: Uint32Array
  other: Uint32Array
  tie: Uint32Array
}

/** Powers of two, less one: some milliseconds of work. */
const STEPS_BETWEEN_CHECKS = 0x7ffff
const PLACES_BETWEEN_CHECKS = 0x1fff

/** Cost O(places + ties); 16 bytes for each tie. */
export function tiesAt({ start, other, count }: MutualTies, control?: Control): TiesAt {
  const places = start.length - 1
  const at: TiesAt = {
    start: new Uint32Array(places + 1),
    other: new Uint32Array(2 * count),
    tie: new Uint32Array(2 * count),
  }
  for (let p = 0; p < places; p++) at.start[p] = start[p + 1]! - start[p]!
  for (let k = 0; k < count; k++) {
    if ((k & STEPS_BETWEEN_CHECKS) === STEPS_BETWEEN_CHECKS) checkpoint(control, k / count)
    at.start[other[k]!]!++
  }
  let entries = 0
  for (let p = 0; p <= places; p++) at.start[p] = entries += at.start[p]!
  // each start now holds its row's end; filling from the back leaves it at the row's beginning
  for (let p = places - 1; p >= 0; p--) {
    if ((p & PLACES_BETWEEN_CHECKS) === 0) checkpoint(control, 1 - p / places)
    for (let k = start[p + 1]! - 1; k >= start[p]!; k--) {
      place(at, p, other[k]!, k)
      place(at, other[k]!, p, k)
    }
  }
  return at
}

function place(at: TiesAt, end: number, other: number, tie: number): void {
  const entry = --at.start[end]!
  at.other[entry] = other
  at.tie[entry] = tie
}
