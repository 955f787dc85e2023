import { joinKeys, textKey } from '../chance.ts'
import type { Landscape } from '../network/landscape.ts'
import { personKeyOf } from './tie-chances.ts'

/**
 * People of a space, ascending, each once.
 *
 * @throws RangeError for a number that is nobody in this landscape
 */
export function memberList(landscape: Landscape, members: ArrayLike<number>): Uint32Array {
  const people = landscape.counts.people
  const sorted = Array.from(members).sort((one, other) => one - other)
  for (const member of sorted) {
    if (!(Number.isInteger(member) && member >= 0 && member < people)) {
      throw new RangeError(`Member ${member} is nobody here: people are numbered 0 to ${people - 1}`)
    }
  }
  return Uint32Array.from(sorted.filter((member, k) => member !== sorted[k - 1]))
}

/** Coin keys of everybody's attendance at one space: whether somebody comes does not depend on who else is invited. */
export function attendanceKeys(landscape: Landscape, space: string): Int32Array {
  const spaceKey = textKey(`space ${space}`)
  const keys = new Int32Array(2 * landscape.counts.people)
  for (let i = 0; i < landscape.counts.people; i++) {
    const key = joinKeys(spaceKey, personKeyOf(landscape, i))
    keys[2 * i] = key.low
    keys[2 * i + 1] = key.high
  }
  return keys
}
