import type { Handler } from 'hono'
import { notFound } from '../../platform/http/http.ts'
import { type Place, visiting } from '../visit.tsx'
import { landscapeMapBytes } from './draw-landscape-map.ts'
import { type ClearingsOf, lookingAt, mapWishOf } from './looking.ts'

/**
 * `GET /landscapes/:slug/landscape/map?boundary=…`: what the living map of the page draws from, for this visitor alone. Kept by the browser,
 * which asks each time whether it still holds.
 */
export function mapBytesHandler(place: Place, clearingsOf: ClearingsOf): Handler {
  return visiting(place, async (c, visit) => {
    const looking = await lookingAt(place, c, visit, clearingsOf)
    if (looking.kind === 'nothing-known') throw notFound()
    const { tag, bytes } = await landscapeMapBytes(looking.visit, looking.drawn, mapWishOf(looking))
    const headers = { ETag: `"${tag}"`, 'Cache-Control': 'private, no-cache', Vary: 'Cookie' }
    if (c.req.header('if-none-match') === headers.ETag) return c.body(null, 304, headers)
    return c.body(bytes(), 200, { ...headers, 'Content-Type': 'application/octet-stream' })
  })
}
