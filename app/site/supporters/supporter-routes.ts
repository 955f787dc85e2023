import type { Hono } from 'hono'
import { forWhoMay, type SitePlace } from '../for-editors.ts'
import { mayEditTheSite } from '../writing/writing-policy.ts'
import { changeSupporter, showSupporterForms } from './change-supporters-page.tsx'
import { supportersPage } from './supporters-page.tsx'

/** Who supports the site: read by anybody, written by editors. */
export function supporterRoutes(app: Hono, place: SitePlace): void {
  const editors = { may: mayEditTheSite, back: '/supporters/change' }
  app.get('/supporters', supportersPage(place))
  app.get('/supporters/change', forWhoMay(place, editors, showSupporterForms))
  app.post('/supporters/change', forWhoMay(place, editors, changeSupporter))
}
