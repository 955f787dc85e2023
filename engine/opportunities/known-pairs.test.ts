import { expect, test } from 'vitest'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { knownPair, readKnownPairs } from './known-pairs.ts'

const practices = ['a', 'b', 'c']

function village(change: Partial<LandscapeInput> = {}): LandscapeInput {
  const people = practices.flatMap((practice) => [0, 1, 2, 3, 4].map((i) => `${practice}${i}`))
  return {
    complete: false,
    people: people.map((id) => ({ id })),
    practices: practices.map((id) => ({ id })),
    memberships: people.map((person) => ({ person, practice: person[0]!, weight: 1 })),
    boundaries: [],
    standings: [],
    ties: [],
    answers: [],
    concerns: [],
    legitimacy: [],
    keepApart: [],
    spaces: [],
    stakes: [],
    notInvitable: [],
    team: [],
    ...change,
  }
}

function tie(from: string, to: string, says: 'yes' | 'no' = 'yes', kind: 'talks' | 'conflict' = 'talks') {
  return { from, to, mutual: true, kind, strength: 0.5, freshness: 1, says } as const
}

function pairOf(input: LandscapeInput) {
  const landscape = buildLandscape(input)
  return knownPair(landscape, readKnownPairs(landscape, 5), 0, 1)
}

test('nobody asked: every pair is unknown', () => {
  expect(pairOf(village())).toEqual({
    seen: 0,
    expected: null,
    ratio: null,
    saidNo: 0,
    unknown: 25,
    pairs: 25,
    overlap: 0,
  })
})

test('one who answered about everybody makes her silent pairs a no, one tie stays a tie', () => {
  const input = village({ answers: [{ person: 'a0', about: null }], ties: [tie('a0', 'b0')] })
  expect(pairOf(input)).toMatchObject({ seen: 1, saidNo: 4, unknown: 20 })
})

test('an answer about one practice says nothing about another', () => {
  expect(pairOf(village({ answers: [{ person: 'a0', about: 'b' }] }))).toMatchObject({ saidNo: 5, unknown: 20 })
  expect(pairOf(village({ answers: [{ person: 'a0', about: 'c' }] }))).toMatchObject({ saidNo: 0, unknown: 25 })
})

test('two who answered are not counted twice where they meet', () => {
  const answers = ['a0', 'b0'].map((person) => ({ person, about: null }))
  expect(pairOf(village({ answers }))).toMatchObject({ saidNo: 9, unknown: 16 })
})

test('a reported no is a no though nobody answered the question', () => {
  expect(pairOf(village({ ties: [tie('a0', 'b0', 'no')] }))).toMatchObject({ seen: 0, saidNo: 1, unknown: 24 })
})

test('one yes is enough against a no', () => {
  const ties = [tie('a0', 'b0', 'no'), tie('a0', 'b0', 'yes')]
  expect(pairOf(village({ ties }))).toMatchObject({ seen: 1, saidNo: 0, unknown: 24 })
})

test('a quarrel is not a tie', () => {
  expect(pairOf(village({ ties: [tie('a0', 'b0', 'yes', 'conflict')] }))).toMatchObject({ seen: 0 })
})

test('expected ties are those that would fall on these pairs by chance', () => {
  const ties = [tie('a0', 'b0'), tie('a1', 'a2'), tie('c0', 'c1')]
  const { expected, ratio } = pairOf(village({ ties }))
  expect(expected).toBeCloseTo((3 * 25) / 105, 12)
  expect(ratio).toBeCloseTo(1 / ((3 * 25) / 105), 12)
})

test('in a landscape declared complete nothing is unknown', () => {
  expect(pairOf(village({ complete: true, ties: [tie('a0', 'b0')] }))).toMatchObject({
    seen: 1,
    saidNo: 24,
    unknown: 0,
  })
})

test('people of both practices are left out of the pairs between them', () => {
  const input = village({ answers: [{ person: 'a0', about: null }], ties: [tie('a0', 'b1'), tie('a1', 'b1')] })
  input.memberships.push({ person: 'a0', practice: 'b', weight: 1 })
  expect(pairOf(input)).toMatchObject({ overlap: 1, pairs: 20, seen: 1, saidNo: 0, unknown: 19 })
})

test('an answer about one practice leaves a tie told there a tie, and one about the own practice or a small one changes nothing', () => {
  const answers = (about: string) => [{ person: 'a0', about }]
  expect(pairOf(village({ answers: answers('b'), ties: [tie('a0', 'b0')] }))).toMatchObject({ seen: 1, saidNo: 4 })
  expect(pairOf(village({ answers: answers('c'), ties: [tie('a0', 'b0')] }))).toMatchObject({ seen: 1, saidNo: 0 })
  const small = village({ answers: [...answers('a'), ...answers('d')] })
  small.practices.push({ id: 'd' })
  small.memberships.push({ person: 'c0', practice: 'd', weight: 1 })
  expect(pairOf(small)).toMatchObject({ seen: 0, saidNo: 0, unknown: 25 })
})
