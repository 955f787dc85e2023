import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { keepAudit } from '../audit/audit.ts'
import { eraseMe, takeOutForGood, takeWordBack, tooOften, whoAskedToBeGone } from './forget-queries.ts'

/**
 * How somebody goes. `withdraw`: off the map of one landscape, where they stay a head that is counted and nothing else. `leave`: out of
 * one landscape for good. `erase`: whoever asks, out of everything, with their account; a locked landscape of which they are the last keeper
 * stays locked then, which they have to say (`mayStayLocked`).
 */
export type WayOut =
  | { how: 'withdraw'; landscapeId: string; personId: string }
  | { how: 'leave'; landscapeId: string; personId: string }
  | { how: 'erase'; mayStayLocked?: boolean }

export type Gone = { kind: 'gone' } | { kind: 'refused'; reason: 'not-allowed' | 'last-steward' | 'locked' }

/**
 * Forgets somebody everywhere, in the transaction of whoever asks for it: rows, readings, places, the log, files, mails that wait, queued
 * work, and what other processes hold in memory. A tombstone stays, so that neither a backup nor an older file brings them back. Refused to
 * whoever may not ask for that person, and to the last steward of a team (`erase`): somebody else has to become steward first. The last who
 * could open or hand over a locked landscape is told so once, and not kept from it.
 *
 * Cost: one pass over the log of each landscape they are in.
 */
export async function forget(tx: Tx, clock: Clock, way: WayOut): Promise<Gone> {
  if (way.how === 'erase') {
    await keepAudit(tx, { what: 'erased' })
    const outcome = await eraseMe(tx, way.mayStayLocked ?? false)
    return outcome === 'erased' ? { kind: 'gone' } : refusedErasing(tx, outcome)
  }
  const { landscapeId, personId } = way
  const now = clock.now()
  const done =
    way.how === 'leave'
      ? await takeOutForGood(tx, landscapeId, personId)
      : await takeWordBack(tx, { id: uuidv7(now.getTime()), landscapeId, personId, at: now })
  if (!done) return { kind: 'refused', reason: 'not-allowed' }
  await keepAudit(tx, { what: way.how === 'leave' ? 'taken-out' : 'purpose-changed', landscapeId, aboutId: personId })
  return { kind: 'gone' }
}

async function refusedErasing(tx: Tx, outcome: 'last steward' | 'locked'): Promise<Gone> {
  await keepAudit(tx, { what: 'erased', outcome: 'refused' })
  return { kind: 'refused', reason: outcome === 'locked' ? 'locked' : 'last-steward' }
}

/**
 * Which people of a drawing may not come back by a file, by their ids in it: they were taken out for good, withdrew or erased themselves in
 * a landscape in which the viewer draws. Says nothing of anybody else's landscapes, nor to readers and whoever is locked out. Every call is
 * counted and leaves a line for the stewards; ask `heldTooOften` first, or it throws.
 */
export function askedToBeGone(
  tx: Tx,
  people: readonly { id: string; name: string | null; email: string | null }[],
): Promise<ReadonlySet<string>> {
  return whoAskedToBeGone(tx, people)
}

/** Did the viewer have so many files held against those who are gone today that no more come in before tomorrow? */
export function heldTooOften(tx: Tx): Promise<boolean> {
  return tooOften(tx)
}
