import { expect, it } from 'vitest'
import { isQuick } from './is-quick.ts'
import { madeUpMapInput } from './made-up-map-input.ts'
import type { MapInput } from './map-input.ts'

const coast = madeUpMapInput()

function ofSize(people: number, practices: number): MapInput {
  return {
    ...coast,
    practices: Array.from({ length: practices }, (_, k) => ({ ...coast.practices[0]!, id: `g${k}` })),
    people: Array.from({ length: people }, (_, k) => ({ ...coast.people[0]!, id: `p${k}` })),
    dyads: [],
  }
}

it('lets a page lay out what takes half a second, and nothing that takes longer', () => {
  expect(isQuick(coast, false)).toBe(true)
  expect(isQuick(ofSize(1, 1), false)).toBe(true)
  expect(isQuick(ofSize(0, 0), false)).toBe(true)
  expect(isQuick(ofSize(1000, 20), true)).toBe(true)
  expect(isQuick(ofSize(1000, 20), false)).toBe(false)
  expect(isQuick(ofSize(6000, 60), false)).toBe(true)
  expect(isQuick(ofSize(100_000, 400), true)).toBe(false)
  expect(isQuick(ofSize(300, 10_000), true)).toBe(false)
})
