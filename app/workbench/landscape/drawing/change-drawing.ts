import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/db/database.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { inOneDeed } from './in-one-deed.ts'
import { type DrawingRefusal, type Kept, keepWish, type ThingWish } from './keep-wish.ts'

/** What somebody wishes to do to one thing of a drawing, and why. */
export type DrawingWish = ThingWish & { why?: string | undefined; formKey?: string | undefined }
export type DrawingOutcome = ({ kind: 'kept' | 'removed' } & Kept) | DrawingRefusal

/** Adds, changes or removes one thing of a drawing: one deed of its own. */
export function changeDrawing(
  db: Database,
  clock: Clock,
  who: { id: string },
  slug: string,
  wish: DrawingWish,
): Promise<DrawingOutcome> {
  return inOneDeed(db, who, { slug, why: wish.why }, async (tx, landscape): Promise<DrawingOutcome> => {
    // the page on which the thing is seen, with its id behind: what a form that is sent twice is answered with
    const { location } = await once(tx, wish.formKey, who.id, async () => {
      const kept = await keepWish(tx, clock, landscape, wish)
      return `${kept.home}#${encodeURIComponent(kept.id)}`
    })
    const [home = '', id = ''] = location.split('#')
    return { kind: wish.do === 'remove' ? 'removed' : 'kept', id: decodeURIComponent(id), home }
  })
}
