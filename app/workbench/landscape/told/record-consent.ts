import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { DrawnConsent } from '../drawn-landscape.ts'
import { drawnIds, type Landscape } from '../landscape.ts'
import { writeConsent } from './told-queries.ts'

export type RecordOutcome =
  | { kind: 'recorded' }
  | { kind: 'refused'; reason: 'unknown-person' | 'not-allowed' | 'name-needed' }

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
  return outcome === 'recorded' ? { kind: 'recorded' } : { kind: 'refused', reason: outcome }
}
