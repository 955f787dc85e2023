import type { Context, Handler, Hono } from 'hono'
import { signedIn } from '../../people/people.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx, Viewer } from '../../platform/db/database.ts'
import { allowBody } from '../../platform/http/body.ts'
import { forbidden, gone, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { mayEditTheSite } from '../writing/writing-policy.ts'
import { changeForm, changeTime, keepChange, keepNew, newForm, timeForm } from './editing/edit-event.ts'
import { eventPage } from './event-page.tsx'
import { findEvent, wasTakenDown } from './event-queries.ts'
import { type EventKind, eventKinds, type SiteEvent } from './events.ts'
import { feedPage, fileOfEvent } from './feed/feed-page.ts'
import { addByHand, eraseFromList, noteAbsence, putBack } from './guests/by-hand/change-by-hand.ts'
import { changeList, changePlaces, guestsFile } from './guests/change-guests.ts'
import { comingPage, type FormTimes } from './guests/coming-page.tsx'
import { guestsPage } from './guests/guests-page.tsx'
import { placePages } from './guests/place-page.tsx'
import { sayComing } from './guests/say-coming.ts'
import { importForm, mostCalendarBytes, takeImport } from './import/import-page.tsx'
import { listPage } from './list-page.tsx'
import { readLooking } from './looking.ts'
import { monthPage } from './month-page.tsx'

/** Said with each transaction: these pages are asked for often, and nothing of a landscape is on them. */
const ofSite = { ofSite: true }

interface Place {
  db: Database
  clock: Clock
  formTimes: FormTimes
}

/** Somebody who looks at the calendar, in one transaction of theirs. */
export interface EventVisit {
  tx: Tx
  clock: Clock
  now: Date
  isEditor: boolean
}

/** The calendar, its feeds, and the pages on which editors of the site write it. */
export function eventRoutes(app: Hono, place: Place): void {
  const anybody = looking(place)
  const editor = editing(place)
  app.get('/events', anybody(calendar))
  app.get(
    '/events/feed.ics',
    anybody((c, visit) => feedPage(c, { ...visit, kind: null })),
  )
  app.get(
    '/events/kinds/:kind/feed.ics',
    anybody((c, visit) => feedPage(c, { ...visit, kind: kindIn(c) })),
  )
  app.get('/events/new', editor(newForm))
  app.post('/events', editor(keepNew))
  app.get('/events/import', editor(importForm))
  app.post('/events/import', allowBody(3 * mostCalendarBytes), editor(takeImport))
  app.get('/events/:event', anybody(ofEvent((c, visit, event) => eventPage(c, { ...visit, event }))))
  app.get('/events/:event/event.ics', anybody(ofEvent((c, _, event) => fileOfEvent(c, event))))
  app.get('/events/:event/change', editor(ofEvent(changeForm)))
  app.post('/events/:event', editor(ofEvent(keepChange)))
  app.get('/events/:event/times/:time', editor(ofEvent(timeForm)))
  app.post('/events/:event/times/:time', editor(ofEvent(changeTime)))
  guestRoutes(app, place)
}

/** Who comes: the form for anybody, one's own answer by a key, the list for editors. */
function guestRoutes(app: Hono, place: Place): void {
  const anybody = looking(place)
  const editor = editing(place)
  const { formTimes } = place
  const takeDown = sayComing(place.clock)
  app.get(
    '/events/:event/places',
    anybody(ofEvent((c, visit, event) => comingPage(c, { ...visit, formTimes }, event, { language: languageOf(c) }))),
  )
  app.post('/events/:event/places', anybody(ofEvent((c, visit, event) => takeDown(c, { ...visit, formTimes }, event))))
  const own = placePages(place)
  app.get('/places/:key', own.see)
  app.post('/places/:key', own.change)
  app.post('/places/:key/confirmation', own.confirm)
  app.post('/places/:key/cancellation', own.cancel)
  app.post('/places/:key/erasure', own.erase)
  app.get(
    '/events/:event/guests',
    editor(ofEvent((c, visit, event) => guestsPage(c, visit, event, { language: languageOf(c) }))),
  )
  app.post('/events/:event/guests', editor(ofEvent(changeList)))
  app.get('/events/:event/guests.csv', editor(ofEvent(guestsFile)))
  app.post('/events/:event/guests/places', editor(ofEvent(changePlaces)))
  app.post('/events/:event/guests/by-hand', editor(ofEvent(addByHand)))
  app.post('/events/:event/guests/:guest/absence', editor(ofEvent(noteAbsence)))
  app.post('/events/:event/guests/:guest/return', editor(ofEvent(putBack)))
  app.post('/events/:event/guests/:guest/erasure', editor(ofEvent(eraseFromList)))
}

type Answer = (c: Context, visit: EventVisit) => Promise<Response>

function looking({ db, clock }: Place): (answer: Answer) => Handler {
  return (answer) => (c) => {
    const person = signedIn(c)
    const viewer: Viewer = person ? { kind: 'person', id: person.id } : { kind: 'nobody' }
    return db.as(
      viewer,
      async (tx) => {
        const isEditor = person !== null && (await mayEditTheSite(tx))
        return answer(c, { tx, clock, now: clock.now(), isEditor })
      },
      ofSite,
    )
  }
}

/** Asks the signed-out to sign in, and refuses whoever does not edit the site. */
function editing(place: Place): (answer: Answer) => Handler {
  return (answer) => {
    const asSomebody = looking(place)((c, visit) => {
      if (!visit.isEditor) throw forbidden()
      return answer(c, visit)
    })
    return (c, next) => {
      if (signedIn(c)) return asSomebody(c, next)
      const back = c.req.method === 'GET' ? c.req.path : '/events'
      return Promise.resolve(c.redirect(`/sign-in?next=${encodeURIComponent(back)}`, 303))
    }
  }
}

async function calendar(c: Context, visit: EventVisit): Promise<Response> {
  const wish = readLooking(c, visit.now)
  if (!wish) throw notFound()
  const looks = { ...wish, ...visit }
  return looks.view === 'month' ? monthPage(c, looks) : listPage(c, looks)
}

function kindIn(c: Context): EventKind {
  const kind = eventKinds.find((one) => one === c.req.param('kind'))
  if (!kind) throw notFound()
  return kind
}

/** Lets an answer be given about the event that the address names; where there is none, it says so (404, or 410 when taken down). */
function ofEvent(answer: (c: Context, visit: EventVisit, event: SiteEvent) => Response | Promise<Response>) {
  return async (c: Context, visit: EventVisit) => answer(c, visit, await eventIn(c, visit))
}

async function eventIn(c: Context, { tx }: EventVisit): Promise<SiteEvent> {
  const slug = c.req.param('event') ?? ''
  const event = await findEvent(tx, slug)
  if (!event) throw (await wasTakenDown(tx, slug)) ? gone() : notFound()
  return event
}
