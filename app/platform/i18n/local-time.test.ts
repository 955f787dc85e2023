import { expect, test } from 'vitest'
import { readLocalTime, readTyped } from './local-time.ts'

test('a time on the clock is read to the minute, and what no clock shows is none', () => {
  expect(readLocalTime('2027-03-28T01:30')).toBe(Date.UTC(2027, 2, 28, 1, 30))
  expect(readLocalTime('2027-03-28')).toBe(Date.UTC(2027, 2, 28))
  for (const none of ['', 'tomorrow', '2027-02-30T09:00', '2027-01-10T24:00', '2027-13-01T09:00', '0099-01-01T09:00'])
    expect([none, readLocalTime(none)]).toEqual([none, null])
})

test('a day and an hour as they were typed are one time, with or without the nought before the hour', () => {
  expect(readTyped('2027-07-01', '9:05')).toBe('2027-07-01T09:05')
  expect(readTyped(' 2027-07-01 ', ' 23:59 ')).toBe('2027-07-01T23:59')
  for (const [day, hour] of [
    ['2027-07-01', ''],
    ['2027-07-01', 'nine'],
    ['2027-07-01', '24:00'],
    ['2027-07-01', '09:00:30'],
    ['2027-02-30', '09:00'],
    ['', '09:00'],
  ] as const)
    expect([day, hour, readTyped(day, hour)]).toEqual([day, hour, null])
})
