import type { Context } from 'hono'
import type { Tx } from '../../../platform/db/database.ts'
import { keepForAnybody } from '../../../platform/http/kept-pages.ts'
import { factsOf } from '../../../platform/http/request.ts'
import { listForFeed } from '../event-queries.ts'
import { eventWords } from '../event-words.ts'
import type { EventKind, SiteEvent } from '../events.ts'
import { writeCalendar } from './write-calendar.ts'

/** What has been over for longer is not sent to calendars any more, in milliseconds. */
const keptFor = 180 * 86_400_000
/** Events in a feed: whoever follows it hears of what is next, and of the rest as it comes nearer. */
const mostInFeed = 150

/** The feed, of one kind or of all. It is kept in memory until the calendar changes, and whoever has it already is told so (304). */
export async function feedPage(
  c: Context,
  { tx, now, kind }: { tx: Tx; now: Date; kind: EventKind | null },
): Promise<Response> {
  const say = eventWords(factsOf(c).language)
  const events = await listForFeed(tx, { now, since: new Date(now.getTime() - keptFor), kind, most: mostInFeed })
  const name = kind === null ? `Ecotone · ${say('title')}` : `Ecotone · ${say(`kind_${kind}`)}`
  keepForAnybody(c, 3_600)
  return calendarAnswer(c, name, events)
}

/** One event as a file of its own. */
export function fileOfEvent(c: Context, event: SiteEvent): Response {
  if (event.shown) keepForAnybody(c, 3_600)
  return calendarAnswer(c, event.title, [event])
}

function calendarAnswer(c: Context, name: string, events: SiteEvent[]): Response {
  const { origin, language } = factsOf(c)
  const say = eventWords(language)
  const postponed = { title: say('state_postponed'), text: say('postponed_note') }
  const text = writeCalendar({ name, source: origin + c.req.path, origin, postponed, events })
  return c.body(text, 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="events.ics"',
  })
}
