import type { Key } from '../chance.ts'
import type { Landscape } from '../network/landscape.ts'
import { attendanceKeys, drawAttendance } from './attendance.ts'
import type { Places } from './places.ts'
import { join } from './world.ts'

/** People of a space that is there already, by place, and the keys of their attendance. */
export interface ExistingSpace {
  members: Uint32Array
  keys: Int32Array
  /** room for those who attend */
  present: Uint32Array
}

/** Spaces of at least two people. Whoever attends is drawn as in a what-if of the same id. */
export function existingSpaces({ ids, spaceStart, spacePerson }: Landscape, places: Places): ExistingSpace[] {
  return ids.spaces.flatMap((id, s) => {
    const people = spacePerson.subarray(spaceStart[s]!, spaceStart[s + 1]!)
    if (people.length < 2) return []
    const members = people.map((person) => places.placeOf[person]!).sort()
    return [{ members, keys: attendanceKeys(places, id, members), present: new Uint32Array(members.length) }]
  })
}

/**
 * All who attend a space in this world reach one another.
 *
 * @param leaving a place whose person has left and attends nothing; −1: nobody
 */
export function joinAttending(
  parent: Uint32Array,
  spaces: readonly ExistingSpace[],
  attendance: number,
  world: Key,
  leaving: number,
): void {
  for (const { members, keys, present } of spaces) {
    const count = drawAttendance(members, keys, attendance, world, present)
    let first = -1
    for (let k = 0; k < count; k++) {
      const place = present[k]!
      if (place === leaving) continue
      if (first >= 0) join(parent, first, place)
      else first = place
    }
  }
}
