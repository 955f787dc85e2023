import { expect, test } from 'vitest'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { factsOf } from './facts.ts'
import { readGround } from './ground.ts'
import { countSides, seatsOfSide, sidesHardlyTied, sidesInNoSpace, tiesBetweenSides } from './sides.ts'
import { unheardVoices } from './unheard-voices.ts'

/** Six practices of six, two on each of three sides of one boundary; rings inside, and ties between the first two sides. */
function shore(change: Partial<LandscapeInput> = {}): LandscapeInput {
  const practices = ['sea-1', 'sea-2', 'land-1', 'land-2', 'isle-1', 'isle-2']
  const people = practices.flatMap((practice) => [0, 1, 2, 3, 4, 5].map((i) => `${practice}-${i}`))
  const inside = practices.flatMap((practice) =>
    [0, 1, 2, 3, 4, 5].map((i) => tie(`${practice}-${i}`, `${practice}-${(i + 1) % 6}`)),
  )
  return {
    ...emptyInput,
    people: people.map((id) => ({ id })),
    practices: practices.map((id) => ({ id })),
    memberships: people.map((person) => ({ person, practice: person.slice(0, -2), weight: 1 })),
    boundaries: [{ id: 'strait', kind: 'geographic', sides: ['sea', 'land', 'isle'] }],
    standings: practices.map((practice) => ({
      boundary: 'strait',
      holder: { practice },
      sides: [practice.split('-')[0]!],
    })),
    ties: [
      ...inside,
      ...[0, 1, 2, 3, 4, 5].flatMap((i) => [0, 1].map((k) => tie(`sea-1-${i}`, `land-1-${(i + k) % 6}`))),
    ],
    concerns: practices.map((practice) => ({ id: 'ferry', holder: { practice }, kind: 'cares' as const })),
    ...change,
  }
}

const groundOf = (input: LandscapeInput, decoys = 0) => readGround(buildLandscape(input), 5, { decoys })

test('ties, people and seats of each side are counted, and whoever straddles is on none', () => {
  const ground = groundOf(
    shore({
      standings: [...shore().standings, { boundary: 'strait', holder: { person: 'sea-1-0' }, sides: ['land', 'sea'] }],
      spaces: [{ id: 'pier', people: ['sea-1-0', 'sea-1-1', 'land-1-0'] }],
    }),
  )
  const counts = countSides(ground, 0)
  const side = (id: string) => ground.landscape.ids.sides.indexOf(id)
  expect(Object.fromEntries(counts.sides.map((s, i) => [ground.landscape.ids.sides[s], counts.people[i]]))).toEqual({
    sea: 11,
    land: 12,
    isle: 12,
  })
  // twelve ties across, two of them of the one who straddles; 48 ties on 630 pairs of people
  expect(tiesBetweenSides(ground, counts, side('sea'), side('land'))).toEqual({
    seen: 10,
    expected: (48 * 11 * 12) / 630,
  })
  expect(seatsOfSide(ground, counts, side('sea'))).toEqual({ seats: 1, expected: (3 * 11) / 36 })
})

test('sides with fewer ties than chance would give are candidates, joined through practices that stand on them', () => {
  const ground = groundOf(shore())
  const found = sidesHardlyTied(ground, { boundary: -1, keep: 9 })
  const named = found.map(({ sides }) =>
    sides!
      .map((side) => ground.landscape.ids.sides[side]!)
      .sort()
      .join('–'),
  )
  expect(named).toEqual(expect.arrayContaining(['isle–land', 'isle–sea']))
  for (const candidate of found) {
    const sides = new Set(candidate.between.map((practice) => ground.landscape.ids.practices[practice]!.split('-')[0]))
    expect(sides.size).toBe(candidate.sides!.length)
    expect(factsOf(ground, candidate, null)[0]).toMatchObject({ kind: 'sides-hardly-tied', boundary: 'strait' })
  }
})

test('three sides that all lack ties of each other make one more candidate, with one practice of each', () => {
  const ground = groundOf(shore({ ties: shore().ties.slice(0, 36) }))
  const three = sidesHardlyTied(ground, { boundary: -1, keep: 9 }).filter(({ sides }) => sides!.length === 3)
  expect(three.length).toBe(1)
  expect(three[0]!.between.length).toBe(3)
})

test('practices that are kept apart, or left out by chance, are not put together for their sides', () => {
  const keepApart = [{ one: { practice: 'isle-1' }, other: { practice: 'land-2' }, concern: null }]
  const ground = groundOf(shore({ keepApart }))
  for (const { between } of sidesHardlyTied(ground, { boundary: -1, keep: 9 })) {
    const ids = between.map((practice) => ground.landscape.ids.practices[practice])
    expect(ids.includes('isle-1') && ids.includes('land-2')).toBe(false)
  }
  expect(sidesHardlyTied(groundOf(shore(), 1), { boundary: -1, keep: 9 })).toEqual([])
})

test('a side that sits in no space is a voice to hear, through practices that stand there', () => {
  const people = shore().people.flatMap(({ id }) => (id.startsWith('isle') ? [] : [id]))
  const ground = groundOf(shore({ spaces: [{ id: 'pier', people: people.slice(0, 12) }] }))
  const found = sidesInNoSpace(ground, { boundary: -1, keep: 9 })
  const isle = found.find(({ between }) => between.every((p) => ground.landscape.ids.practices[p]!.startsWith('isle')))!
  expect(isle).toMatchObject({ kind: 'unheard-voice' })
  expect(isle.partners.length).toBeGreaterThan(0)
  expect(factsOf(ground, isle, null)[0]).toEqual({
    kind: 'side-in-no-space',
    boundary: 'strait',
    side: 'isle',
    seats: 0,
    expected: 4,
    spaces: 1,
  })
})

test('a practice tied to at most a tenth of the others is a candidate by that alone where enough answered', () => {
  const names = Array.from({ length: 12 }, (_, i) => `p${i}`)
  const people = names.flatMap((practice) => [0, 1, 2, 3, 4].map((i) => `${practice}-${i}`))
  const around = names.slice(0, 11).flatMap((a, i) => names.slice(i + 1, 11).map((b) => tie(`${a}-0`, `${b}-0`)))
  const input: LandscapeInput = {
    ...emptyInput,
    people: people.map((id) => ({ id })),
    practices: names.map((id) => ({ id })),
    memberships: people.map((person) => ({ person, practice: person.split('-')[0]!, weight: 1 })),
    ties: around,
    spaces: [{ id: 'hall', people }],
  }
  const keys = (complete: boolean) =>
    unheardVoices(groundOf({ ...input, complete }), { boundary: -1, keep: 9 }).map(({ key }) => key)
  expect(keys(true)).toEqual(['unheard-voice:p11'])
  expect(keys(false)).toEqual([])
})

test('sides that lack ties alike are in the order of their keys, and of four sides no three are joined that do not all lack', () => {
  const ground = groundOf(shore({ ties: shore().ties.slice(0, 36) }))
  const keys = sidesHardlyTied(ground, { boundary: -1, keep: 9 }).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  const again = sidesHardlyTied(groundOf(shore({ ties: shore().ties.slice(0, 36).reverse() })), {
    boundary: -1,
    keep: 9,
  })
  expect(again.map(({ key }) => key)).toEqual(keys)
})

test('a side is no voice of its own when its practices are kept apart', () => {
  const people = shore().people.flatMap(({ id }) => (id.startsWith('isle') ? [] : [id]))
  const spaces = [{ id: 'pier', people: people.slice(0, 12) }]
  const keepApart = [{ one: { practice: 'isle-1' }, other: { practice: 'isle-2' }, concern: null }]
  const keys = (change: Partial<LandscapeInput>) =>
    sidesInNoSpace(groundOf(shore({ spaces, ...change })), { boundary: -1, keep: 9 }).map(({ key }) => key)
  expect(keys({})).toContain('unheard-voice:isle-1+isle-2')
  expect(keys({ keepApart })).not.toContain('unheard-voice:isle-1+isle-2')
})

test('where two sides lack seats alike both are voices, in the order of their keys', () => {
  const sea = shore().people.flatMap(({ id }) => (id.startsWith('sea') ? [id] : []))
  const found = sidesInNoSpace(groundOf(shore({ spaces: [{ id: 'pier', people: sea }] })), { boundary: -1, keep: 9 })
  expect(found.map(({ key }) => key)).toEqual(['unheard-voice:isle-1+isle-2', 'unheard-voice:land-1+land-2'])
})
