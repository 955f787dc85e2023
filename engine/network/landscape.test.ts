import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { emptyInput, fourWorlds, tie } from '../fixtures/four-worlds.ts'
import { richLandscape as rich } from '../fixtures/rich-landscape.ts'
import { answerRates, isKnown } from './answers.ts'
import { buildLandscape } from './build-landscape.ts'
import { crosses, dyadBetween, practicesOf, sidesOf, way } from './landscape.ts'
import type { LandscapeInput } from './landscape-input.ts'

describe('a landscape in memory', () => {
  it('numbers everything by id and holds what was told', () => {
    const l = buildLandscape(rich)
    expect(l.ids.concerns).toEqual(['asked', 'heat'])
    expect([...l.legitimacyPerson]).toEqual([1])
    expect([l.legitimacyWouldCome[0], l.legitimacyWouldNot[0], l.legitimacyClaimed[0]]).toEqual([3, 1, 1])
    expect([...l.spacePerson]).toEqual([1, 3])
    expect([...l.keepApartOther, ...l.keepApartOtherIsPractice, ...l.keepApartConcern]).toEqual([1, 1, 1])
    expect([l.notInvitable[4], l.team[5]]).toEqual([1, 1])
    for (let i = 0; i < 7; i++) {
      const weights = l.memberWeight.subarray(l.memberStart[i]!, l.memberStart[i + 1]!)
      if (practicesOf(l, i).length > 0) expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    }
  })

  it('keeps both accounts of one pair under one dyad, each with its way', () => {
    const l = buildLandscape({
      ...emptyInput,
      people: [{ id: 'b' }, { id: 'a' }],
      ties: [tie('b', 'a', { mutual: false, kind: 'learns' }), tie('a', 'b', { kind: 'trusts', says: 'no' })],
    })
    expect(l.counts).toMatchObject({ dyads: 1, accounts: 2 })
    expect(dyadBetween(l, 1, 0)).toBe(0)
    expect([...l.accountWay]).toEqual([way.down, way.up | way.down | way.no])
  })

  it('lets a person stand where their practices stand, on all their sides, unless they said otherwise', () => {
    const l = buildLandscape({
      ...emptyInput,
      people: ['east', 'both', 'own', 'unsaid', 'none'].map((id) => ({ id })),
      practices: [{ id: 'E' }, { id: 'W' }],
      memberships: [
        ...['east', 'both', 'own', 'unsaid'].map((person) => ({ person, practice: 'E', weight: 1 })),
        { person: 'both', practice: 'W', weight: 1 },
      ],
      boundaries: [{ id: 'ridge', kind: 'geographic', sides: ['west', 'east'] }],
      standings: [
        { boundary: 'ridge', holder: { practice: 'E' }, sides: ['east'] },
        { boundary: 'ridge', holder: { practice: 'W' }, sides: ['west'] },
        { boundary: 'ridge', holder: { person: 'own' }, sides: ['west'] },
        { boundary: 'ridge', holder: { person: 'unsaid' }, sides: [] },
      ],
    })
    const at = (id: string) => l.ids.people.indexOf(id)
    const sides = (id: string) => [...sidesOf(l, 0, at(id))].map((side) => l.ids.sides[side])
    expect(['east', 'both', 'own', 'unsaid', 'none'].map(sides)).toEqual([['east'], ['east', 'west'], ['west'], [], []])
    expect(crosses(l, 0, at('east'), at('own'))).toBe(true)
    for (const other of ['both', 'unsaid', 'none']) expect(crosses(l, 0, at('own'), at(other))).toBe(false)
  })

  it('tells a "no" from a pair nobody was asked about', () => {
    const l = buildLandscape(rich)
    expect(isKnown(l, 3, 6)).toBe(true)
    for (let j = 1; j < 7; j++) {
      const listed = dyadBetween(l, 0, j) >= 0
      expect(isKnown(l, 0, j)).toBe(listed || j === 3 || practicesOf(l, j).includes(1))
    }
    expect(answerRates(l).everybody).toEqual({ people: 7, answered: 2 })
    expect(answerRates(buildLandscape(fourWorlds)).byPractice[0]).toEqual({ people: 6, answered: 6 })
  })

  it.each([
    [{ people: [{ id: 'p0' }, { id: 'p0' }] }, 'people, id is "p0": it stands twice'],
    [{ ties: [tie('p0', 'nobody')] }, 'ties row 1, to is "nobody": there is no such person'],
    [{ ties: [tie('p0', 'p0')] }, 'ties row 1, to is "p0": the same person stands on both ends'],
    [{ ties: [tie('p0', 'p1', { strength: 1.5 })] }, 'ties row 1, strength is 1.5'],
    [{ ties: [tie('p0', 'p1', { freshness: Number.NaN })] }, 'ties row 1, freshness is NaN'],
    [{ ties: [tie('p0', 'p1', { kind: 'likes' as 'talks' })] }, 'ties row 1, kind is "likes": give one of talks'],
    [{ memberships: [{ person: 'p0', practice: 'g0', weight: 0 }] }, 'memberships row 1, weight is 0'],
    [
      { memberships: [{ person: 'p0', practice: 'g9', weight: 1 }] },
      'memberships row 1, practice is "g9": there is no such practice',
    ],
    [
      { standings: [{ boundary: 'ridge', holder: { person: 'p0' }, sides: ['up'] }] },
      'standings row 1, sides is "up": there is no such side of boundary "ridge"',
    ],
    [{ stakes: [{ from: 'g0', to: 'g0', weight: 1 }] }, 'stakes row 1, to is "g0": it stands on both ends'],
  ] as [Partial<LandscapeInput>, string][])('refuses what cannot be: %j', (broken, message) => {
    const parts = Object.keys(broken).includes('people') ? { ...emptyInput, ...broken } : { ...rich, ...broken }
    expect(() => buildLandscape(parts)).toThrow(message)
  })

  it('takes a table that is left out as empty', () => {
    const { complete, people, practices, memberships, ties } = fourWorlds
    const short = { complete, people, practices, memberships, ties }
    expect(buildLandscape(short).buffer).toEqual(buildLandscape({ ...emptyInput, ...short }).buffer)
  })

  const row = tie('p0', 'p1')
  const holder = { person: 'p0' }
  const words = [null, undefined, '', [], '0.5', true, {}, Object.create(null), Number.NaN, -1, 1e300]
  const given = (value: unknown) => {
    if (typeof value === 'string') return JSON.stringify(value)
    if (Array.isArray(value)) return '[]'
    return typeof value === 'object' && value !== null ? '[object Object]' : String(value)
  }

  it.each<[string, unknown, string]>([
    ...words.flatMap((value): [string, unknown, string][] => [
      [
        'ties',
        [row, { ...row, strength: value }],
        `ties row 2, strength is ${given(value)}: give a number from 0 to 1`,
      ],
      ['ties', [{ ...row, freshness: value }], `ties row 1, freshness is ${given(value)}: give a number from 0 to 1`],
      [
        'memberships',
        [{ person: 'p0', practice: 'g0', weight: value }],
        `memberships row 1, weight is ${given(value)}: give a number above 0, from 1e-100 to 1e100`,
      ],
      [
        'stakes',
        [{ from: 'g0', to: 'g1', weight: value }],
        `stakes row 1, weight is ${given(value)}: give 0, or a number from 1e-100 to 1e100`,
      ],
    ]),
    ...['NO', 'maybe', false, undefined].map((says): [string, unknown, string] => [
      'ties',
      [{ ...row, says }],
      `ties row 1, says is ${given(says)}: give one of yes, no`,
    ]),
    ...['no', 1, undefined, null].flatMap((value): [string, unknown, string][] => [
      ['ties', [{ ...row, mutual: value }], `ties row 1, mutual is ${given(value)}: give true or false`],
      ['complete', value, `complete is ${given(value)}: say true when`],
      [
        'legitimacy',
        [{ person: 'p0', practice: 'g0', wouldCome: 1, wouldNot: 1, claimed: value }],
        `legitimacy row 1, claimed is ${given(value)}: give true or false`,
      ],
    ]),
    ['ties', new Set([row]), 'ties is [object Set]: give a list of rows'],
    ['ties', undefined, 'ties is undefined: give a list of rows'],
    ['ties', [row, undefined], 'ties row 2 is undefined: give an object'],
    ['ties', new Array(1), 'ties row 1 is undefined: give an object'],
    ['people', ['p0'], 'people row 1 is "p0": give an object'],
    ['people', undefined, 'people is undefined: give a list of rows'],
    ['stakes', null, 'stakes is null: give a list of rows'],
    ['stakes', [7], 'stakes row 1 is 7: give an object'],
    ['team', 'p0', 'team is "p0": give a list of ids'],
    ['team', [undefined], 'team row 1 is undefined: there is no such person'],
    ['boundaries', [{ id: '', kind: 'other', sides: [] }], 'boundaries row 1, id is "": give an id'],
    ['boundaries', [{ id: 'b', kind: 'other', sides: 'ns' }], 'boundaries row 1, sides is "ns": give a list of ids'],
    ['spaces', [{ id: 's' }], 'spaces row 1, people is undefined: give a list of ids'],
    ['answers', [{ person: 'p0' }], 'answers row 1, about is undefined: give an id, or null'],
    ['concerns', [{ id: 'x', holder, kind: 'likes' }], 'concerns row 1, kind is "likes": give one of cares'],
    ['concerns', [{ id: '', holder, kind: 'cares' }], 'concerns row 1, id is "": give an id'],
    [
      'concerns',
      [{ id: 'x', holder: { person: 'p0', practice: 'g0' }, kind: 'cares' }],
      'concerns row 1, holder is [object Object]: name one person or one practice',
    ],
    [
      'standings',
      [{ boundary: 'ridge', holder: { person: 'p0', practice: 'g0' }, sides: [] }],
      'standings row 1, holder is',
    ],
    ['keepApart', [{ one: holder, other: {}, concern: null }], 'keepApart row 1, other is [object Object]: name one'],
    ['keepApart', [{ one: holder, other: { practice: 'gg' }, concern: null }], 'row 1, other, practice is "gg"'],
    [
      'legitimacy',
      [2 ** 31 - 2, 1].map((wouldCome) => ({ person: 'p0', practice: 'g0', wouldCome, wouldNot: 0, claimed: false })),
      'legitimacy row 2, wouldCome with the rows before is 2147483647',
    ],
  ])('names table, row, field and the value given where %s holds another kind of thing: %j', (table, value, said) => {
    const broken = { ...rich, [table]: value } as LandscapeInput
    expect(() => buildLandscape(broken)).toThrow(said)
    expect(() => buildLandscape(broken)).toThrow(BadInput)
  })

  it.each([undefined, null, 'map'])('is not built from %j', (nothing) => {
    expect(() => buildLandscape(nothing as never)).toThrow('give an object with people, practices, memberships')
  })

  it('takes a holder whose other name is left open', () => {
    const open = { ...rich, concerns: [{ id: 'x', holder: { person: undefined, practice: 'g1' }, kind: 'cares' }] }
    const l = buildLandscape(open as unknown as LandscapeInput)
    expect([l.concernHolderIsPractice[0], l.concernHolder[0]]).toEqual([1, 1])
  })
})
