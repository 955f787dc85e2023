import type { Context } from 'hono'
import type { Tx } from '../../platform/db/database.ts'
import { isZone } from '../../platform/i18n/zone.ts'
import { type EventKind, eventKinds } from './events.ts'

/** How somebody looks at the calendar: everything of it stands in the address, so that nothing has to be kept about anybody. */
export interface Looking {
  tx: Tx
  now: Date
  isEditor: boolean
  view: 'list' | 'past' | 'month'
  /** 2027-04 */
  month: string
  kind: EventKind | null
  /** the reader's own zone, in which times are shown as well */
  zone: string | null
  /** page of the list, from 0 */
  nth: number
}

type Wish = Pick<Looking, 'view' | 'month' | 'kind' | 'zone' | 'nth'>

/** Reads the address; null when it names a month that is none. What else cannot be read counts as not said. */
export function readLooking(c: Context, now: Date): Wish | null {
  const month = c.req.query('month')
  if (month !== undefined && !/^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(month)) return null
  const zone = c.req.query('zone') ?? ''
  const nth = c.req.query('page') ?? ''
  return {
    view: month !== undefined ? 'month' : c.req.query('past') === undefined ? 'list' : 'past',
    month: month ?? now.toISOString().slice(0, 7),
    kind: eventKinds.find((one) => one === c.req.query('kind')) ?? null,
    zone: isZone(zone) ? zone : null,
    nth: /^\d{1,4}$/.test(nth) ? Number(nth) : 0,
  }
}

/** The address of a way to look. */
export function addressOf({ view, month, kind, zone, nth }: Wish): string {
  const query = new URLSearchParams()
  if (view === 'month') query.set('month', month)
  if (view === 'past') query.set('past', '1')
  if (kind) query.set('kind', kind)
  if (zone) query.set('zone', zone)
  if (nth > 0) query.set('page', String(nth))
  const said = query.toString()
  return said ? `/events?${said}` : '/events'
}

/** So many months later; null beyond the years of four digits. */
export function monthLater(month: string, months: number): string | null {
  const n = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months
  const year = Math.floor(n / 12)
  return year < 1000 || year > 9999 ? null : `${year}-${String((n % 12) + 1).padStart(2, '0')}`
}
