import { coin, type Key } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { type Carriers, turnedRound } from './carriers.ts'
import { type Calendar, drawPresent, lastMeeting, type Meeting } from './meetings.ts'
import { addPair, clearPairs, hasPair, openPairSet, type PairSet } from './pair-set.ts'
import { openStoryRoom, type StoryRoom } from './simple-story.ts'

/** Practices of each person (CSR), for who counts distinct practices. */
export interface PracticeRows {
  readonly practices: number
  readonly start: Uint32Array
  readonly practice: Uint32Array
}

/** What makes somebody try: enough people they are in contact with have tried. */
export interface Threshold {
  /** contacts who tried; their share of all one's contacts; or the practices they come from */
  counted: 'people' | 'share' | 'practices'
  /** how many, or what share: one for all, or one for each person */
  at: number | ArrayLike<number>
}

/** Room for runs with a threshold. `month` and `order` tell who tried, `met` when somebody was first in contact with one who had. */
export interface ComplexRoom extends StoryRoom {
  met: Int16Array
  metOrder: Uint32Array
  metCount: number
  /** open ties to people who tried */
  contacts: Uint32Array
  /** open ties in all; counted when first asked */
  open: Int32Array
  /** practices of those contacts */
  distinct: Uint32Array
  seen: PairSet
  isPresent: Uint8Array
  inbound: Carriers
}

/** Room for runs among the people of these carriers. */
export function openComplexRoom(carriers: Carriers, control?: Control): ComplexRoom {
  const { people } = carriers
  return {
    ...openStoryRoom(people),
    met: new Int16Array(people),
    metOrder: new Uint32Array(people),
    metCount: 0,
    contacts: new Uint32Array(people),
    open: new Int32Array(people),
    distinct: new Uint32Array(people),
    seen: openPairSet(),
    isPresent: new Uint8Array(people),
    inbound: turnedRound(carriers, control),
  }
}

/** What stays the same through one run. */
interface Run {
  carriers: Carriers
  rows: PracticeRows
  threshold: Threshold
  world: Key
  room: ComplexRoom
}

/** Rows between two looks whether to stop. */
const LOOK_EVERY = 10_000

/**
 * One possible story of something that has to be tried, for which one contact is not enough (complex contagion; Centola and Macy 2007).
 *
 * Somebody tries in the month after enough of their contacts have: people to whom an open tie leads from, by number, as a share of all
 * their open ties, or by how many practices these contacts come from. At a meeting those who are there count as contacts, for that meeting
 * and each once; it is a place, and makes no ties. Ties are open or closed by the same coins as in `simpleStory`: a threshold of one
 * person is the simple story. Someone whose threshold lies above the number of their contacts never tries.
 *
 * By number and by practices, a space more never takes anybody away; by share it may, because who meets many who have not tried has a
 * smaller share.
 *
 * Cost O(ties out of those who tried + people + attendance · ties of who attends). The result stands in `room` until the next run.
 */
export function complexStory(
  carriers: Carriers,
  rows: PracticeRows,
  threshold: Threshold,
  world: Key,
  starters: ArrayLike<number>,
  calendar: Calendar,
  months: number,
  room: ComplexRoom,
  control?: Control,
): void {
  const run: Run = { carriers, rows, threshold, world, room }
  begin(room, starters)
  const lastDate = lastMeeting(calendar)
  let from = 0
  for (let t = 1; t <= months; t++) {
    const to = room.reached
    if (from === to && t > lastDate) break
    checkpoint(control, t / months)
    room.order.subarray(from, to).sort()
    for (let at = from; at < to; at++) {
      if ((at - from) % LOOK_EVERY === LOOK_EVERY - 1) checkpoint(control, t / months)
      tell(run, room.order[at]!, t)
    }
    for (const meeting of calendar[t] ?? []) meet(run, meeting, t, () => checkpoint(control, t / months))
    from = to
  }
}

function begin(room: ComplexRoom, starters: ArrayLike<number>): void {
  room.month.fill(-1)
  room.met.fill(-1)
  room.contacts.fill(0)
  room.distinct.fill(0)
  room.open.fill(-1)
  clearPairs(room.seen)
  room.reached = 0
  room.metCount = 0
  for (let k = 0; k < starters.length; k++) {
    meets(room, starters[k]!, 0)
    tries(room, starters[k]!, 0)
  }
}

function tries(room: ComplexRoom, person: number, t: number): void {
  if (room.month[person]! >= 0) return
  room.month[person] = t
  room.order[room.reached++] = person
}

function meets(room: ComplexRoom, person: number, t: number): void {
  if (room.met[person]! >= 0) return
  room.met[person] = t
  room.metOrder[room.metCount++] = person
}

/** Everybody with an open tie from somebody who tried last month has one contact more. */
function tell(run: Run, i: number, t: number): void {
  const { carriers, world, room, rows, threshold } = run
  const { start, tie } = carriers
  const end = 4 * start[i + 1]!
  for (let k = 4 * start[i]!; k < end; k += 4) {
    if (coin(world.low, world.high, tie[k + 2]!, tie[k + 3]!) > tie[k + 1]!) continue
    const j = tie[k]!
    if (room.month[j]! >= 0 && room.month[j]! < t) continue
    meets(room, j, t)
    room.contacts[j]!++
    if (threshold.counted === 'practices') addPractices(room, rows, j, i)
    if (isEnough(run, j, room.contacts[j]!, 0, room.distinct[j]!)) tries(room, j, t)
  }
}

function addPractices(room: ComplexRoom, { practices, start, practice }: PracticeRows, j: number, contact: number) {
  for (let k = start[contact]!; k < start[contact + 1]!; k++) {
    if (addPair(room.seen, j * practices + practice[k]!)) room.distinct[j]!++
  }
}

/** Has somebody enough contacts who tried? `others` are contacts beside their open ties. */
function isEnough(run: Run, j: number, contacts: number, others: number, distinct: number): boolean {
  const { counted, at } = run.threshold
  const needed = typeof at === 'number' ? at : at[j]!
  if (counted === 'people') return contacts >= needed
  if (counted === 'practices') return distinct >= needed
  return contacts > 0 && contacts >= needed * (openTies(run, j) + others) - 1e-9
}

function openTies({ room, world }: Run, j: number): number {
  if (room.open[j]! >= 0) return room.open[j]!
  const { start, tie } = room.inbound
  let count = 0
  for (let k = 4 * start[j]!; k < 4 * start[j + 1]!; k += 4) {
    if (coin(world.low, world.high, tie[k + 2]!, tie[k + 3]!) <= tie[k + 1]!) count++
  }
  return (room.open[j] = count)
}

/** A meeting: whoever is there is a contact of all others there, for as long as it lasts. */
function meet(run: Run, meeting: Meeting, t: number, look: () => void): void {
  const { room, carriers, world, rows } = run
  const count = drawPresent(meeting, carriers.personKey, world, room.present)
  const present = room.present.subarray(0, count)
  const tried = present.filter((person) => hasTried(room, person, t))
  if (tried.length === 0) return
  const practices = run.threshold.counted === 'practices' ? practicesOf(rows, tried) : []
  for (const person of present) room.isPresent[person] = 1
  for (let k = 0; k < count; k++) {
    const j = present[k]!
    if (k % LOOK_EVERY === LOOK_EVERY - 1) look()
    if (room.month[j]! >= 0) continue
    meets(room, j, t)
    const known = knownHere(run, j, t)
    const contacts = room.contacts[j]! + tried.length - known.tried
    const fresh = practices.filter((practice) => !hasPair(room.seen, j * rows.practices + practice))
    if (isEnough(run, j, contacts, count - 1 - known.all, room.distinct[j]! + fresh.length)) tries(room, j, t)
  }
  for (const person of present) room.isPresent[person] = 0
}

function hasTried(room: ComplexRoom, person: number, t: number): boolean {
  return room.month[person]! >= 0 && room.month[person]! < t
}

/** How many who are at the meeting somebody has an open tie from already, and how many of these tried: they count once. */
function knownHere({ room, world }: Run, j: number, t: number): { all: number; tried: number } {
  const { start, tie } = room.inbound
  const known = { all: 0, tried: 0 }
  for (let k = 4 * start[j]!; k < 4 * start[j + 1]!; k += 4) {
    const i = tie[k]!
    if (room.isPresent[i] === 0) continue
    if (coin(world.low, world.high, tie[k + 2]!, tie[k + 3]!) > tie[k + 1]!) continue
    known.all++
    if (hasTried(room, i, t)) known.tried++
  }
  return known
}

function practicesOf({ start, practice }: PracticeRows, people: Uint32Array): number[] {
  const found = new Set<number>()
  for (const i of people) for (let k = start[i]!; k < start[i + 1]!; k++) found.add(practice[k]!)
  return [...found]
}
