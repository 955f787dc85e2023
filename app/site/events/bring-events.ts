import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { findEvent } from './event-queries.ts'
import type { EventWords } from './events.ts'
import { addEvent } from './keep-event.ts'

/**
 * Puts whole events into the calendar, each at its address. What stands at an address already stays as it is and is named in the answer, so that
 * asking twice adds nothing. The viewer must edit the site: the database refuses others.
 */
export async function bringEvents(
  tx: Tx,
  clock: Clock,
  events: readonly (EventWords & { slug: string })[],
): Promise<{ brought: string[]; standing: string[] }> {
  const outcome = { brought: [] as string[], standing: [] as string[] }
  for (const { slug, ...words } of events) {
    const stands = (await findEvent(tx, slug)) !== null
    if (!stands) await addEvent(tx, clock, words, { slug })
    outcome[stands ? 'standing' : 'brought'].push(slug)
  }
  return outcome
}
