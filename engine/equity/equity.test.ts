import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { isStopped } from '../control.ts'
import { rateFrom } from '../legitimacy/beta.ts'
import { valuesOf } from '../measure.ts'
import { equityMeasures } from './equity-measures.ts'
import { evenness } from './evenness.ts'
import { presence } from './presence.ts'
import { checkedTurns, type Invitation, type Turns, tellableSides } from './turns.ts'
import { agendaShare, uptake } from './uptake.ts'
import { heard, voiceRatio } from './voice-ratio.ts'

const [equity, voice, uptakes, agendas, presences] = equityMeasures

/** Turns 30, 10, 5 / 3, 2 / 0 on the sides A, B, D: the case of the definitions. */
const amounts = [30, 10, 5, 3, 2, 0]
const sideOf = [0, 0, 0, 1, 1, 2]
const once: Turns = {
  sides: ['A', 'B', 'D'],
  sideOf,
  meetings: 1,
  invitations: amounts.map((turns, person) => ({ person, meeting: 0, came: turns > 0, turns })),
}

/** Six of east and six of west invited to four meetings; east talks, west hardly. */
const twelve: Turns = {
  sides: ['east', 'west'],
  sideOf: Array.from({ length: 12 }, (_, i) => (i < 6 ? 0 : 1)),
  meetings: 4,
  invitations: [0, 1, 2, 3].flatMap((meeting) =>
    Array.from({ length: 12 }, (_, person): Invitation => {
      const came = person < 6 || meeting < 2
      return { person, meeting, came, turns: person < 6 ? 5 + ((person + meeting) % 3) : came && person > 9 ? 2 : 0 }
    }),
  ),
  contributions: [
    { by: 0, takenUpBy: [1] },
    { by: 0, takenUpBy: [0] },
    { by: 1, takenUpBy: [7, 2] },
    { by: 7, takenUpBy: [] },
  ],
  topics: [
    { by: 0, treated: true },
    { by: 1, treated: true },
    { by: 2, treated: false },
    { by: 9, treated: false },
  ],
}

describe('how evenly people take part', () => {
  it('is worked out as in the definitions', () => {
    const found = evenness(amounts, sideOf)
    expect(found.gini).toBeCloseTo(0.5866666666666667, 12)
    expect(found.giniSmallGroup).toBeCloseTo(0.704, 12)
    expect(found.entropy).toBeCloseTo(0.645288143806644, 12)
    expect(found.theil).toBeCloseTo(0.6355583271819057, 12)
    expect(found.between).toBeCloseTo(0.4086107179793136, 12)
    expect(found.within).toBeCloseTo(0.22694760920259222, 12)
    const ratios = voiceRatio(once).ratio
    expect(ratios[0]).toBeCloseTo(1.8, 12)
    expect(ratios[1]).toBeCloseTo(0.3, 12)
    expect(ratios[2]).toBe(0)
  })

  const vectors = '../shared/reference/domain-vectors.json'
  it.skipIf(!existsSync(vectors))(`agrees with the reference vectors (skipped where ${vectors} is absent)`, () => {
    const { equity: known } = JSON.parse(readFileSync(vectors, 'utf8'))
    const names = Object.keys(known.turns)
    const sides = [...new Set(names.map((name) => name[0]!))]
    const found = evenness(
      Object.values(known.turns),
      names.map((name) => sides.indexOf(name[0]!)),
    )
    expect(found.gini).toBeCloseTo(known.gini, 12)
    expect(found.giniSmallGroup).toBeCloseTo(known.gini_small_sample, 12)
    expect(found.entropy).toBeCloseTo(known.entropy_norm, 12)
    expect(found.theil).toBeCloseTo(known.theil, 12)
    expect(found.between).toBeCloseTo(known.theil_between, 12)
    expect(found.within).toBeCloseTo(known.theil_within, 12)
    for (const [at, side] of sides.entries())
      expect(voiceRatio(once).ratio[at]).toBeCloseTo(known.voice_ratio[side], 12)
  })

  it('is 0 for everybody alike and largest when one has all', () => {
    const alike = evenness([4, 4, 4], [0, 1, 1])
    for (const value of [alike.gini, alike.theil, alike.between, alike.within]) expect(value).toBeCloseTo(0, 12)
    expect(alike.entropy).toBeCloseTo(1, 12)
    const one = evenness([0, 0, 9], [0, 0, 1])
    expect(one.giniSmallGroup).toBeCloseTo(1, 12)
    expect(one.entropy).toBeCloseTo(0, 12)
    expect(one.theil).toBeCloseTo(Math.log(3), 12)
    expect(one.within).toBeCloseTo(0, 12)
  })

  it('has no number where nobody spoke, and none that needs two people where there is one', () => {
    const none = { gini: null, giniSmallGroup: null, entropy: null, theil: null, between: null, within: null }
    expect(evenness([], [])).toEqual(none)
    expect(evenness([0, 0], [0, 0])).toEqual(none)
    expect(evenness([7], [0])).toMatchObject({ gini: 0, giniSmallGroup: null, entropy: null, theil: 0 })
  })

  it('agrees with the sum over all pairs, does not mind order or scale, and splits exactly', () => {
    const group = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.nat(3)), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(group, (rows) => {
        const x = rows.map(([amount]) => amount)
        const sides = rows.map(([, side]) => side)
        const total = x.reduce((sum, one) => sum + one, 0)
        fc.pre(total > 0)
        const found = evenness(x, sides)
        const pairs = x.reduce((sum, one) => sum + x.reduce((inner, other) => inner + Math.abs(one - other), 0), 0)
        expect(found.gini).toBeCloseTo(pairs / (2 * x.length * total), 10)
        const shares = x.map((one) => one / total).filter((share) => share > 0)
        const entropy = -shares.reduce((sum, share) => sum + share * Math.log(share), 0)
        expect(found.entropy).toBeCloseTo(entropy / Math.log(x.length), 10)
        expect(found.theil).toBeCloseTo(Math.log(x.length) - entropy, 10)
        expect(found.between! >= -1e-12 && found.within! >= -1e-12).toBe(true)
        const turned = evenness(
          x.map((one) => 3 * one).reverse(),
          sides.reverse().map((side) => 9 - side),
        )
        expect(turned.gini).toBeCloseTo(found.gini!, 10)
        expect(turned.between).toBeCloseTo(found.between!, 10)
      }),
      { numRuns: 200, seed: 1 },
    )
  })

  it('refuses what cannot be', () => {
    expect(() => evenness([1], [])).toThrow('length of sideOf')
    expect(() => evenness([-1], [0])).toThrow('amounts[0] is -1')
    expect(() => evenness([Number.NaN], [0])).toThrow(BadInput)
    expect(() => evenness([1], [-1])).toThrow('sideOf[0]')
  })
})

describe('voice', () => {
  it('has an interval over meetings that is the same for the same seed', () => {
    const found = voiceRatio(twelve)
    expect(found).toEqual(voiceRatio(twelve))
    expect(found.ratio[0]!).toBeGreaterThan(1.8)
    expect(found.low[0]! <= found.ratio[0]! && found.ratio[0]! <= found.high[0]!).toBe(true)
    expect(found.low[1]! <= found.ratio[1]! && found.ratio[1]! <= found.high[1]!).toBe(true)
    expect(found.high[1]! - found.low[1]!).toBeGreaterThan(0)
    expect([found.ratio[2], found.low[2]]).toEqual([Number.NaN, Number.NaN])
    expect(found.meetings).toBe(4)
    expect(voiceRatio(twelve, { seed: 2, draws: 5 }).low).not.toEqual(voiceRatio(twelve, { draws: 5 }).low)
  })

  it('has no interval from one meeting, no ratio from silence, and none of its width from equal meetings', () => {
    expect(voiceRatio(once).low[0]).toBe(Number.NaN)
    const silent = { ...once, invitations: once.invitations.map((row) => ({ ...row, turns: 0 })) }
    expect([...voiceRatio(silent).ratio]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
    const again = {
      ...once,
      meetings: 3,
      invitations: [0, 1, 2].flatMap((m) => once.invitations.map((r) => ({ ...r, meeting: m }))),
    }
    const same = voiceRatio(again)
    expect(same.low[0]).toBeCloseTo(1.8, 12)
    expect(same.high[0]).toBeCloseTo(1.8, 12)
  })

  it('says less or more only when the interval leaves out even', () => {
    expect([heard(0.2, 0.9), heard(1.1, 2), heard(0.9, 1.1), heard(Number.NaN, 1)]).toEqual([
      'less',
      'more',
      'cannot-tell',
      'cannot-tell',
    ])
  })
})

describe('what becomes of what people say', () => {
  it('counts what others took up and what other sides took up, not what one took up oneself', () => {
    const [east, west, nobody] = uptake(twelve)
    expect(east).toEqual({ contributions: 3, byOthers: rateFrom(2, 1), byOtherSides: rateFrom(1, 2) })
    expect(west).toEqual({ contributions: 1, byOthers: rateFrom(0, 1), byOtherSides: rateFrom(0, 1) })
    expect(nobody).toEqual({ contributions: 0, byOthers: null, byOtherSides: null })
    const unknown = { ...twelve, sideOf: [...Array(6).fill(0), ...Array(6).fill(-1)] }
    expect(uptake(unknown)[0]!.byOtherSides).toEqual(rateFrom(0, 3))
    expect(uptake({ ...twelve, contributions: undefined })[0]!.contributions).toBe(0)
  })

  it('counts topics proposed and treated', () => {
    const [east, west, nobody] = agendaShare(twelve)
    expect(east).toEqual({ proposed: 3, treated: 2, rate: rateFrom(2, 1), share: 1 })
    expect(west).toEqual({ proposed: 1, treated: 0, rate: rateFrom(0, 1), share: 0 })
    expect(nobody).toMatchObject({ rate: null, share: 0 })
    expect(agendaShare({ ...twelve, topics: [] })[0]).toMatchObject({ rate: null, share: null })
  })

  it('follows people from invited to came, spoke and came again', () => {
    expect(presence(twelve)).toEqual([
      { invited: 6, came: 6, spoke: 6, cameAgain: 6, couldComeAgain: 6 },
      { invited: 6, came: 6, spoke: 2, cameAgain: 6, couldComeAgain: 6 },
      { invited: 0, came: 0, spoke: 0, cameAgain: 0, couldComeAgain: 0 },
    ])
    const last = {
      ...once,
      meetings: 2,
      invitations: [...once.invitations, { person: 0, meeting: 1, came: false, turns: 0 }],
    }
    expect(presence(last)[0]).toEqual({ invited: 3, came: 3, spoke: 3, cameAgain: 0, couldComeAgain: 1 })
    expect(presence(last)[2]).toMatchObject({ invited: 1, came: 0 })
  })
})

describe('what is told of sides', () => {
  it('is nothing of fewer than five, and then nothing either of the one from which it could be worked out', () => {
    expect([...tellableSides([9, 7, 4], 5)]).toEqual([1, 0, 0])
    expect([...tellableSides([9, 7, 4, 3], 5)]).toEqual([1, 1, 0, 0])
    expect([...tellableSides([9, 7, 0], 5)]).toEqual([1, 1, 0])
    expect([...tellableSides([4], 5)]).toEqual([0])
    // two sides of one each are two people together: their share would stand behind the others
    expect([...tellableSides([10, 11, 1, 1], 5)]).toEqual([0, 1, 0, 0])
    expect([...tellableSides([10, 11, 12, 1], 12)]).toEqual([0, 0, 1, 0])
    expect([...tellableSides([7, 7, 20, 3], 7)]).toEqual([0, 1, 1, 0])
    const found = voice.run(once, valuesOf(voice))
    expect([...found.told]).toEqual([0, 0, 0, 0])
    expect([...found.ratio].every(Number.isNaN)).toBe(true)
    expect(
      equity.run({ ...once, sideOf: sideOf.slice(0, 4), invitations: once.invitations.slice(0, 4) }, valuesOf(equity)),
    ).toMatchObject({
      gini: null,
      people: 4,
    })
  })

  it('leaves nobody’s share to be worked out: those left out are none, or five and more together', () => {
    const sizes = fc.array(fc.nat(14), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 5, max: 9 }), (people, fewest) => {
        const told = tellableSides(people, fewest)
        const all = people.reduce((sum, count) => sum + count, 0)
        const hidden = people.reduce((sum, count, side) => sum + (told[side] ? 0 : count), 0)
        expect(hidden === 0 || hidden >= fewest || hidden === all).toBe(true)
        expect(people.every((count, side) => !told[side] || count >= fewest)).toBe(true)
        // no more than needed: with the largest of those hidden that could be told, the rest would be too few
        const largest = Math.max(...people.filter((count, side) => !told[side] && count >= fewest), 0)
        expect(largest === 0 || hidden - largest < fewest).toBe(true)
      }),
      { numRuns: 300, seed: 4 },
    )
    const turnsOn = (counts: number[]): Turns => ({
      sides: counts.map((_, at) => `side ${at}`),
      sideOf: counts.flatMap((count, at) => Array<number>(count).fill(at)),
      meetings: 1,
      invitations: counts
        .flatMap((count, at) => Array<number>(count).fill(at))
        .map((_, person) => ({ person, meeting: 0, came: true, turns: person % 9 })),
    })
    const voices = voice.run(turnsOn([10, 10, 1, 1]), valuesOf(voice))
    expect([...voices.ratio].map(Number.isNaN)).toEqual([true, false, true, true, true])
  })

  it('has no part between sides, and none within, unless every side may be told of', () => {
    const eleven = (last: number): Turns => ({
      sides: ['east', 'west'],
      sideOf: [...Array<number>(10).fill(0), 1],
      meetings: 1,
      invitations: Array.from({ length: 11 }, (_, person) => {
        return { person, meeting: 0, came: true, turns: person === 10 ? last : 3 + (person % 2) }
      }),
    })
    for (const last of [0, 4, 40]) {
      const found = equity.run(eleven(last), valuesOf(equity))
      expect(found).toMatchObject({ between: null, within: null, people: 11 })
      expect(found.theil).toBeGreaterThan(0)
    }
    expect(equity.run(twelve, valuesOf(equity)).between).toBeGreaterThan(0.1)
    expect(equity.run(twelve, valuesOf(equity, { fewestPeople: 7 }))).toMatchObject({ between: null, within: null })
    const unknown = { ...twelve, sideOf: [...Array<number>(6).fill(0), ...Array<number>(5).fill(1), -1] }
    expect(equity.run(unknown, valuesOf(equity))).toMatchObject({ between: null, within: null })
  })

  it('stands beside the names and numbers of the sides', () => {
    expect(equity.run(once, valuesOf(equity)).gini).toBeCloseTo(0.5866666666666667, 12)
    const found = voice.run(twelve, valuesOf(voice))
    expect(found.side).toEqual(['east', 'west', null])
    expect([...found.people]).toEqual([6, 6, 0])
    expect(found.heard).toEqual(['more', 'less', 'cannot-tell'])
    expect(uptakes.run(twelve, valuesOf(uptakes)).uptake).toEqual([...uptake(twelve).slice(0, 2), null])
    expect(agendas.run(twelve, valuesOf(agendas)).agenda[0]).toEqual(agendaShare(twelve)[0])
    expect(presences.run(twelve, valuesOf(presences)).presence[1]!.spoke).toBe(2)
    expect(presences.run(twelve, valuesOf(presences, { fewestPeople: 7 })).presence).toEqual([null, null, null])
  })

  it('does not depend on how people are numbered, and counts those who were never invited nowhere', () => {
    const turned: Turns = {
      ...twelve,
      sideOf: [1, ...Array.from({ length: 12 }, (_, i) => twelve.sideOf[11 - i]!)],
      invitations: twelve.invitations.map((row) => ({ ...row, person: 12 - row.person })).reverse(),
      contributions: [],
      topics: [],
    }
    expect(voiceRatio(turned)).toEqual(voiceRatio(twelve))
    expect(presence(turned)).toEqual(presence(twelve))
    expect(equity.run(turned, valuesOf(equity)).theil).toBeCloseTo(equity.run(twelve, valuesOf(equity)).theil!, 12)
  })

  it('has nothing to say of nothing, stops when asked to, and refuses what cannot be', () => {
    const empty: Turns = { sides: [], sideOf: [], meetings: 0, invitations: [] }
    expect(equity.run(empty, valuesOf(equity))).toMatchObject({ gini: null, people: 0 })
    expect(voice.run(empty, valuesOf(voice)).meetings).toBe(0)
    let thrown: unknown
    try {
      voice.run(twelve, valuesOf(voice), { shouldStop: () => true })
    } catch (error) {
      thrown = error
    }
    expect(isStopped(thrown)).toBe(true)
    const row = { person: 0, meeting: 0, came: true, turns: 1 }
    const wrong = (more: Partial<Turns>) => () => checkedTurns({ ...once, ...more })
    expect(wrong({ sideOf: [3] })).toThrow('sideOf[0] is 3')
    expect(wrong({ invitations: [{ ...row, person: 6 }] })).toThrow('invitations[0].person')
    expect(wrong({ invitations: [{ ...row, meeting: 1 }] })).toThrow('invitations[0].meeting')
    expect(wrong({ invitations: [{ ...row, turns: Number.NaN }] })).toThrow('invitations[0].turns')
    expect(wrong({ invitations: [{ ...row, came: false }] })).toThrow('did not come')
    expect(wrong({ invitations: [row, row] })).toThrow('twice')
    expect(wrong({ contributions: [{ by: 9, takenUpBy: [] }] })).toThrow('contributions[0].by')
    expect(wrong({ contributions: [{ by: 0, takenUpBy: [-1] }] })).toThrow('contributions[0].takenUpBy')
    expect(wrong({ topics: [{ by: 9, treated: true }] })).toThrow('topics[0].by')
    for (const nothing of [null, undefined, {}, [], 'turns', { ...once, sideOf: null }, { ...once, invitations: {} }]) {
      for (const measure of equityMeasures) {
        expect(() => measure.run(nothing as unknown as Turns, valuesOf(measure) as never)).toThrow(BadInput)
      }
    }
    expect(wrong({ invitations: [null] as unknown as Invitation[] })).toThrow('invitations[0] is null')
    expect(wrong({ contributions: [{ by: 0 }] as unknown as Turns['contributions'] })).toThrow('[0].takenUpBy')
    expect(wrong({ topics: [7] as unknown as Turns['topics'] })).toThrow('topics[0] is 7')
    expect(checkedTurns({ ...once, sideOf: Int32Array.from(sideOf) }).meetings).toBe(1)
    expect(() => voiceRatio(once, { draws: 0 })).toThrow('draws')
    expect(() => voiceRatio(once, { seed: 0.5 })).toThrow('seed')
  })
})
