import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { findAnnounced } from './event-queries.ts'
import type { EventWords } from './events.ts'
import { addEvent, changeEvent } from './keep-event.ts'

/** Which part of the program announces, and how it knows what it announces: one event for each such key. */
export interface Announcer {
  source: string
  key: string
}

/**
 * Has something that is public appear in the calendar: a gathering, a session of a workshop. Announcing again changes the same event, which
 * keeps its address and its UID; what matters to whoever comes counts up. Null takes it away from the calendar, as if nobody had announced it; announced
 * again, it is the same event as before. Gives its address.
 */
export async function announce(tx: Tx, clock: Clock, by: Announcer, words: EventWords | null): Promise<string | null> {
  const known = await findAnnounced(tx, by.source, by.key)
  if (known) {
    await changeEvent(tx, clock, known.slug, (before) => words ?? { ...before, shown: false })
    return words && known.slug
  }
  if (!words) return null
  const { slug } = await addEvent(tx, clock, words, { source: by.source, sourceKey: by.key })
  return slug
}
