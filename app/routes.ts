import type { Hono } from 'hono'
import { limitCostlyRoutes } from './costly-routes.ts'
import { addAccountRoutes } from './people/account/account-routes.ts'
import { askForAccount } from './people/beginning/begin-account.ts'
import { instanceRoutes } from './people/instance/instance-routes.ts'
import { addInstanceMailRoutes } from './people/mail/instance-mail-routes.ts'
import { addPeopleRoutes } from './people/people-routes.ts'
import { addPortraitRoutes } from './people/portrait/portrait-routes.ts'
import type { SignInSettings } from './people/signing-in/sign-in-page.tsx'
import { blocksOf } from './site/blocks/blocks-of.ts'
import { blogRoutes } from './site/blog/blog-routes.ts'
import { postsToBeFound } from './site/blog/posts-to-be-found.ts'
import { contactRoutes } from './site/contact/contact-routes.ts'
import { readTime, timeOf } from './site/contact/form-time.ts'
import { cropRoutes } from './site/crops/crops-routes.ts'
import { discussionRoutes } from './site/discussion/discussion-routes.ts'
import { editingRoutes } from './site/editing/editing-routes.ts'
import { eventRoutes } from './site/events/event-routes.ts'
import { eventsToBeFound } from './site/events/events-to-be-found.ts'
import { nextEvents } from './site/events/next-events.ts'
import { bookToBeFound } from './site/handbook/book-to-be-found.ts'
import { handbookRoutes } from './site/handbook/handbook-routes.ts'
import { notesRoutes } from './site/handbook/notes/notes-routes.ts'
import { offerChapters } from './site/handbook/offer-chapters.ts'
import { siteRoutes } from './site/home/site-routes.ts'
import { importRoutes } from './site/importing/import-routes.ts'
import { pagesToBeFound } from './site/pages/pages-to-be-found.ts'
import { picturesRoutes } from './site/pictures/pictures-routes.ts'
import { sitemapRoutes } from './site/sitemap/sitemap-routes.ts'
import { supporterRoutes } from './site/supporters/supporter-routes.ts'
import { bringSiteDesk, siteWork } from './site/work/site-work.ts'
import { knowSiteParts } from './ui/site-parts.ts'
import { apiRoutes } from './workbench/api/api-routes.ts'
import { deedsLine } from './workbench/audit/audit-page.tsx'
import { auditRoutes } from './workbench/audit/audit-routes.ts'
import { heldLines } from './workbench/held/held-lines.ts'
import { heldAccountRoutes, heldRoutes } from './workbench/held/held-routes.ts'
import { keepLooks } from './workbench/held/looks/keep-looks.ts'
import { homeRoutes } from './workbench/home/home-routes.ts'
import { bringRoutes } from './workbench/landscape/bring/bring-routes.ts'
import { careFirst } from './workbench/landscape/care/care-first.tsx'
import { careLine } from './workbench/landscape/care/care-line.ts'
import { objectionsLine } from './workbench/landscape/history/objections-line.ts'
import { landscapesOf } from './workbench/landscape/landscape.ts'
import { landscapeRoutes } from './workbench/landscape/landscape-routes.ts'
import { namingsLine } from './workbench/landscape/namings/namings-line.ts'
import { sketchRoutes } from './workbench/landscape/sketch/sketch-routes.ts'
import { takeAwayApi } from './workbench/landscape/take-away/take-away-api.ts'
import { toldLine } from './workbench/landscape/told/told-line.ts'
import { noticeRoutes } from './workbench/notices/notice-routes.ts'
import { clearingsOf } from './workbench/opportunities/clearings.ts'
import { opportunityRoutes } from './workbench/opportunities/opportunity-routes.ts'
import { spaceRoutes } from './workbench/spaces/space-routes.ts'
import { staleForms } from './workbench/stale-forms.tsx'
import { teamRoutes } from './workbench/team/team-routes.ts'
import type { Place } from './workbench/visit.tsx'

/**
 * Every URL of the product. Each part adds its own; what one part shows of another is handed over here, so that no part below has to
 * know of one above it.
 */
export function addRoutes(app: Hono, place: Place, signIn: SignInSettings): void {
  app.use(knowSiteParts(app))
  addPeopleRoutes(app, { ...signIn, doorsFor: (person, language) => siteWork(place.db, person, language) })
  addInstanceMailRoutes(app, { ...place, post: signIn.post })
  const landscapesOfPerson = (id: string) => place.db.as({ kind: 'person', id }, landscapesOf)
  addAccountRoutes(app, { ...signIn, db: place.db, landscapesOf: landscapesOfPerson })
  instanceRoutes(app, place)
  addPortraitRoutes(app, place)
  limitCostlyRoutes(app, place.clock)
  app.use('/landscapes/:slug/*', staleForms(place), careFirst(place))
  app.use('/landscapes/:slug/*', keepLooks(place)).use('/api/landscapes/:slug/*', keepLooks(place))
  app.use('/landscapes/*', offerChapters(place.db))
  sketchRoutes(app, place, { openings: 'device-openings-island.js', worker: 'device-spotting-island.js' })
  bringRoutes(app, place)
  // before the pages of single people: each part offers its line of the page "People"
  teamRoutes(app, place, [toldLine, objectionsLine, namingsLine, ...heldLines, careLine, deedsLine])
  auditRoutes(app, place)
  landscapeRoutes(app, place, clearingsOf)
  takeAwayApi(app, place)
  opportunityRoutes(app, place)
  spaceRoutes(app, place)
  heldRoutes(app, place)
  heldAccountRoutes(app, place, (personId, wish) => signIn.afterwards(() => askForAccount(signIn, personId, wish)))
  noticeRoutes(app, place)
  app.use(bringSiteDesk(place.db))
  picturesRoutes(app, place)
  cropRoutes(app, place)
  importRoutes(app, place)
  editingRoutes(app, place)
  const { seal } = signIn.auth
  const formTimes = {
    give: (now: Date) => timeOf(seal, now),
    read: (sealed: string, now: Date) => readTime(seal, sealed, now),
  }
  eventRoutes(app, { ...place, formTimes })
  apiRoutes(app)
  blogRoutes(app, { ...place, seal, blocks: blocksOf })
  discussionRoutes(app, { ...place, seal })
  // each part of the site offers what search engines may find of it
  sitemapRoutes(app, place, [postsToBeFound, bookToBeFound, eventsToBeFound, pagesToBeFound])
  notesRoutes(app, place)
  handbookRoutes(app, { ...place, landscapesOf })
  // last: its address has a place for any name
  homeRoutes(app, place)
  supporterRoutes(app, place)
  contactRoutes(app, { ...place, seal })
  // after the way in for whoever is signed in
  siteRoutes(app, { ...place, nextEvents })
}
