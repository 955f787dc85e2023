import type { ToBeFound } from '../sitemap/sitemap-routes.ts'
import { addressesOfEvents } from './event-queries.ts'

/** The events, for those who look for pages; of the calendar itself only its first page. */
export const eventsToBeFound: ToBeFound = {
  paths: ['/events$', '/events/'],
  async list(tx, limit) {
    const events = await addressesOfEvents(tx, limit)
    const first = { path: '/events', changedAt: events[0]?.changedAt ?? null }
    return [first, ...events.map(({ slug, changedAt }) => ({ path: `/events/${slug}`, changedAt }))].slice(0, limit)
  },
}
