import { createReadStream } from 'node:fs'
import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { standingPosts } from '../import-queries.ts'
import { readExport } from '../read-export.ts'
import { type Preview, readPosts, slugOf } from '../read-posts.ts'
import { importPieces, insertImport, insertImportPiece, type KeptImport } from './kept-import-queries.ts'

const pieceBytes = 1 << 20

/** Keeps a file that was sent until its sender has decided, and gives the id it lies under. */
export async function keepImport(
  tx: Tx,
  now: Date,
  file: { name: string; path: string; language: Language },
): Promise<string> {
  const id = uuidv7(now.getTime())
  await insertImport(tx, { id, sentAt: now, name: file.name.slice(0, 200) || 'file', language: file.language })
  let nth = 0
  for await (const bytes of createReadStream(file.path, { highWaterMark: pieceBytes }))
    await insertImportPiece(tx, id, nth++, bytes as Uint8Array)
  return id
}

/**
 * What would come of an import as things stand now; null when its file cannot be read. The file is kept and not what was read of it, so
 * that another version of the program does not meet what it never wrote. Throws when the signal says that nobody waits for it any longer.
 */
export async function lookAtImport(
  tx: Tx,
  clock: Clock,
  { id, language }: KeptImport,
  signal?: AbortSignal,
): Promise<Preview | null> {
  const file = await readExport(Buffer.concat(await importPieces(tx, id)).toString('utf8'))
  if (!file) return null
  const slugs = file.entries.flatMap((entry) => (entry.kind === 'post' ? [slugOf(entry.post)] : []))
  const standing = await standingPosts(tx, slugs)
  return readPosts(file, { language, now: clock.now(), standing, ...(signal && { signal }) })
}
