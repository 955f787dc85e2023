import { describe, expect, test } from 'vitest'
import { buildLandscape } from '../network/build-landscape.ts'
import { openBench } from './bench.ts'
import { checkOpportunity } from './check-opportunity.ts'
import type { OwnOpportunity } from './check-outcome.ts'
import { BRIDGE_CARRIER, inventedLandscape } from './invented-landscape.ts'
import type { Opportunity } from './opportunity.ts'
import { cardOf, smallBench, smallVillage } from './small-village.fixture.ts'

const bench = openBench(buildLandscape(inventedLandscape()), { seed: 7, assumptions: { worlds: 120 } })

function checked(own: OwnOpportunity): Opportunity {
  const outcome = checkOpportunity(bench, own, 40)
  if (outcome.kind !== 'checked') throw new Error(`Ended as ${outcome.kind}`)
  return outcome.opportunity
}

test("a convener's own opportunity gets the card of the same pair, marked as seen by them and in no order", () => {
  const own = checked({ practices: ['weavers', 'dyers'] })
  expect(own).toMatchObject({
    key: 'missing-conversation:dyers+weavers',
    kind: 'missing-conversation',
    seenBy: 'convener',
    order: null,
  })
  expect(own.facts.some((fact) => fact.kind === 'known-ties' && fact.seen === 0)).toBe(true)
  expect(own.invitees.length).toBe(12)
})

test('two practices whose bridge hangs on one person are read as a fragile bridge, and the person is not named', () => {
  const own = checked({ practices: ['millers', 'surveyors'] })
  expect(own.kind).toBe('fragile-bridge')
  expect(JSON.stringify(own)).not.toContain(BRIDGE_CARRIER)
})

test('one practice is read as a voice to hear', () => {
  expect(checked({ practices: ['ferry'] })).toMatchObject({ kind: 'unheard-voice', between: ['ferry'] })
})

test('three practices are read as one conversation, with people of each', () => {
  const own = cardOf({}, { practices: ['yard', 'mill', 'loft'], size: 9 })
  expect(own).toMatchObject({ kind: 'missing-conversation', between: ['loft', 'mill', 'yard'] })
  for (const practice of own.between) {
    expect(own.invitees.filter((one) => one.practice === practice).length).toBeGreaterThanOrEqual(2)
  }
})

describe('people that somebody chose', () => {
  test('stay as they are: nobody is added or taken away', () => {
    const people = ['dyers-00', 'dyers-02', 'school-05', 'weavers-00', 'weavers-01']
    const own = checked({ people })
    expect(own.invitees.map((one) => one.person)).toEqual(people)
    expect(own.between).toEqual(['dyers', 'weavers'])
    expect(own.invitees.find((one) => one.person === 'dyers-02')!.reasons).toContain('host')
  })

  test('join the practices of which two of them are members, and no others', () => {
    const between = (...people: string[]) => cardOf({}, { people }).between
    expect(between('mill-0', 'mill-1', 'quay-0', 'quay-1', 'loft-0')).toEqual(['mill', 'quay'])
  })

  test('join the practices of each where no two of them share one, three at most', () => {
    expect(cardOf({}, { people: ['mill-0', 'quay-1'] }).between).toEqual(['mill', 'quay'])
    expect(cardOf({}, { people: ['mill-0', 'quay-1', 'loft-2', 'yard-3'] }).between.length).toBe(3)
  })

  test('whose only practices are too small to be named are refused, and so is one alone', () => {
    const pair = {
      practices: [...smallVillage().practices, { id: 'pair' }],
      memberships: [
        ...smallVillage().memberships.filter(({ practice }) => practice !== 'loft'),
        ...['loft-0', 'loft-1'].map((person) => ({ person, practice: 'pair', weight: 1 })),
      ],
    }
    const small = smallBench(pair)
    expect(checkOpportunity(small, { people: ['loft-0', 'loft-1'] })).toEqual({
      kind: 'refused',
      reason: 'too-few',
      value: null,
    })
    expect(checkOpportunity(small, { people: ['mill-0'] })).toMatchObject({ reason: 'too-few' })
  })

  test('who are not in the landscape are refused by name', () => {
    expect(checkOpportunity(smallBench(), { people: ['mill-0', 'nobody'] })).toEqual({
      kind: 'refused',
      reason: 'unknown-person',
      value: 'nobody',
    })
  })
})

test.each([
  ['no practice', [], 'too-few', null],
  ['a practice that is not there', ['mill', 'moon'], 'unknown-practice', 'moon'],
] as const)('%s is refused', (_, practices, reason, value) => {
  expect(checkOpportunity(smallBench(), { practices: [...practices] })).toEqual({ kind: 'refused', reason, value })
})

test('a room of one is no invitation', () => {
  expect(checkOpportunity(smallBench(), { practices: ['mill', 'quay'], size: 1 })).toMatchObject({
    reason: 'no-invitation-possible',
  })
})

test('where no tie is known the card has no effect, nothing to compare, and people all the same', () => {
  const own = cardOf({ ties: [] }, { practices: ['mill', 'quay'], size: 6 })
  expect(own).toMatchObject({ effect: null, comparators: null, noEffect: 'no-ties-known' })
  expect(own.invitees.length).toBe(6)
})
