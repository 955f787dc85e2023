import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepOn, stepsAmong } from './steps.ts'

const nothing = { peopleAdded: 0, peopleRemoved: 0, tiesAdded: 0, tiesRemoved: 0 }
const dayNumber = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
const days = (counts: readonly number[]) =>
  counts.map((changes, n) => ({ ...nothing, day: dayNumber(n), changes, tiesAdded: changes }))

test('few days are all steps, and the last one is today', () => {
  const steps = stepsAmong(days([5, 1, 9]), '2027-01-01')
  expect(steps.map(({ day }) => day)).toEqual(['2026-01-01', '2026-01-02', '2026-01-03'])
  expect(steps.map(({ isToday }) => isToday)).toEqual([false, false, true])
})

test('of many days at most as many steps are made as were asked for, the first among them, and no change is lost between two', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 4, max: 40 }),
      (counts, most) => {
        const steps = stepsAmong(days(counts), '2027-01-01', most)
        expect(steps.length).toBeLessThanOrEqual(most)
        expect(steps.length).toBeGreaterThanOrEqual(Math.min(counts.length, 2))
        if (counts.length > 1) expect(steps[0]!.day).toBe('2026-01-01')
        expect(steps.at(-1)!.isToday).toBe(true)
        const all = counts.reduce((sum, n) => sum + n, 0)
        expect(steps.reduce((sum, { changes }) => sum + changes, 0)).toBe(all)
        expect(steps.reduce((sum, { tiesAdded }) => sum + tiesAdded, 0)).toBe(all)
        expect(steps.map(({ day }) => day)).toEqual(steps.map(({ day }) => day).toSorted())
      },
    ),
    { seed: 5 },
  )
})

test('what comes after today is no step, and nothing makes no step', () => {
  expect(stepsAmong(days([1, 1, 1]), '2026-01-02').map(({ day }) => day)).toEqual(['2026-01-01', '2026-01-02'])
  expect(stepsAmong([], '2026-01-02')).toEqual([])
})

test('a day between two steps is shown by the one before it', () => {
  const steps = stepsAmong(
    [...days([1]), { ...nothing, day: '2026-02-01', changes: 1 }, { ...nothing, day: '2026-03-01', changes: 1 }],
    '2026-06-01',
  )
  expect(stepOn(steps, '2025-12-31')).toBe(-1)
  expect(stepOn(steps, '2026-01-20')).toBe(0)
  expect(stepOn(steps, '2026-04-01')).toBe(1)
  expect(stepOn(steps, null)).toBe(2)
})
