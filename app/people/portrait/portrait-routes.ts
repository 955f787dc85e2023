import type { Hono } from 'hono'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { mostImageBytes } from '../../platform/files/reencode-image.ts'
import { allowBody } from '../../platform/http/body.ts'
import { portraitPages } from './portrait-page.tsx'

/** The picture one gives of oneself, and where those who work with one see it. */
export function addPortraitRoutes(app: Hono, settings: { db: Database; clock: Clock }): void {
  const pages = portraitPages(settings)
  app.get('/account/portrait', pages.show)
  // a little more than a picture may have, so that one that is too large is told so on the page
  app.post('/account/portrait', allowBody(2 * mostImageBytes), pages.keep)
  app.post('/account/portrait/remove', pages.remove)
  app.get('/portraits/:person/:file', pages.send)
}
