import type { Hono } from 'hono'
import type { Place } from '../../visit.tsx'
import { addCareApi } from './care-api.ts'
import { careHandler, carePage } from './care-page.tsx'

/** Should this be mapped? Five questions before people and a boundary of class, politics or culture stand together (rule E19). */
export function careRoutes(app: Hono, place: Place): void {
  app.get('/landscapes/:slug/care', carePage(place)).post(careHandler(place))
  addCareApi(app, place)
}
