import { expect, test } from 'vitest'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { checkOpportunity } from './check-opportunity.ts'
import { cardOf, smallBench, smallVillage } from './small-village.fixture.ts'
import { spot } from './spot.ts'

/** Flags between every two of these people. */
function allApart(people: readonly string[]): LandscapeInput['keepApart'] {
  return people.flatMap((one, i) =>
    people.slice(i + 1).map((other) => ({ one: { person: one }, other: { person: other }, concern: null })),
  )
}

const of = (practice: string) => [0, 1, 2, 3, 4, 5].map((i) => `${practice}-${i}`)
const millAndQuay = { practices: ['mill', 'quay'], size: 6 }

test('where no two of those who could come may sit together there is no room, and the search gives no card of them', () => {
  const keepApart = allApart(smallVillage().people.map(({ id }) => id))
  expect(checkOpportunity(smallBench({ keepApart }), millAndQuay)).toEqual({
    kind: 'refused',
    reason: 'no-invitation-possible',
    value: null,
  })
  const asked = { seed: 7, decoys: 0, size: 6, comparisons: 5, assumptions: { worlds: 20 } }
  const outcome = spot(buildLandscape(smallVillage({ keepApart })), asked)
  expect(outcome).toMatchObject({ kind: 'spotted', opportunities: [] })
})

test('a room holds fewer than were wished for when no more may sit together, and then there is no lot to compare with', () => {
  // two of the mill and one of the quay may sit together, and nobody else with anybody
  const free = ['mill-0', 'mill-1', 'quay-0']
  const others = smallVillage().people.flatMap(({ id }) => (free.includes(id) ? [] : [id]))
  const keepApart = [
    ...allApart(others),
    ...others.flatMap((other) =>
      free.map((one) => ({ one: { person: one }, other: { person: other }, concern: null })),
    ),
  ]
  const { invitees, comparators, doubts, asks } = cardOf({ keepApart }, millAndQuay)
  expect(invitees.map(({ person }) => person)).toEqual(free)
  expect(asks.size).toBe(3)
  expect(comparators).toMatchObject({ convenable: { groups: 0 }, beatsLot: false, betterThan: 0 })
  expect(doubts).toContain('one-from-a-practice')
})

test('a matter in which two are kept apart keeps them out of a room about it, and lets them sit in one about another', () => {
  const cares = (id: string) =>
    [...of('mill'), ...of('quay')].map((person) => ({ id, holder: { person }, kind: 'cares' as const }))
  const keepApart = [
    { one: { person: 'mill-0' }, other: { person: 'quay-0' }, concern: 'ice' },
    { one: { person: 'mill-0' }, other: { person: 'quay-1' }, concern: 'ice' },
  ]
  const everybody = { practices: ['mill', 'quay'], size: 12 }
  const together = (concern: string) => {
    const silent = ['ice', 'salt']
      .filter((id) => id !== concern)
      .map((id) => ({ id, holder: { person: 'loft-0' }, kind: 'cares' as const }))
    const people = cardOf({ keepApart, concerns: [...cares(concern), ...silent] }, everybody).invitees.map(
      (one) => one.person,
    )
    return people.includes('mill-0') && (people.includes('quay-0') || people.includes('quay-1'))
  }
  expect(together('ice')).toBe(false)
  expect(together('salt')).toBe(true)
})

test('what was said twice by one person counts once, and what both share most comes first', () => {
  const said = (id: string, person: string) => ({ id, holder: { person }, kind: 'cares' as const })
  const some = (id: string, many: number) =>
    ['mill', 'quay'].flatMap((practice) =>
      of(practice)
        .slice(0, many)
        .map((person) => said(id, person)),
    )
  const concerns = [...some('ice', 2), ...some('salt', 5), said('ice', 'mill-0'), said('ice', 'mill-0')]
  const shared = cardOf({ concerns }, millAndQuay).facts.flatMap((fact) =>
    fact.kind === 'shared-concern' ? [fact] : [],
  )
  expect(shared.map(({ concern }) => concern)).toEqual(['salt', 'ice'])
  expect(shared[1]!.held.map(({ people }) => people)).toEqual([2, 2])
})

test('of two boundaries between them the card is read along the one that fewer ties cross', () => {
  const boundaries = ['busy', 'still'].map((id) => ({
    id,
    kind: 'geographic' as const,
    sides: [`${id} here`, `${id} there`],
  }))
  const stand = (boundary: string, practice: string, where: string) => ({
    boundary,
    holder: { practice },
    sides: [`${boundary} ${where}`],
  })
  const standings = [
    ...boundaries.flatMap(({ id }) => [stand(id, 'mill', 'here'), stand(id, 'quay', 'there')]),
    // the loft and the yard have many ties across the busy one alone
    stand('busy', 'loft', 'here'),
    stand('busy', 'yard', 'there'),
  ]
  const ties = [...smallVillage().ties, ...of('loft').flatMap((one) => of('yard').map((other) => tie(one, other)))]
  const along = (order: typeof boundaries) => cardOf({ boundaries: order, standings, ties }, millAndQuay).boundary!.id
  expect(along(boundaries)).toBe('still')
  expect(along([...boundaries].reverse())).toBe('still')
})

test('pairs nobody was asked about widen what can be told: the band stands beside the effect, and where it includes nothing, so the card says', () => {
  const people = ['a', 'b'].flatMap((practice) => [0, 1, 2, 3, 4].map((i) => `${practice}${i}`))
  const input: LandscapeInput = {
    ...emptyInput,
    complete: false,
    people: people.map((id) => ({ id })),
    practices: [{ id: 'a' }, { id: 'b' }],
    memberships: people.map((person) => ({ person, practice: person[0]!, weight: 1 })),
    ties: [tie('a0', 'b0'), tie('a1', 'b1'), tie('a0', 'a1'), tie('b0', 'b1')],
    answers: ['a0', 'b0'].map((person) => ({ person, about: null })),
  }
  const card = (unknown: 'no' | 'draw') => {
    const outcome = spot(buildLandscape(input), {
      seed: 7,
      decoys: 0,
      size: 4,
      comparisons: 5,
      assumptions: { worlds: 64, unknown },
    })
    if (outcome.kind !== 'spotted') throw new Error(outcome.kind)
    return outcome.opportunities[0]!
  }
  expect(card('no').effect!.dataBand).toBeNull()
  const { dataBand, cannotTell, delta } = card('draw').effect!
  expect(dataBand!.low).toBeLessThan(dataBand!.high)
  const nothingWithin = [delta, dataBand!].some(({ low, high }) => low <= 0 && high >= 0)
  expect(cannotTell).toBe(nothingWithin)
})
