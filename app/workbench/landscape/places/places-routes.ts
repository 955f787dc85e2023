import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { apiAnswer } from '../../api-answer.ts'
import type { Place } from '../../visit.tsx'
import { findLandscape } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import { hillsMoved } from './hills-moved.ts'
import { moveHill } from './move-hill.ts'
import { moveHillHandler } from './move-hill-page.tsx'
import { acceptRedraw, redrawn } from './redraw-map.ts'
import { redrawHandler, redrawPage } from './redraw-page.tsx'
import { ways } from './where-to.ts'

const based = z.string().max(40)
const coordinate = z.number().min(-1e6).max(1e6)
const moveWish = z.object({
  based,
  to: z.union([
    z.object({ x: coordinate, y: coordinate }),
    z.object({ way: z.enum(ways), far: z.boolean() }),
    z.object({ beside: z.string().min(1).max(200) }),
  ]),
})
const redrawWish = z.object({
  arrangement: z.number().int().min(0).max(99).default(0),
  keepPins: z.boolean().default(true),
})
const acceptWish = redrawWish.extend({ proposal: z.string().length(64) })

const refusals = ['no-landscape', 'not-allowed', 'changed-meanwhile'] as const
const moved = z.object({
  kind: z.enum(['moved', 'let-go']),
  x: z.number().optional(),
  y: z.number().optional(),
  /** to be sent as `based` with the next move */
  sign: z.string(),
  clamped: z.boolean().optional(),
  places: z.string(),
})
const moveRefusals = [
  'no-landscape',
  'not-allowed',
  'removed-meanwhile',
  'not-laid-out',
  'unknown-hill',
  'unknown-thing',
  'moved-meanwhile',
] as const
const proposal = z.object({
  kind: z.enum(['ready', 'waiting', 'never-laid-out']),
  proposal: z.string().optional(),
  edition: z.int().optional(),
  pinned: z.array(z.string()).optional(),
  moves: z.array(z.object({ id: z.string(), share: z.number(), towards: z.enum(ways) })).optional(),
  far: z.int().optional(),
  little: z.int().optional(),
  unseen: z.int().optional(),
  hills: z.array(z.object({ id: z.string(), x: z.number(), y: z.number() })).optional(),
})

/** Where everything lies: moving a hill, and drawing the map anew. */
export function placesRoutes(app: Hono, place: Place): void {
  app.post('/landscapes/:slug/practices/:practice/place', moveHillHandler(place))
  app.get('/landscapes/:slug/redraw', redrawPage(place)).post(redrawHandler(place))
  const hill = '/api/landscapes/:slug/practices/:practice/place'
  const at = (c: Context) => ({ landscape: c.req.param('slug') ?? '', practice: c.req.param('practice') ?? '' })
  app.put(
    hill,
    apiAnswer({ deed: 'move_hill', wish: moveWish, answer: moved, refusals: moveRefusals }, (person, wish, c) =>
      moveHill(place.db, person, { ...at(c), ...wish }),
    ),
  )
  app.delete(
    hill,
    apiAnswer(
      { deed: 'unpin_hill', query: z.object({ based: based.default('') }), answer: moved, refusals: moveRefusals },
      (person, _, c, query) => moveHill(place.db, person, { ...at(c), based: query.based, to: null }),
    ),
  )
  app.post(
    '/api/landscapes/:slug/redraw/proposals',
    apiAnswer(
      { deed: 'propose_redraw', wish: redrawWish, answer: proposal, refusals: ['no-landscape', 'not-allowed'] },
      (person, wish, c) => proposed(place, person, at(c).landscape, wish),
    ),
  )
  app.post(
    '/api/landscapes/:slug/redraw',
    apiAnswer(
      {
        deed: 'redraw_map',
        wish: acceptWish,
        answer: z.object({ kind: z.literal('redrawn'), places: z.string() }),
        refusals,
      },
      (person, wish, c) => acceptRedraw(place.db, place.clock, person, { ...wish, landscape: at(c).landscape }),
    ),
  )
}

/** What would move, for programs: the name of the proposal, and each hill with how far and where to. */
function proposed(place: Place, who: { id: string }, slug: string, wish: z.infer<typeof redrawWish>) {
  return place.db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = await findLandscape(tx, slug)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' } as const
    if (!mayDraw(landscape)) return { kind: 'refused', reason: 'not-allowed' } as const
    const found = await redrawn(tx, landscape, wish, place.clock.now())
    if (found.kind !== 'ready') return found
    const { proposal, edition, pinned, before, after } = found
    return { kind: 'ready' as const, proposal, edition, pinned, ...hillsMoved(before, after), hills: after.hills }
  })
}
