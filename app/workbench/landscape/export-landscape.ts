import { keepAudit } from '../../people/audit/audit.ts'
import type { Database } from '../../platform/db/database.ts'
import type { DrawnLandscape } from './drawn-landscape.ts'
import { drawnLandscape, findLandscape } from './landscape.ts'
import { maySteward } from './landscape-policy.ts'

export type ExportOutcome =
  | { kind: 'exported'; drawn: DrawnLandscape; slug: string }
  | { kind: 'not-found' }
  | { kind: 'stewards-only' }

/**
 * The whole landscape for a steward, complete enough to be restored elsewhere: it says aloud that it is a restorable export, which
 * alone opens single answers about standing, addresses and keep-apart flags.
 */
export function exportLandscape(db: Database, who: { id: string }, slug: string): Promise<ExportOutcome> {
  return db.as(
    { kind: 'person', id: who.id },
    async (tx) => {
      const landscape = await findLandscape(tx, slug)
      if (!landscape) return { kind: 'not-found' }
      if (!maySteward(landscape)) return { kind: 'stewards-only' }
      await keepAudit(tx, { what: 'export-taken', landscapeId: landscape.id })
      return { kind: 'exported', drawn: await drawnLandscape(tx, landscape, 'export'), slug }
    },
    { purpose: 'restorable export' },
  )
}
