import type { Hono } from 'hono'
import { z } from 'zod'
import { apiAnswer } from '../../api-answer.ts'
import type { Place } from '../../visit.tsx'
import { findLandscape } from '../landscape.ts'
import { mayRead } from '../landscape-policy.ts'
import { type ChangedKind, changedKinds, standingUndoings } from './deeds.ts'
import { historyPage, undoHandler } from './history-page.tsx'
import { deeds, undoings } from './history-queries.ts'
import { letGoPages } from './let-go-page.tsx'
import { undoDeed, undoRefusals } from './undo-deed.ts'

const undoWish = z.object({ why: z.string().trim().max(500).optional() })
const deedId = z.string().regex(/^\d{10,17}$/, 'the id of a deed: 10 to 17 digits')
const historyQuery = z.object({
  kind: z.enum(Object.keys(changedKinds) as [ChangedKind, ...ChangedKind[]]).optional(),
  before: deedId.optional(),
})
const row = z.record(z.string(), z.unknown()).nullable()
const deedsAnswer = z.object({
  kind: z.literal('history'),
  deeds: z.array(
    z.object({
      id: z.string(),
      at: z.date(),
      by: z.string().nullable(),
      mine: z.boolean(),
      why: z.string().nullable(),
      undoes: z.string().nullable(),
      undone: z.boolean(),
      rows: z.int(),
      ofPeople: z.boolean(),
      shown: z.array(
        z.object({ what: z.string(), did: z.enum(['added', 'changed', 'removed']), before: row, after: row }),
      ),
    }),
  ),
})

/** What changed in a landscape, and undoing it. */
export function historyRoutes(app: Hono, place: Place): void {
  app.get('/landscapes/:slug/history', historyPage(place))
  app.post('/landscapes/:slug/history/:deed/undo', undoHandler(place))
  const letGo = letGoPages(place)
  app.get('/landscapes/:slug/history/:deed/let-go', letGo.ask).post(letGo.letGo)
  app.get(
    '/api/landscapes/:slug/history',
    apiAnswer(
      { deed: 'read_history', query: historyQuery, answer: deedsAnswer, refusals: ['no-landscape', 'not-allowed'] },
      (person, _, c, { kind, before }) =>
        listed(place, person, c.req.param('slug') ?? '', {
          before: before ?? null,
          tables: kind ? changedKinds[kind] : [],
        }),
    ),
  )
  app.post(
    '/api/landscapes/:slug/history/:deed/undo',
    apiAnswer(
      {
        deed: 'undo_deed',
        wish: undoWish,
        answer: z.object({ kind: z.literal('undone'), rows: z.int() }),
        refusals: ['no-landscape', 'not-allowed', ...undoRefusals],
      },
      async (person, { why }, c) => {
        const where = { landscape: c.req.param('slug') ?? '', deed: c.req.param('deed') ?? '' }
        const outcome = await undoDeed(place.db, person, { ...where, why })
        if (outcome.kind === 'undone') return outcome
        const { missing, ...refusal } = outcome
        return { ...refusal, ...(missing && { more: { missing } }) }
      },
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
    if (!mayRead(landscape)) return { kind: 'refused', reason: 'not-allowed' } as const
    const undone = standingUndoings(await undoings(tx, landscape.id))
    const found = await deeds(tx, landscape.id, { ...wish, most: 100 })
    return { kind: 'history' as const, deeds: found.map((deed) => ({ ...deed, undone: undone.has(deed.id) })) }
  })
}
