import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'
import type { DateRow } from '../writing/blocks.ts'

/** A date that anybody may read of, as a row of the first page: said by the calendar, which knows zones and what was put off. */
export interface NextEvent extends Omit<DateRow, 'event' | 'state' | 'isOff'> {
  href: string
}

/** Asks the calendar for the first `limit` dates from `now` on. */
export type NextEvents = (tx: Tx, asked: { now: Date; limit: number; language: Language }) => Promise<NextEvent[]>
