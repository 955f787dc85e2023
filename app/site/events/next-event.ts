import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'

/** A date that anybody may read of, as a row of the first page: said by the calendar, which knows zones and what was put off. */
export interface NextEvent {
  href: string
  title: string
  /** the language its title is written in */
  language: Language
  /** when, in words: "Thu 7 Jan, 07:30" */
  when: string
  /** the same for a program, such as 2027-01-07T07:30:00Z; null when there is no date */
  moment: string | null
  /** where, or that it is put off, in words; may be empty */
  where: string
  /** how many places are left, in words; null where none are counted */
  places: string | null
}

/** Asks the calendar for the first `limit` dates from `now` on. */
export type NextEvents = (tx: Tx, asked: { now: Date; limit: number; language: Language }) => Promise<NextEvent[]>
