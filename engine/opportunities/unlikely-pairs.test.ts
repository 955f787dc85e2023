import { expect, test } from 'vitest'
import { sequence, streamKey } from '../chance.ts'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { inRoundSteps } from './facts-of-people.ts'
import { readGround } from './ground.ts'
import { inventedLandscape } from './invented-landscape.ts'
import { spot } from './spot.ts'
import type { SpotOptions } from './spot-outcome.ts'
import { blockRate, readTieLikelihood } from './tie-likelihood.ts'
import { fitOf, type PairSearch, unlikelyPairs } from './unlikely-pairs.ts'

const chance = () => sequence(streamKey(1, 'pairs'))
const search = (more: Partial<PairSearch> = {}): PairSearch => ({
  boundary: -1,
  keep: 4,
  next: chance(),
  open: null,
  gain: null,
  ...more,
})

/** Three practices of six: a and b are tied by a's first person, c by a chain from b; `x` at the end is in a. */
function village(change: Partial<LandscapeInput> = {}): LandscapeInput {
  const people = ['a', 'b', 'c'].flatMap((practice) => [0, 1, 2, 3, 4, 5].map((i) => `${practice}${i}`))
  return {
    ...emptyInput,
    people: people.map((id) => ({ id })),
    practices: ['a', 'b', 'c'].map((id) => ({ id })),
    memberships: people.map((person) => ({ person, practice: person[0]!, weight: 1 })),
    ties: [tie('a0', 'a1'), tie('a1', 'b1'), tie('b1', 'b2'), tie('b2', 'c2'), tie('a0', 'b0'), tie('b0', 'c0')],
    concerns: [
      { id: 'clay', holder: { person: 'a0' }, kind: 'offers' },
      { id: 'clay', holder: { person: 'c0' }, kind: 'seeks' },
      { id: 'glaze', holder: { person: 'c0' }, kind: 'seeks' },
    ],
    ...change,
  }
}

const groundOf = (input: LandscapeInput, decoys = 0) => readGround(buildLandscape(input), 5, { decoys })
const pairsOf = (input: LandscapeInput, more: Partial<PairSearch> = {}) => {
  const ground = groundOf(input)
  return unlikelyPairs(ground, search(more)).map(({ pair }) =>
    pair!.people.map((person) => ground.landscape.ids.people[person]!).join('–'),
  )
}

test('the fit is what is offered of what is sought by the two: one of two here', () => {
  const ground = groundOf(village())
  const at = (id: string) => ground.landscape.ids.people.indexOf(id)
  expect(fitOf(ground, at('a0'), at('c0'))).toEqual({ fit: 0.5, likeness: 0, cares: [], fits: [0] })
  expect(fitOf(ground, at('c0'), at('a0'))).toEqual({ fit: 0.5, likeness: 0, cares: [], fits: [0] })
  expect(fitOf(ground, at('a1'), at('b1'))).toEqual({ fit: 0, likeness: 0, cares: [], fits: [] })
})

test('the likeness is that of what both chose to care about (Jaccard)', () => {
  const cares = (person: string, ...ids: string[]) =>
    ids.map((id) => ({ id, holder: { person }, kind: 'cares' as const }))
  const concerns = [...cares('a2', 'clay', 'glaze', 'fire'), ...cares('c2', 'clay', 'glaze', 'rain')]
  const ground = groundOf(village({ concerns }))
  const at = (id: string) => ground.landscape.ids.people.indexOf(id)
  expect(fitOf(ground, at('a2'), at('c2')).likeness).toBeCloseTo(0.5, 12)
  expect(pairsOf(village({ concerns, ties: [...village().ties, tie('a2', 'b2')] }))).toEqual(['a2–c2'])
})

test('a pair with an offer that meets a need and a way in is found', () => {
  expect(pairsOf(village())).toEqual(['a0–c0'])
})

test.each([
  ['they know each other', { ties: [...village().ties, tie('a0', 'c0')] }],
  ['they quarrel', { ties: [...village().ties, tie('a0', 'c0', { kind: 'conflict' })] }],
  ['one may not be invited', { notInvitable: ['c0'] }],
  ['they are kept apart', { keepApart: [{ one: { person: 'a0' }, other: { person: 'c0' }, concern: null }] }],
  [
    'their practices are kept apart',
    { keepApart: [{ one: { practice: 'a' }, other: { practice: 'c' }, concern: 'clay' }] },
  ],
  ['they are in one practice', { memberships: [...village().memberships, { person: 'a0', practice: 'c', weight: 1 }] }],
  [
    'no way in of three ties is known',
    { ties: [tie('a0', 'a1'), tie('a1', 'b1'), tie('b1', 'b0'), tie('b0', 'c1'), tie('c1', 'c0')] },
  ],
] as [string, Partial<LandscapeInput>][])('no pair is offered when %s', (_, change) => {
  expect(pairsOf(village(change))).toEqual([])
})

test('only those who said yes to introductions are paired', () => {
  const ground = groundOf(village())
  const at = (id: string) => ground.landscape.ids.people.indexOf(id)
  expect(unlikelyPairs(ground, search({ open: new Set([at('a0')]) }))).toEqual([])
  expect(unlikelyPairs(ground, search({ open: new Set([at('a0'), at('c0')]) })).length).toBe(1)
})

test('a host trusted where both are at home is a way in when no path is known', () => {
  const legitimacy = ['a', 'c'].map((practice) => ({
    person: 'b3',
    practice,
    wouldCome: 3,
    wouldNot: 0,
    claimed: false,
  }))
  const [pair] = unlikelyPairs(groundOf(village({ ties: [tie('a1', 'b1')], legitimacy })), search())
  expect(pair!.pair).toMatchObject({ steps: null })
  expect(pair!.pair!.hosts.length).toBe(1)
})

test('a pair left out by chance is not offered', () => {
  expect(unlikelyPairs(groundOf(village(), 1), search())).toEqual([])
})

test('a rate of ties is that of the likeliest practices of the two, (seen + ½) / (known + 1)', () => {
  const ground = groundOf(village())
  const at = (id: string) => ground.landscape.ids.people.indexOf(id)
  // two ties among 36 pairs of a and b, none between a and c
  expect(blockRate(ground, at('a0'), at('b3'))).toBeCloseTo(2.5 / 37, 12)
  expect(blockRate(ground, at('a0'), at('c3'))).toBeCloseTo(0.5 / 37, 12)
  expect(blockRate(ground, at('a0'), at('a3'))).toBeNull()
})

test('common contacts make a tie likelier, and with nothing to learn from the weights are what was thought before', () => {
  const ground = groundOf(village())
  const at = (id: string) => ground.landscape.ids.people.indexOf(id)
  const likelihood = readTieLikelihood(ground, chance())
  // a0 and c0 both know b0; a3 and c3 know nobody
  expect(likelihood.of(at('a0'), at('c0'))!).toBeGreaterThan(likelihood.of(at('a3'), at('c3'))!)
  expect(likelihood.of(at('a0'), at('a1'))).toBeNull()
  const silent = readTieLikelihood(groundOf(village({ ties: [] })), chance())
  expect(silent.weights).toEqual([0, 1, 0.5])
})

test('the weights are those of the densest evidence: friends of friends are tied in this landscape', () => {
  const many = Array.from({ length: 40 }, (_, i) => i)
  const people = many.flatMap((i) => [`a${i}`, `b${i}`, `c${i}`])
  const input = {
    ...emptyInput,
    people: people.map((id) => ({ id })),
    practices: ['a', 'b', 'c'].map((id) => ({ id })),
    memberships: people.map((person) => ({ person, practice: person[0]!, weight: 1 })),
    // forty triangles across three practices: two with a common contact are always tied
    ties: many.flatMap((i) => [tie(`a${i}`, `b${i}`), tie(`b${i}`, `c${i}`), tie(`a${i}`, `c${i}`)]),
  }
  const [, contacts] = readTieLikelihood(groundOf(input), chance()).weights
  expect(contacts!).toBeGreaterThan(2)
})

test('rarer is rounded to steps', () => {
  expect([1, 1.9, 2, 4.9, 7, 12, 49, 180, 999, 5000].map(inRoundSteps)).toEqual([1, 1, 2, 2, 5, 10, 20, 100, 500, 5000])
})

const quick: SpotOptions = { seed: 7, assumptions: { worlds: 60 }, comparisons: 20, decoys: 0 }

function cardsOfPairs() {
  const outcome = spot(buildLandscape(inventedLandscape()), quick)
  if (outcome.kind !== 'spotted') throw new Error(outcome.kind)
  return outcome.opportunities.filter(({ kind }) => kind === 'unlikely-pair')
}

const cards = cardsOfPairs()

test('three or four pairs stand on a list of ten, the last found picked by lot and said so, and nobody twice', () => {
  const pairs = cards
  expect(pairs.length).toBeGreaterThanOrEqual(3)
  expect(pairs.length).toBeLessThanOrEqual(4)
  const byLot = pairs.filter(({ facts }) => facts.some(({ kind }) => kind === 'picked-by-lot'))
  expect(byLot.length).toBe(1)
  const people = pairs.flatMap(({ invitees }) => invitees.map(({ person }) => person))
  expect(new Set(people).size).toBe(people.length)
  for (const { invitees } of pairs)
    expect(invitees.map(({ person }) => person)).toEqual(invitees.map(({ person }) => person).sort())
})

test('the one by lot changes with the chance, the others stay', () => {
  const ground = readGround(buildLandscape(inventedLandscape()), 5, { decoys: 0 })
  const found = [1, 2, 3, 4, 5].map((seed) => {
    const pairs = unlikelyPairs(ground, search({ next: sequence(streamKey(seed, 'pairs')) }))
    return {
      byLot: pairs.at(-1)!.pair!.people.join(),
      others: pairs
        .slice(0, -1)
        .map(({ key }) => key)
        .join(),
    }
  })
  expect(new Set(found.map(({ byLot }) => byLot)).size).toBeGreaterThan(1)
  expect(new Set(found.map(({ others }) => others)).size).toBe(1)
})

test('no card of a pair says which of the two offers or seeks, has a key with a person in it, or asks one before the other', () => {
  for (const { key, facts, invitees, sureness, missing } of cards) {
    for (const { person } of invitees) expect(key).not.toContain(person)
    expect(facts.some(({ kind }) => kind === 'offer-meets-need' || kind === 'way-in')).toBe(false)
    expect(invitees.flatMap(({ reasons }) => reasons)).toEqual(['member-there', 'member-there'])
    expect([sureness.askFirst, sureness.askIn, missing]).toEqual([[], [], []])
  }
})

test('that two said they do not talk is no reason against them, and with no room for pairs there are none', () => {
  expect(pairsOf(village({ ties: [...village().ties, tie('a0', 'c0', { says: 'no' })] }))).toEqual(['a0–c0'])
  expect(pairsOf(village(), { keep: 0 })).toEqual([])
})

test('somebody of several practices is at home where fewest ties are known to the other', () => {
  const memberships = [...village().memberships, { person: 'a0', practice: 'b', weight: 1 }]
  const home = (ties: LandscapeInput['ties']) => {
    const ground = groundOf(village({ memberships, ties }))
    return unlikelyPairs(ground, search())[0]!.between.map((practice) => ground.landscape.ids.practices[practice])
  }
  expect(home(village().ties)).toEqual(['a', 'c'])
  expect(home([...village().ties, ...[1, 2, 3, 4].map((i) => tie(`a${i}`, `c${i}`))])).toEqual(['b', 'c'])
})

test('a class, political or cultural boundary says nothing about how likely two know each other, others do', () => {
  const sides = (kind: 'class' | 'geographic') => ({
    boundaries: [{ id: 'b', kind, sides: ['x', 'y'] }],
    standings: ['a', 'b', 'c'].map((practice) => ({
      boundary: 'b',
      holder: { practice },
      sides: [practice === 'c' ? 'y' : 'x'],
    })),
  })
  const likelihood = (change: Partial<LandscapeInput>) => {
    const ground = groundOf(village(change))
    const at = (id: string) => ground.landscape.ids.people.indexOf(id)
    return readTieLikelihood(ground, chance()).of(at('a0'), at('b3'))!
  }
  expect(likelihood(sides('class'))).toBe(likelihood({}))
  expect(likelihood(sides('geographic'))).toBeGreaterThan(likelihood({}))
})

test('people who stand on no known side, and quarrels, add nothing to how likely two know each other', () => {
  const ground = groundOf(
    village({
      boundaries: [{ id: 'b', kind: 'geographic', sides: ['x', 'y'] }],
      standings: [{ boundary: 'b', holder: { person: 'a0' }, sides: ['x'] }],
      ties: [...village().ties, tie('a3', 'b3', { kind: 'conflict' }), tie('c3', 'b3', { kind: 'conflict' })],
    }),
  )
  const at = (id: string) => ground.landscape.ids.people.indexOf(id)
  const { of } = readTieLikelihood(ground, chance())
  // both quarrel with b3, and that is no contact in common
  expect(of(at('a3'), at('c3'))).toBe(of(at('a4'), at('c4')))
})
