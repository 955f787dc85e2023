import type { Hono } from 'hono'
import { forWhoMay } from '../for-editors.ts'
import { mayEditTheSite } from '../writing/writing-policy.ts'
import { type ContactSite, contactCard, contactPage } from './contact-page.tsx'
import { inboxRoutes } from './inbox/inbox-routes.ts'
import { changePlace, showPlaceForm } from './place-page.tsx'
import { sendEnquiry } from './send-enquiry.ts'

/** Where whoever is behind the site is found, and what is written to them. */
export function contactRoutes(app: Hono, place: ContactSite): void {
  const editors = { may: mayEditTheSite, back: '/contact/details' }
  app.get('/contact', contactPage(place))
  app.post('/contact', sendEnquiry(place))
  app.get('/contact/contact.vcf', contactCard(place))
  app.get('/contact/details', forWhoMay(place, editors, showPlaceForm))
  app.post('/contact/details', forWhoMay(place, editors, changePlace))
  inboxRoutes(app, place)
}
