import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { once } from '../../platform/http/idempotency.ts'
import { findLandscape } from '../landscape/landscape.ts'
import { writeJournal } from './opportunities.ts'
import { mayWriteJournal } from './opportunity-policy.ts'
import { snapshotHolds } from './snapshot-queries.ts'

export interface SetAsideWish {
  landscape: string
  snapshot: string
  key: string
  /** `not now`, or `again` to take one up that was set aside */
  became: 'not now' | 'again'
  why: string | null
  formKey?: string | undefined
}

export type SetAsideOutcome =
  | { kind: 'written' }
  | { kind: 'refused'; reason: 'no-landscape' | 'not-allowed' | 'unknown-opportunity' | 'why-missing' }

/** Writes down that an opportunity is not for now, and why; or that it is again. "Not now" needs its reason: that is what is learned. */
export function setAside(
  db: Database,
  clock: Clock,
  who: { id: string },
  what: SetAsideWish,
): Promise<SetAsideOutcome> {
  return db.as({ kind: 'person', id: who.id }, async (tx): Promise<SetAsideOutcome> => {
    const landscape = await findLandscape(tx, what.landscape)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
    if (!mayWriteJournal(landscape)) return { kind: 'refused', reason: 'not-allowed' }
    if (!(await snapshotHolds(tx, landscape.id, what.snapshot, what.key))) {
      return { kind: 'refused', reason: 'unknown-opportunity' }
    }
    const why = what.why?.trim() || null
    if (what.became === 'not now' && !why) return { kind: 'refused', reason: 'why-missing' }
    const { key, snapshot, became } = what
    await once(tx, what.formKey, who.id, async () => {
      await writeJournal(tx, landscape, clock.now(), { key, snapshot, became, why })
      return '/'
    })
    return { kind: 'written' }
  })
}
