import type { Language } from '../../platform/i18n/language.ts'
import {
  between,
  dayMs,
  isWholeDay,
  type LocalTime,
  later,
  readLocalTime,
  writeLocalTime,
} from '../../platform/i18n/local-time.ts'
import { clockAt, momentOf } from '../../platform/i18n/zone.ts'
import { expandRule } from './times/expand-rule.ts'
import { type Rule, readRule } from './times/rule.ts'

export const eventKinds = ['open-evening', 'gathering', 'workshop', 'reading-circle', 'field-day', 'other'] as const
export type EventKind = (typeof eventKinds)[number]

/** `postponed`: put off, perhaps without a new date; whoever signed up keeps their place. */
export const eventStates = ['planned', 'cancelled', 'postponed'] as const
export type EventState = (typeof eventStates)[number]

/** What an event says of when it is, as on the clock in the hall. */
export interface EventTimes {
  /** null: no date is known */
  starts: LocalTime | null
  /** the first moment, or whole day, after it; null when nobody said */
  ends: LocalTime | null
  /** as IANA names it */
  zone: string
  /** RRULE of RFC 5545 */
  rule: string | null
  exceptions: readonly EventException[]
}

/** A time that differs from the rule. */
export type EventException =
  | { original: LocalTime; what: 'left-out' | 'called-off' | 'added' }
  | { original: LocalTime; what: 'moved'; starts: LocalTime; ends: LocalTime | null }

/** Everything of an event that somebody writes. */
export interface EventWords extends EventTimes {
  kind: EventKind
  title: string
  /** CommonMark, as it was typed */
  words: string
  language: Language
  place: string
  online: boolean
  link: string | null
  /** another clock its times are told by as well, as IANA names it */
  secondZone: string | null
  state: EventState
  capacity: number | null
  shown: boolean
}

/** An event of the calendar. */
export interface SiteEvent extends EventWords {
  id: string
  uid: string
  slug: string
  sequence: number
  madeAt: Date
  changedAt: Date
}

/** One time that an event happens. */
export interface Occurrence {
  /** when it would be by the rule: names it for good */
  original: LocalTime
  starts: LocalTime
  ends: LocalTime | null
  calledOff: boolean
  moved: boolean
  from: Date
  /** of what nobody said the end of, the start; of whole days the end of the last */
  to: Date
}

/** So often one event happens at most; what a rule goes on with after that is not shown. */
export const mostOccurrences = 5_000

/** Each time it happens, in order of the rule; none when it was put off. A rule that cannot be read counts as none: it was refused before. */
export function occurrencesOf(event: EventTimes & { state: EventState }): Occurrence[] {
  const { starts, ends, zone, exceptions } = event
  if (starts === null || event.state === 'postponed') return []
  const length = ends === null ? null : between(starts, ends)
  const differing = new Map(exceptions.map((one) => [one.original, one]))
  const found: Occurrence[] = []
  for (const original of originals(event, starts)) {
    const one = differing.get(original)
    if (one?.what === 'left-out') continue
    const moved = one?.what === 'moved' ? one : null
    const from = moved?.starts ?? original
    const to = moved ? moved.ends : length === null ? null : later(original, length)
    found.push({
      original,
      starts: from,
      ends: to,
      calledOff: one?.what === 'called-off',
      moved: moved !== null,
      ...momentsOf(zone, from, to),
    })
  }
  return found
}

/** The times by the rule and those that were added, each once. */
function originals(event: EventTimes, starts: LocalTime): LocalTime[] {
  const times = new Set<LocalTime>([starts])
  const read = event.rule === null ? null : readRule(event.rule)
  if (read?.kind === 'rule') {
    const precision = isWholeDay(starts) ? 'day' : 'minute'
    const rule = byTheClock(read.rule, event.zone)
    for (const at of expandRule(rule, readLocalTime(starts) ?? 0, { wholeDay: isWholeDay(starts) })) {
      // without an end for the rule this is where the work ends
      if (times.size >= mostOccurrences) break
      times.add(writeLocalTime(at, precision))
      if (rule.count !== null && times.size >= rule.count) break
    }
  }
  for (const { original, what } of event.exceptions)
    if (what === 'added' && times.size < mostOccurrences) times.add(original)
  return [...times].sort()
}

/**
 * From when to when the event lies as a whole, in milliseconds, as far as its rule says; without an end of the rule, without one. What differs
 * from the rule is within. Null while no date is known. Its times are counted only where the rule says how many there are.
 */
export function spanOf(event: EventTimes): { from: number; to: number } | null {
  const { starts, ends, zone, exceptions } = event
  if (starts === null) return null
  const differing = exceptions.flatMap((one) => [one.original, ...(one.what === 'moved' ? [one.starts] : [])])
  const last = lastByRule(event, starts)
  const times = [starts, ...differing, ...(last === null ? [] : [last])].sort()
  const length = ends === null ? 0 : between(starts, ends)
  const to = last === null ? Number.POSITIVE_INFINITY : momentOf(zone, times.at(-1)!).getTime() + length
  return { from: momentOf(zone, times[0]!).getTime(), to }
}

/** The last time that a rule gives, or allows; null where it goes on without end. */
function lastByRule({ rule: text, zone }: EventTimes, starts: LocalTime): LocalTime | null {
  const read = text === null ? null : readRule(text)
  if (read?.kind !== 'rule') return starts
  const rule = byTheClock(read.rule, zone)
  const precision = isWholeDay(starts) ? 'day' : 'minute'
  if (rule.until !== null) return writeLocalTime(rule.until, precision)
  if (rule.count === null) return null
  let last = readLocalTime(starts) ?? 0
  let left = mostOccurrences
  for (const at of expandRule(rule, last, { wholeDay: isWholeDay(starts) })) {
    last = at
    left -= 1
    if (left === 0) break
  }
  return writeLocalTime(last, precision)
}

/** The rule with its last time told by the clock in the hall. */
function byTheClock(rule: Rule, zone: string): Rule {
  if (rule.until === null || !rule.untilInUtc) return rule
  return { ...rule, until: readLocalTime(clockAt(zone, new Date(rule.until))) }
}

/** From when to when, as moments. Whole days are days in the zone of the event. */
function momentsOf(zone: string, starts: LocalTime, ends: LocalTime | null): { from: Date; to: Date } {
  const from = momentOf(zone, starts)
  if (ends !== null) return { from, to: new Date(Math.max(from.getTime(), momentOf(zone, ends).getTime())) }
  return { from, to: isWholeDay(starts) ? momentOf(zone, later(starts, dayMs)) : from }
}

/** Is one of these times given by the rule, or by nothing but an exception? Names of times that never were are not taken. */
export function hasOriginal(event: EventTimes, original: LocalTime): boolean {
  return event.starts !== null && originals(event, event.starts).includes(original)
}

/** Do the two differ in what matters to whoever comes: when, how often, where, whether? Then SEQUENCE counts up (RFC 5545, 3.8.7.4). */
export function mattersToWhoeverComes(before: EventWords, after: EventWords): boolean {
  const facts = (one: EventWords) => [
    one.starts,
    one.ends,
    one.zone,
    one.rule,
    one.state,
    one.place,
    one.online,
    one.link,
    [...one.exceptions]
      .sort((a, b) => (a.original < b.original ? -1 : 1))
      .map((e) => [e.original, e.what, e.what === 'moved' ? [e.starts, e.ends] : []]),
  ]
  return JSON.stringify(facts(before)) !== JSON.stringify(facts(after))
}
