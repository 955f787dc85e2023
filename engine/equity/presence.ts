import { checkedTurns, type Invitation, sidePlace, type Turns } from './turns.ts'

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
export function presence(turns: Turns): Presence[] {
  checkedTurns(turns)
  const rows = Array.from({ length: turns.sides.length + 1 }, () => ({
    invited: 0,
    came: 0,
    spoke: 0,
    cameAgain: 0,
    couldComeAgain: 0,
  }))
  for (const [person, invitations] of invitationsByPerson(turns)) {
    const row = rows[sidePlace(turns, person)]!
    const came = invitations.filter((one) => one.came)
    row.invited++
    if (came.length === 0) continue
    const first = came.reduce((least, { meeting }) => Math.min(least, meeting), Number.POSITIVE_INFINITY)
    row.came++
    if (came.some((one) => one.turns > 0)) row.spoke++
    if (invitations.some(({ meeting }) => meeting > first)) row.couldComeAgain++
    if (came.length > 1) row.cameAgain++
  }
  return rows
}

function invitationsByPerson({ invitations }: Turns): Map<number, Invitation[]> {
  const byPerson = new Map<number, Invitation[]>()
  for (const invitation of invitations) {
    const own = byPerson.get(invitation.person)
    if (own) own.push(invitation)
    else byPerson.set(invitation.person, [invitation])
  }
  return byPerson
}
