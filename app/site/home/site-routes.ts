import type { Hono } from 'hono'
import { writtenPage, writtenPages } from '../pages/written-page.tsx'
import { type HomePlace, siteHomePage } from './site-home-page.tsx'

/** The first page of the site, and those that are nothing but their words. */
export function siteRoutes(app: Hono, place: HomePlace): void {
  app.get('/', siteHomePage(place))
  for (const slug of writtenPages) app.get(`/${slug}`, writtenPage(place, slug))
}
