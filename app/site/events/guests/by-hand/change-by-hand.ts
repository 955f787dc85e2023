import type { Context } from 'hono'
import { requirePerson } from '../../../../people/people.ts'
import { readForm, type Sent, textOf } from '../../../../platform/http/body.ts'
import { notFound } from '../../../../platform/http/http.ts'
import { once } from '../../../../platform/http/idempotency.ts'
import { languageOf } from '../../../../platform/http/request.ts'
import { languages } from '../../../../platform/i18n/language.ts'
import { isUuid, uuidv7 } from '../../../../platform/uuid.ts'
import type { Problems } from '../../../../ui/form.tsx'
import type { EventVisit } from '../../event-routes.ts'
import type { SiteEvent } from '../../events.ts'
import { guestLetters } from '../guest-letters.ts'
import { findList, listGuests, takeGuestOff } from '../guest-queries.ts'
import { type GuestSay, guestWords } from '../guest-words.ts'
import type { Guest } from '../guests.ts'
import { guestsPage } from '../guests-page.tsx'
import { type Occasion, occasionAt, occasionsOf } from '../occasion.ts'
import { readAddress, readSaid } from '../read-coming.ts'
import { addGuest, eraseGuest, type GuestByHand, putGuestBack } from './by-hand-queries.ts'

/** `POST /events/:event/guests/by-hand`: somebody said otherwise that they come. */
export async function addByHand(c: Context, visit: EventVisit, event: SiteEvent): Promise<Response> {
  const { tx, now } = visit
  const language = languageOf(c)
  const say = guestWords(language)
  const sent = await readForm(c)
  const problems: Problems = {}
  const occasion = (await occasionsOf(tx, event, now)).find(({ time }) => time === textOf(sent, 'time'))
  const guest = occasion && readByHand(say, sent, occasion, problems)
  if (!occasion) problems['time'] = say('problem_time')
  if (!occasion || !guest) return guestsPage(c, visit, event, { language, typed: sent, problems }, 'by-hand')
  const letters = {
    comes: await guestLetters('noted', occasion, now),
    waits: await guestLetters('waits', occasion, now),
  }
  const path = `/events/${event.slug}/guests`
  const { location } = await once(tx, textOf(sent, 'form_key'), requirePerson(c).id, async () => {
    const added = await addGuest(tx, guest, letters, now)
    return added === 'comes' || added === 'waits' ? `${path}?added=${guest.id}#done` : `${path}?refused=${added}#done`
  })
  return c.redirect(location, 303)
}

/** Null, and problems by field, when something of it cannot be. */
function readByHand(say: GuestSay, sent: Sent, { list, time }: Occasion, problems: Problems): GuestByHand | null {
  const { name } = readSaid(say, sent, [], problems)
  const email = textOf(sent, 'email').trim() === '' ? null : readAddress(say, sent, problems)
  const wantsLetter = textOf(sent, 'letter') === 'yes'
  if (wantsLetter && email === null) problems['email'] = say('problem_letter')
  if (Object.keys(problems).length > 0) return null
  const language = languages.find((one) => one === textOf(sent, 'language')) ?? say.language
  return { id: uuidv7(), listId: list.id, time, name, email, language, isWrittenTo: wantsLetter }
}

/** `POST /events/:event/guests/:guest/absence`: somebody said otherwise that they do not come. */
export async function noteAbsence(c: Context, visit: EventVisit, event: SiteEvent): Promise<Response> {
  return changing(c, visit, event, async ({ guest, occasion }) => {
    const { tx, now } = visit
    const letters = { off: await guestLetters('off', occasion, now), up: await guestLetters('up', occasion, now) }
    await takeGuestOff(tx, guest.id, letters, now)
    return `?off=${guest.id}#done`
  })
}

/** `POST /events/:event/guests/:guest/return`: taking off is undone. */
export async function putBack(c: Context, visit: EventVisit, event: SiteEvent): Promise<Response> {
  return changing(c, visit, event, async ({ guest, occasion }) => {
    const { tx, now } = visit
    const letters = {
      comes: await guestLetters('comes', occasion, now),
      waits: await guestLetters('waits', occasion, now),
    }
    await putGuestBack(tx, guest.id, letters, now)
    return '?done#done'
  })
}

/** `POST /events/:event/guests/:guest/erasure`: name, address and answers are deleted now. */
export async function eraseFromList(c: Context, visit: EventVisit, event: SiteEvent): Promise<Response> {
  return changing(c, visit, event, async ({ guest, occasion }) => {
    const { tx, now } = visit
    const letters = { off: await guestLetters('off', occasion, now), up: await guestLetters('up', occasion, now) }
    await eraseGuest(tx, guest.id, letters, now)
    return '?done#done'
  })
}

/** Does something to the guest that the address names, once for each form; `deed` says with what the page goes on. */
async function changing(
  c: Context,
  { tx }: EventVisit,
  event: SiteEvent,
  deed: (found: { guest: Guest; occasion: Occasion }) => Promise<string>,
): Promise<Response> {
  const sent = await readForm(c)
  const id = c.req.param('guest') ?? ''
  const list = isUuid(id) ? await findList(tx, event.id) : null
  if (!list) throw notFound()
  const path = `/events/${event.slug}/guests`
  const { location } = await once(tx, textOf(sent, 'form_key'), requirePerson(c).id, async () => {
    const guest = (await listGuests(tx, list.id)).find((one) => one.id === id)
    const occasion = guest && (await occasionAt(tx, event, guest.time))
    if (!occasion) throw notFound()
    return path + (await deed({ guest, occasion }))
  })
  return c.redirect(location, 303)
}
