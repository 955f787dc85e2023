import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { emptyLandscape } from '../formats/empty-landscape.ts'
import { slugOf } from '../landscape.ts'
import { insertLandscape } from '../landscape-queries.ts'

/**
 * Opens an empty sketch of one's own: its people are labels that only the author reads, kept for thirty days unless they are told.
 * `considered` is the moment somebody said yes to "should this be mapped at all?" (rule E19).
 */
export async function startSketch(
  tx: Tx,
  clock: Clock,
  what: { name: string; hope: string | null; language: string; considered: boolean },
): Promise<{ kind: 'started'; slug: string } | { kind: 'refused'; reason: 'not-considered' | 'no-name' }> {
  if (!what.considered) return { kind: 'refused', reason: 'not-considered' }
  if (!what.name.trim()) return { kind: 'refused', reason: 'no-name' }
  const now = clock.now()
  const { about } = emptyLandscape({
    name: what.name.trim(),
    hope: what.hope,
    language: what.language,
    basis: 'own-sketch',
  })
  const slug = await insertLandscape(tx, uuidv7(now.getTime()), slugOf(about.name), about, now)
  return { kind: 'started', slug }
}
