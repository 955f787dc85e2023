import { expect, test } from 'vitest'
import { emptyInput } from '../fixtures/four-worlds.ts'
import { buildLandscape } from './build-landscape.ts'
import { personNumber } from './person-number.ts'

test('a person has the number of their place among all ids in order, and somebody who is not there has none', () => {
  const landscape = buildLandscape({ ...emptyInput, people: ['b', 'é', 'a', '😀', 'Z'].map((id) => ({ id })) })
  expect(landscape.ids.people.map((id) => personNumber(landscape, id))).toEqual([0, 1, 2, 3, 4])
  for (const id of ['', 'A', 'aa', 'zz', '￿']) expect(personNumber(landscape, id)).toBe(-1)
  expect(personNumber(buildLandscape(emptyInput), 'a')).toBe(-1)
})
