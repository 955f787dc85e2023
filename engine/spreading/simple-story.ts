import { coin, type Key } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Carriers } from './carriers.ts'
import { type Calendar, drawPresent, lastMeeting } from './meetings.ts'

/** Room in which runs are made, one after another. */
export interface StoryRoom {
  /** the month in which each person took it up, −1 for never: of the last run */
  month: Int16Array
  /** the people who took it up, month by month; `reached` of them */
  order: Uint32Array
  reached: number
  present: Uint32Array
}

/** Months are kept in 16 bits. */
export const MOST_MONTHS = 1200
/** Rows between two looks whether to stop: a few milliseconds. */
const LOOK_EVERY = 20_000

/** Room for runs among so many people. */
export function openStoryRoom(people: number): StoryRoom {
  return {
    month: new Int16Array(people),
    order: new Uint32Array(people),
    reached: 0,
    present: new Uint32Array(people),
  }
}

/**
 * One possible story of something that one contact is enough for (independent cascade by month; Kempe, Kleinberg and Tardos 2003).
 *
 * Whoever took it up in one month reaches, in the next, everybody to whom an open tie leads; and where one who has it comes to a meeting,
 * all who are there have it that month. A tie is open or closed once for the whole story, by the coin of the pair in this world: run to
 * the end without meetings, exactly those are reached to whom open ties lead. So a space more never takes anybody away, in any month.
 *
 * Cost O(ties out of those reached + people + attendance). The result stands in `room` until the next run.
 *
 * @param starters who has it in month 0, each once
 * @param months the last month, up to 1200
 */
export function simpleStory(
  carriers: Carriers,
  world: Key,
  starters: ArrayLike<number>,
  calendar: Calendar,
  months: number,
  room: StoryRoom,
  control?: Control,
): void {
  begin(room, starters)
  const lastDate = lastMeeting(calendar)
  let from = 0
  for (let t = 1; t <= months; t++) {
    const to = room.reached
    if (from === to && t > lastDate) break
    checkpoint(control, t / months)
    // in order of their numbers, rows are read nearly in the order in which they lie
    room.order.subarray(from, to).sort()
    for (let rows = from; rows < to; rows += LOOK_EVERY) {
      if (rows > from) checkpoint(control, t / months)
      carryOn(carriers, world, room, rows, Math.min(to, rows + LOOK_EVERY), t)
    }
    for (const meeting of calendar[t] ?? []) {
      const present = drawPresent(meeting, carriers.personKey, world, room.present)
      if (anyBefore(room, present, t)) for (let k = 0; k < present; k++) takeUp(room, room.present[k]!, t)
    }
    from = to
  }
}

/** Forgets the last run, and gives it to the starters. */
function begin(room: StoryRoom, starters: ArrayLike<number>): void {
  room.month.fill(-1)
  room.reached = 0
  for (let k = 0; k < starters.length; k++) takeUp(room, starters[k]!, 0)
}

function takeUp(room: StoryRoom, person: number, t: number): void {
  if (room.month[person]! >= 0) return
  room.month[person] = t
  room.order[room.reached++] = person
}

function carryOn(carriers: Carriers, world: Key, room: StoryRoom, from: number, to: number, t: number): void {
  const { start, tie } = carriers
  const { month, order } = room
  const { low, high } = world
  let reached = room.reached
  for (let at = from; at < to; at++) {
    const i = order[at]!
    const end = 4 * start[i + 1]!
    for (let k = 4 * start[i]!; k < end; k += 4) {
      // the coin first: it reads on along the row, while looking at a person reads somewhere else
      if (coin(low, high, tie[k + 2]!, tie[k + 3]!) > tie[k + 1]!) continue
      const j = tie[k]!
      if (month[j]! >= 0) continue
      month[j] = t
      order[reached++] = j
    }
  }
  room.reached = reached
}

function anyBefore({ month, present }: StoryRoom, count: number, t: number): boolean {
  for (let k = 0; k < count; k++) {
    const own = month[present[k]!]!
    if (own >= 0 && own < t) return true
  }
  return false
}
