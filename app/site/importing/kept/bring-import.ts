import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { bringWritings } from '../../writing/bring-writings.ts'
import { bringSaid } from '../said/bring-said.ts'
import { lookAtImport } from './kept-import.ts'
import { importRow, markDone } from './kept-import-queries.ts'

/** Posts that are written before it is asked whether to stop. */
const atOnce = 20

/** What part of the time goes into reading the file, before anything is written. */
const readingShare = 0.3

/** How much of the posts is written when an import is so far; null while its file is still being read. */
export function writtenShare(progress: number): number | null {
  return progress < readingShare ? null : (progress - readingShare) / (1 - readingShare)
}

/**
 * Writes the posts of an import and what was said to them, in this transaction and marked there as done: it comes once or not at all, however often this is tried.
 * Throws when it is gone or somebody asked to stop meanwhile, so that the transaction is undone.
 */
export async function bringImport(
  tx: Tx,
  clock: Clock,
  { id, onProgress, signal }: { id: string; onProgress?: (share: number) => void; signal?: AbortSignal },
): Promise<void> {
  const row = await importRow(tx, id, clock.now())
  const preview = row && (await lookAtImport(tx, clock, row, signal))
  if (!preview) throw new Error(`The import ${id} is no longer there to be read.`)
  const posts = [...preview.coming, ...preview.standing]
  const outcome = { came: 0, stood: 0, said: 0 }
  for (let nth = 0; nth < posts.length; nth += atOnce) {
    signal?.throwIfAborted()
    onProgress?.(readingShare + ((1 - readingShare) * nth) / posts.length)
    const some = posts.slice(nth, nth + atOnce)
    // of what stood there when it was looked at only what was said comes
    const writings = some.filter((_, at) => nth + at < preview.coming.length).map(({ writing }) => writing)
    const { brought, standing } = await bringWritings(tx, clock, writings)
    outcome.came += brought.length
    outcome.stood += standing.length
    outcome.said += await bringSaid(tx, clock, some, new Set(brought))
  }
  if (!(await markDone(tx, id, outcome))) throw new Error(`The import ${id} was stopped or is done already.`)
}
