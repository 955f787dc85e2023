import { describe, expect, test } from 'vitest'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import type { BoundaryKind, LandscapeInput } from '../network/landscape-input.ts'
import type { Invitee, Opportunity } from './opportunity.ts'
import { cardOf, smallVillage } from './small-village.fixture.ts'

const millAndQuay = { practices: ['mill', 'quay'], size: 6 }
const inTheRoom = { people: ['loft-0', 'mill-0', 'mill-1', 'quay-0', 'quay-1'], practices: ['mill', 'quay'] }

function reasonsOf(card: Opportunity, person: string): Invitee['reasons'] {
  return card.invitees.find((one) => one.person === person)!.reasons
}

describe('why somebody is invited', () => {
  const ice = (person: string, kind: 'cares' | 'offers' | 'seeks') => ({ id: 'ice', holder: { person }, kind })
  const concerns = [
    ...['mill', 'quay'].flatMap((practice) => [0, 1, 2].map((i) => ice(`${practice}-${i}`, 'cares'))),
    ice('mill-0', 'offers'),
    ice('quay-0', 'seeks'),
  ]

  test('says what of the shared matter they care about, offer and look for', () => {
    const card = cardOf({ concerns }, inTheRoom)
    expect(reasonsOf(card, 'mill-0')).toEqual(['cares-about-it', 'offers-it', 'member-there'])
    expect(reasonsOf(card, 'quay-0')).toEqual(['cares-about-it', 'seeks-it', 'member-there'])
    expect(reasonsOf(card, 'mill-1')).toEqual(['cares-about-it', 'member-there'])
    expect(reasonsOf(card, 'loft-0')).toEqual(['joins-another-practice'])
  })

  test('says that they belong to both and so stand on both sides, and that they sit in no space while others do', () => {
    const memberships = [...smallVillage().memberships, { person: 'mill-1', practice: 'quay', weight: 1 }]
    const card = cardOf({ memberships, spaces: [{ id: 'hall', people: ['mill-0', 'quay-0'] }] }, inTheRoom)
    expect(reasonsOf(card, 'mill-1')).toEqual(['member-of-both', 'between-sides', 'member-there', 'not-in-any-space'])
    expect(reasonsOf(card, 'mill-0')).toEqual(['member-there'])
  })

  test.each([
    ['geographic', true],
    ['disciplinary', true],
    ['class', false],
    ['political', false],
    ['cultural', false],
  ] as [BoundaryKind, boolean][])('on a %s boundary, that they stand on both sides is told: %s', (kind, told) => {
    const straddling = { boundary: 'river', holder: { person: 'mill-0' }, sides: ['north', 'south'] }
    const boundaries = [{ id: 'river', kind, sides: ['north', 'south'] }]
    const card = cardOf({ boundaries, standings: [...smallVillage().standings, straddling] }, inTheRoom)
    expect(card.boundary!.id).toBe('river')
    expect(reasonsOf(card, 'mill-0').includes('between-sides')).toBe(told)
  })

  test('somebody who belongs to no practice has an empty one', () => {
    const people = [...smallVillage().people, { id: 'walker' }]
    const own = { ...inTheRoom, people: [...inTheRoom.people, 'walker'] }
    expect(cardOf({ people }, own).invitees.find(({ person }) => person === 'walker')).toEqual({
      person: 'walker',
      practice: '',
      reasons: ['joins-another-practice'],
    })
  })
})

describe('when not to', () => {
  const doubts = (change: Partial<LandscapeInput>, own = millAndQuay) => cardOf(change, own).doubts

  test('a quarrel between people of the two is told, one inside a practice or with another is not', () => {
    const quarrel = (one: string, other: string) =>
      doubts({ ties: [...smallVillage().ties, tie(one, other, { kind: 'conflict' })] }).includes('quarrel-known')
    expect(quarrel('mill-1', 'quay-3')).toBe(true)
    expect(quarrel('mill-1', 'mill-3')).toBe(false)
    expect(quarrel('mill-1', 'loft-3')).toBe(false)
  })

  test('that only the team could host is told where the team alone is trusted, and no longer when somebody else is', () => {
    const trusted = (...people: string[]) =>
      people.flatMap((person) =>
        ['mill', 'quay'].map((practice) => ({ person, practice, wouldCome: 4, wouldNot: 0, claimed: false })),
      )
    const team = ['yard-0']
    expect(doubts({ team, legitimacy: trusted('yard-0') })).toContain('only-the-team-could-host')
    expect(doubts({ team, legitimacy: trusted('yard-0', 'yard-1') })).not.toContain('only-the-team-could-host')
    expect(doubts({ team })).toContain('no-host-known')
  })

  test('that most of those invited sit in spaces already is told', () => {
    const spaces = [{ id: 'hall', people: smallVillage().people.map(({ id }) => id) }]
    expect(doubts({ spaces })).toContain('already-many-spaces')
    expect(doubts({})).not.toContain('already-many-spaces')
  })
})

describe('who would still be missing', () => {
  test('a practice for which much depends on those joined, and not one for which little does', () => {
    const stakes = (weight: number) => [{ from: 'mill', to: 'yard', weight }]
    const missing = (weight: number) => cardOf({ stakes: stakes(weight) }, inTheRoom).missing
    expect(missing(3)).toContainEqual({ kind: 'practice', practice: 'yard', because: 'stakes' })
    expect(missing(1)).not.toContainEqual({ kind: 'practice', practice: 'yard', because: 'stakes' })
  })

  test('a side on which nobody invited stands, when some practice stands there', () => {
    const boundaries = [{ id: 'river', kind: 'geographic' as const, sides: ['isle', 'north', 'south'] }]
    const isle = { boundary: 'river', holder: { practice: 'yard' }, sides: ['isle'] }
    const sides = (standings: LandscapeInput['standings']) =>
      cardOf({ boundaries, standings }, inTheRoom).missing.filter(({ kind }) => kind === 'side')
    expect(sides([...smallVillage().standings, isle])).toEqual([{ kind: 'side', boundary: 'river', side: 'isle' }])
    expect(sides(smallVillage().standings)).toEqual([])
  })

  test('how many people stand nowhere known, from five on', () => {
    const unknown = (practices: string[]) => {
      const standings = practices.map((practice) => ({
        boundary: 'river',
        holder: { practice },
        sides: [practice === 'quay' ? 'south' : 'north'],
      }))
      const known = [0, 1].map((i) => ({ boundary: 'river', holder: { person: `yard-${i}` }, sides: ['north'] }))
      return cardOf({ standings: [...standings, ...known] }, inTheRoom).missing.filter(
        ({ kind }) => kind === 'unknown-standing',
      )
    }
    expect(unknown(['mill', 'quay'])).toEqual([{ kind: 'unknown-standing', boundary: 'river', people: 10 }])
    expect(unknown(['mill', 'quay', 'loft'])).toEqual([])
  })
})

test('what was said to matter is a fact in the direction in which it was said', () => {
  const ties = smallVillage().ties.filter(({ from, to }) => from.slice(0, 4) === to.slice(0, 4))
  const { facts } = cardOf({ ties, stakes: [{ from: 'quay', to: 'mill', weight: 2 }] }, millAndQuay)
  expect(facts.filter(({ kind }) => kind === 'stakes')).toEqual([
    { kind: 'stakes', from: 'quay', to: 'mill', weight: 2 },
  ])
})

test('a landscape that fits on one card and no more has it: two practices of five, all of them asked', () => {
  const people = ['a', 'b'].flatMap((practice) => [0, 1, 2, 3, 4].map((i) => `${practice}${i}`))
  const two = {
    ...emptyInput,
    people: people.map((id) => ({ id })),
    practices: [{ id: 'a' }, { id: 'b' }],
    memberships: people.map((person) => ({ person, practice: person[0]!, weight: 1 })),
    ties: [tie('a0', 'a1'), tie('b0', 'b1')],
  }
  const card = cardOf(two, { practices: ['a', 'b'], size: 10 })
  expect(card.invitees.map(({ person }) => person)).toEqual(people)
  expect(card.missing).toEqual([])
  expect(card.sureness.because).toContain('declared-complete')
})
