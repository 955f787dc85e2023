import type { Hono } from 'hono'
import { apiDocument, apiPage } from './api-page.tsx'
import { documentPath } from './open-api.ts'

/** What programs are told of the routes for them: nothing in it is secret, so nobody has to sign in. */
export function apiRoutes(app: Hono): void {
  app.get('/api', apiPage(app))
  app.get(documentPath, apiDocument(app))
}
