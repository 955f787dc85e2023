import type { Hono } from 'hono'
import type { Place } from '../visit.tsx'
import { bringOpportunityHandler, bringOpportunityPage } from './bring-page.tsx'
import { differentlyHandler, differentlyPage } from './differently-page.tsx'
import { journalPage } from './journal-page.tsx'
import { listenPage } from './listen-page.tsx'
import { opportunitiesPage } from './opportunities-page.tsx'
import { addOpportunityApi } from './opportunity-api.ts'
import { opportunityPage } from './opportunity-page.tsx'
import { readHandler, stopHandler } from './reading-forms.ts'
import { setAsideHandler } from './set-aside-form.ts'
import { openBenches } from './what-if-benches.ts'
import { whatIfPage, whatIfResultPart } from './what-if-page.tsx'

/** Openings: the list, each card and what can be done with it, the journal, and the what-if bench. */
export function opportunityRoutes(app: Hono, place: Place): void {
  const benches = openBenches()
  app.get('/landscapes/:slug/opportunities', opportunitiesPage(place))
  app.post('/landscapes/:slug/readings', readHandler(place))
  app.post('/landscapes/:slug/readings/:reading/stop', stopHandler(place))
  app.get('/landscapes/:slug/opportunities/journal', journalPage(place))
  app.get('/landscapes/:slug/opportunities/new', bringOpportunityPage(place))
  app.post('/landscapes/:slug/opportunities/new', bringOpportunityHandler(place))
  app.get('/landscapes/:slug/opportunities/:key', opportunityPage(place))
  app.get('/landscapes/:slug/opportunities/:key/listen', listenPage(place))
  app.get('/landscapes/:slug/opportunities/:key/differently', differentlyPage(place))
  app.post('/landscapes/:slug/opportunities/:key/differently', differentlyHandler(place))
  app.post('/landscapes/:slug/opportunities/:key/not-now', setAsideHandler(place, 'not now'))
  app.post('/landscapes/:slug/opportunities/:key/again', setAsideHandler(place, 'again'))
  app.get('/landscapes/:slug/what-if', whatIfPage(place, benches))
  app.get('/landscapes/:slug/what-if/result', whatIfResultPart(place, benches))
  addOpportunityApi(app, place, benches)
}
