import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyInput, fourWorlds, tie } from '../fixtures/four-worlds.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { answerRates, isKnown } from './answers.ts'
import { buildLandscape } from './build-landscape.ts'
import { readLandscape } from './bytes.ts'
import { crosses, dyadBetween, practicesOf, sidesOf, way } from './landscape.ts'
import type { LandscapeInput } from './landscape-input.ts'

const rich: LandscapeInput = {
  ...smallLandscape({ seed: 5, people: 7, ties: 6, practices: 3, oneWay: 0.5 }),
  complete: false,
  answers: [
    { person: 'p0', about: 'g1' },
    { person: 'p3', about: null },
  ],
  concerns: [
    { id: 'heat', holder: { practice: 'g0' }, kind: 'cares' },
    { id: 'asked', holder: { person: 'p1' }, kind: 'seeks' },
  ],
  legitimacy: [
    { person: 'p1', practice: 'g0', wouldCome: 2, wouldNot: 1, claimed: false },
    { person: 'p1', practice: 'g0', wouldCome: 1, wouldNot: 0, claimed: true },
  ],
  keepApart: [{ one: { person: 'p2' }, other: { practice: 'g1' }, concern: 'heat' }],
  spaces: [{ id: 'breakfast', people: ['p3', 'p1', 'p3'] }],
  notInvitable: ['p4'],
  team: ['p5'],
}

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
    [{ people: [{ id: 'p0' }, { id: 'p0' }] }, 'people: the id "p0" stands twice'],
    [{ ties: [tie('p0', 'nobody')] }, 'ties row 1: there is no person "nobody"'],
    [{ ties: [tie('p0', 'p0')] }, 'ties row 1: "p0" stands on both ends'],
    [{ ties: [tie('p0', 'p1', { strength: 1.5 })] }, 'ties row 1: strength is 1.5'],
    [{ ties: [tie('p0', 'p1', { freshness: Number.NaN })] }, 'ties row 1: freshness is NaN'],
    [{ ties: [tie('p0', 'p1', { kind: 'likes' as 'talks' })] }, 'the kind "likes" is not one of'],
    [{ memberships: [{ person: 'p0', practice: 'g0', weight: 0 }] }, 'memberships row 1: weight is 0'],
    [{ memberships: [{ person: 'p0', practice: 'g9', weight: 1 }] }, 'there is no practice "g9"'],
    [{ standings: [{ boundary: 'ridge', holder: { person: 'p0' }, sides: ['up'] }] }, 'called "up"'],
    [{ stakes: [{ from: 'g0', to: 'g0', weight: 1 }] }, 'stakes row 1: "g0" stands on both ends'],
  ] as [Partial<LandscapeInput>, string][])('refuses what cannot be: %j', (broken, message) => {
    const parts = Object.keys(broken).includes('people') ? { ...emptyInput, ...broken } : { ...rich, ...broken }
    expect(() => buildLandscape(parts)).toThrow(message)
  })
})

describe('the bytes of a landscape', () => {
  it('come back as the same landscape', () => {
    for (const input of [emptyInput, fourWorlds, rich]) {
      const l = buildLandscape(input)
      expect(readLandscape(l.buffer)).toEqual(l)
      const shifted = new Uint8Array(l.buffer.byteLength + 3)
      shifted.set(new Uint8Array(l.buffer), 3)
      expect(readLandscape(shifted.subarray(3))).toEqual(l)
    }
  })

  it('are the same whatever the order of the rows', () => {
    const turned = { ...rich, people: rich.people.toReversed(), ties: rich.ties.toReversed() }
    expect(new Uint8Array(buildLandscape(turned).buffer)).toEqual(new Uint8Array(buildLandscape(rich).buffer))
  })

  it('give a clear error when they are cut short, of another version, something else, or damaged anywhere', () => {
    const bytes = new Uint8Array(buildLandscape(rich).buffer)
    expect(() => readLandscape(bytes.slice(0, 16))).toThrow('cut short')
    expect(() => readLandscape(bytes.slice(0, bytes.length - 8))).toThrow('cut short')
    expect(() => readLandscape(new Uint8Array(64))).toThrow('do not begin as a landscape')
    const newer = bytes.slice()
    newer[12] = 9
    expect(() => readLandscape(newer)).toThrow('layout version 9')
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = bytes.slice()
        damaged[at]! ^= flip
        expect(() => readLandscape(damaged)).toThrow('Landscape bytes cannot be read')
      }),
      { numRuns: 300, seed: 31 },
    )
  })

  it('are checked entry by entry, so that a forged checksum does no harm', () => {
    const l = buildLandscape(rich)
    const forge = (change: (copy: ReturnType<typeof readLandscape>) => void) => {
      const buffer = new Uint8Array(l.buffer).slice().buffer
      const copy = readLandscape(buffer)
      change(copy)
      const words = new Uint32Array(buffer)
      let sum = 0x9747b28c
      words.forEach((word, i) => {
        if (i === 6) return
        sum = Math.imul(sum ^ word, 0x01000193)
        sum = (sum << 13) | (sum >>> 19)
      })
      words[6] = sum
      return () => readLandscape(buffer)
    }
    expect(forge((copy) => copy.team.fill(1))).not.toThrow()
    expect(forge((copy) => copy.memberPractice.fill(99))).toThrow('in memberPractice, entry 0 is 99')
    expect(forge((copy) => copy.accountStrength.fill(Number.NaN))).toThrow('in accountStrength')
    expect(forge((copy) => copy.dyadHigh.fill(0))).toThrow('in dyadHigh')
    expect(forge((copy) => copy.dyadStart.fill(2))).toThrow('in dyadStart')
    expect(forge((copy) => copy.concernHolder.fill(77))).toThrow('in concernHolder')
    expect(forge((copy) => copy.neighbourDyad.reverse())).toThrow('in neighbourDyad')
  })
})
