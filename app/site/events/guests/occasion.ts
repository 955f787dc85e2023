import type { Tx } from '../../../platform/db/database.ts'
import { dayOf } from '../../../platform/i18n/local-time.ts'
import { occurrencesAt } from '../event-queries.ts'
import { type Occurrence, occurrencesOf, type SiteEvent } from '../events.ts'
import { findList, talliesOf } from './guest-queries.ts'
import type { GuestList } from './guests.ts'

/** One time of an event that somebody may come to, with how many do. */
export interface Occasion {
  event: SiteEvent
  list: GuestList
  /** the occurrence, by the name it has for good; empty where the event takes place once */
  time: string
  /** null while it has no date */
  at: Occurrence | null
  comes: number
  waits: number
}

/** What somebody who wants to come meets. */
export type Standing = 'open' | 'wait-list' | 'full' | 'closed' | 'not-asked'

/** Does it take place more than once? Then each answer is to one of its times. */
export function isSeveral(event: Pick<SiteEvent, 'rule' | 'exceptions'>): boolean {
  return event.rule !== null || event.exceptions.some(({ what }) => what === 'added')
}

/** The name under which guests of one time are kept. */
export function timeOf(event: SiteEvent, at: Occurrence): string {
  return isSeveral(event) ? at.original : ''
}

/** Every time to come that has a list of guests; of what was put off the one without a date. */
export async function occasionsOf(tx: Tx, event: SiteEvent, now: Date): Promise<Occasion[]> {
  const list = await findList(tx, event.id)
  if (!list) return []
  const tallies = await talliesOf(tx, list.id)
  const times = event.state === 'postponed' ? [] : await occurrencesAt(tx, event.id)
  const made = (time: string, at: Occurrence | null) => ({ event, list, time, at, ...(tallies.get(time) ?? nobody) })
  const coming = times.filter(({ to }) => to >= now).map((at) => made(timeOf(event, at), at))
  return coming.length === 0 && event.state === 'postponed' ? [made('', null)] : coming
}

const nobody = { comes: 0, waits: 0 }

/** The occasion of one answer, over or not; null when the event has no list. */
export async function occasionAt(tx: Tx, event: SiteEvent, time: string): Promise<Occasion | null> {
  const list = await findList(tx, event.id)
  if (!list) return null
  const tally = (await talliesOf(tx, list.id)).get(time) ?? nobody
  return { event, list, time, at: findTime(event, time), ...tally }
}

/** The occurrence that is called so; null when it is not there, or the event has no date. */
export function findTime(event: SiteEvent, time: string): Occurrence | null {
  const times = occurrencesOf(event)
  return (time === '' ? times[0] : times.find(({ original }) => original === time)) ?? null
}

/** How free places stand; null where there is no end of them. */
export function freePlaces({ event, comes }: Occasion): number | null {
  return event.capacity === null ? null : Math.max(0, event.capacity - comes)
}

/** May somebody still say that they come? The database asks the same once more. */
export function standingOf(occasion: Occasion, now: Date): Standing {
  const { event, list, at, waits } = occasion
  if (!list.open || !event.shown) return 'not-asked'
  if (event.state !== 'planned' || !at || at.calledOff) return 'closed'
  if (now.getTime() >= at.from.getTime() - list.closesHours * 3_600_000) return 'closed'
  const free = freePlaces(occasion)
  if (free === null || (free > 0 && waits === 0)) return 'open'
  return list.hasWaitList ? 'wait-list' : 'full'
}

/** What a time is called after its event changed: the same, the only one, or the one on the same day; null when it is gone. */
export function timeAfter(before: SiteEvent, after: SiteEvent, time: string): string | null {
  const dated = { ...after, state: 'planned' } as const
  if (!isSeveral(after)) {
    if (time === '' || after.starts === null) return time
    return dayOf(time) === dayOf(after.starts) ? '' : null
  }
  const times = occurrencesOf(dated).map(({ original }) => original)
  const was = time === '' ? before.starts : time
  if (was === null) return times[0] ?? time
  if (times.includes(was)) return was
  const sameDay = times.filter((one) => dayOf(one) === dayOf(was))
  return sameDay.length === 1 ? sameDay[0]! : null
}
