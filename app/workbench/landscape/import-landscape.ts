import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import type { DrawnLandscape } from './drawn-landscape.ts'
import { keepDrawing } from './keep-drawing.ts'
import { slugOf } from './landscape.ts'
import { addConveners, insertLandscape, markAsExample } from './landscape-queries.ts'

export interface ImportWish {
  drawn: DrawnLandscape
  /** a name of its own, instead of the one in the files */
  name?: string
  /** shown to everybody who signs in; only for fictional landscapes */
  example?: boolean
  why?: string
  /** somebody said yes to "should this be mapped at all?" */
  considered?: boolean
  /** told how far it is, 0 to 1, a few times a second */
  onProgress?: (share: number) => void
  /** stops it half-way by throwing, so that nothing of it is left */
  signal?: AbortSignal
}

export type ImportOutcome =
  | { kind: 'imported'; id: string; slug: string; rows: number }
  | { kind: 'refused'; reason: 'nobody-in-it' }

/**
 * Brings a drawn landscape in: a new landscape with the viewer as its steward, whole or not at all (one transaction).
 *
 * Names of people who have not agreed become labels that only the viewer reads. Cost: about 1 s for 20,000 rows,
 * 10 s for 200,000.
 */
export function importLandscape(
  db: Database,
  clock: Clock,
  who: { id: string },
  what: ImportWish,
): Promise<ImportOutcome> {
  return db.as({ kind: 'person', id: who.id }, (tx) => importInto(tx, clock, who, what), { why: what.why ?? 'import' })
}

/** The same inside a transaction that already runs as `who`, for use cases that do more in one go. */
export async function importInto(tx: Tx, clock: Clock, who: { id: string }, what: ImportWish): Promise<ImportOutcome> {
  if (what.drawn.people.length === 0) return { kind: 'refused', reason: 'nobody-in-it' }
  const now = clock.now()
  const id = uuidv7(now.getTime())
  const about = what.name ? { ...what.drawn.about, name: what.name } : what.drawn.about
  const slug = await insertLandscape(tx, id, slugOf(about.name), about, what.considered ? now : null)
  const rows = await keepDrawing(tx, {
    landscapeId: id,
    drawnBy: who.id,
    now,
    drawn: what.drawn,
    onProgress: what.onProgress,
    signal: what.signal,
  })
  await addConveners(tx, id, about.team)
  if (what.example) await markAsExample(tx, id)
  return { kind: 'imported', id, slug, rows }
}
