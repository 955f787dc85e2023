import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { apiAnswer } from '../../api-answer.ts'
import type { Place } from '../../visit.tsx'
import { findLandscape, mayDraw } from '../landscape.ts'
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

/** Where everything lies: moving a hill, and drawing the map anew. */
export function placesRoutes(app: Hono, place: Place): void {
  app.post('/landscapes/:slug/practices/:practice/place', moveHillHandler(place))
  app.get('/landscapes/:slug/redraw', redrawPage(place)).post(redrawHandler(place))
  const hill = '/api/landscapes/:slug/practices/:practice/place'
  const at = (c: Context) => ({ landscape: c.req.param('slug') ?? '', practice: c.req.param('practice') ?? '' })
  app.put(
    hill,
    apiAnswer(moveWish, (person, wish, c) => moveHill(place.db, person, { ...at(c), ...wish })),
  )
  app.delete(
    hill,
    apiAnswer(z.object({}), (person, _, c) =>
      moveHill(place.db, person, { ...at(c), based: c.req.query('based') ?? '', to: null }),
    ),
  )
  app.post(
    '/api/landscapes/:slug/redraw/proposals',
    apiAnswer(redrawWish, (person, wish, c) => proposed(place, person, at(c).landscape, wish)),
  )
  app.post(
    '/api/landscapes/:slug/redraw',
    apiAnswer(acceptWish, (person, wish, c) =>
      acceptRedraw(place.db, place.clock, person, { ...wish, landscape: at(c).landscape }),
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
