import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { isUuid } from '../../platform/uuid.ts'
import { findLandscape } from '../landscape/landscape.ts'
import { askToStop } from './snapshot-queries.ts'

export type StopOutcome = { kind: 'stopping' } | { kind: 'refused'; reason: 'no-landscape' | 'nothing-to-stop' }

/** Stops a reading of the viewer's that is waiting or running. The work leaves off within about a tenth of a second. */
export function stopReading(
  db: Database,
  _clock: Clock,
  who: { id: string },
  what: { landscape: string; snapshot: string },
): Promise<StopOutcome> {
  return db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = await findLandscape(tx, what.landscape)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
    const stopping = isUuid(what.snapshot) && (await askToStop(tx, landscape.id, what.snapshot))
    return stopping ? { kind: 'stopping' } : { kind: 'refused', reason: 'nothing-to-stop' }
  })
}
