import { describe, expect, it } from 'vitest'
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
      'standings row 1 is "up": there is no such side of boundary "ridge"',
    ],
    [{ stakes: [{ from: 'g0', to: 'g0', weight: 1 }] }, 'stakes row 1, to is "g0": it stands on both ends'],
  ] as [Partial<LandscapeInput>, string][])('refuses what cannot be: %j', (broken, message) => {
    const parts = Object.keys(broken).includes('people') ? { ...emptyInput, ...broken } : { ...rich, ...broken }
    expect(() => buildLandscape(parts)).toThrow(message)
  })
})
