import type { Tx } from '../../../platform/db/database.ts'
import { type Occurrence, occurrencesOf, type SiteEvent } from '../events.ts'
import { guestLetters, type LetterKind } from './guest-letters.ts'
import { findList, moveGuestsUp, talliesOf, tellAll } from './guest-queries.ts'
import type { GuestList } from './guests.ts'
import { findTime, timeAfter } from './occasion.ts'

/**
 * Tells everybody who comes or waits that their time was moved, called off or put off, or is elsewhere, in the transaction of the change
 * itself; and gives places that were added to those who wait. What was put off keeps its guests, also without a date.
 */
export async function tellGuests(tx: Tx, now: Date, before: SiteEvent, after: SiteEvent): Promise<void> {
  const list = await findList(tx, before.id)
  if (!list) return
  for (const [time, { comes, waits }] of await talliesOf(tx, list.id)) {
    await tellOneTime(tx, now, { list, time, before, after, isEmpty: comes + waits === 0 })
  }
  await moveUpAll(tx, now, after, list)
}

/** Everybody who waits where there is room moves up: after the places of an event were counted anew. */
async function moveUpAll(tx: Tx, now: Date, event: SiteEvent, list: GuestList): Promise<void> {
  for (const [time, { comes, waits }] of await talliesOf(tx, list.id)) {
    if (waits === 0 || (event.capacity !== null && comes >= event.capacity)) continue
    const letters = await guestLetters('up', { event, list, at: findTime(event, time) }, now)
    await moveGuestsUp(tx, { listId: list.id, time }, letters, now)
  }
}

interface Told {
  list: GuestList
  time: string
  before: SiteEvent
  after: SiteEvent
  isEmpty: boolean
}

async function tellOneTime(tx: Tx, now: Date, { list, time, before, after, isEmpty }: Told): Promise<void> {
  const newTime = timeAfter(before, after, time)
  const was = dated(before, time)
  const at = newTime === null ? null : findTime(after, newTime)
  const kind = whatHappened({ before, after, was: findTime(before, time), at, isGone: newTime === null })
  const isPast = was !== null && was.to < now && (at === null || at.to < now)
  const letters =
    kind === null || isEmpty || isPast
      ? null
      : await guestLetters(kind, { event: after, list, at: kind === 'cancelled' ? null : at }, now, was)
  if (letters || (newTime !== null && newTime !== time)) {
    await tellAll(tx, { listId: list.id, time, newTime: newTime ?? time }, letters, now)
  }
}

/** The time as it was last told, also of what was put off and kept its old date. */
function dated(event: SiteEvent, time: string): Occurrence | null {
  const all = occurrencesOf({ ...event, state: 'planned' })
  return (time === '' ? all[0] : all.find(({ original }) => original === time)) ?? null
}

interface Change {
  before: SiteEvent
  after: SiteEvent
  was: Occurrence | null
  at: Occurrence | null
  isGone: boolean
}

/** What whoever comes has to know; null when nothing of it concerns them. */
function whatHappened({ before, after, was, at, isGone }: Change): LetterKind | null {
  const wasOn = before.state === 'planned' && was !== null && !was.calledOff
  if (after.state === 'postponed') return before.state === 'postponed' ? null : 'postponed'
  const isOff = after.state === 'cancelled' || isGone || at === null || at.calledOff
  if (isOff) return wasOn || before.state === 'postponed' ? 'cancelled' : null
  if (!wasOn) return 'changed'
  const facts = (event: SiteEvent, one: Occurrence) =>
    JSON.stringify([one.starts, one.ends, event.zone, event.place, event.online, event.link])
  return facts(before, was) === facts(after, at) ? null : 'changed'
}
