import type { Hono } from 'hono'
import type { Place } from '../visit.tsx'
import { frontPage } from './front-page.ts'
import { homePage } from './home-page.tsx'

/** The way in for whoever is signed in, and the home of each landscape. */
export function homeRoutes(app: Hono, place: Place): void {
  app.get('/', frontPage(place))
  app.get('/landscapes/:slug', homePage(place))
}
