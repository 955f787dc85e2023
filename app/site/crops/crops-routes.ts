import type { Hono } from 'hono'
import type { SitePlace } from '../for-editors.ts'
import { cropPages } from './crop-page.tsx'

/** Where editors cut parts out of the maps of landscapes that they answer for. */
export function cropRoutes(app: Hono, place: SitePlace): void {
  const pages = cropPages(place)
  app.get('/writing/maps', pages.show)
  app.post('/writing/maps', pages.keep)
  app.post('/writing/maps/:picture/drawing', pages.again)
}
