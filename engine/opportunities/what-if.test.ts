import { expect, test } from 'vitest'
import { buildLandscape } from '../network/build-landscape.ts'
import { openBench } from './bench.ts'
import { checkOpportunity } from './check-opportunity.ts'
import { inventedLandscape, membersOf, TRAP } from './invented-landscape.ts'
import { whatIf } from './what-if.ts'
import type { WhatIfOutcome, WhatIfQuestion } from './what-if-outcome.ts'

const landscape = buildLandscape(inventedLandscape())
const options = { seed: 7, assumptions: { worlds: 120 } }
const bench = openBench(landscape, options)

function computed(question: WhatIfQuestion, on = bench): Extract<WhatIfOutcome, { kind: 'computed' }> {
  const outcome = whatIf(on, question, 40)
  if (outcome.kind !== 'computed') throw new Error(`Refused: ${outcome.reason}`)
  return outcome
}

test('picked people give both effects, those of the room and those of the landscape', () => {
  const people = ['weavers-01', 'weavers-02', 'dyers-02', 'dyers-04']
  const { effect, comparators, people: shown } = computed({ people })
  expect(shown).toEqual([...people].sort())
  expect(effect!.local!.after.mean).toBeGreaterThan(effect!.local!.before.mean)
  expect(effect!.delta.mean).toBeGreaterThan(0)
  expect(effect!.split.in + effect!.split.edge + effect!.split.out).toBeCloseTo(effect!.delta.mean, 9)
  expect(comparators!.lot.size).toBe(4)
})

test('practices and a number give a room of that number from these practices alone', () => {
  const { people } = computed({ practices: ['dyers', 'weavers'], size: 8 })
  expect(people.length).toBe(8)
  expect(people.every((id) => /^(dyers|weavers)-/.test(id))).toBe(true)
  expect(people.filter((id) => id.startsWith('dyers')).length).toBeGreaterThanOrEqual(2)
  expect(people.filter((id) => id.startsWith('weavers')).length).toBeGreaterThanOrEqual(2)
})

test('the order in which people are picked and what was asked before do not matter', () => {
  const people = ['ferry-02', 'school-07', 'smiths-03', 'council-01']
  const one = computed({ people })
  computed({ practices: ['dyers', 'weavers'], size: 6 })
  expect(computed({ people: [...people].reverse() })).toEqual(one)
  expect(computed({ people }, openBench(landscape, options))).toEqual(one)
})

test('a person or practice that is not there is refused by name', () => {
  expect(whatIf(bench, { people: ['weavers-01', 'nobody'] })).toEqual({
    kind: 'refused',
    reason: 'unknown-person',
    value: 'nobody',
  })
  expect(whatIf(bench, { practices: ['moon'], size: 5 })).toMatchObject({ reason: 'unknown-practice', value: 'moon' })
  expect(whatIf(bench, { practices: ['pair'], size: 5 })).toMatchObject({ reason: 'practice-too-small' })
  expect(whatIf(bench, { people: ['weavers-01'] })).toMatchObject({ reason: 'too-few' })
  expect(whatIf(bench, { practices: ['dyers'], size: 1 })).toMatchObject({ reason: 'too-few' })
})

test('E14: practices kept apart are refused in the same words as practices of which nobody may be invited', () => {
  const hidden = inventedLandscape()
  hidden.notInvitable = [...membersOf('dyers'), ...membersOf('weavers')]
  const closed = openBench(buildLandscape(hidden), options)
  const apart = whatIf(bench, { practices: TRAP, size: 8 })
  expect(apart).toEqual({ kind: 'refused', reason: 'no-invitation-possible', value: null })
  expect(whatIf(closed, { practices: ['dyers', 'weavers'], size: 8 })).toEqual(apart)
  expect(checkOpportunity(bench, { practices: TRAP })).toEqual(apart)
})

test('E20: without known ties a what-if shows no effect and says why', () => {
  const silent = openBench(buildLandscape({ ...inventedLandscape(), ties: [] }), options)
  expect(computed({ practices: ['dyers', 'weavers'], size: 6 }, silent)).toMatchObject({
    effect: null,
    comparators: null,
    noEffect: 'no-ties-known',
  })
})
