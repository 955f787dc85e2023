import { type Control, checkpoint } from '../control.ts'
import { STEPS_BETWEEN_STOPS } from '../network/steps-between-stops.ts'
import type { Votes } from './votes.ts'

/** Which voters are in which groups (CSR by voter, ascending): named sides, where somebody may be in several, or found groups. */
export interface VoterGroups {
  readonly count: number
  readonly start: Uint32Array
  readonly group: Uint32Array
  /** people in each group */
  readonly people: Uint32Array
}

/**
 * How often each statement was agreed with, disagreed with and seen: one number for each group and statement, `group · statements +
 * statement`. The row after the last group counts everybody who is in any group, each once; the row after that counts all voters.
 */
export interface Tally {
  readonly groups: number
  readonly statements: number
  readonly agree: Uint32Array
  readonly disagree: Uint32Array
  /** agree + disagree + pass */
  readonly seen: Uint32Array
}

/** The groups that the named sides make: whoever straddles is in each of theirs. */
export function sideGroups(votes: Votes): VoterGroups {
  const people = new Uint32Array(votes.ids.sides.length)
  for (let k = 0; k < votes.side.length; k++) people[votes.side[k]!]!++
  return { count: people.length, start: votes.sideStart, group: votes.side, people }
}

/**
 * Groups from one number for each voter.
 *
 * @param groupOf group of each voter, −1 for none
 */
export function groupsOf(groupOf: Int32Array, count: number): VoterGroups {
  const start = new Uint32Array(groupOf.length + 1)
  const people = new Uint32Array(count)
  const group = groupOf.filter((number) => number >= 0)
  for (let i = 0; i < groupOf.length; i++) {
    const number = groupOf[i]!
    start[i + 1] = start[i]! + (number >= 0 ? 1 : 0)
    if (number >= 0) people[number]!++
  }
  return { count, start, group: Uint32Array.from(group), people }
}

/** Counts the votes by statement, in each group and in all. Cost O(votes · groups of a voter). */
export function tallyVotes(votes: Votes, groups: VoterGroups, control?: Control): Tally {
  const statements = votes.ids.statements.length
  const size = (groups.count + 2) * statements
  const tally = { agree: new Uint32Array(size), disagree: new Uint32Array(size), seen: new Uint32Array(size) }
  let pause = 0
  for (let i = 0; i < votes.voters; i++) {
    if (i + votes.start[i]! >= pause) {
      checkpoint(control, i / votes.voters)
      pause = i + votes.start[i]! + STEPS_BETWEEN_STOPS
    }
    const first = groups.start[i]!
    const end = groups.start[i + 1]!
    for (let k = first; k < end; k++) addVotes(tally, votes, i, groups.group[k]! * statements)
    if (end > first) addVotes(tally, votes, i, groups.count * statements)
    addVotes(tally, votes, i, (groups.count + 1) * statements)
  }
  return { groups: groups.count, statements, ...tally }
}

function addVotes(tally: Pick<Tally, 'agree' | 'disagree' | 'seen'>, votes: Votes, voter: number, row: number): void {
  for (let k = votes.start[voter]!; k < votes.start[voter + 1]!; k++) {
    const at = row + votes.statement[k]!
    const says = votes.says[k]!
    tally.seen[at]!++
    if (says > 0) tally.agree[at]!++
    else if (says < 0) tally.disagree[at]!++
  }
}
