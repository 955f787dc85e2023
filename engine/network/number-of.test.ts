import { expect, test } from 'vitest'
import { emptyInput } from '../fixtures/four-worlds.ts'
import { buildLandscape } from './build-landscape.ts'
import { numberOf } from './number-of.ts'

test('a person has the number of their place among all ids in order, and somebody who is not there has none', () => {
  const { ids } = buildLandscape({ ...emptyInput, people: ['b', 'é', 'a', '😀', 'Z'].map((id) => ({ id })) })
  expect(ids.people.map((id) => numberOf(ids.people, id))).toEqual([0, 1, 2, 3, 4])
  for (const id of ['', 'A', 'aa', 'zz', '\uffff']) expect(numberOf(ids.people, id)).toBe(-1)
  expect(numberOf([], 'a')).toBe(-1)
})
