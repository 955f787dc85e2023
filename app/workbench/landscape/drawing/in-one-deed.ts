import type { Database, Tx } from '../../../platform/db/database.ts'
import { findLandscape, type Landscape } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import { type DrawingRefusal, refusalIn } from './keep-wish.ts'
import { holdDrawing } from './thing-queries.ts'

/**
 * Does work on a drawing as the viewer, in one transaction that nobody else changes it in: one deed of the log, kept whole or, where
 * something is refused, not at all. The reason goes into the log beside every row.
 */
export async function inOneDeed<T>(
  db: Database,
  who: { id: string },
  { slug, why }: { slug: string; why?: string | undefined },
  work: (tx: Tx, landscape: Landscape) => Promise<T>,
): Promise<T | DrawingRefusal> {
  const held = async (tx: Tx): Promise<T | DrawingRefusal> => {
    const landscape = await findLandscape(tx, slug)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
    if (!mayDraw(landscape)) return { kind: 'refused', reason: 'not-allowed' }
    await holdDrawing(tx, landscape.id)
    return work(tx, landscape)
  }
  try {
    return await db.as({ kind: 'person', id: who.id }, held, why ? { why } : {})
  } catch (error) {
    const refusal = refusalIn(error)
    if (refusal) return refusal
    throw error
  }
}
