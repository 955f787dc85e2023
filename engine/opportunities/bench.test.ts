import { expect, test } from 'vitest'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { isLarge, usualWorlds } from './bench.ts'
import { missingConversations } from './candidates.ts'
import { readGround } from './ground.ts'
import { expectedScores } from './pareto.ts'
import { spot } from './spot.ts'

const landscape = buildLandscape(emptyInput)
const ofSize = (people: number, accounts: number) => ({
  ...landscape,
  counts: { ...landscape.counts, people, accounts },
})

test('effects are reported on 400 worlds, in larger landscapes on fewer, and never on under 64', () => {
  expect(usualWorlds(ofSize(300, 1_200))).toBe(400)
  expect(usualWorlds(ofSize(100_000, 300_000))).toBe(200)
  expect(usualWorlds(ofSize(1_000_000, 10_000_000))).toBe(64)
  expect([ofSize(300, 1_200), ofSize(20_000, 180_001)].map(isLarge)).toEqual([false, true])
})

/** Thirty practices of five in a ring of ties; all care about one thing but the first two, who care about another as well. */
function manyPractices(): LandscapeInput {
  const practices = Array.from({ length: 30 }, (_, i) => `p${String(i).padStart(2, '0')}`)
  const people = practices.flatMap((practice) => [0, 1, 2, 3, 4].map((i) => `${practice}-${i}`))
  return {
    ...emptyInput,
    people: people.map((id) => ({ id })),
    practices: practices.map((id) => ({ id })),
    memberships: people.map((person) => ({ person, practice: person.slice(0, 3), weight: 1 })),
    ties: people.map((person, i) => tie(person, people[(i + 1) % people.length]!)),
    concerns: ['p07', 'p19'].map((practice) => ({ id: 'tide', holder: { practice }, kind: 'cares' as const })),
  }
}

test('of very many pairs those with the best expected place are weighed, and one with a rare concern is among the first', () => {
  const ground = readGround(buildLandscape(manyPractices()), 5, { decoys: 0 })
  const found = missingConversations(ground, { seed: 7, boundary: -1, keep: 5, reach: null })
  expect(found[0]!.key).toBe('missing-conversation:p07+p19')
  expect(found.length).toBe(5)
})

test('an expected score is the mean of ranks over all weightings: the sum of mid-ranks, unknown in the middle', () => {
  expect([
    ...expectedScores([
      [1, 10],
      [2, null],
      [3, 30],
    ]),
  ]).toEqual([0, 1, 2])
  expect([...expectedScores([])]).toEqual([])
})

test('people who sit in one space are told of as such on the card of their pair', () => {
  const input = manyPractices()
  input.concerns.push({ id: 'salt', holder: { person: 'p03-0' }, kind: 'offers' })
  input.concerns.push({ id: 'salt', holder: { person: 'p05-0' }, kind: 'seeks' })
  input.spaces = [{ id: 'pier', people: ['p03-0', 'p05-0', 'p11-0'] }]
  input.ties.push(tie('p03-0', 'p11-0'), tie('p11-0', 'p05-0'))
  const options = { seed: 7, decoys: 0, limit: 3, comparisons: 20, assumptions: { worlds: 20 } }
  const outcome = spot(buildLandscape(input), {
    ...options,
    partnerships: [['p00', 'p01']],
    agreedConveners: ['p03-0'],
  })
  if (outcome.kind !== 'spotted') throw new Error(outcome.kind)
  const pair = outcome.opportunities.find(({ kind }) => kind === 'unlikely-pair')!
  expect(pair.facts).toContainEqual({ kind: 'meet-in-space', practices: ['p03', 'p05'], space: 'pier' })
  expect(pair.facts).toContainEqual({ kind: 'pair-way-in', steps: 2, hosts: [] })
})
