import type { Database, Viewer } from '../../../platform/db/database.ts'
import { type Closed, closeEdition, type ToClose } from './close-edition.ts'
import { listClosedEditions } from './closed-edition-queries.ts'

/** An edition that comes with the texts, as closed on a day that is over. */
export interface BroughtEdition extends Pick<ToClose, 'name' | 'note'> {
  closedAt: Date
}

/**
 * Closes the book as it stands now under a day that is over, as long as no edition was closed yet: asked twice, it closes one. Null when
 * there is one already. For whoever edits the site.
 */
export async function bringEdition(
  db: Database,
  who: Viewer,
  { closedAt, ...edition }: BroughtEdition & ToClose,
): Promise<Closed | null> {
  if ((await db.as(who, listClosedEditions)).length > 0) return null
  return closeEdition(db, { now: () => closedAt }, who, edition)
}
