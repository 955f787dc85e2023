import type { Hono } from 'hono'
import { forWhoMay, type SitePlace } from '../../for-editors.ts'
import { askBeforeDeletion } from './deletion-page.tsx'
import { addToEnquiry, assign, deleteNow, setState } from './enquiry-deeds.ts'
import { showEnquiryAt } from './enquiry-page.tsx'
import { showInbox } from './inbox-page.tsx'
import { mayReadTheInbox } from './inbox-policy.ts'

/** What came in by the contact form, for those who share the inbox. */
export function inboxRoutes(app: Hono, place: SitePlace): void {
  const readers = { may: mayReadTheInbox, back: '/inbox' }
  const { clock } = place
  app.get('/inbox', forWhoMay(place, readers, showInbox))
  app.get('/inbox/:enquiry', forWhoMay(place, readers, showEnquiryAt))
  app.post(
    '/inbox/:enquiry/assignment',
    forWhoMay(place, readers, (c, tx) => assign(c, tx, clock)),
  )
  app.post(
    '/inbox/:enquiry/lines',
    forWhoMay(place, readers, (c, tx) => addToEnquiry(c, tx, clock)),
  )
  app.get('/inbox/:enquiry/deletion', forWhoMay(place, readers, askBeforeDeletion))
  app.post('/inbox/:enquiry/deletion', forWhoMay(place, readers, deleteNow))
  app.post(
    '/inbox/:enquiry/state',
    forWhoMay(place, readers, (c, tx) => setState(c, tx, clock)),
  )
}
