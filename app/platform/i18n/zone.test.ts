import { describe, expect, test } from 'vitest'
import { clockAt, clockChanges, findMoment, isZone, momentOf, offsetAt, zoneMeant } from './zone.ts'

const hour = 3_600_000

describe('a time on the clock', () => {
  test('is at one moment on most days, whatever the year', () => {
    expect(findMoment('Europe/Lisbon', '2027-07-01T18:30')).toEqual({
      kind: 'once',
      moment: new Date('2027-07-01T17:30:00Z'),
    })
    expect(momentOf('Pacific/Auckland', '2027-01-01').toISOString()).toBe('2026-12-31T11:00:00.000Z')
    expect(momentOf('UTC', '9999-12-31T23:59').toISOString()).toBe('9999-12-31T23:59:00.000Z')
  })

  test('that the clocks skip is nowhere, and the time after the gap is suggested', () => {
    expect(findMoment('Europe/Lisbon', '2027-03-28T01:30')).toEqual({
      kind: 'skipped',
      suggestion: '2027-03-28T02:30',
      moment: new Date('2027-03-28T01:30:00Z'),
    })
    expect(findMoment('America/New_York', '2027-03-14T02:15')).toMatchObject({ suggestion: '2027-03-14T03:15' })
    // half an hour on Lord Howe Island, a whole day in Samoa
    expect(findMoment('Australia/Lord_Howe', '2027-10-03T02:10')).toMatchObject({ suggestion: '2027-10-03T02:40' })
    expect(findMoment('Pacific/Apia', '2011-12-30T12:00')).toMatchObject({
      kind: 'skipped',
      suggestion: '2011-12-31T12:00',
    })
  })

  test('that comes twice is at two moments, the first before the clocks go back', () => {
    expect(findMoment('Europe/Lisbon', '2027-10-31T01:30')).toEqual({
      kind: 'twice',
      first: new Date('2027-10-31T00:30:00Z'),
      second: new Date('2027-10-31T01:30:00Z'),
    })
    expect(momentOf('Europe/Lisbon', '2027-10-31T01:30')).toEqual(new Date('2027-10-31T00:30:00Z'))
  })

  test('and the moment it is at show the same, in every zone and hour of a year', () => {
    for (const zone of [
      'Europe/Lisbon',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
    ]) {
      for (let at = Date.UTC(2027, 0, 1); at < Date.UTC(2028, 0, 1); at += 7 * hour) {
        const shown = clockAt(zone, new Date(at))
        const found = findMoment(zone, shown)
        const moments = found.kind === 'twice' ? [found.first, found.second] : [found.moment]
        expect([zone, shown, moments.map((one) => one.getTime())]).toEqual([zone, shown, expect.arrayContaining([at])])
      }
    }
  })
})

test('a zone is meant by its name, or by the place whose name it bears in any of our languages', () => {
  expect(zoneMeant(' Europe/Lisbon ')).toBe('Europe/Lisbon')
  expect(['Lisbon', 'LISBOA', 'lisbonne'].map(zoneMeant)).toEqual(Array(3).fill('Europe/Lisbon'))
  expect([zoneMeant('Rome'), zoneMeant('Calcutá'), zoneMeant('new york')]).toEqual([
    'Europe/Rome',
    'Asia/Kolkata',
    'America/New_York',
  ])
  expect([zoneMeant(''), zoneMeant('Atlantis'), zoneMeant('<b>')]).toEqual([null, null, null])
})

test('the clocks of Lisbon change twice a year, at one in the morning by UTC', () => {
  const changes = clockChanges('Europe/Lisbon', Date.UTC(2027, 0, 1), Date.UTC(2028, 0, 1))
  expect(changes.map(({ moment }) => new Date(moment).toISOString())).toEqual([
    '2027-03-28T01:00:00.000Z',
    '2027-10-31T01:00:00.000Z',
  ])
  expect(changes.map(({ before, after }) => [before / hour, after / hour])).toEqual([
    [0, 1],
    [1, 0],
  ])
  expect(offsetAt('Asia/Kathmandu', Date.UTC(2027, 0, 1)) / 60_000).toBe(345)
})

test.each(['', 'Lisbon', 'Europe/Nowhere', '../etc/passwd', '<b>', 'UTC+1', '+01:00', 'x'.repeat(80)])(
  '"%s" is no zone',
  (name) => {
    expect(isZone(name)).toBe(false)
  },
)
