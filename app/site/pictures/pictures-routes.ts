import type { Hono } from 'hono'
import { mostImageBytes } from '../../platform/files/reencode-image.ts'
import { allowBody } from '../../platform/http/body.ts'
import { type PicturesPlace, picturesPages } from './pictures-page.tsx'
import { sendPicture } from './send-picture.ts'

/** Pictures of the site: where editors keep them, and where readers get them. */
export function picturesRoutes(app: Hono, place: PicturesPlace): void {
  const pages = picturesPages(place)
  app.get('/writing/pictures', pages.show)
  // a little more than a picture may have, so that one that is too large is told so on the page
  app.post('/writing/pictures', allowBody(2 * mostImageBytes), pages.keep)
  app.post('/writing/pictures/:picture/removal', pages.remove)
  app.get('/pictures/:file', sendPicture(place.db))
}
