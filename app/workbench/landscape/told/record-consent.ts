import { keepAudit } from '../../../people/audit/audit.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { DrawnConsent, Purpose } from '../drawn-landscape.ts'
import { drawnIds, type Landscape } from '../landscape.ts'
import { writeConsent, writePurposes } from './told-queries.ts'

export type RecordOutcome =
  | { kind: 'recorded' }
  | { kind: 'refused'; reason: 'unknown-person' | 'not-allowed' | 'name-needed' }

/**
 * Writes down what somebody said to the purposes beside the map when they were told. A yes to what they themselves said no to is refused;
 * what was never a yes does not become a no by not being asked.
 */
export async function recordPurposes(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  what: { person: string; purposes: Partial<Record<Purpose, boolean>> },
): Promise<{ kind: 'recorded' } | { kind: 'refused'; reason: 'unknown-person' | 'not-allowed' | 'their-own-word' }> {
  const who = (await drawnIds(tx, landscape)).person.get(what.person)
  if (!who) return { kind: 'refused', reason: 'unknown-person' }
  const said = { landscapeId: landscape.id, who, purposes: what.purposes, at: clock.now() }
  const outcome = await writePurposes(tx, said)
  return outcome === 'recorded' ? { kind: 'recorded' } : { kind: 'refused', reason: outcome }
}

/**
 * Writes down what somebody said when they were told of the map. Only who named a person (or the person) may; with their yes comes the
 * name they want to stand there, and the label of whoever named them goes. Taking back acts at once, everywhere.
 */
export async function recordConsent(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  what: { person: string; state: DrawnConsent['state']; name: string | null },
): Promise<RecordOutcome> {
  const ids = await drawnIds(tx, landscape)
  const who = ids.person.get(what.person)
  if (!who) return { kind: 'refused', reason: 'unknown-person' }
  const now = clock.now()
  const said = {
    id: uuidv7(now.getTime()),
    landscapeId: landscape.id,
    who,
    state: what.state,
    name: what.name,
    at: now,
  }
  const outcome = await writeConsent(tx, said)
  if (outcome !== 'recorded') return { kind: 'refused', reason: outcome }
  await keepAudit(tx, { what: 'consent-recorded', landscapeId: landscape.id, aboutId: who })
  return { kind: 'recorded' }
}
