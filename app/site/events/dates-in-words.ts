import type { Tx } from '../../platform/db/database.ts'
import { type DateRow, datesAsked, type ResolveDates } from '../writing/blocks.ts'
import { listNames, listNextOf } from './dates-queries.ts'
import { findEvent, listComing, listPostponed, type Row } from './event-queries.ts'
import { whereOf } from './event-row.tsx'
import { eventWords } from './event-words.ts'
import { type EventKind, eventKinds, type SiteEvent } from './events.ts'
import { tellDate } from './tell-date.ts'

/** So many dates stand in a block, of one event and of a kind. */
const most = { event: 4, kind: 6 }

/** Events that one text may show dates of; what it names beyond that stays a link. */
const mostNamed = 20

type Told = { row: Row } | { postponed: SiteEvent }

/**
 * The next dates that texts ask for, as far as the viewer may see them, with what became of each: moved, cancelled, postponed. Told in
 * whatever language the text is written in.
 */
export async function datesInWords(
  tx: Tx,
  { texts, now }: { texts: readonly string[]; now: Date },
): Promise<ResolveDates> {
  const { events, kinds } = datesAsked(texts)
  const found = new Map<string, Told[]>()
  for (const slug of events.slice(0, mostNamed)) {
    const event = await findEvent(tx, slug)
    if (event) found.set(`event ${slug}`, event.state === 'postponed' ? [{ postponed: event }] : [])
  }
  const slugs = [...found.keys()].map((key) => key.slice('event '.length))
  if (slugs.length > 0)
    for (const row of await listNextOf(tx, { slugs, now, limit: most.event }))
      found.get(`event ${row.slug}`)?.push({ row })
  for (const name of kinds) {
    const kind = kindOf(name)
    if (kind !== undefined) found.set(`kind ${name}`, await ofKind(tx, kind, now))
  }
  return (asked, language) => {
    const told = found.get('event' in asked ? `event ${asked.event}` : `kind ${asked.kind}`)
    return (
      told?.map((one) => ('row' in one ? tellRow(one.row, language, now) : tellPostponed(one.postponed, language))) ??
      null
    )
  }
}

/** The events that a text may want to name, by their next date: what is to come, and what was put off. */
export function eventsToName(tx: Tx, now: Date): Promise<{ slug: string; title: string }[]> {
  return listNames(tx, { now, limit: 200 })
}

/** Null for every kind, undefined for none that we know. */
function kindOf(name: string): EventKind | null | undefined {
  return name === 'all' ? null : eventKinds.find((one) => one === name)
}

async function ofKind(tx: Tx, kind: EventKind | null, now: Date): Promise<Told[]> {
  const rows = await listComing(tx, { now, kind, limit: most.kind })
  const postponed = await listPostponed(tx, kind)
  return [...rows.map((row) => ({ row })), ...postponed.slice(0, most.kind).map((event) => ({ postponed: event }))]
}

function tellRow(row: Row, language: DateRow['language'], now: Date): DateRow {
  const say = eventWords(language)
  const isOff = row.calledOff || row.state === 'cancelled'
  const states = [
    isOff && say('state_cancelled'),
    !isOff && row.moved && say('chip_moved'),
    !row.shown && say('chip_draft'),
  ].filter((one) => one !== false)
  return {
    event: row.slug,
    ...tellDate(language, row, now),
    state: states.join(', ') || null,
    isOff,
  }
}

function tellPostponed(event: SiteEvent, language: DateRow['language']): DateRow {
  const say = eventWords(language)
  return {
    event: event.slug,
    title: event.title,
    language: event.language,
    when: say('no_date'),
    moment: null,
    where: whereOf(say, event),
    places: null,
    state: say('state_postponed'),
    isOff: false,
  }
}
