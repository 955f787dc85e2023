import { BadInput, numberWithin, wholeNumber } from '../bad-input.ts'
import { coin, joinKeys, type Key, textKey, threshold } from '../chance.ts'
import { keyOf } from './carriers.ts'

/** A space and when it meets: whoever attends a meeting is there with all others who do. */
export interface DatedSpace {
  id: string
  /** numbers of the people in it, each once */
  members: ArrayLike<number>
  /** months in which it meets, from 1 on */
  months: readonly number[]
  /** chance that a member comes to a meeting, 0 to 1 */
  attendance: number
}

/** One meeting of a space. */
export interface Meeting {
  members: Uint32Array
  key: Key
  /** largest coin of somebody who comes; −∞ for nobody */
  come: number
}

/** The meetings of each month: entry t holds those of month t; months without any are empty. */
export type Calendar = readonly (readonly Meeting[])[]

/**
 * Lays the meetings of spaces out by month.
 *
 * Whether somebody comes hangs on the space, the month and the person alone: not on who else is in it or what other spaces there are.
 *
 * @throws BadInput for months outside 1 to `months`, people who are not there, and an attendance out of range
 */
export function calendarOf(spaces: readonly DatedSpace[], months: number, people: number): Calendar {
  const calendar: Meeting[][] = Array.from({ length: months + 1 }, () => [])
  spaces.forEach((space, s) => {
    const place = `spaces[${s}]`
    const come =
      numberWithin(`${place}.attendance`, space.attendance, 0, 1) > 0
        ? threshold(space.attendance)
        : Number.NEGATIVE_INFINITY
    const members = membersOf(space, place, people)
    for (const month of new Set(space.months)) {
      wholeNumber(`${place}.months`, month, 1, months)
      calendar[month]!.push({ members, key: joinKeys(textKey(`space ${space.id}`), { low: month, high: 0 }), come })
    }
  })
  return calendar
}

function membersOf(space: DatedSpace, place: string, people: number): Uint32Array {
  const members = Array.from(space.members).sort((one, other) => one - other)
  members.forEach((member, k) => {
    if (!(Number.isInteger(member) && member >= 0 && member < people)) {
      throw new BadInput(`${place}.members`, member, `give numbers of people, 0 to ${people - 1}`)
    }
    if (member === members[k - 1]) throw new BadInput(`${place}.members`, member, 'give everybody once')
  })
  return Uint32Array.from(members)
}

/**
 * Who comes to a meeting in one run.
 *
 * @param present receives their numbers
 * @returns how many
 */
export function drawPresent(meeting: Meeting, personKey: Uint32Array, world: Key, present: Uint32Array): number {
  const { members, key, come } = meeting
  let count = 0
  for (let k = 0; k < members.length; k++) {
    const own = joinKeys(key, keyOf(personKey, members[k]!))
    if (coin(world.low, world.high, own.low, own.high) <= come) present[count++] = members[k]!
  }
  return count
}

/** The last month with a meeting; 0 without any. */
export function lastMeeting(calendar: Calendar): number {
  return calendar.findLastIndex((meetings) => meetings.length > 0)
}
