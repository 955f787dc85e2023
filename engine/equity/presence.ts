import { type Control, quiet } from '../control.ts'
import { inStretches } from '../network/in-stretches.ts'
import { checkedTurns, sidePlace, type Turns } from './turns.ts'

/** Came to none, or was invited to none. */
const NONE = -1

/** How far people of one side came: those who spoke and those who came again are among those who came, and they among the invited. */
export interface Presence {
  invited: number
  came: number
  spoke: number
  /** came to two meetings or more */
  cameAgain: number
  /** of those who came and were invited to a later meeting than their first, so that they could come again */
  couldComeAgain: number
}

/**
 * How many of each side were invited, came, spoke and came again? One row for each side, the last for people of no side told. People are
 * counted, not visits; meetings are numbered in the order of their dates. Cost O(rows · log).
 *
 * @throws BadInput for turns that cannot be
 */
export function presence(turns: Turns, control?: Control): Presence[] {
  const stop = quiet(control)
  checkedTurns(turns, stop)
  const rows = Array.from({ length: turns.sides.length + 1 }, () => ({
    invited: 0,
    came: 0,
    spoke: 0,
    cameAgain: 0,
    couldComeAgain: 0,
  }))
  const { invitations, sideOf } = turns
  // meeting of each person: the first they came to, and the last they were invited to
  const firstCame = new Int32Array(sideOf.length).fill(NONE)
  const lastInvited = new Int32Array(sideOf.length).fill(NONE)
  const cameTo = new Uint32Array(sideOf.length)
  const spoke = new Uint8Array(sideOf.length)
  inStretches(invitations.length, stop, (begin, end) => {
    for (let row = begin; row < end; row++) {
      const { person, meeting, came, turns: count } = invitations[row]!
      lastInvited[person] = Math.max(lastInvited[person]!, meeting)
      if (!came) continue
      firstCame[person] = firstCame[person] === NONE ? meeting : Math.min(firstCame[person]!, meeting)
      cameTo[person]!++
      if (count > 0) spoke[person] = 1
    }
  })
  inStretches(sideOf.length, stop, (begin, end) => {
    for (let person = begin; person < end; person++) {
      if (lastInvited[person] === NONE) continue
      const row = rows[sidePlace(turns, person)]!
      row.invited++
      if (cameTo[person] === 0) continue
      row.came++
      row.spoke += spoke[person]!
      if (lastInvited[person]! > firstCame[person]!) row.couldComeAgain++
      if (cameTo[person]! > 1) row.cameAgain++
    }
  })
  return rows
}
