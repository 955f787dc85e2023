import type { Clock } from '../../../platform/clock.ts'
import type { Database, Viewer } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { pictureFiles } from '../../pictures/book-pictures.ts'
import { readWholeBook } from '../book.ts'
import { type Edition, editionOf, type Format, formats } from '../edition/edition.ts'
import { keptFile } from '../edition/kept-files.ts'
import { keepEdition } from './closed-edition-queries.ts'

export type Closed = { kind: 'closed' } | { kind: 'refused'; reason: 'nothing' | 'not-made' }

/** What an editor says of the edition that they close. */
export interface ToClose {
  name: string
  note: string
  /** where the book stands on the web, and what it is called where it has no title */
  origin: string
  untitled: string
}

/**
 * Keeps the book as anybody reads it now: makes its files, which takes some seconds and no connection of the database, and keeps them with
 * the versions that are in them. Whoever may not is refused by the database.
 */
export async function closeEdition(
  db: Database,
  clock: Clock,
  who: Viewer,
  { name, note, origin, untitled }: ToClose,
): Promise<Closed> {
  const nobody = { kind: 'nobody' } as const
  const book = await db.as(nobody, readWholeBook)
  const edition = editionOf(book, origin, untitled)
  if (!edition) return { kind: 'refused', reason: 'nothing' }
  const pictures = await db.as(nobody, (tx) => pictureFiles(tx, book.pictures.values()))
  const files = new Map<Format, Uint8Array>()
  for (const format of formats) {
    const bytes = await keptFile(named(edition, name), format, async () => pictures)
    if (!bytes) return { kind: 'refused', reason: 'not-made' }
    files.set(format, bytes)
  }
  const { front, chapters, cards, glossary, sources } = book
  const texts = [...chapters, ...cards, ...[front, glossary, sources].filter((one) => one !== null)]
  const closedAt = clock.now()
  await db.as(who, (tx) => keepEdition(tx, { id: uuidv7(closedAt.getTime()), name, note, closedAt }, files, texts))
  return { kind: 'closed' }
}

/** The edition with its name printed in it. */
function named(edition: Edition, name: string): Edition {
  return { ...edition, name, key: `${edition.key} ${name}` }
}
