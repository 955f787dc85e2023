import { keepAudit } from '../../people/audit/audit.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { TeamRole } from '../landscape/landscape-policy.ts'
import { deleteInvitation, deleteMember, type RoleOutcome, setRole } from './team-queries.ts'

/** Gives somebody on the team another role. Their reach changes with the next statement of anybody's. */
export async function giveRole(
  tx: Tx,
  landscape: { id: string },
  { person, role }: { person: string; role: TeamRole },
): Promise<RoleOutcome> {
  const outcome = await setRole(tx, landscape, person, role)
  if (outcome === 'done') await keepAudit(tx, { what: 'role-given', landscapeId: landscape.id, aboutId: person })
  return outcome
}

/** Takes somebody off the team: a steward anybody, everybody themselves. The last steward stays. */
export async function takeOffTeam(tx: Tx, landscape: { id: string }, person: string): Promise<RoleOutcome> {
  const outcome = await deleteMember(tx, landscape, person)
  if (outcome === 'done') await keepAudit(tx, { what: 'role-taken', landscapeId: landscape.id, aboutId: person })
  return outcome
}

/** Makes somebody else steward, and whoever hands over a convener, both or neither. */
export async function handOver(tx: Tx, landscape: { id: string }, from: string, to: string): Promise<RoleOutcome> {
  if (from === to) return 'last-steward'
  const given = await giveRole(tx, landscape, { person: to, role: 'steward' })
  return given === 'done' ? giveRole(tx, landscape, { person: from, role: 'convener' }) : given
}

/** Takes back an invitation that nobody has taken yet. */
export function withdrawInvitation(tx: Tx, landscape: { id: string }, id: string): Promise<boolean> {
  return deleteInvitation(tx, landscape, id)
}
