import { expect, test } from 'vitest'
import { beats, orderOptions } from './pareto.ts'

function counting(): () => number {
  let state = 1
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

test('an option beats another only when it is nowhere worse', () => {
  expect(beats([2, 2], [1, 2])).toBe(true)
  expect(beats([2, 1], [1, 2])).toBe(false)
  expect(beats([2, 2], [2, 2])).toBe(false)
})

test('an option of which something cannot be said neither beats nor is beaten by one of which it can', () => {
  expect(beats([5, null], [1, 1])).toBe(false)
  expect(beats([1, 1], [0, null])).toBe(false)
  expect(beats([5, null], [1, null])).toBe(true)
})

test('the option that is best on all counts is first under every weighting', () => {
  const [best, middle, worst] = orderOptions(
    [
      [3, 9],
      [2, 5],
      [1, 1],
    ],
    counting(),
    200,
  )
  expect(best).toEqual({ meanRank: 1, shareFirst: 1, shareTopThree: 1, unbeaten: true })
  expect(middle!.unbeaten).toBe(false)
  expect(worst!.meanRank).toBe(3)
})

test('two options that are each better on one count share the first place about evenly', () => {
  const [one, other] = orderOptions(
    [
      [1, 0],
      [0, 1],
    ],
    counting(),
    2000,
  )
  expect(one!.shareFirst + other!.shareFirst).toBeCloseTo(1, 12)
  expect(Math.abs(one!.shareFirst - 0.5)).toBeLessThan(0.05)
  expect(one!.unbeaten && other!.unbeaten).toBe(true)
})

test('the units of a count do not weigh', () => {
  const small = orderOptions(
    [
      [1, 3],
      [2, 2],
      [3, 1],
    ],
    counting(),
    300,
  )
  const large = orderOptions(
    [
      [1000, 3],
      [2000, 2],
      [3000, 1],
    ],
    counting(),
    300,
  )
  expect(large).toEqual(small)
})

test('equal options share their places whatever the order they came in', () => {
  const standings = orderOptions([[1], [1], [1], [1]], counting(), 50)
  expect(new Set(standings.map((standing) => standing.meanRank))).toEqual(new Set([2.5]))
  expect(standings[0]!.shareFirst).toBe(0.25)
  expect(standings[0]!.shareTopThree).toBe(0.75)
})
