import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import type { WritingKind } from './writing.ts'
import { type BroughtWriting, findShown, insertBrought, showNextVersion } from './writing-queries.ts'

/**
 * Writes whole writings that come from somewhere else, each with its first version, in the order given. What stands at an address already
 * stays as it is and is named in the answer, so that asking twice adds nothing. The viewer must edit the site: the database refuses others.
 */
export async function bringWritings(
  tx: Tx,
  clock: Clock,
  writings: readonly Omit<BroughtWriting, 'id'>[],
): Promise<{ brought: string[]; standing: string[] }> {
  const outcome = { brought: [] as string[], standing: [] as string[] }
  const now = clock.now()
  for (const one of writings) {
    const written = await insertBrought(tx, { ...one, id: uuidv7(now.getTime()) }, now)
    outcome[written ? 'brought' : 'standing'].push(`${one.kind}/${one.slug}`)
  }
  return outcome
}

/** A change that comes with a text: some of its words for others, at a later day. */
export interface BroughtChange {
  kind: WritingKind
  slug: string
  from: string
  to: string
  note: string
  keptAt: Date
}

/** Shows each text with its change as its next version; one that does not say the words (any longer) stays as it is. For whoever edits the site. */
export async function bringChanges(tx: Tx, changes: readonly BroughtChange[]): Promise<void> {
  for (const { kind, slug, from, to, note, keptAt } of changes) {
    const found = await findShown(tx, kind, slug)
    if (found.kind !== 'shown' || !found.writing.words.includes(from)) continue
    const words = found.writing.words.replace(from, () => to)
    await showNextVersion(tx, { id: found.writing.id, words, note, keptAt })
  }
}
