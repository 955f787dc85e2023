import type { Hono } from 'hono'
import type { Place } from '../../visit.tsx'
import { addDrawingApi } from './drawing-api.ts'
import { joinHandler, joinPage } from './join-page.tsx'
import { personPage } from './person-page.tsx'
import { removeHandler, removePage } from './remove-page.tsx'
import { thingHandler, thingPage } from './thing-page.tsx'

/** Changing a drawing in place, one thing at a time. */
export function drawingRoutes(app: Hono, place: Place): void {
  const thing = '/landscapes/:slug/drawing/:kind/:id'
  app.get(thing, thingPage(place)).post(thingHandler(place))
  app.get(`${thing}/remove`, removePage(place)).post(removeHandler(place))
  app.get('/landscapes/:slug/people/:person', personPage(place))
  app.get('/landscapes/:slug/people/:person/join', joinPage(place)).post(joinHandler(place))
  addDrawingApi(app, place)
}
