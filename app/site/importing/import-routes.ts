import type { Hono } from 'hono'
import { allowBody } from '../../platform/http/body.ts'
import { type ImportPlace, importPages } from './import-pages.tsx'

/** Bytes of a file that may be sent. */
const mostBytes = 32_000_000

/** Where editors bring posts from another program. Before the pages of single writings: their address has a place for any name. */
export function importRoutes(app: Hono, place: ImportPlace): void {
  const pages = importPages(place)
  app.get('/writing/import', pages.show)
  app.post('/writing/import', allowBody(mostBytes), pages.look)
  app.post('/writing/import/bringing', pages.bring)
  app.post('/writing/import/stop', pages.stop)
}
