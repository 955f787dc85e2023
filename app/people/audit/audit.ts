import type { Kysely } from 'kysely'
import { writeAuditLine } from './audit-queries.ts'

/**
 * Every deed that leaves a line in the audit, in the words of the table. A new one is added here and to the words of the audit's page in
 * four languages (`deed` in `app/workbench/audit/words`).
 */
export const auditedDeeds = [
  'signed-in',
  'signed-out',
  'sessions-ended',
  'passkey-added',
  'passkey-removed',
  'second-factor-added',
  'second-factor-removed',
  'recovery-codes-made',
  'recovery-code-used',
  'address-changed',
  'provider-linked',
  'provider-unlinked',
  'token-made',
  'token-ended',
  'account-begun',
  'account-contested',
  'account-closed',
  'role-given',
  'role-taken',
  'invited',
  'invitation-accepted',
  'landscape-locked',
  'landscape-unlocked',
  'keepers-named',
  'door-opened',
  'door-closed',
  'landscape-deleted',
  'care-checked',
  'export-taken',
  'consent-recorded',
  'purpose-changed',
  'link-made',
  'link-ended',
  'taken-away',
  'taken-out',
  'erased',
  'restored',
  'held-against-the-gone',
] as const

export type AuditedDeed = (typeof auditedDeeds)[number]

/** What one line of the audit says beside who and when, which the database knows. Opaque ids alone. */
export interface Audited {
  what: AuditedDeed
  landscapeId?: string | null
  /** the row it was done to: a person, a space, a link */
  aboutId?: string | null
  outcome?: 'done' | 'refused'
}

/**
 * Writes one line of the audit in the transaction of the deed, so that there is a line when the deed was done and none when it was undone.
 * Who did it is whoever the transaction runs for. Costs one query, and at the commit a lock that only other deeds wait for.
 */
export async function keepAudit(tx: Kysely<unknown>, deed: Audited): Promise<void> {
  const { what, landscapeId = null, aboutId = null, outcome = 'done' } = deed
  await writeAuditLine(tx, { what, landscapeId, aboutId, outcome })
}
