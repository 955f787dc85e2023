import type { Hono } from 'hono'
import { z } from 'zod'
import { apiAnswer } from '../../api-answer.ts'
import type { Place } from '../../visit.tsx'
import { findLandscape, mayDraw } from '../landscape.ts'
import { type ChangedKind, changedKinds, standingUndoings } from './deeds.ts'
import { historyPage, undoHandler } from './history-page.tsx'
import { deeds, undoings } from './history-queries.ts'
import { undoDeed } from './undo-deed.ts'

const undoWish = z.object({ why: z.string().trim().max(500).optional() })

/** What changed in a landscape, and undoing it. */
export function historyRoutes(app: Hono, place: Place): void {
  app.get('/landscapes/:slug/history', historyPage(place))
  app.post('/landscapes/:slug/history/:deed/undo', undoHandler(place))
  app.get(
    '/api/landscapes/:slug/history',
    apiAnswer(z.object({}), (person, _, c) => {
      const kind = Object.keys(changedKinds).find((one) => one === c.req.query('kind')) as ChangedKind | undefined
      const before = c.req.query('before') ?? ''
      return listed(place, person, c.req.param('slug') ?? '', {
        before: /^\d{10,17}$/.test(before) ? before : null,
        tables: kind ? changedKinds[kind] : [],
      })
    }),
  )
  app.post(
    '/api/landscapes/:slug/history/:deed/undo',
    apiAnswer(undoWish, (person, { why }, c) =>
      undoDeed(place.db, person, { landscape: c.req.param('slug') ?? '', deed: c.req.param('deed') ?? '', why }),
    ),
  )
}

function listed(
  place: Place,
  who: { id: string },
  slug: string,
  wish: { before: string | null; tables: readonly string[] },
) {
  return place.db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = await findLandscape(tx, slug)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' } as const
    if (!mayDraw(landscape)) return { kind: 'refused', reason: 'not-allowed' } as const
    const undone = standingUndoings(await undoings(tx, landscape.id))
    const found = await deeds(tx, landscape.id, { ...wish, most: 100 })
    return { kind: 'history', deeds: found.map((deed) => ({ ...deed, undone: undone.has(deed.id) })) }
  })
}
