import type { Hono } from 'hono'
import { allowBody } from '../../../platform/http/body.ts'
import type { Place } from '../../visit.tsx'
import { bringPage, sendHandler } from './bring-page.tsx'
import { stopHandler } from './bringing-page.tsx'
import { mendHandler } from './mend-file.ts'
import { bringInHandler, previewPage } from './preview-page.tsx'

/** Files up to this size come in over the web, in bytes; longer ones by the command line. */
const mostBytes = 64_000_000

/** Bringing a landscape one has: send, look, decide. */
export function bringRoutes(app: Hono, place: Place): void {
  app.get('/landscapes/bring', bringPage)
  app.post('/landscapes/bring', allowBody(mostBytes), sendHandler(place))
  app.get('/landscapes/bring/:upload', previewPage(place)).post(bringInHandler(place))
  app.get('/landscapes/bring/:upload/mend.csv', mendHandler(place))
  app.post('/landscapes/bring/:upload/stop', stopHandler(place))
}
