import { describe, expect, test } from 'vitest'
import { isZone, localTime, momentOf } from './local-time.ts'

describe('a time on the clocks of a zone', () => {
  test('is a moment', () => {
    expect(momentOf('2027-01-10T09:30', 'Europe/Lisbon')).toEqual(new Date('2027-01-10T09:30:00Z'))
    expect(momentOf('2027-07-10T09:30', 'Europe/Lisbon')).toEqual(new Date('2027-07-10T08:30:00Z'))
    expect(momentOf('2027-07-10T09:30', 'Pacific/Auckland')).toEqual(new Date('2027-07-09T21:30:00Z'))
    expect(momentOf('2027-07-10T09:30', 'America/St_Johns')).toEqual(new Date('2027-07-10T12:00:00Z'))
  })

  test('that the clocks jump over is none, and of an hour that comes twice the first is meant', () => {
    expect(momentOf('2027-03-28T01:30', 'Europe/Lisbon')).toBe('skipped')
    expect(momentOf('2027-10-31T01:30', 'Europe/Lisbon')).toEqual(new Date('2027-10-31T00:30:00Z'))
  })

  test.each(['', 'tomorrow', '2027-02-30T09:00', '2027-01-10T24:00', '2027-13-01T09:00'])(
    '%j is unreadable',
    (time) => {
      expect(momentOf(time, 'UTC')).toBe('unreadable')
    },
  )

  test('needs a zone that there is', () => {
    expect(momentOf('2027-01-10T09:30', 'Europe/Atlantis')).toBe('no-such-zone')
    expect([isZone('Europe/Lisbon'), isZone(''), isZone('nowhere')]).toEqual([true, false, false])
  })

  test('is what the same clocks show at that moment', () => {
    for (const zone of ['Europe/Lisbon', 'Asia/Kathmandu', 'America/Sao_Paulo'])
      for (const time of ['2027-03-28T03:00', '2027-10-31T12:15', '2028-02-29T23:59'])
        expect(localTime(momentOf(time, zone) as Date, zone)).toBe(time)
  })
})
