import type { Hono } from 'hono'
import type { Place } from '../visit.tsx'
import { editSpaceHandler, editSpacePage } from './edit-space-page.tsx'
import { invitationHandler, invitationsPage } from './invitations-page.tsx'
import { mySpacePage, mySpacesPage } from './mine/my-spaces-page.tsx'
import { sketchSpaceHandler, sketchSpacePage } from './sketch-space-page.tsx'
import { addSpaceApi } from './space-api.ts'
import { spacePage } from './space-page.tsx'
import { spacePeopleHandler, spacePeoplePage } from './space-people-page.tsx'
import { spacesPage } from './spaces-page.tsx'

/** Spaces: the board, each space and who is in it, and the invitations to it. */
export function spaceRoutes(app: Hono, place: Place): void {
  app.get('/landscapes/:slug/spaces', spacesPage(place))
  app.get('/landscapes/:slug/spaces/new', sketchSpacePage(place))
  app.post('/landscapes/:slug/spaces/new', sketchSpaceHandler(place))
  app.get('/landscapes/:slug/spaces/:space', spacePage(place))
  app.get('/landscapes/:slug/spaces/:space/edit', editSpacePage(place))
  app.post('/landscapes/:slug/spaces/:space/edit', editSpaceHandler(place))
  app.get('/landscapes/:slug/spaces/:space/people', spacePeoplePage(place))
  app.post('/landscapes/:slug/spaces/:space/people', spacePeopleHandler(place))
  app.get('/landscapes/:slug/spaces/:space/invitations', invitationsPage(place))
  app.post('/landscapes/:slug/spaces/:space/invitations/:practice', invitationHandler(place))
  app.get('/spaces', mySpacesPage(place))
  app.get('/spaces/:space', mySpacePage(place))
  addSpaceApi(app, place)
}
