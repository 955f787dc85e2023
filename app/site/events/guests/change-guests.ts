import type { Context } from 'hono'
import { keepAudit } from '../../../people/audit/audit.ts'
import { requireFresh } from '../../../people/fresh.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { writeCsv } from '../../../workbench/landscape/formats/write-csv.ts'
import type { EventVisit } from '../event-routes.ts'
import type { SiteEvent } from '../events.ts'
import { changeEvent } from '../keep-event.ts'
import { writeWhen } from './guest-letters.ts'
import { findList, forgetAnswersTo, keepList, listGuests } from './guest-queries.ts'
import { guestWords } from './guest-words.ts'
import { guestsPage } from './guests-page.tsx'
import { findTime } from './occasion.ts'
import { readListForm } from './read-list-form.ts'

/** `POST /events/:event/guests`: what is asked. Answers to a question that is not asked any more are deleted. */
export async function changeList(c: Context, visit: EventVisit, event: SiteEvent): Promise<Response> {
  const { tx, now } = visit
  const language = languageOf(c)
  const sent = await readForm(c)
  const read = readListForm(guestWords(language), sent)
  if (read.kind === 'problems')
    return guestsPage(c, visit, event, { language, typed: sent, problems: read.problems }, 'list')
  const before = await findList(tx, event.id)
  await keepList(tx, event.id, before?.id ?? uuidv7(now.getTime()), read.words, now)
  if (before) {
    const asked = new Set(read.words.questions.map(({ id }) => id))
    const left = before.questions.filter(({ id }) => !asked.has(id))
    await forgetAnswersTo(
      tx,
      before.id,
      left.map(({ id }) => id),
    )
  }
  return c.redirect(`/events/${event.slug}/guests?done`, 303)
}

/** `POST /events/:event/guests/places`: more places, or fewer. Whoever waits moves up; nobody who has a place loses it. */
export async function changePlaces(c: Context, visit: EventVisit, event: SiteEvent): Promise<Response> {
  const language = languageOf(c)
  const sent = await readForm(c)
  const typed = textOf(sent, 'capacity')
  const n = /^\d{1,6}$/.test(typed) ? Number(typed) : 0
  if (typed !== '' && (n < 1 || n > 100_000)) {
    const problems = { capacity: guestWords(language)('problem_capacity', { value: typed.slice(0, 20) }) }
    return guestsPage(c, visit, event, { language, typed: sent, problems }, 'places')
  }
  await changeEvent(visit.tx, visit.clock, event.slug, (before) => ({ ...before, capacity: typed === '' ? null : n }))
  return c.redirect(`/events/${event.slug}/guests?done`, 303)
}

/** `GET /events/:event/guests.csv`: for whoever prepares the day. It asks who is there once more, and stands in the audit. */
export async function guestsFile(c: Context, { tx }: EventVisit, event: SiteEvent): Promise<Response> {
  const stale = requireFresh(c)
  if (stale) return stale
  const list = await findList(tx, event.id)
  if (!list) throw notFound()
  const say = guestWords(languageOf(c))
  const guests = await listGuests(tx, list.id)
  const { questions } = list
  const head = ['column_when', 'column_name', 'column_state', 'column_email', 'column_language'] as const
  const rows = guests.map((guest) => [
    writeWhen(say.language, event, findTime(event, guest.time)),
    guest.name,
    say(`chip_${guest.state}`),
    guest.email ?? '',
    guest.language,
    ...questions.map(({ id, kind }) => {
      const said = guest.answers[id] ?? ''
      return kind === 'yes-no' && (said === 'yes' || said === 'no') ? say(said) : said
    }),
  ])
  await keepAudit(tx, { what: 'export-taken', aboutId: event.id })
  const text = writeCsv([...head.map((key) => say(key)), ...questions.map(({ words }) => words)], rows)
  return c.body(text, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${event.slug}-guests.csv"`,
    'Cache-Control': 'no-store',
  })
}
