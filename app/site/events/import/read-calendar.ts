import { createHash } from 'node:crypto'
import ICAL from 'ical.js'
import { dayMs, isWholeDay, type LocalTime, later } from '../../../platform/i18n/local-time.ts'
import { clockAt, momentOf } from '../../../platform/i18n/zone.ts'
import type { EventException, EventWords } from '../events.ts'
import { readRule } from '../times/rule.ts'
import { componentsIn, type Found } from './components-in.ts'
import { type LeftOut, leftOut, NotTaken, type Reason } from './not-taken.ts'
import { readTime, type Zones, zonesIn } from './read-time.ts'

/** An event as a file of others tells it. */
export interface FoundEvent {
  uid: string
  sequence: number
  words: EventWords
}

export interface ReadCalendar {
  events: FoundEvent[]
  /** every component that is not taken, with the reason */
  left: LeftOut[]
}

/** What an event of others does not say. */
export interface Wish {
  /** for times without a zone */
  zone: string
  kind: EventWords['kind']
  language: EventWords['language']
}

/** More is not read of one file. */
const mostComponents = 5_000

/**
 * Reads a calendar file of others (RFC 5545). Each event comes whole or is named with the reason; what cannot be read does not keep the rest
 * from being read.
 */
export function readCalendar(text: string, wish: Wish): ReadCalendar {
  const { components, left } = componentsIn(text, mostComponents)
  const zones = zonesIn(components, wish.zone)
  const events: FoundEvent[] = []
  for (const [uid, group] of byUid(components, left)) {
    const main = newest(group.filter(({ component }) => !component.getFirstProperty('recurrence-id')))
    const changes = group.filter(({ component }) => component.getFirstProperty('recurrence-id'))
    for (const one of group) if (one !== main && !changes.includes(one)) left.push(leftOut(one, 'older'))
    if (!main) {
      left.push(...changes.map((one) => leftOut(one, 'no-series')))
      continue
    }
    try {
      const words = readEvent(main.component, zones, wish)
      const exceptions = [...words.exceptions]
      for (const one of changes) tryTo(one, left, () => exceptions.push(readChange(one.component, zones, words)))
      events.push({
        uid,
        sequence: numberOf(main.component, 'sequence'),
        words: { ...words, exceptions: onceEach(exceptions) },
      })
    } catch (error) {
      left.push(leftOut(main, ...reasonOf(error)))
    }
  }
  // of zones nothing is said, unless they are all there is
  if (events.length + left.length === 0) left.push(...components.map((one) => leftOut(one, 'no-event')))
  return { events, left }
}

function byUid(components: readonly Found[], left: LeftOut[]): Map<string, Found[]> {
  const groups = new Map<string, Found[]>()
  for (const one of components) {
    if (one.component.name === 'vtimezone') continue
    if (one.component.name !== 'vevent') {
      left.push(leftOut(one, 'no-event'))
      continue
    }
    const said = textOf(one.component, 'uid').slice(0, 300)
    // without one, what stands in it has to do: the same file brought again gives the same
    const uid = said || createHash('sha256').update(JSON.stringify(one.component.toJSON())).digest('hex').slice(0, 32)
    groups.set(uid, [...(groups.get(uid) ?? []), one])
  }
  return groups
}

function newest(group: readonly Found[]): Found | undefined {
  return group.toSorted((a, b) => numberOf(b.component, 'sequence') - numberOf(a.component, 'sequence'))[0]
}

function tryTo(one: Found, left: LeftOut[], work: () => unknown): void {
  try {
    work()
  } catch (error) {
    left.push(leftOut(one, ...reasonOf(error)))
  }
}

/** What the library throws is about what it was given: it cannot read it. */
function reasonOf(error: unknown): [Reason, string] {
  return error instanceof NotTaken ? [error.reason, error.detail] : ['unreadable', '']
}

function readEvent(component: ICAL.Component, zones: Zones, wish: Wish): EventWords {
  if (['PRIVATE', 'CONFIDENTIAL'].includes(textOf(component, 'class').toUpperCase())) throw new NotTaken('private')
  const start = component.getFirstProperty('dtstart')
  if (!start) throw new NotTaken('no-start')
  const { time: starts, zone } = readTime(start, zones)
  const ends = readEnd(component, zones, starts, zone)
  const words = plain(textOf(component, 'description')).slice(0, 20_000)
  const title =
    plain(textOf(component, 'summary')).replace(/\s+/g, ' ').trim().slice(0, 300) ||
    words.trim().split('\n')[0]!.slice(0, 80).trim()
  if (title === '') throw new NotTaken('no-title')
  const link = textOf(component, 'url')
  return {
    kind: wish.kind,
    language: wish.language,
    title,
    words,
    place: plain(textOf(component, 'location')).replace(/\s+/g, ' ').trim().slice(0, 300),
    online: false,
    link: link.startsWith('https://') && link.length <= 1_000 && URL.canParse(link) ? link : null,
    starts,
    ends,
    zone,
    rule: readRuleOf(component, starts),
    exceptions: onceEach([
      ...timesOf(component, 'exdate', zones, starts, zone),
      ...timesOf(component, 'rdate', zones, starts, zone),
    ]),
    state: textOf(component, 'status').toUpperCase() === 'CANCELLED' ? 'cancelled' : 'planned',
    capacity: null,
    secondZone: null,
    shown: true,
  }
}

function readEnd(component: ICAL.Component, zones: Zones, starts: LocalTime, zone: string): LocalTime | null {
  const end = component.getFirstProperty('dtend')
  if (end) {
    const found = readTime(end, zones)
    if (isWholeDay(found.time) !== isWholeDay(starts)) throw new NotTaken('end-of-another-kind')
    const time =
      isWholeDay(starts) || found.zone === zone ? found.time : clockAt(zone, momentOf(found.zone, found.time))
    // a whole day that ends on its own day is meant to be one
    if (time === starts && isWholeDay(starts)) return null
    if (time < starts) throw new NotTaken('end-before-start')
    return time
  }
  const value = component.getFirstPropertyValue('duration')
  if (!(value instanceof ICAL.Duration)) return null
  const ms = value.toSeconds() * 1000
  if (ms < 0) throw new NotTaken('end-before-start')
  return later(starts, isWholeDay(starts) ? Math.ceil(ms / dayMs) * dayMs : ms)
}

function readRuleOf(component: ICAL.Component, starts: LocalTime): string | null {
  if (component.getFirstProperty('exrule')) throw new NotTaken('rule', 'EXRULE')
  const rules = component.getAllProperties('rrule')
  if (rules.length === 0) return null
  if (rules.length > 1) throw new NotTaken('several-rules')
  const rule = String(rules[0]!.getFirstValue()).toUpperCase()
  const read = readRule(rule)
  if (read.kind === 'refused') throw new NotTaken('rule', read.part)
  if (rule.length > 500) throw new NotTaken('rule', 'RRULE')
  if (['SECONDLY', 'MINUTELY', 'HOURLY'].includes(read.rule.freq)) throw new NotTaken('too-often', read.rule.freq)
  if (isWholeDay(starts) && read.rule.hours.length > 0) throw new NotTaken('rule', 'BYHOUR')
  return rule
}

/** EXDATE and RDATE; a day alone means the event's own hour on it. */
function timesOf(
  component: ICAL.Component,
  name: 'exdate' | 'rdate',
  zones: Zones,
  starts: LocalTime,
  zone: string,
): EventException[] {
  const what = name === 'exdate' ? 'left-out' : 'added'
  return component.getAllProperties(name).flatMap((property) =>
    property.getValues().map((value): EventException => {
      if (value instanceof ICAL.Period) throw new NotTaken('period')
      return { original: originalOf(readTime(property, zones, value), starts, zone), what }
    }),
  )
}

/** The name of one time, on the clock of the event. */
function originalOf(found: { time: LocalTime; zone: string }, starts: LocalTime, zone: string): LocalTime {
  if (isWholeDay(starts)) return found.time.slice(0, 10)
  if (isWholeDay(found.time)) return `${found.time}${starts.slice(10)}`
  return found.zone === zone ? found.time : clockAt(zone, momentOf(found.zone, found.time))
}

function readChange(component: ICAL.Component, zones: Zones, main: EventWords): EventException {
  const id = component.getFirstProperty('recurrence-id')!
  if (id.getParameter('range')) throw new NotTaken('this-and-future')
  const original = originalOf(readTime(id, zones), main.starts!, main.zone)
  if (textOf(component, 'status').toUpperCase() === 'CANCELLED') return { original, what: 'called-off' }
  const start = component.getFirstProperty('dtstart')
  if (!start) throw new NotTaken('no-start')
  const found = readTime(start, zones)
  if (isWholeDay(found.time) !== isWholeDay(main.starts!)) throw new NotTaken('end-of-another-kind')
  const starts = originalOf(found, main.starts!, main.zone)
  const ends = readEnd(component, zones, found.time, found.zone)
  return {
    original,
    what: 'moved',
    starts,
    ends: ends && originalOf({ time: ends, zone: found.zone }, main.starts!, main.zone),
  }
}

/** What is said last of one time holds: a change of it more than that it falls out. */
function onceEach(exceptions: readonly EventException[]): EventException[] {
  return [...new Map(exceptions.map((one) => [one.original, one])).values()]
}

function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name)
  return typeof value === 'string' ? value : ''
}

function numberOf(component: ICAL.Component, name: string): number {
  const value = Number(component.getFirstPropertyValue(name))
  return Number.isInteger(value) && value >= 0 && value < 1_000_000_000 ? value : 0
}

/** One kind of line end, and no character that the database cannot keep. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '').toWellFormed()
}
