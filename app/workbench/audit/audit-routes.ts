import type { Hono } from 'hono'
import type { Place } from '../visit.tsx'
import { instanceAuditPage, landscapeAuditPage } from './audit-page.tsx'

/** Where the deeds that touch somebody's safety are read: of one landscape, and of the whole instance. */
export function auditRoutes(app: Hono, place: Place): void {
  app.get('/landscapes/:slug/people/deeds', landscapeAuditPage(place))
  app.get('/instance/audit', instanceAuditPage(place))
}
