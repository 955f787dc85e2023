import { listComing } from './event-queries.ts'
import type { NextEvents } from './next-event.ts'
import { tellDate } from './tell-date.ts'

/** The next dates of the calendar for the first page, each event once; what was called off is left out. */
export const nextEvents: NextEvents = async (tx, { now, limit, language }) => {
  const rows = await listComing(tx, { now, kind: null, limit: limit * 10 })
  const seen = new Set<string>()
  const first = rows.filter(({ slug, shown, state, calledOff }) => {
    const isNew = shown && state === 'planned' && !calledOff && !seen.has(slug)
    seen.add(slug)
    return isNew
  })
  return first.slice(0, limit).map((row) => ({
    href: `/events/${row.slug}`,
    ...tellDate(language, row, now),
  }))
}
