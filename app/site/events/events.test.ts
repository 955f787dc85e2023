import { describe, expect, test } from 'vitest'
import { anEvent } from './events.fixture.ts'
import { type EventWords, mattersToWhoeverComes, mostOccurrences, occurrencesOf, spanOf } from './events.ts'

const starts = (event: EventWords) => occurrencesOf(event).map((one) => one.starts)
const fortnightly = anEvent({ rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=4' })

describe('the times of an event', () => {
  test('are one, or those of its rule', () => {
    expect(starts(anEvent())).toEqual(['2027-03-18T06:40'])
    expect(starts(fortnightly)).toEqual([
      '2027-03-18T06:40',
      '2027-04-01T06:40',
      '2027-04-15T06:40',
      '2027-04-29T06:40',
    ])
  })

  test('stay at their hour on the clock when the clocks change', () => {
    expect(occurrencesOf(fortnightly).map(({ from }) => from.toISOString().slice(5, 16))).toEqual([
      '03-18T06:40',
      '04-01T05:40',
      '04-15T05:40',
      '04-29T05:40',
    ])
  })

  test('may be moved, called off, left out and added one by one', () => {
    const changed = occurrencesOf({
      ...fortnightly,
      exceptions: [
        { original: '2027-04-01T06:40', what: 'moved', starts: '2027-04-02T06:40', ends: '2027-04-02T07:30' },
        { original: '2027-04-15T06:40', what: 'called-off' },
        { original: '2027-04-29T06:40', what: 'left-out' },
        { original: '2027-05-01T10:00', what: 'added' },
      ],
    })
    expect(changed.map((one) => [one.original, one.starts, one.ends, one.moved, one.calledOff])).toEqual([
      ['2027-03-18T06:40', '2027-03-18T06:40', '2027-03-18T07:30', false, false],
      ['2027-04-01T06:40', '2027-04-02T06:40', '2027-04-02T07:30', true, false],
      ['2027-04-15T06:40', '2027-04-15T06:40', '2027-04-15T07:30', false, true],
      ['2027-05-01T10:00', '2027-05-01T10:00', '2027-05-01T10:50', false, false],
    ])
  })

  test('are none of what was put off, with a date or without', () => {
    expect(starts(anEvent({ state: 'postponed' }))).toEqual([])
    expect(starts(anEvent({ state: 'postponed', starts: null, ends: null }))).toEqual([])
  })

  test('are bounded, however often the rule says', () => {
    expect(mostOccurrences).toBe(5_000)
    for (const rule of ['FREQ=DAILY', 'FREQ=SECONDLY', 'FREQ=DAILY;COUNT=90000', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR']) {
      expect(occurrencesOf(anEvent({ rule })).length).toBe(5_000)
    }
  })

  test('end with the year 9999', () => {
    const last = anEvent({ starts: '9998-12-31', ends: null, rule: 'FREQ=YEARLY' })
    expect(starts(last)).toEqual(['9998-12-31', '9999-12-31'])
    expect(occurrencesOf(last).every(({ from, to }) => from <= to)).toBe(true)
  })

  test('end where the rule says in UTC, by the clock in the hall', () => {
    // 23:59 in Lisbon is 22:59 by UTC in summer
    const rule = 'FREQ=DAILY;UNTIL=20270703T225900Z'
    expect(starts(anEvent({ starts: '2027-07-01T23:30', ends: null, rule }))).toHaveLength(3)
    expect(starts(anEvent({ starts: '2027-07-01', ends: null, rule: 'FREQ=DAILY;UNTIL=20270703' }))).toHaveLength(3)
  })
})

test('when, how often, where and whether matter to whoever comes; words and places do not', () => {
  const before = anEvent()
  const matters: Partial<EventWords>[] = [
    { starts: '2027-03-19T06:40' },
    { ends: null },
    { zone: 'Europe/Madrid' },
    { rule: 'FREQ=DAILY' },
    { state: 'cancelled' },
    { place: 'Elsewhere' },
    { online: true },
    { exceptions: [{ original: '2027-03-18T06:40', what: 'called-off' }] },
  ]
  for (const more of matters)
    expect([more, mattersToWhoeverComes(before, { ...before, ...more })]).toEqual([more, true])
  for (const more of [{}, { title: 'T' }, { words: 'W' }, { capacity: 3 }, { shown: false }]) {
    expect(mattersToWhoeverComes(before, { ...before, ...more })).toBe(false)
  }
})

describe('the span of an event', () => {
  const added = { original: '2028-02-01T10:00', what: 'added' } as const
  const moved = { original: '2027-04-01T06:40', what: 'moved', starts: '2027-03-02T06:40', ends: null } as const
  test.each([
    ['alone', anEvent()],
    ['without an end', anEvent({ ends: null })],
    ['of whole days', anEvent({ starts: '2027-05-01', ends: '2027-05-03' })],
    ['so many times', fortnightly],
    ['so many more than are shown', anEvent({ rule: 'FREQ=DAILY;COUNT=9000' })],
    ['until a day', anEvent({ rule: 'FREQ=DAILY;UNTIL=20271101T064000Z' })],
    ['with a time added after its last', { ...fortnightly, exceptions: [added] }],
    ['with a time moved before its first', { ...fortnightly, exceptions: [moved] }],
  ])('is from its first time to the end of its last: %s', (_, event) => {
    const times = occurrencesOf(event)
    expect(spanOf(event)).toEqual({
      from: Math.min(...times.map(({ from }) => from.getTime())),
      to: Math.max(...times.map(({ to }) => to.getTime())),
    })
  })

  test('has no end where the rule has none, and there is none without a date', () => {
    const { from, to } = spanOf(anEvent({ rule: 'FREQ=WEEKLY;INTERVAL=2' }))!
    expect([new Date(from).toISOString(), to]).toEqual(['2027-03-18T06:40:00.000Z', Number.POSITIVE_INFINITY])
    expect(spanOf(anEvent({ starts: null, ends: null }))).toBeNull()
  })
})
