import type { Handler } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import { type Place, visiting } from '../visit.tsx'
import { landscapeMapBytes } from './draw-landscape-map.ts'
import { drawnLandscape } from './landscape.ts'
import type { ClearingsOf } from './landscape-page.tsx'

/**
 * `GET /landscapes/:slug/landscape/map?boundary=…`: what the living map of the page draws from, for this visitor alone. Kept by the browser,
 * which asks each time whether it still holds.
 */
export function mapBytesHandler(place: Place, clearingsOf: ClearingsOf): Handler {
  return visiting(place, async (c, visit) => {
    const drawn = await drawnLandscape(visit.tx, visit.landscape)
    const language = languageOf(c)
    const clearings = await clearingsOf(visit.tx, visit.landscape, drawn, language)
    const wanted = c.req.query('boundary')
    const boundary = drawn.boundaries.find(({ id }) => id === wanted)?.id ?? null
    const { tag, bytes } = await landscapeMapBytes(visit, drawn, {
      boundary,
      clearings,
      language,
      now: place.clock.now(),
    })
    const headers = { ETag: `"${tag}"`, 'Cache-Control': 'private, no-cache', Vary: 'Cookie' }
    if (c.req.header('if-none-match') === headers.ETag) return c.body(null, 304, headers)
    return c.body(bytes(), 200, { ...headers, 'Content-Type': 'application/octet-stream' })
  })
}
