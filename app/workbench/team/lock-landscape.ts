import { keepAudit } from '../../people/audit/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { deleteLock, handKeyOn, insertLock, type KeyHandedOn, setKeepers } from './lock-queries.ts'

/**
 * Locks a landscape (rule E23): from the end of this transaction everybody but its two keepers is out, on every page and in every stream,
 * and every link that led in is dead for good. The line of the audit is written first: whoever locks and is no keeper sees nothing after.
 */
export async function lockLandscape(tx: Tx, clock: Clock, landscape: { id: string }): Promise<boolean> {
  await keepAudit(tx, { what: 'landscape-locked', landscapeId: landscape.id })
  return insertLock(tx, landscape, clock.now())
}

/** Lets the team in again. Links, tokens and letters that died with the lock stay dead. */
export async function unlockLandscape(tx: Tx, landscape: { id: string }): Promise<boolean> {
  const opened = await deleteLock(tx, landscape)
  if (opened) await keepAudit(tx, { what: 'landscape-unlocked', landscapeId: landscape.id })
  return opened
}

/** Says who stays inside when it is locked: two stewards or conveners. */
export async function nameKeepers(
  tx: Tx,
  clock: Clock,
  landscape: { id: string },
  people: readonly string[],
): Promise<'done' | 'not-allowed' | 'not-two'> {
  const outcome = await setKeepers(tx, landscape, people, clock.now())
  if (outcome === 'done') await keepAudit(tx, { what: 'keepers-named', landscapeId: landscape.id })
  return outcome
}

/**
 * Hands the key of a locked landscape on when no keeper is left who may sign in: whoever runs the machine names one or two of its team. The
 * database writes it down, refuses it while a keeper could open the landscape themselves, and to everybody who is signed in.
 */
export function handOnTheKey(
  db: Database,
  clock: Clock,
  wish: { slug: string; addresses: readonly string[] },
): Promise<KeyHandedOn> {
  const nobody = { kind: 'worker', onBehalfOf: null } as const
  return db.as(nobody, (tx) => handKeyOn(tx, { ...wish, now: clock.now() }), { purpose: 'hand on the key' })
}
