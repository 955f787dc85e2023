import type { Hono } from 'hono'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Post } from '../../platform/mail/mail.ts'
import { instanceMailPages } from './instance-mail-pages.tsx'

/** Adds the page about mail for whoever runs the instance. */
export function addInstanceMailRoutes(app: Hono, parts: { db: Database; clock: Clock; post: Post }): void {
  const mail = instanceMailPages(parts)
  app.get('/instance/mail', mail.show)
  app.post('/instance/mail/address', mail.askAddress)
  app.post('/instance/mail/trial', mail.trial)
}
