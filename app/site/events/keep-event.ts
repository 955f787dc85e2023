import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { slugFrom } from '../writing/writing.ts'
import {
  insertEvent,
  lockEvent,
  type NewEvent,
  takenSlugs,
  updateEvent,
  writeExceptions,
  writeOccurrences,
} from './event-queries.ts'
import { type EventWords, mattersToWhoeverComes, occurrencesOf, type SiteEvent } from './events.ts'
import { tellGuests } from './guests/tell-guests.ts'

/** Who brings an event, and by which name they know it. */
export interface Origin {
  /** the UID it already has elsewhere; otherwise it gets one for good */
  uid?: string
  /** how often it changed elsewhere */
  sequence?: number
  source?: string
  sourceKey?: string
  /** the address it should have; a number is added when that is taken */
  slug?: string
}

/** Puts an event into the calendar; gives its address. The viewer must edit the site: the database refuses others. */
export async function addEvent(
  tx: Tx,
  clock: Clock,
  words: EventWords,
  origin: Origin = {},
): Promise<{ id: string; slug: string }> {
  const now = clock.now()
  const id = uuidv7(now.getTime())
  const made: NewEvent = {
    ...words,
    id,
    uid: origin.uid ?? id,
    slug: await freeSlug(tx, origin.slug ?? slugFrom(words.title)),
    sequence: origin.sequence ?? 0,
    source: origin.source ?? 'site',
    sourceKey: origin.sourceKey ?? null,
  }
  await insertEvent(tx, made, now)
  await writeExceptions(tx, id, words.exceptions)
  await writeOccurrences(tx, id, occurrencesOf(words))
  return { id, slug: made.slug }
}

/** Changes an event; what matters to whoever comes counts its SEQUENCE up by one, and whoever said that they come is told by mail. Null when there is none that the viewer may know of. */
export async function changeEvent(
  tx: Tx,
  clock: Clock,
  slug: string,
  change: (before: SiteEvent) => EventWords,
): Promise<SiteEvent | null> {
  const before = await lockEvent(tx, slug)
  if (!before) return null
  const after = change(before)
  const sequence = before.sequence + (mattersToWhoeverComes(before, after) ? 1 : 0)
  await updateEvent(tx, before.id, { ...after, sequence }, clock.now())
  await writeExceptions(tx, before.id, after.exceptions)
  await writeOccurrences(tx, before.id, occurrencesOf(after))
  const changed = { ...before, ...after, sequence, changedAt: clock.now() }
  await tellGuests(tx, clock.now(), before, changed)
  return changed
}

const reserved = ['new', 'import']

async function freeSlug(tx: Tx, wish: string): Promise<string> {
  const taken = await takenSlugs(tx, wish)
  if (!taken.has(wish) && !reserved.includes(wish)) return wish
  for (let n = 2; ; n += 1) if (!taken.has(`${wish}-${n}`)) return `${wish}-${n}`
}
