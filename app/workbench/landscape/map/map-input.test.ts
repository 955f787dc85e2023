import { describe, expect, it } from 'vitest'
import { firstSketch } from '../../../../db/seeds/first-sketch.ts'
import type { DrawnLandscape, DrawnTie } from '../drawn-landscape.ts'
import { mapInput } from './map-input.ts'

const drawn = firstSketch()
const [one, other, third] = drawn.people.map((person) => person.id) as [string, string, string]
const tie = (from: string, to: string, change: Partial<DrawnTie> = {}): DrawnTie => ({
  ...drawn.ties[0]!,
  from,
  to,
  says: 'yes',
  kind: 'talks',
  until: null,
  retracted: null,
  ...change,
})
const dyadsOf = (ties: DrawnTie[], change: Partial<DrawnLandscape> = {}) =>
  mapInput({ ...drawn, ...change, ties }, { seed: 's' }).dyads

describe('what the map is given', () => {
  it('joins several accounts of a dyad into its strongest, whichever way they were told', () => {
    const dyads = dyadsOf([tie(one, other, { strength: 0.3 }), tie(other, one, { strength: 0.8, kind: 'works' })])
    expect(dyads).toHaveLength(1)
    expect(dyads[0]!.weight).toBe(0.8)
  })

  it('leaves out what is no tie now: a no, a quarrel, one retracted, one that ended', () => {
    const about = { ...drawn.about, asOf: '2027-03-01' }
    const gone = [
      tie(one, other, { says: 'no' }),
      tie(one, other, { kind: 'conflict' }),
      tie(one, other, { retracted: '2027-01-01' }),
      tie(one, other, { until: '2026-12-31' }),
      tie(one, one),
    ]
    expect(dyadsOf(gone, { about })).toEqual([])
    expect(dyadsOf([tie(one, other, { until: '2027-12-31' })], { about })).toHaveLength(1)
  })

  it('gives a person the sides of their practices unless they have their own', () => {
    const boundary = drawn.boundaries[0]!
    const practice = drawn.memberships.find((membership) => membership.person === one)!.practice
    const stand = (person: string | null, of: string | null, side: string | null) => ({
      boundary: boundary.id,
      side,
      person,
      practice: of,
    })
    const sidesOf = (standings: DrawnLandscape['standings']) =>
      mapInput({ ...drawn, standings }, { seed: 's' }).people.find((person) => person.id === one)!.sides[0]
    expect(sidesOf([stand(null, practice, boundary.sides[1]!)])).toEqual([1])
    expect(sidesOf([stand(null, practice, boundary.sides[1]!), stand(one, null, boundary.sides[0]!)])).toEqual([0])
    expect(sidesOf([stand(one, null, boundary.sides[0]!), stand(one, null, boundary.sides[2]!)])).toEqual([0, 2])
    expect(sidesOf([stand(null, practice, boundary.sides[1]!), stand(one, null, null)])).toEqual([])
  })

  it('E4: tints no ground by single people on a boundary of class, politics or culture, nor on any told in sum where it is passed on', () => {
    const practice = drawn.memberships.find((membership) => membership.person === one)!.practice
    const sidesOf = (kind: 'social' | 'class' | 'political' | 'cultural' | 'geographic', passedOn: boolean) => {
      const boundary = { ...drawn.boundaries[0]!, kind }
      const standings = [
        { boundary: boundary.id, side: boundary.sides[1]!, person: null, practice },
        { boundary: boundary.id, side: boundary.sides[0]!, person: one, practice: null },
      ]
      const { people } = mapInput({ ...drawn, boundaries: [boundary], standings }, { seed: 's', passedOn })
      return people.find((person) => person.id === one)!.sides[0]
    }
    for (const kind of ['class', 'political', 'cultural'] as const) expect(sidesOf(kind, false)).toEqual([1])
    expect(sidesOf('social', true)).toEqual([1])
    expect(sidesOf('social', false)).toEqual([0])
    expect(sidesOf('geographic', true)).toEqual([0])
  })

  it('shows nobody who hid or withdrew, nor anybody the reader may not see', () => {
    const consent = (person: string, state: 'hidden' | 'withdrawn') => ({
      person,
      purpose: 'map' as const,
      state,
      said: null,
    })
    const consents = [consent(one, 'hidden'), consent(other, 'withdrawn')]
    const { people } = mapInput({ ...drawn, consents }, { seed: 's', sees: (person) => person !== third })
    expect(people.filter((person) => !person.shown).map((person) => person.id)).toEqual([one, other, third])
    expect(people).toHaveLength(drawn.people.length)
  })

  it('never lets a class, social, political or cultural boundary show a person’s side', () => {
    const kinds = ['class', 'social', 'political', 'cultural', 'geographic', 'disciplinary'] as const
    const boundaries = kinds.map((kind) => ({ ...drawn.boundaries[0]!, id: kind, kind }))
    const { boundaries: shown } = mapInput({ ...drawn, boundaries, standings: [] }, { seed: 's' })
    expect(shown.map((boundary) => boundary.aggregate)).toEqual([true, true, true, true, false, false])
  })
})
