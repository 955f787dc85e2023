import { createHash, randomBytes } from 'node:crypto'
import { keepAudit } from '../../people/audit/audit.ts'
import { readAddress } from '../../people/people.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { queueLetter } from '../../platform/mail/queue-letter.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import type { Landscape } from '../landscape/landscape.ts'
import type { TeamRole } from '../landscape/landscape-policy.ts'
import { invitationMail } from './team-mails.ts'
import { insertInvitation, type Taken, takeInvitationBehind } from './team-queries.ts'

export interface Inviting {
  landscape: Landscape
  /** the person of the session, never one that a form names (whose name the letter carries) */
  inviter: { name: string }
  email: string
  role: TeamRole
  language: Language
  origin: string
}

/**
 * Invites an address onto the team by mail. It is not asked whether anybody is known by that address, so the answer cannot tell. A second
 * invitation of the same address ends the first.
 */
export async function inviteToTeam(
  tx: Tx,
  clock: Clock,
  { landscape, inviter, email, role, language, origin }: Inviting,
): Promise<'invited' | 'not-an-address' | 'not-allowed' | 'too-many'> {
  const address = readAddress(email)
  if (!address) return 'not-an-address'
  const now = clock.now()
  const id = uuidv7(now.getTime())
  const token = randomBytes(32).toString('base64url')
  const kept = await insertInvitation(tx, landscape, { id, address, role, hash: hashOf(token), now })
  if (kept !== 'done') return kept
  const link = `${origin}/team-invitation?token=${token}`
  const words = await invitationMail(language, { landscape: landscape.name, inviter: inviter.name, role, link })
  await queueLetter(tx, clock, { to: { address }, kind: 'deed', landscapeId: landscape.id, language, ...words })
  await keepAudit(tx, { what: 'invited', landscapeId: landscape.id, aboutId: id })
  return 'invited'
}

/** Uses an invitation up; null when it was taken, withdrawn, is too old or never was. */
export async function takeInvitation(tx: Tx, clock: Clock, token: string): Promise<Taken | null> {
  const taken = await takeInvitationBehind(tx, hashOf(token), { newId: uuidv7(), now: clock.now() })
  if (taken)
    await keepAudit(tx, { what: 'invitation-accepted', landscapeId: taken.landscapeId, aboutId: taken.personId })
  return taken
}

/** How the token of an invitation is kept. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
