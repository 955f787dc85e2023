import { expect, test } from 'vitest'
import { FEWEST_TOLD, tellable } from './tellable.ts'

test('a value of one to four people is not told; of nobody, five or more it is', () => {
  expect(FEWEST_TOLD).toBe(5)
  expect([0, 1, 2, 3, 4, 5, 6].map((people) => tellable(people))).toEqual([
    true,
    false,
    false,
    false,
    false,
    true,
    true,
  ])
})

test('whoever asks may set the fewest people, down to one', () => {
  expect([0, 1, 2].map((people) => tellable(people, 1))).toEqual([true, true, true])
  expect([9, 10].map((people) => tellable(people, 10))).toEqual([false, true])
})
