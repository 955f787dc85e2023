import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { momentOf } from '../../../platform/i18n/zone.ts'
import { anEvent } from '../events.fixture.ts'
import { occurrencesOf, type SiteEvent } from '../events.ts'
import { writeCalendar } from './write-calendar.ts'

const at = new Date('2027-03-01T09:00:00Z')
let made = 0
const kept = (more: Partial<SiteEvent> = {}): SiteEvent => {
  made += 1
  return {
    ...anEvent(more),
    id: `0198-${made}`,
    uid: `uid-${made}`,
    slug: `event-${made}`,
    sequence: 3,
    madeAt: at,
    changedAt: at,
    ...more,
  }
}

function written(...events: SiteEvent[]): string {
  const postponed = { title: 'Postponed', text: 'No new date yet.' }
  return writeCalendar({
    name: 'Events',
    source: 'http://x.test/events/feed.ics',
    origin: 'http://x.test',
    postponed,
    events,
  })
}

function readBack(text: string): { calendar: ICAL.Component; events: ICAL.Component[] } {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  return { calendar, events: calendar.getAllSubcomponents('vevent') }
}

/** The moments that ical.js finds in a calendar, by its own description of the zones. */
function momentsIn(text: string, most: number): string[] {
  const { calendar, events } = readBack(text)
  ICAL.TimezoneService.reset()
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone(zone))
  const main = events.find((one) => !one.getFirstProperty('recurrence-id'))!
  const event = new ICAL.Event(main, { exceptions: events.filter((one) => one !== main) })
  const found: string[] = []
  const iterator = event.iterator()
  for (let next = iterator.next(); next && found.length < most; next = iterator.next()) {
    found.push(event.getOccurrenceDetails(next).startDate.toJSDate().toISOString())
  }
  return found
}

const long = kept({
  title: 'Maré alta, maré baixa; ação e reação \\ «cinco» 🐟'.repeat(4),
  words: 'Línguas:\n- português\n- français\n\nEND:VCALENDAR\r\nBEGIN:VEVENT',
  place: 'São Julião; Praça da Califórnia, 2',
})

describe('a calendar', () => {
  test('has lines of 75 octets at most, that end in CRLF, and no other line ends', () => {
    const text = written(long)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text).not.toContain('\uFFFD')
  })

  test('is read back as it was written, whatever stands in its words', () => {
    const { events } = readBack(written(long))
    expect(events).toHaveLength(1)
    expect(events[0]!.getFirstPropertyValue('summary')).toBe(long.title)
    expect(events[0]!.getFirstPropertyValue('description')).toBe(long.words.replaceAll('\r\n', '\n'))
    expect(events[0]!.getFirstPropertyValue('location')).toBe(long.place)
  })

  test('says of every event who it is, when it changed, how often, and how it stands', () => {
    const { events } = readBack(written(kept(), kept({ state: 'cancelled' })))
    for (const one of events) {
      for (const name of [
        'uid',
        'dtstamp',
        'sequence',
        'summary',
        'dtstart',
        'status',
        'url',
        'last-modified',
        'created',
      ]) {
        expect([name, one.getFirstProperty(name) !== null]).toEqual([name, true])
      }
    }
    expect(events.map((one) => one.getFirstPropertyValue('status'))).toEqual(['CONFIRMED', 'CANCELLED'])
    expect(events[0]!.getFirstPropertyValue('sequence')).toBe(3)
  })

  test.each([
    'Europe/Lisbon',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'America/Sao_Paulo',
  ])('describes the zone %s so that others find the same moments', (zone) => {
    const event = kept({ zone, starts: '2026-12-31T18:30', ends: '2026-12-31T20:00', rule: 'FREQ=WEEKLY;COUNT=150' })
    const text = written(event)
    expect(text).toContain(`TZID:${zone}`)
    expect(momentsIn(text, 200)).toEqual(occurrencesOf(event).map(({ from }) => from.toISOString()))
  })

  test('names no zone that it does not describe', () => {
    const text = written(
      kept(),
      kept({ zone: 'Asia/Tokyo' }),
      kept({ zone: 'UTC' }),
      kept({ starts: '2027-05-01', ends: null }),
    )
    const named = [...text.replaceAll('\r\n ', '').matchAll(/TZID=([^:;]+)/g)].map(([, zone]) => zone)
    const described = [...text.matchAll(/TZID:(\S+)/g)].map(([, zone]) => zone)
    expect(new Set(named)).toEqual(new Set(described))
    expect(text).toContain('DTSTART:20270318T064000Z')
    expect(text).toContain('DTSTART;VALUE=DATE:20270501')
  })

  test('tells what was moved, called off, left out and added in a series', () => {
    const event = kept({
      rule: 'FREQ=WEEKLY;COUNT=5',
      exceptions: [
        { original: '2027-03-25T06:40', what: 'moved', starts: '2027-03-26T09:00', ends: '2027-03-26T10:00' },
        { original: '2027-04-01T06:40', what: 'called-off' },
        { original: '2027-04-08T06:40', what: 'left-out' },
        { original: '2027-04-09T06:40', what: 'added' },
      ],
    })
    const text = written(event)
    expect(text).toContain('RECURRENCE-ID;TZID=Europe/Lisbon:20270325T064000')
    expect(text).toContain('EXDATE;TZID=Europe/Lisbon:20270408T064000')
    expect(text).toContain('RDATE;TZID=Europe/Lisbon:20270409T064000')
    const { events } = readBack(text)
    expect(events.map((one) => one.getFirstPropertyValue('uid'))).toEqual(Array(3).fill(event.uid))
    expect(events.map((one) => one.getFirstPropertyValue('status'))).toEqual(['CONFIRMED', 'CONFIRMED', 'CANCELLED'])
    const moment = (time: string) => momentOf('Europe/Lisbon', time).toISOString()
    expect(momentsIn(text, 20).sort()).toEqual(
      ['2027-03-18T06:40', '2027-03-26T09:00', '2027-04-01T06:40', '2027-04-09T06:40', '2027-04-15T06:40'].map(moment),
    )
  })

  test('tells what was put off as cancelled on its old day, and leaves out what never had one', () => {
    const { events } = readBack(
      written(kept({ state: 'postponed' }), kept({ state: 'postponed', starts: null, ends: null })),
    )
    expect(events).toHaveLength(1)
    expect(events[0]!.getFirstPropertyValue('status')).toBe('CANCELLED')
    expect(events[0]!.getFirstPropertyValue('summary')).toBe('Postponed: Breakfast on the quay')
    expect(events[0]!.getFirstPropertyValue('description')).toBe('No new date yet.\n\nBread and coffee.')
  })

  test('holds the year 9999', () => {
    const { events } = readBack(
      written(
        kept({ starts: '9999-12-31T23:00', ends: '9999-12-31T23:59' }),
        kept({ starts: '9999-12-31', ends: null }),
      ),
    )
    expect(events.map((one) => String(one.getFirstPropertyValue('dtstart')))).toEqual([
      '9999-12-31T23:00:00',
      '9999-12-31',
    ])
  })
})
