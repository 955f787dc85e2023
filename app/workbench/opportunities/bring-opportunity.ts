import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { once } from '../../platform/http/idempotency.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { drawnIds, findLandscape } from '../landscape/landscape.ts'
import { askInside } from './ask-for-opportunities.ts'
import { mayWriteJournal } from './opportunity-policy.ts'
import { insertSeen } from './seen-queries.ts'

export interface BringWish {
  landscape: string
  /** what the convener sees, in their words */
  words: string
  /** the practices it would join, one to three, by their ids in the drawing */
  practices: string[]
  formKey?: string | undefined
}

export type BringOutcome =
  | { kind: 'brought'; snapshot: string }
  | {
      kind: 'refused'
      reason:
        | 'no-landscape'
        | 'not-allowed'
        | 'words-missing'
        | 'no-practices'
        | 'too-many-practices'
        | 'unknown-practice'
        | 'too-many-at-once'
    }

/** So many practices can one opening join. */
const mostPractices = 3

/** Writes down an opportunity that a convener sees, and has it checked by the same engine as all others. */
export function bringOpportunity(
  db: Database,
  clock: Clock,
  who: { id: string },
  what: BringWish,
): Promise<BringOutcome> {
  return db.as({ kind: 'person', id: who.id }, async (tx): Promise<BringOutcome> => {
    const landscape = await findLandscape(tx, what.landscape)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
    if (!mayWriteJournal(landscape)) return { kind: 'refused', reason: 'not-allowed' }
    const words = what.words.trim()
    const practices = [...new Set(what.practices)]
    if (!words) return { kind: 'refused', reason: 'words-missing' }
    if (practices.length === 0) return { kind: 'refused', reason: 'no-practices' }
    if (practices.length > mostPractices) return { kind: 'refused', reason: 'too-many-practices' }
    const ids = await drawnIds(tx, landscape)
    const practiceIds = practices.flatMap((id) => ids.practice.get(id) ?? [])
    if (practiceIds.length < practices.length) return { kind: 'refused', reason: 'unknown-practice' }

    let asked = ''
    const { location } = await once(tx, what.formKey, who.id, async () => {
      const now = clock.now()
      const row = { landscapeId: landscape.id, id: uuidv7(now.getTime()), seenBy: who.id, seenAt: now }
      await insertSeen(tx, { ...row, words, practiceIds })
      const reading = await askInside(tx, clock, landscape, { anew: true })
      asked = reading.kind === 'refused' ? '' : reading.snapshot
      return `/${asked}`
    })
    const snapshot = asked || location.slice(1)
    return snapshot ? { kind: 'brought', snapshot } : { kind: 'refused', reason: 'too-many-at-once' }
  })
}
