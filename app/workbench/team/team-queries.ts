import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { TeamRole } from '../landscape/landscape-policy.ts'

/** Somebody who works on a landscape. */
export interface Member {
  id: string
  name: string | null
  role: TeamRole
  since: Date
  /** is it the viewer? */
  me: boolean
}

/** The team of a landscape, stewards first, and within a role whoever has been here longest. */
export async function teamOf(tx: Tx, landscape: { id: string }): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select c.person_id as id, n.name, c.role, c.since, c.person_id = viewer() as me
    from convener c left join person n on n.id = c.person_id
    where c.landscape_id = ${landscape.id}
    order by array_position(array['steward', 'convener', 'team-member', 'reader'], c.role), c.since, c.person_id`.execute(
    tx,
  )
  return rows
}

/** An invitation that waits for somebody to press its button. */
export interface Waiting {
  id: string
  address: string
  role: TeamRole
  invitedAt: Date
  expiresAt: Date
}

export async function waitingInvitations(tx: Tx, landscape: { id: string }, now: Date): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, address, role, invited_at as "invitedAt", expires_at as "expiresAt" from team_invitation
    where landscape_id = ${landscape.id} and expires_at > ${now} order by invited_at desc`.execute(tx)
  return rows
}

/** Keeps an invitation under the hash of its token; says whether it was kept. */
export async function insertInvitation(
  tx: Tx,
  landscape: { id: string },
  one: { id: string; address: string; role: TeamRole; hash: Buffer; now: Date },
): Promise<'done' | 'not-allowed' | 'too-many'> {
  const { rows } = await sql<{ it: 'done' | 'not-allowed' | 'too-many' }>`
    select invite_to_team(${landscape.id}, ${one.id}, ${one.address}, ${one.role}, ${one.hash}, ${one.now}) as it`.execute(
    tx,
  )
  return rows[0]!.it
}

export async function deleteInvitation(tx: Tx, landscape: { id: string }, id: string): Promise<boolean> {
  const { rows } = await sql<{ it: boolean }>`select withdraw_invitation(${landscape.id}, ${id}) as it`.execute(tx)
  return rows[0]!.it
}

/** What an invitation says to whoever holds its link. */
export interface Invitation {
  landscapeId: string
  slug: string
  landscape: string
  role: TeamRole
  address: string
  inviter: string | null
}

export async function invitationBehind(tx: Tx, hash: Buffer, now: Date): Promise<Invitation | null> {
  const { rows } = await sql<Invitation>`
    select landscape_id as "landscapeId", slug, landscape, role, address, inviter
    from team_invitation_of(${hash}, ${now})`.execute(tx)
  return rows[0] ?? null
}

/** Where an invitation led, and whom: whoever its address belongs to. */
export interface Taken {
  landscapeId: string
  slug: string
  personId: string
  address: string
}

/** Uses an invitation up; null when it no longer holds. */
export async function takeInvitationBehind(
  tx: Tx,
  hash: Buffer,
  { newId, now }: { newId: string; now: Date },
): Promise<Taken | null> {
  const { rows } = await sql<Taken>`
    select landscape_id as "landscapeId", slug, person_id as "personId", address
    from take_team_invitation(${hash}, ${newId}, ${now})`.execute(tx)
  return rows[0] ?? null
}

export type RoleOutcome = 'done' | 'not-allowed' | 'gone' | 'last-steward'

export async function setRole(tx: Tx, landscape: { id: string }, person: string, role: TeamRole): Promise<RoleOutcome> {
  const { rows } = await sql<{ it: RoleOutcome }>`select give_role(${landscape.id}, ${person}, ${role}) as it`.execute(
    tx,
  )
  return rows[0]!.it
}

export async function deleteMember(tx: Tx, landscape: { id: string }, person: string): Promise<RoleOutcome> {
  const { rows } = await sql<{ it: RoleOutcome }>`select take_off_team(${landscape.id}, ${person}) as it`.execute(tx)
  return rows[0]!.it
}
