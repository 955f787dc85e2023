import { isWholeDay } from '../../platform/i18n/local-time.ts'
import { listComing } from './event-queries.ts'
import { whereOf } from './event-row.tsx'
import { eventWords } from './event-words.ts'
import { placesLeft } from './guests/places-left.ts'
import type { NextEvents } from './next-event.ts'
import { writeShortByClocks } from './times/write-times.ts'

/** The next dates of the calendar for the first page, each event once; what was called off is left out. */
export const nextEvents: NextEvents = async (tx, { now, limit, language }) => {
  const say = eventWords(language)
  const rows = await listComing(tx, { now, kind: null, limit: limit * 10 })
  const seen = new Set<string>()
  const first = rows.filter(({ slug, shown, state, calledOff }) => {
    const isNew = shown && state === 'planned' && !calledOff && !seen.has(slug)
    seen.add(slug)
    return isNew
  })
  return first.slice(0, limit).map((row) => ({
    href: `/events/${row.slug}`,
    title: row.title,
    language: row.language,
    when: writeShortByClocks(language, row),
    moment: isWholeDay(row.starts) ? row.starts : row.from.toISOString(),
    where: whereOf(say, row),
    places: placesLeft(language, row, now)?.words ?? null,
  }))
}
