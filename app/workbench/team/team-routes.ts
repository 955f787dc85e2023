import type { Hono } from 'hono'
import type { PeopleLine } from '../people-line.ts'
import type { Place } from '../visit.tsx'
import { changeTeamPage } from './change-team-page.tsx'
import { invitationPages } from './invitation-page.tsx'
import { lockHandler, lockPage, unlockHandler } from './lock-page.tsx'
import { nameKeepersHandler } from './name-keepers-form.ts'
import { peoplePage } from './people-page.tsx'
import {
  giveRoleHandler,
  handOverHandler,
  inviteHandler,
  leaveHandler,
  removeMemberHandler,
  withdrawHandler,
} from './team-forms.tsx'
import { teamLines } from './team-lines.ts'
import { teamPage } from './team-page.tsx'

/** The page "People" of a landscape with the lines that its parts offer, the pages of its team, and its lock. */
export function teamRoutes(app: Hono, place: Place, lines: readonly PeopleLine[]): void {
  const people = '/landscapes/:slug/people'
  app.get(people, peoplePage(place, [...teamLines, ...lines]))
  app.get(`${people}/team`, teamPage(place))
  app.get(`${people}/team/change`, changeTeamPage(place))
  app.post(`${people}/team/invitations`, inviteHandler(place))
  app.post(`${people}/team/invitations/:invitation/withdrawal`, withdrawHandler(place))
  app.post(`${people}/team/handing-over`, handOverHandler(place))
  app.post(`${people}/team/leaving`, leaveHandler(place))
  app.post(`${people}/team/:member/role`, giveRoleHandler(place))
  app.post(`${people}/team/:member/removal`, removeMemberHandler(place))
  app.get(`${people}/lock`, lockPage(place))
  app.post(`${people}/lock`, lockHandler(place))
  app.post(`${people}/lock/keepers`, nameKeepersHandler(place))
  app.post(`${people}/lock/opening`, unlockHandler(place))

  const invitation = invitationPages(place)
  app.get('/team-invitation', invitation.show)
  app.post('/team-invitation', invitation.take)
}
