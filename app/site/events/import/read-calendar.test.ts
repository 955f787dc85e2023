import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { occurrencesOf } from '../events.ts'
import { reasons } from './not-taken.ts'
import { readCalendar, type Wish } from './read-calendar.ts'

const wish: Wish = { zone: 'Europe/Lisbon', kind: 'other', language: 'en' }
const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:a', 'SUMMARY:Walk', ...lines, 'END:VEVENT'].join('\r\n')
const read = (...lines: string[]) => readCalendar(calendar(event(...lines)), wish)
const why = (...lines: string[]) => read(...lines).left.map(({ reason, detail }) => [reason, detail])

/** Files of others: they lie beside the project and are not part of it. */
const inputs = join(import.meta.dirname, '../../../../../shared/inputs')
const files = globSync('ical-*/**/*.ics', { cwd: inputs }).sort()

describe('every calendar file of others', () => {
  test('is there', () => expect(files.length).toBeGreaterThan(240))

  test.each(files)('comes in, or says of each component why not: %s', (file) => {
    const { events, left } = readCalendar(readFileSync(join(inputs, file), 'utf8'), wish)
    expect(events.length + left.length).toBeGreaterThan(0)
    for (const one of left) expect(reasons).toContain(one.reason)
    for (const { words, uid } of events) {
      expect(uid).not.toBe('')
      expect(words.title.trim()).not.toBe('')
      expect(occurrencesOf(words).length).toBeLessThanOrEqual(5_000)
    }
  })

  test('and the events among them that are whole come in', () => {
    const all = files.map((file) => readCalendar(readFileSync(join(inputs, file), 'utf8'), wish))
    const taken = all.reduce((sum, { events }) => sum + events.length, 0)
    expect(taken).toBeGreaterThanOrEqual(95)
  })
})

describe('an event of others', () => {
  test('comes with its times, on the clock of its zone', () => {
    const { events } = read(
      'DTSTART;TZID=America/New_York:20270401T183000',
      'DTEND;TZID=Europe/Lisbon:20270402T010000',
      'SEQUENCE:4',
      'LOCATION:The hall',
    )
    expect(events).toMatchObject([
      {
        uid: 'a',
        sequence: 4,
        words: {
          title: 'Walk',
          place: 'The hall',
          starts: '2027-04-01T18:30',
          ends: '2027-04-01T20:00',
          zone: 'America/New_York',
        },
      },
    ])
  })

  test.each([
    ['DTSTART:20270401T183000Z', '2027-04-01T18:30', 'UTC'],
    ['DTSTART:20270401T183000', '2027-04-01T18:30', 'Europe/Lisbon'],
    ['DTSTART;TZID=/citadel.org/20190914_1/Europe/Madrid:20270401T183000', '2027-04-01T18:30', 'Europe/Madrid'],
    ['DTSTART;TZID=W. Europe Standard Time:20270401T183000', '2027-04-01T18:30', 'Europe/Berlin'],
    ['DTSTART;VALUE=DATE:20270401', '2027-04-01', 'Europe/Lisbon'],
    ['DTSTART;TZID=Europe/Lisbon:20270328T013000', '2027-03-28T02:30', 'Europe/Lisbon'],
  ])('%s is %s in %s', (line, starts, zone) => {
    expect(read(line).events).toMatchObject([{ words: { starts, zone } }])
  })

  test('comes with its rule and what differs from it', () => {
    const series = event(
      'DTSTART;TZID=Europe/Lisbon:20270401T183000',
      'DURATION:PT1H',
      'RRULE:FREQ=WEEKLY;COUNT=5',
      'EXDATE:20270408T173000Z',
    )
    const moved = event(
      'RECURRENCE-ID;TZID=Europe/Lisbon:20270415T183000',
      'DTSTART;TZID=Europe/Lisbon:20270416T190000',
    )
    const off = event(
      'RECURRENCE-ID;TZID=Europe/Lisbon:20270422T183000',
      'DTSTART;TZID=Europe/Lisbon:20270422T183000',
      'STATUS:CANCELLED',
    )
    const { events, left } = readCalendar(calendar(series, moved, off), wish)
    expect(left).toEqual([])
    expect(events).toHaveLength(1)
    expect(occurrencesOf(events[0]!.words).map(({ starts, ends, calledOff }) => [starts, ends, calledOff])).toEqual([
      ['2027-04-01T18:30', '2027-04-01T19:30', false],
      ['2027-04-16T19:00', null, false],
      ['2027-04-22T18:30', '2027-04-22T19:30', true],
      ['2027-04-29T18:30', '2027-04-29T19:30', false],
    ])
  })

  test.each([
    [['DTSTART;TZID=Mars/Olympus:20270401T183000'], ['zone', 'Mars/Olympus']],
    [['LOCATION:x'], ['no-start', '']],
    [
      ['DTSTART:20270401T183000Z', 'DTEND:20270401T173000Z'],
      ['end-before-start', ''],
    ],
    [
      ['DTSTART:20270401T183000Z', 'DTEND;VALUE=DATE:20270402'],
      ['end-of-another-kind', ''],
    ],
    [
      ['DTSTART:20270401T183000Z', 'RRULE:FREQ=HOURLY'],
      ['too-often', 'HOURLY'],
    ],
    [
      ['DTSTART:20270401T183000Z', 'RRULE:FREQ=DAILY', 'RRULE:FREQ=WEEKLY'],
      ['several-rules', ''],
    ],
    [
      ['DTSTART:20270401T183000Z', 'CLASS:PRIVATE'],
      ['private', ''],
    ],
    [
      ['DTSTART:20270401T183000Z', 'RECURRENCE-ID:20270401T183000Z'],
      ['no-series', ''],
    ],
  ])('%s is left out, with the reason', (lines, reason) => {
    expect(why(...lines)).toEqual([reason])
  })

  test('that is broken costs only itself', () => {
    const text = calendar(
      event('DTSTART:20270401T183000Z'),
      'BEGIN:VEVENT\r\nSUMMARY:Broken\r\nno colon here\r\nEND:VEVENT',
    )
    const { events, left } = readCalendar(text, wish)
    expect(events).toHaveLength(1)
    expect(left).toEqual([{ what: 'VEVENT', title: 'Broken', reason: 'unreadable', detail: '' }])
  })

  test('is a calendar at all', () => {
    for (const text of ['', 'hello', '<html></html>', '\0\0'])
      expect(readCalendar(text, wish).left).toMatchObject([{ reason: 'not-a-calendar' }])
    expect(readCalendar(calendar(), wish).left).toMatchObject([{ reason: 'no-event' }])
    expect(readCalendar(calendar('BEGIN:VTODO', 'SUMMARY:Mend', 'END:VTODO'), wish).left).toMatchObject([
      { what: 'VTODO', title: 'Mend', reason: 'no-event' },
    ])
  })
})
