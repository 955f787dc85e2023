import type { Context } from 'hono'
import { requirePerson } from '../../../people/people.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { readForm, type Sent, textOf } from '../../../platform/http/body.ts'
import { notFound } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { between, isWholeDay, type LocalTime, later, readLocalTime } from '../../../platform/i18n/local-time.ts'
import type { Problems } from '../../../ui/form.tsx'
import { zoneOfTheSite } from '../../site-clock-queries.ts'
import { occurrencesAt } from '../event-queries.ts'
import type { EventVisit } from '../event-routes.ts'
import { eventWords } from '../event-words.ts'
import { type EventException, hasOriginal, type Occurrence, type SiteEvent } from '../events.ts'
import { addEvent, changeEvent } from '../keep-event.ts'
import { eventFormPage } from './event-form.tsx'
import { readEnd, readEventForm, readStart } from './read-event-form.ts'
import { fates, timeFormPage } from './time-form.tsx'

/** So many times stand below the form, to be moved one by one. */
const mostTimes = 30

export async function newForm(c: Context, { tx }: EventVisit): Promise<Response> {
  return eventFormPage(c, await nothingYet(tx), {})
}

async function nothingYet(tx: Tx) {
  return { event: null, times: [], zone: await zoneOfTheSite(tx) }
}

export async function keepNew(c: Context, { tx, clock }: EventVisit): Promise<Response> {
  const sent = await readForm(c)
  const read = readEventForm(eventWords(languageOf(c)), sent, [])
  if (read.kind === 'problems') return eventFormPage(c, await nothingYet(tx), { typed: sent, problems: read.problems })
  const { location } = await once(tx, textOf(sent, 'form_key'), requirePerson(c).id, async () => {
    const { slug } = await addEvent(tx, clock, read.words)
    return `/events/${slug}?done`
  })
  return c.redirect(location, 303)
}

export async function changeForm(c: Context, visit: EventVisit, event: SiteEvent): Promise<Response> {
  return eventFormPage(c, { event, times: await timesToCome(visit, event), zone: event.zone }, {})
}

async function timesToCome({ tx, now }: EventVisit, event: SiteEvent): Promise<Occurrence[]> {
  if (event.rule === null) return []
  const all = await occurrencesAt(tx, event.id)
  return all.filter(({ to }) => to >= now).slice(0, mostTimes)
}

export async function keepChange(c: Context, visit: EventVisit, event: SiteEvent): Promise<Response> {
  const sent = await readForm(c)
  const read = readEventForm(eventWords(languageOf(c)), sent, event.exceptions)
  if (read.kind === 'problems') {
    const shown = { event, times: await timesToCome(visit, event), zone: event.zone }
    return eventFormPage(c, shown, { typed: sent, problems: read.problems })
  }
  await changeEvent(visit.tx, visit.clock, event.slug, () => read.words)
  return c.redirect(`/events/${event.slug}?done`, 303)
}

export function timeForm(c: Context, _: EventVisit, event: SiteEvent): Promise<Response> {
  return timeFormPage(c, event, timeIn(c, event), {})
}

export async function changeTime(c: Context, { tx, clock }: EventVisit, event: SiteEvent): Promise<Response> {
  const original = timeIn(c, event)
  const sent = await readForm(c)
  const problems: Problems = {}
  const exception = readFate(c, sent, problems, { event, original })
  if (Object.keys(problems).length > 0) return timeFormPage(c, event, original, { typed: sent, problems })
  await changeEvent(tx, clock, event.slug, (before) => ({
    ...before,
    exceptions: [...before.exceptions.filter((one) => one.original !== original), ...(exception ? [exception] : [])],
  }))
  return c.redirect(`/events/${event.slug}?done`, 303)
}

/** The time that the address names, if the event has it. */
function timeIn(c: Context, event: SiteEvent): LocalTime {
  const original = c.req.param('time') ?? ''
  if (readLocalTime(original) === null || original.length > 16 || !hasOriginal(event, original)) throw notFound()
  return original
}

function readFate(
  c: Context,
  sent: Sent,
  problems: Problems,
  { event, original }: { event: SiteEvent; original: LocalTime },
): EventException | null {
  const say = eventWords(languageOf(c))
  const fate = fates.find((one) => one === textOf(sent, 'fate'))
  if (!fate) problems['fate'] = say('problem_choice')
  if (fate === 'called-off' || fate === 'left-out') return { original, what: fate }
  if (fate !== 'moved') {
    const wasAdded = event.exceptions.find((one) => one.original === original && one.what === 'added')
    return wasAdded ?? null
  }
  const starts = readStart(say, sent, problems, { day: 'day', hour: 'hour', zone: event.zone })
  if (starts === null) {
    if (Object.keys(problems).length === 0) problems['day'] = say('problem_day_missing')
    return null
  }
  const ends = readEnd(say, sent, problems, { starts, zone: event.zone })
  return { original, what: 'moved', starts, ends: ends ?? asLong(event, starts) }
}

/** Where no end is said, it lasts as long as it would have. */
function asLong(event: SiteEvent, starts: LocalTime): LocalTime | null {
  if (event.starts === null || event.ends === null || isWholeDay(starts) !== isWholeDay(event.starts)) return null
  return later(starts, between(event.starts, event.ends))
}
