import { expect, test } from 'vitest'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { DECOY_SHARE, readDecoys } from './decoys.ts'
import { fragileBridges } from './fragile-bridges.ts'
import { readGround } from './ground.ts'
import { inventedLandscape, membersOf } from './invented-landscape.ts'
import { neverIntroduced, peopleApart, practicesApart } from './keep-apart.ts'
import { readKnownPairs } from './known-pairs.ts'

const invented = inventedLandscape()
const practices = invented.practices.map(({ id }) => id).sort()

/** The same landscape after other answers that no page shows: another draw of decoys. */
function withOtherAnswers(nth: number, change: Partial<LandscapeInput> = {}): LandscapeInput {
  const told = { person: 'smiths-00', practice: 'school', wouldCome: nth % 20, wouldNot: Math.floor(nth / 20) }
  return { ...invented, ...change, legitimacy: [...invented.legitimacy, { ...told, claimed: false }] }
}

/** Pairs of practices that are not offered. */
function leftOut(input: LandscapeInput, share?: number): Set<string> {
  const landscape = buildLandscape(input)
  const { apart } = readGround(landscape, 5, { decoys: share })
  const out = practices.flatMap((a, i) =>
    practices.slice(i + 1).flatMap((b) => {
      const at = (id: string) => landscape.ids.practices.indexOf(id)
      return practicesApart(apart, at(a), at(b)) ? [`${a}+${b}`] : []
    }),
  )
  return new Set(out)
}

const flag = { one: { practice: 'millers' }, other: { practice: 'school' }, concern: null }
const flagged = 'millers+school'
const draws = Array.from({ length: 120 }, (_, nth) => nth)

test('a pair that nobody flagged is left out about as often as the share says', () => {
  const out = draws.map((nth) => leftOut(withOtherAnswers(nth, { keepApart: [] })))
  const times = out.filter((pairs) => pairs.has(flagged)).length
  // binomial, 120 draws of a tenth: within three and a half standard deviations
  expect(times).toBeGreaterThan(0)
  expect(times).toBeLessThan(24)
  const all =
    out.reduce((sum, pairs) => sum + pairs.size, 0) / (draws.length * ((practices.length * (practices.length - 1)) / 2))
  expect(all).toBeGreaterThan(DECOY_SHARE * 0.8)
  expect(all).toBeLessThan(DECOY_SHARE * 1.2)
})

test('what is left out with a flag is what decoys alone leave out in some other draw', () => {
  const alone = draws.map((nth) => leftOut(withOtherAnswers(nth, { keepApart: [] })))
  const sizes = alone.map((pairs) => pairs.size)
  const ever = new Set(alone.flatMap((pairs) => [...pairs]))
  for (const nth of draws.slice(0, 40)) {
    const withFlag = leftOut(withOtherAnswers(nth, { keepApart: [flag] }))
    expect(withFlag.has(flagged)).toBe(true)
    expect(withFlag.size).toBeLessThanOrEqual(Math.max(...sizes) + 1)
    for (const pair of withFlag) expect(ever.has(pair), pair).toBe(true)
  }
})

test('setting a flag makes other pairs come and go as well, so that the change does not point at it', () => {
  const changes = draws.slice(0, 40).map((nth) => {
    const before = leftOut(withOtherAnswers(nth, { keepApart: [] }))
    const after = leftOut(withOtherAnswers(nth, { keepApart: [flag] }))
    return [...after].filter((pair) => !before.has(pair)).length
  })
  const alone = changes.filter((count) => count <= 1).length
  expect(alone).toBeLessThan(changes.length / 4)
})

test('the same pairs are left out whatever somebody may choose: the draw knows no seed, size or boundary', () => {
  expect(leftOut(invented)).toEqual(leftOut(inventedLandscape()))
  const turned = { ...invented, keepApart: [...invented.keepApart].reverse(), people: [...invented.people].reverse() }
  expect(leftOut(turned)).toEqual(leftOut(invented))
})

test('the order of the two does not matter, nobody is kept from themselves, and share 0 leaves out nobody', () => {
  const landscape = buildLandscape(invented)
  const decoys = readDecoys(landscape, 0.5)
  const none = readDecoys(landscape, 0)
  for (let a = 0; a < landscape.counts.practices; a++) {
    expect(decoys.practices(a, a)).toBe(false)
    for (let b = 0; b < landscape.counts.practices; b++) {
      expect(decoys.practices(a, b)).toBe(decoys.practices(b, a))
      expect(none.practices(a, b)).toBe(false)
    }
  }
  expect(leftOut({ ...invented, keepApart: [] }, 0).size).toBe(0)
})

test('decoys count as kept apart for people in a room, for introductions and for bridges', () => {
  const landscape = buildLandscape({ ...invented, keepApart: [] })
  const { apart } = readGround(landscape, 5, { decoys: 1 })
  expect(practicesApart(apart, 0, 1)).toBe(true)
  expect(neverIntroduced(landscape, apart, 0, 40)).toBe(true)
  const rooms = membersOf('weavers').flatMap((one) =>
    membersOf('dyers').map((other) => {
      const at = (id: string) => landscape.ids.people.indexOf(id)
      return peopleApart(landscape, apart, at(one), at(other), [])
    }),
  )
  const share = rooms.filter(Boolean).length / rooms.length
  expect(share).toBeGreaterThan(0.02)
  expect(share).toBeLessThan(0.25)
  expect(fragileBridges(readGround(landscape, 5, { decoys: 1 }), { boundary: -1, keep: 9 })).toEqual([])
  expect(readKnownPairs(landscape, 5).considered.length).toBeGreaterThan(5)
})
