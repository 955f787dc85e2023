import { expect, test } from 'vitest'
import { emptyInput } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { inventedLandscape } from './invented-landscape.ts'
import { spot } from './spot.ts'
import { card, quick, spotted } from './spotted.fixture.ts'

const invented = inventedLandscape()
const whole = spotted(invented)

test('the same seed gives the same bytes', () => {
  expect(JSON.stringify(spotted(inventedLandscape()))).toBe(JSON.stringify(whole))
})

test('another seed gives other worlds and the same planted openings', () => {
  const other = spotted(invented, { seed: 8 })
  expect(other.reach!.mean.mean).not.toBe(whole.reach!.mean.mean)
  for (const key of ['missing-conversation:dyers+weavers', 'fragile-bridge:millers+surveyors', 'unheard-voice:ferry']) {
    card(other, key)
  }
})

test('the order of the rows that came in does not matter', () => {
  const turned: LandscapeInput = {
    ...invented,
    people: [...invented.people].reverse(),
    practices: [...invented.practices].reverse(),
    memberships: [...invented.memberships].reverse(),
    ties: [...invented.ties].reverse(),
    answers: [...invented.answers].reverse(),
    concerns: [...invented.concerns].reverse(),
    legitimacy: [...invented.legitimacy].reverse(),
    spaces: invented.spaces.map((space) => ({ ...space, people: [...space.people].reverse() })).reverse(),
  }
  expect(JSON.stringify(spotted(turned))).toBe(JSON.stringify(whole))
})

test('a boundary that is not in the landscape is refused by name', () => {
  expect(spot(buildLandscape(invented), { ...quick, boundary: 'moon' })).toEqual({
    kind: 'refused',
    reason: 'unknown-boundary',
    value: 'moon',
  })
})

test('progress rises from 0 to 1', () => {
  const told: number[] = []
  spotted(invented, { control: { onProgress: (done) => told.push(done) } })
  expect(told.at(-1)).toBe(1)
  expect(told).toEqual([...told].sort((x, y) => x - y))
  expect(told.length).toBeGreaterThan(10)
})

test.each([1, 3, 20, 60])('asked to stop after %i questions, it ends as cancelled', (patience) => {
  let asked = 0
  const outcome = spot(buildLandscape(invented), { ...quick, control: { shouldStop: () => ++asked > patience } })
  expect(outcome).toEqual({ kind: 'cancelled' })
})

test('nobody, one person, people without practices, and one practice have a result too', () => {
  const nothing = { ...emptyInput, complete: false }
  const one = { ...nothing, people: [{ id: 'a' }] }
  const two = { ...nothing, people: [{ id: 'a' }, { id: 'b' }] }
  const together: LandscapeInput = {
    ...two,
    practices: [{ id: 'p' }],
    memberships: ['a', 'b'].map((person) => ({ person, practice: 'p', weight: 1 })),
    ties: [{ from: 'a', to: 'b', mutual: true, kind: 'talks', strength: 1, freshness: 1, says: 'yes' }],
  }
  expect(spotted(nothing)).toMatchObject({ noEffect: 'nobody-to-invite', opportunities: [], reach: null })
  expect(spotted(one)).toMatchObject({ noEffect: 'nobody-to-invite', opportunities: [] })
  expect(spotted(two)).toMatchObject({ noEffect: 'one-practice', opportunities: [] })
  expect(spotted(together)).toMatchObject({ noEffect: 'one-practice', opportunities: [] })
})

test('sizes out of range are refused by name and value', () => {
  expect(() => spotted(invented, { size: 1 })).toThrow('size is 1')
  expect(() => spotted(invented, { limit: 0 })).toThrow('limit is 0')
})
