import type { Hono } from 'hono'
import { mayReadTheInbox } from '../../contact/inbox/inbox-policy.ts'
import { forWhoMay, type SitePlace } from '../../for-editors.ts'
import { lookAfterNotes, setStateOfNote } from './look-after-page.tsx'
import { keepNote, noteFormPage } from './note-form-page.tsx'
import { ownNotesFile, ownNotesPage, takeBackOwnNote } from './own-notes-page.tsx'

/** What readers note on passages of the handbook: writing, looking after, taking back. Those who share the inbox look after it. */
export function notesRoutes(app: Hono, place: SitePlace): void {
  app.get('/handbook/:slug/notes/new', noteFormPage(place))
  app.post('/handbook/:slug/notes', keepNote(place))
  const lookingAfter = { may: mayReadTheInbox, back: '/notes' }
  app.get('/notes', forWhoMay(place, lookingAfter, lookAfterNotes))
  app.post('/notes/:note/state', forWhoMay(place, lookingAfter, setStateOfNote))
  const own = { may: async () => true, back: '/account/notes' }
  app.get('/account/notes', forWhoMay(place, own, ownNotesPage))
  app.post('/account/notes', forWhoMay(place, own, takeBackOwnNote))
  app.get('/account/notes.json', forWhoMay(place, own, ownNotesFile))
}
