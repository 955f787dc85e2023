import { BadInput, listAt, wholeNumber, withFields } from '../bad-input.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import { inStretches, inStretchesOfRows } from '../network/in-stretches.ts'

/**
 * Who was invited to which meeting, who came and how much they spoke. People and sides are numbered from 0; everybody invited is in it, also
 * those who never came.
 */
export interface Turns {
  /** names of the sides or practices that are compared */
  sides: readonly string[]
  /** side of each person; −1 = none told */
  sideOf: ArrayLike<number>
  meetings: number
  /** one row for each person and meeting they were invited to, in any order */
  invitations: readonly Invitation[]
  /** what was said, by whom, and who took it up later; absent = not noted */
  contributions?: readonly Contribution[]
  /** topics somebody proposed; absent = not noted */
  topics?: readonly Topic[]
}

export interface Invitation {
  person: number
  meeting: number
  came: boolean
  /** turns, minutes or posts, 0 or more; 0 for those who did not come */
  turns: number
}

export interface Contribution {
  by: number
  /** people who took it up: built on it, tried it, came back to it */
  takenUpBy: readonly number[]
}

export interface Topic {
  /** person who proposed it */
  by: number
  treated: boolean
}

const ROWS_BETWEEN_STOPS = 1 << 13

/** Nothing is told of a side with fewer people than this. */
export const FEWEST_IN_CELL = 5

/**
 * Refuses what cannot be, and gives the turns back. Cost O(rows).
 *
 * @throws BadInput naming the row; Error named AbortError when stopped
 */
export function checkedTurns(turns: Turns, control?: Control): Turns {
  withFields('turns', turns)
  const sides = listAt('sides', turns.sides).length
  const people = listAt('sideOf', turns.sideOf, 'numbers').length
  const stop = quiet(control)
  const now = (row: number) => {
    if (row % ROWS_BETWEEN_STOPS === 0) checkpoint(stop, 0)
  }
  for (let person = 0; person < people; person++) {
    now(person)
    wholeNumber(`sideOf[${person}]`, turns.sideOf[person], -1, sides - 1)
  }
  checkInvitations(turns, people, now)
  checkpoint(stop, 0)
  checkOnce(turns, people, stop)
  for (const [row, contribution] of listAt('contributions', turns.contributions ?? []).entries()) {
    now(row)
    const { by, takenUpBy } = withFields(`contributions[${row}]`, contribution)
    wholeNumber(`contributions[${row}].by`, by, 0, people - 1)
    for (const other of listAt(`contributions[${row}].takenUpBy`, takenUpBy)) {
      wholeNumber(`contributions[${row}].takenUpBy`, other, 0, people - 1)
    }
  }
  for (const [row, topic] of listAt('topics', turns.topics ?? []).entries()) {
    now(row)
    wholeNumber(`topics[${row}].by`, withFields(`topics[${row}]`, topic).by, 0, people - 1)
  }
  return turns
}

function checkInvitations(turns: Turns, people: number, now: (row: number) => void): void {
  const meetings = wholeNumber('meetings', turns.meetings, 0, 1_000_000)
  for (const [row, invitation] of listAt('invitations', turns.invitations).entries()) {
    now(row)
    const { person, meeting, came, turns: count } = withFields(`invitations[${row}]`, invitation)
    wholeNumber(`invitations[${row}].person`, person, 0, people - 1)
    wholeNumber(`invitations[${row}].meeting`, meeting, 0, meetings - 1)
    if (!(Number.isFinite(count) && count >= 0)) {
      throw new BadInput(`invitations[${row}].turns`, count, 'give a number, 0 or more')
    }
    if (!came && count > 0) {
      throw new BadInput(`invitations[${row}].turns`, count, 'give 0 for somebody who did not come')
    }
  }
}

/** Refuses somebody who is in a meeting twice, naming the first row that says again what another said. */
function checkOnce({ invitations, meetings }: Turns, people: number, control: Control | undefined): void {
  const start = new Uint32Array(people + 1)
  const order = new Uint32Array(invitations.length)
  inStretches(invitations.length, control, (begin, end) => {
    for (let row = begin; row < end; row++) start[invitations[row]!.person + 1]!++
  })
  for (let i = 0; i < people; i++) start[i + 1]! += start[i]!
  const next = start.slice(0, people)
  inStretches(invitations.length, control, (begin, end) => {
    for (let row = begin; row < end; row++) order[next[invitations[row]!.person]!++] = row
  })
  const seenBy = new Int32Array(meetings).fill(-1)
  let again = invitations.length
  inStretchesOfRows(start, control, (begin, end) => {
    for (let person = begin; person < end; person++) {
      for (let k = start[person]!; k < start[person + 1]!; k++) {
        const { meeting } = invitations[order[k]!]!
        if (seenBy[meeting] === person) again = Math.min(again, order[k]!)
        seenBy[meeting] = person
      }
    }
  })
  if (again === invitations.length) return
  const { person, meeting } = invitations[again]!
  throw new BadInput(`invitations[${again}]`, `person ${person}`, `is in meeting ${meeting} twice`)
}

/** Everybody who was invited at least once, ascending. */
export function invitedPeople({ invitations, sideOf }: Turns): Uint32Array {
  const invited = new Uint8Array(sideOf.length)
  for (let row = 0; row < invitations.length; row++) invited[invitations[row]!.person] = 1
  const people = new Uint32Array(sideOf.length)
  let count = 0
  for (let person = 0; person < invited.length; person++) if (invited[person] === 1) people[count++] = person
  return people.slice(0, count)
}

/** All a person said over all meetings, for each person. */
export function turnsOfPeople(turns: Turns): Float64Array {
  const sums = new Float64Array(turns.sideOf.length)
  for (const { person, turns: count } of turns.invitations) sums[person]! += count
  return sums
}

/** How many invited people stand on each side; the last entry is for those of no side told. */
export function peopleOnSides(turns: Turns): Uint32Array {
  const people = new Uint32Array(turns.sides.length + 1)
  for (const person of invitedPeople(turns)) people[sidePlace(turns, person)]!++
  return people
}

/** Where a person counts: their side, or the place behind all sides. */
export function sidePlace({ sides, sideOf }: Turns, person: number): number {
  const side = sideOf[person]!
  return side < 0 ? sides.length : side
}

/**
 * Which sides may be told of: those of at least `fewest` people. Shares of all sides add up to 1, so what those left out share together can
 * be worked out from the others: the smallest others are left out as well, until that says something of at least `fewest` people.
 *
 * @param people how many stand on each side
 * @returns for each side, 1: may be told
 */
export function tellableSides(people: ArrayLike<number>, fewest: number): Uint8Array {
  const may = Uint8Array.from(people, (count) => Number(count >= fewest))
  let hidden = Array.from(people).reduce((sum, count, side) => (may[side] ? sum : sum + count), 0)
  while (hidden > 0 && hidden < fewest) {
    let smallest = -1
    for (let side = 0; side < may.length; side++) {
      if (may[side] && (smallest < 0 || people[side]! < people[smallest]!)) smallest = side
    }
    if (smallest < 0) break
    may[smallest] = 0
    hidden += people[smallest]!
  }
  return may
}
