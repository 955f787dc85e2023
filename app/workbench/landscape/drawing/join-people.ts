import type { Database } from '../../../platform/db/database.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { pathIn } from '../../visit.tsx'
import { findLandscape } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import { holdDrawing, joinPeople as joinRows, storedThing } from './thing-queries.ts'

export interface JoinWish {
  landscape: string
  /** id in the drawing of who stays */
  kept: string
  /** and of who goes */
  gone: string
  why?: string | undefined
  formKey?: string | undefined
}

export type JoinOutcome =
  | { kind: 'joined'; home: string }
  | {
      kind: 'refused'
      reason: 'no-landscape' | 'not-allowed' | 'gone' | 'other-way-round' | 'special-category' | 'unknown-person'
    }

/**
 * Makes two drawings of one person one: memberships, ties, standings, concerns, seats and flags of `gone` are those of `kept`
 * afterwards, and what was said of both stands once. For thirty days they can be parted again.
 */
export async function joinPeople(db: Database, who: { id: string }, what: JoinWish): Promise<JoinOutcome> {
  let refused: JoinOutcome | null = null
  try {
    return await db.as(
      { kind: 'person', id: who.id },
      async (tx): Promise<JoinOutcome> => {
        const landscape = await findLandscape(tx, what.landscape)
        if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
        if (!mayDraw(landscape)) return { kind: 'refused', reason: 'not-allowed' }
        const { location } = await once(tx, what.formKey, who.id, async () => {
          await holdDrawing(tx, landscape.id)
          const kept = await storedThing(tx, landscape.id, 'person', what.kept)
          const gone = await storedThing(tx, landscape.id, 'person', what.gone)
          const done = kept && gone ? await joinRows(tx, landscape.id, kept.rowId, gone.rowId) : 'gone'
          if (done === 'joined') return pathIn(landscape, 'people', what.kept)
          refused = { kind: 'refused', reason: done as 'gone' }
          throw new Error(`Refused: ${done}`)
        })
        return { kind: 'joined', home: location }
      },
      what.why ? { why: what.why } : {},
    )
  } catch (error) {
    if (refused) return refused
    if ((error as { constraint?: string }).constraint === 'special_category_needs_own_consent')
      return { kind: 'refused', reason: 'special-category' }
    throw error
  }
}
