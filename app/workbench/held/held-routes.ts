import type { Hono } from 'hono'
import { keepAudit } from '../../people/audit/audit.ts'
import { liftMailStop } from '../../people/mail/mail-queries.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import type { Place } from '../visit.tsx'
import { type AskForAccount, accountPages } from './account-page.tsx'
import { cardsPages } from './cards/cards-page.tsx'
import { copyHandler } from './copy-file.ts'
import { doorPages } from './door-page.tsx'
import { heldPage } from './held-page.tsx'
import { heldPath, heldVisiting } from './held-visit.ts'
import { leavePages } from './leave-page.tsx'
import { endPersonalLinks } from './link-queries.ts'
import { looksPage } from './looks/looks-page.tsx'
import { namePages, saidPages, shownPages } from './own-pages.tsx'

/** What is held about somebody, by a personal link or with an account. */
export function heldRoutes(app: Hono, place: Place): void {
  const cards = cardsPages(place)
  app.get('/landscapes/:slug/cards', cards.show).post(cards.make)
  app.post('/landscapes/:slug/cards/cards.pdf', cards.print)
  app.get('/landscapes/:slug/looks', looksPage(place))
  const door = doorPages(place)
  app.get('/held', door.enter)
  app.get('/held/open', door.ask)
  app.post('/held/open', door.open)
  app.post('/held/contested', door.contest)
  app.post('/held/close', door.close)
  app.get('/held/of/:slug', heldPage(place))
  app.get('/held/of/:slug/copy', copyHandler(place))
  const shown = shownPages(place)
  app.get('/held/of/:slug/shown', shown.show).post(shown.say)
  const name = namePages(place)
  app.get('/held/of/:slug/name', name.show).post(name.keep)
  const said = saidPages(place)
  app.get('/held/of/:slug/said/:kind/:id', said.ask).post(said.take)
  const leave = leavePages(place)
  app.get('/held/of/:slug/leave', leave.show).post(leave.leave)
  app.post('/held/of/:slug/gone', leave.letGo)
  app.post(
    '/held/of/:slug/mail/lifted',
    heldVisiting(place, async (c, { tx, landscape, personId }) => {
      const lifted = await liftMailStop(tx, personId, textOf(await readForm(c), 'stop'))
      return c.redirect(`${heldPath(landscape)}${lifted ? '?done=saved' : ''}`, 303)
    }),
  )
  app.post(
    '/held/of/:slug/links/ended',
    heldVisiting(place, async (c, { tx, landscape, personId, way }) => {
      await endPersonalLinks(tx, landscape.id, personId, place.clock.now())
      await keepAudit(tx, { what: 'link-ended', landscapeId: landscape.id, aboutId: personId })
      return c.redirect(way === 'link' ? '/held?done=ended' : `${heldPath(landscape)}?done=saved`, 303)
    }),
  )
}

/** An account of one's own for whoever came by a link; `askForAccount` mails them the link that begins it. */
export function heldAccountRoutes(app: Hono, place: Place, askForAccount: AskForAccount): void {
  const account = accountPages(place, askForAccount)
  app.get('/held/of/:slug/account', account.show).post(account.ask)
}
