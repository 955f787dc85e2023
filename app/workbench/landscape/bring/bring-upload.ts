import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { readLandscape } from '../formats/read-landscape.ts'
import { importInto } from '../import-landscape.ts'
import { lacksSource, lacksThought, type PreviewWish, readOptions, saysItself, withWish } from './preview-wish.ts'
import { rememberChoices } from './remembered-choices.ts'
import { openUpload } from './upload.ts'
import { markDone } from './upload-queries.ts'

export interface BringingUpload {
  upload: string
  wish: PreviewWish
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

export type BringingOutcome =
  | { kind: 'imported'; slug: string }
  | {
      kind: 'refused'
      reason: 'unreadable' | 'lacks-source' | 'lacks-thought' | 'care-check-first' | 'nobody-in-it' | 'too-many-today'
    }

/** What part of the time goes into reading the files, before anything is written. */
const readingShare = 0.15

/**
 * Makes a landscape of the files of an upload, in this transaction and marked there as done: an upload becomes a landscape once or not at
 * all, however often this is tried. Throws when somebody asked to stop meanwhile, so that the transaction is undone.
 */
export async function bringUpload(
  tx: Tx,
  clock: Clock,
  who: { id: string },
  { upload, wish, onProgress, signal }: BringingUpload,
): Promise<BringingOutcome> {
  const files = await openUpload(tx, upload)
  if (files.length === 0) return { kind: 'refused', reason: 'unreadable' }
  const read = await readLandscape(files, { ...readOptions(wish), ...(signal && { signal }) })
  if (read.kind === 'unreadable') return { kind: 'refused', reason: 'unreadable' }
  const drawn = withWish(read.drawn, wish, saysItself(read.summary))
  if (lacksSource(drawn)) return { kind: 'refused', reason: 'lacks-source' }
  if (lacksThought(drawn, wish)) return { kind: 'refused', reason: 'lacks-thought' }
  const imported = await importInto(tx, clock, who, {
    drawn,
    why: 'import',
    considered: wish.considered,
    care: wish.care ?? null,
    ...(signal && { signal }),
    onProgress: (share) => onProgress?.(readingShare + (1 - readingShare) * share),
  })
  if (imported.kind === 'refused') return imported
  await rememberChoices(tx, clock.now(), read.tables, wish.choices)
  if (!(await markDone(tx, upload, imported.slug)))
    throw new Error(`The upload ${upload} was stopped or is in already.`)
  return { kind: 'imported', slug: imported.slug }
}
