import ICAL from 'ical.js'
import { between, dayMs, isWholeDay, type LocalTime, later } from '../../../platform/i18n/local-time.ts'
import type { EventException, SiteEvent } from '../events.ts'
import { spanOf } from '../events.ts'
import { describeZone } from './describe-zone.ts'

// the library counts the blank that begins a folded line apart: 74 and it are the 75 octets that are allowed
ICAL.foldLength = 74

export interface CalendarFile {
  /** what the calendar is called in the programs of others */
  name: string
  /** where it is asked for again */
  source: string
  /** the address of the site, without a slash at the end */
  origin: string
  /** in the language of the reader: put before the name of what was put off, and said of it */
  postponed: { title: string; text: string }
  events: readonly SiteEvent[]
}

/**
 * A calendar by RFC 5545 and 7986: lines end in CRLF and are folded at 75 octets, every zone that is named is described, every event has
 * its UID for good and a SEQUENCE that counts up. What was put off is told as cancelled on the day it had, since that day holds no more
 * and iCalendar has no word for it; with a new day it comes back under the same UID. What never had a day is left out.
 */
export function writeCalendar(file: CalendarFile): string {
  const calendar = new ICAL.Component('vcalendar')
  calendar.updatePropertyWithValue('version', '2.0')
  calendar.updatePropertyWithValue('prodid', '-//Ecotone//Events//EN')
  calendar.updatePropertyWithValue('calscale', 'GREGORIAN')
  calendar.updatePropertyWithValue('method', 'PUBLISH')
  for (const name of ['name', 'x-wr-calname']) calendar.updatePropertyWithValue(name, plain(file.name))
  add(calendar, 'source', file.source, 'uri')
  add(calendar, 'refresh-interval', ICAL.Duration.fromString('PT6H'), 'duration')
  calendar.updatePropertyWithValue('x-published-ttl', 'PT6H')
  const dated = file.events.filter(({ starts }) => starts !== null)
  for (const [zone, span] of zonesOf(dated)) calendar.addSubcomponent(describeZone(zone, span))
  for (const event of dated) for (const one of componentsOf(file, event)) calendar.addSubcomponent(one)
  return `${calendar.toString()}\r\n`
}

/** One time of an event as it goes with a letter to whoever comes. */
export interface OneTime {
  event: SiteEvent
  /** the time that calendars have, or are to have */
  at: { original: LocalTime; starts: LocalTime; ends: LocalTime | null }
  /** is it one of several, known by when it would be? */
  isOneOfSeveral: boolean
  /** how it stands for whoever gets the letter */
  state: SiteEvent['state']
  /** when this was written: of two with the same SEQUENCE the later holds */
  stamp: Date
  /** who sends it (RFC 5546, 3.2.1.1): a name and an address */
  organizer: { name: string; address: string }
}

/**
 * One time of an event, under the UID it has in the feed, so that a calendar which has both shows one. It is published (RFC 5546) and asks
 * for nothing: what somebody presses in a mail program would reach nobody, and they would think that they had cancelled.
 */
export function writeOneTime(file: Pick<CalendarFile, 'origin' | 'postponed'>, one: OneTime): string {
  const { event, at, organizer } = one
  const calendar = new ICAL.Component('vcalendar')
  calendar.updatePropertyWithValue('version', '2.0')
  calendar.updatePropertyWithValue('prodid', '-//Ecotone//Events//EN')
  calendar.updatePropertyWithValue('calscale', 'GREGORIAN')
  calendar.updatePropertyWithValue('method', 'PUBLISH')
  const alone = { ...event, starts: at.starts, ends: at.ends, rule: null, exceptions: [] }
  for (const [zone, span] of zonesOf([alone])) calendar.addSubcomponent(describeZone(zone, span))
  const component = described(file, event, one.state)
  component.updatePropertyWithValue('dtstamp', ICAL.Time.fromJSDate(one.stamp, true))
  add(component, 'organizer', `mailto:${organizer.address}`, 'cal-address').setParameter('cn', organizer.name)
  if (one.isOneOfSeveral) setTime(component, 'recurrence-id', at.original, event.zone)
  setSpan(component, event, at.starts, at.ends)
  calendar.addSubcomponent(component)
  return `${calendar.toString()}\r\n`
}

/** One kind of line end and no other control character: the library writes them as they are, and each would break a line. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
}

function add(component: ICAL.Component, name: string, value: unknown, type?: string): ICAL.Property {
  const property = new ICAL.Property(name, component)
  if (type) property.resetType(type)
  // the library takes every kind of value here; its declaration says "object" alone
  property.setValue(value as object)
  component.addProperty(property)
  return property
}

/** Each zone with the time it is needed for. */
function zonesOf(events: readonly SiteEvent[]): Map<string, { from: number; to: number }> {
  const zones = new Map<string, { from: number; to: number }>()
  for (const event of events) {
    const span = event.zone === 'UTC' || event.starts === null || isWholeDay(event.starts) ? null : spanOf(event)
    if (span === null) continue
    const { from, to } = zones.get(event.zone) ?? span
    zones.set(event.zone, { from: Math.min(from, span.from), to: Math.max(to, span.to) })
  }
  return zones
}

function componentsOf(file: CalendarFile, event: SiteEvent): ICAL.Component[] {
  const main = described(file, event, event.state)
  setSpan(main, event, event.starts!, event.ends)
  if (event.state === 'postponed') return [main]
  if (event.rule !== null) main.updatePropertyWithValue('rrule', ICAL.Recur.fromString(event.rule))
  const changed: ICAL.Component[] = []
  for (const one of event.exceptions) {
    if (one.what === 'left-out') setTime(main, 'exdate', one.original, event.zone)
    else if (one.what === 'added') setTime(main, 'rdate', one.original, event.zone)
    else changed.push(changedTime(file, event, one))
  }
  return [main, ...changed]
}

function changedTime(file: CalendarFile, event: SiteEvent, one: EventException): ICAL.Component {
  const component = described(file, event, one.what === 'called-off' ? 'cancelled' : event.state)
  setTime(component, 'recurrence-id', one.original, event.zone)
  const length = event.ends === null ? null : between(event.starts!, event.ends)
  const byRule = length === null ? null : later(one.original, length)
  if (one.what === 'moved') setSpan(component, event, one.starts, one.ends)
  else setSpan(component, event, one.original, byRule)
  return component
}

const statuses = { planned: 'CONFIRMED', cancelled: 'CANCELLED', postponed: 'CANCELLED' } as const

function described(
  file: Pick<CalendarFile, 'origin' | 'postponed'>,
  event: SiteEvent,
  state: SiteEvent['state'],
): ICAL.Component {
  const component = new ICAL.Component('vevent')
  const isPostponed = state === 'postponed'
  const words = [isPostponed ? file.postponed.text : '', event.words].filter(Boolean).join('\n\n')
  component.updatePropertyWithValue('uid', event.uid)
  for (const [name, at] of [
    ['dtstamp', event.changedAt],
    ['created', event.madeAt],
    ['last-modified', event.changedAt],
  ] as const) {
    component.updatePropertyWithValue(name, ICAL.Time.fromJSDate(at, true))
  }
  component.updatePropertyWithValue('sequence', event.sequence)
  add(component, 'summary', plain(isPostponed ? `${file.postponed.title}: ${event.title}` : event.title)).setParameter(
    'language',
    event.language,
  )
  if (words) component.updatePropertyWithValue('description', plain(words))
  if (event.place) component.updatePropertyWithValue('location', plain(event.place))
  add(component, 'url', `${file.origin}/events/${event.slug}`, 'uri')
  if (event.online && event.link) {
    const conference = add(component, 'conference', event.link, 'uri')
    conference.setParameter('feature', 'VIDEO')
  }
  component.updatePropertyWithValue('categories', event.kind.toUpperCase())
  component.updatePropertyWithValue('status', statuses[state])
  component.updatePropertyWithValue('transp', state === 'planned' ? 'OPAQUE' : 'TRANSPARENT')
  return component
}

function setSpan(component: ICAL.Component, { zone }: SiteEvent, starts: LocalTime, ends: LocalTime | null): void {
  setTime(component, 'dtstart', starts, zone)
  // of whole days nobody has to be told that they last one
  if (ends !== null && between(starts, ends) > (isWholeDay(starts) ? dayMs : 0)) setTime(component, 'dtend', ends, zone)
}

function setTime(component: ICAL.Component, name: string, time: LocalTime, zone: string): void {
  const isDay = isWholeDay(time)
  const isUtc = !isDay && zone === 'UTC'
  const value = isDay ? ICAL.Time.fromDateString(time) : ICAL.Time.fromDateTimeString(`${time}:00${isUtc ? 'Z' : ''}`)
  const property = add(component, name, value, isDay ? 'date' : 'date-time')
  if (!isDay && !isUtc) property.setParameter('tzid', zone)
}
