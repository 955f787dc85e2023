import { expect, test } from 'vitest'
import { sequence, streamKey } from '../chance.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { candidateFor } from './candidates.ts'
import { compare, drawFromAll, quantile } from './comparators.ts'
import { composeInvitation } from './compose-invitation.ts'
import { readGround } from './ground.ts'
import { inventedLandscape } from './invented-landscape.ts'
import { countFrom, randomGroup, rulesFor } from './invitation-rules.ts'

const ground = readGround(buildLandscape(inventedLandscape()))
const practice = (id: string) => ground.landscape.ids.practices.indexOf(id)
/** A gain of one group, tried for many people one after another. */
function oneByOne(gain: (group: readonly number[]) => number) {
  return {
    gain: (group: ArrayLike<number>) => gain(Array.from(group)),
    gains: (group: ArrayLike<number>, candidates: ArrayLike<number>) =>
      Array.from(candidates, (one) => gain([...Array.from(group), one])),
  }
}

const chance = (name: string) => sequence(streamKey(1, name))

test('quantiles lie between the two nearest values', () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
  expect(quantile([0, 10], 0.95)).toBeCloseTo(9.5, 12)
  expect(quantile([7], 0.95)).toBe(7)
  expect(quantile([], 0.5)).toBe(0)
})

test('a group beats the lot when it exceeds what 5 of 100 convenable groups exceed', () => {
  const gains = Array.from({ length: 101 }, (_, i) => i / 100)
  const drawn = { gains, size: 5, from: 20 }
  const better = compare({ delta: 0.96, onLots: 0.96, before: 1 }, drawn, drawn)
  const worse = compare({ delta: 0.94, onLots: 0.94, before: 1 }, drawn, drawn)
  expect(better).toMatchObject({ beatsLot: true, nothing: 1 })
  expect(better.convenable).toMatchObject({ groups: 101, median: 1.5, p95: 1.95 })
  expect(worse.beatsLot).toBe(false)
  expect(worse.betterThan).toBeCloseTo(94 / 101, 12)
})

test('what the composed group gains by being counted on more worlds, the convenable lot gains too', () => {
  const drawn = { gains: [0.1, 0.2, 0.3], size: 5, from: 20 }
  const { convenable, lot } = compare({ delta: 0.5, onLots: 0.4, before: 0 }, drawn, drawn)
  expect(convenable.medianDelta).toBeCloseTo(0.3, 12)
  expect(lot.medianDelta).toBeCloseTo(0.2, 12)
})

test('a lot from everybody never draws who may not be invited', () => {
  const drawn = new Set<number>()
  const gain = (group: readonly number[]) => {
    for (const person of group) drawn.add(person)
    return 0
  }
  drawFromAll(ground, { size: 12, groups: 200 }, gain, chance('all'))
  const ids = [...drawn].map((person) => ground.landscape.ids.people[person])
  expect(ids.length).toBe(ground.landscape.counts.people - 2)
  expect(ids).not.toContain('weavers-17')
})

test('random groups keep the rules of the invitation they are compared with', () => {
  const rules = rulesFor(ground, candidateFor(ground, [practice('weavers'), practice('dyers')]), 12)
  const next = chance('rules')
  for (let draw = 0; draw < 100; draw++) {
    const group = randomGroup(ground, rules, next)!
    expect(new Set(group).size).toBe(12)
    expect(countFrom(ground, group, practice('weavers'))).toBeGreaterThanOrEqual(3)
    expect(countFrom(ground, group, practice('dyers'))).toBeGreaterThanOrEqual(3)
    expect(group.filter((person) => ground.carriesMuch[person]).length).toBeLessThanOrEqual(3)
  }
})

test('the composed group finds what the gain rewards, within size and seats', () => {
  const weavers = practice('weavers')
  const rules = rulesFor(ground, candidateFor(ground, [weavers, practice('dyers')]), 8)
  const gain = (group: readonly number[]) => countFrom(ground, group, weavers)
  const { people } = composeInvitation(ground, rules, oneByOne(gain), chance('compose'))!
  expect(people.length).toBe(8)
  expect(countFrom(ground, people, weavers)).toBe(6)
  expect(people).toEqual([...people].sort((x, y) => x - y))
})

test('no more people who carry much already are invited than the rules allow, though they would raise reach most', () => {
  const rules = rulesFor(ground, candidateFor(ground, [practice('school'), practice('millers')]), 12)
  const gain = (group: readonly number[]) => group.filter((person) => ground.carriesMuch[person]).length
  const { people } = composeInvitation(ground, rules, oneByOne(gain), chance('load'))!
  expect(gain(people)).toBe(3)
})
