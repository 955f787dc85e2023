import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sequence, streamKey, textKey, worldKey } from '../chance.ts'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { answeredAbout, isKnown } from '../network/answers.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { dyadBetween } from '../network/landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { placesOf } from './places.ts'
import { openWorlds } from './reach.ts'
import { blockOfGroups, pairsInBlock, unknownBlocks } from './unknown-blocks.ts'
import { joinUnknown, unknownTies } from './unknown-ties.ts'
import { beginWorld, openWorkshop } from './world.ts'

const draw: Assumptions = { ...defaultAssumptions, chance: 1, crossing: 0.5, unknown: 'draw' }

/** A small landscape in which some answered about everybody, some about a practice, some not at all. */
function partlyAnswered(seed: number, people: number): LandscapeInput {
  const next = sequence(textKey(`answers ${seed}`))
  const input = smallLandscape({ seed, people, ties: people, practices: 3, oneWay: 0.4 })
  return {
    ...input,
    complete: false,
    answers: input.people.flatMap(({ id }): LandscapeInput['answers'] => {
      if (next() < 0.1) return [{ person: id, about: null }]
      return ['g0', 'g1', 'g2'].filter(() => next() < 0.15).map((about) => ({ person: id, about }))
    }),
  }
}

/** How often each pair is open over data draws: worlds in which every tie that exists is open. */
function openShares(
  input: LandscapeInput,
  assumptions: Assumptions,
  listed: boolean,
  draws: number,
): Map<string, number> {
  const landscape = buildLandscape(input)
  const places = placesOf(landscape)
  const ties = unknownTies(landscape, assumptions, places, listed)
  const workshop = openWorkshop(places, 0)
  const shares = new Map<string, number>()
  for (let w = 0; w < draws; w++) {
    beginWorld(workshop)
    const key = worldKey(streamKey(1, 'score'), w)
    joinUnknown(workshop, ties, key, key)
    for (let k = 0; k < workshop.extra.length; k += 2) {
      const pair = [workshop.extra[k]!, workshop.extra[k + 1]!].map(
        (place) => landscape.ids.people[places.personAt[place]!]!,
      )
      const name = pair.toSorted().join()
      shares.set(name, (shares.get(name) ?? 0) + 1 / draws)
    }
  }
  return shares
}

describe('what is known between practices', () => {
  it('is counted as when every pair is looked at', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 2, max: 12 }), (seed, people) => {
        const landscape = buildLandscape(partlyAnswered(seed, people))
        const known = unknownBlocks(landscape, draw)
        const yes = new Float64Array(known.yes.length)
        const no = new Float64Array(known.no.length)
        for (let i = 0; i < people; i++) {
          for (let j = i + 1; j < people; j++) {
            const block = blockOfGroups(known.groups, known.home[i]!, known.home[j]!)
            const d = dyadBetween(landscape, i, j)
            const accounts =
              d < 0
                ? []
                : [
                    ...landscape.accountKind
                      .subarray(landscape.accountStart[d]!, landscape.accountStart[d + 1]!)
                      .keys(),
                  ].map((k) => landscape.accountStart[d]! + k)
            const carries = accounts.some((k) => landscape.accountWay[k]! < 4 && landscape.accountKind[k]! < 3)
            if (carries) yes[block]!++
            else if (isKnown(landscape, i, j)) no[block]!++
          }
        }
        expect([...known.yes]).toEqual([...yes])
        expect([...known.no]).toEqual([...no])
        let all = 0
        for (let a = 0; a < known.groups; a++) for (let b = a; b < known.groups; b++) all += pairsInBlock(known, a, b)
        expect(all).toBe((people * (people - 1)) / 2)
      }),
      { numRuns: 100, seed: 51 },
    )
  })

  it('puts people where they have most weight, and those in no practice in a group of their own', () => {
    const landscape = buildLandscape({
      ...emptyInput,
      people: ['a', 'b', 'c'].map((id) => ({ id })),
      practices: [{ id: 'x' }, { id: 'y' }],
      memberships: [
        { person: 'a', practice: 'x', weight: 1 },
        { person: 'a', practice: 'y', weight: 2 },
        { person: 'b', practice: 'x', weight: 1 },
        { person: 'b', practice: 'y', weight: 1 },
      ],
      ties: [tie('a', 'b', { strength: 0.5 }), tie('b', 'c', { strength: 0.25 }), tie('a', 'c', { kind: 'trusts' })],
    })
    const known = unknownBlocks(landscape, draw)
    expect([...known.home]).toEqual([1, 0, 2])
    expect([...known.size]).toEqual([1, 1, 1])
    expect(known.strength).toBeCloseTo(0.375, 7)
    expect([...known.yes]).toEqual([0, 1, 1, 0, 0, 0, 0, 0, 0])
    expect([...known.no]).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0])
  })
})

describe('ties nobody told of', () => {
  it('are found by skipping as often as by a coin for each pair, and only where a pair is unknown', () => {
    for (const seed of [2, 6]) {
      const input = partlyAnswered(seed, 11)
      const landscape = buildLandscape(input)
      const [coins, skips] = [true, false].map((listed) => openShares(input, draw, listed, 4000))
      let unknown = 0
      for (const [i, one] of landscape.ids.people.entries()) {
        for (const [j, other] of landscape.ids.people.entries()) {
          if (j <= i) continue
          const name = [one, other].toSorted().join()
          if (isKnown(landscape, i, j) || answeredAbout(landscape, i, j)) {
            expect([coins!.get(name), skips!.get(name)]).toEqual([undefined, undefined])
            continue
          }
          unknown++
          const [p, q] = [coins!.get(name) ?? 0, skips!.get(name) ?? 0]
          expect(Math.abs(p - q), name).toBeLessThan(4.5 * Math.sqrt((p + q) / 4000) + 1e-9)
        }
      }
      expect(unknown).toBeGreaterThan(5)
    }
  })

  it('come at twice the rate seen between their practices, at most always, and at twice that of all where nothing is known', () => {
    const people = Array.from({ length: 12 }, (_, i) => `p${String(i).padStart(2, '0')}`)
    const input: LandscapeInput = {
      ...emptyInput,
      complete: false,
      people: people.map((id) => ({ id })),
      practices: [{ id: 'g' }, { id: 'h' }],
      memberships: people.map((person, i) => ({ person, practice: i < 8 ? 'g' : 'h', weight: 1 })),
      // of the 7 pairs of p00 in g one is a tie; between g and h one of one; in h nothing is known
      answers: [{ person: 'p00', about: 'g' }],
      ties: [tie('p00', 'p01'), tie('p02', 'p08')],
    }
    for (const listed of [true, false]) {
      const shares = openShares(input, { ...draw, unknown: 'twice' }, listed, 3000)
      const near = (pair: string, rate: number) =>
        expect(Math.abs((shares.get(pair) ?? 0) - rate), pair).toBeLessThan(4 * Math.sqrt(0.25 / 3000))
      near('p03,p04', 2 / 7)
      near('p06,p07', 2 / 7)
      near('p10,p11', 2 * (2 / 8))
      expect(shares.get('p03,p09')).toBeCloseTo(1, 9)
      expect(shares.has('p00,p05')).toBe(false)
    }
    const without = openShares({ ...input, ties: [] }, { ...draw, unknown: 'twice' }, false, 20)
    expect(without.size).toBe(0)
  })

  it('are drawn among more people than have a coin for each pair, where most was asked', () => {
    const people = Array.from({ length: 3200 }, (_, i) => `p${i}`)
    const input: LandscapeInput = {
      ...emptyInput,
      complete: false,
      people: people.map((id) => ({ id })),
      practices: [{ id: 'g' }, { id: 'h' }],
      memberships: people.map((person, i) => ({ person, practice: i % 2 ? 'g' : 'h', weight: 1 })),
      answers: people.slice(0, 2400).map((person) => ({ person, about: null })),
      ties: people.slice(1, 2400).map((person, i) => tie(person, people[i]!)),
    }
    const landscape = buildLandscape(input)
    const settings: Assumptions = { ...draw, chance: 0.5, worlds: 4 }
    const reach = (unknown: Assumptions['unknown']) =>
      openWorlds(landscape, { ...settings, unknown }, 'score').reach().llc.mean
    const [no, drawn, twice] = (['no', 'draw', 'twice'] as const).map(reach)
    expect(drawn).toBeGreaterThan(no!)
    expect(twice).toBeGreaterThan(drawn!)
    // 800 silent people, each with a tie to another with chance 2,399 of 4.8 million
    const silent = openWorlds(landscape, settings, 'score').reach()
    expect(silent.dataBand!.high).toBeGreaterThanOrEqual(silent.dataBand!.low)
  })

  it('are refused where nobody could draw them', () => {
    const people = Array.from({ length: 6400 }, (_, i) => ({ id: `p${i}` }))
    const nobodyAsked = buildLandscape({ ...emptyInput, complete: false, people })
    expect(() => openWorlds(nobodyAsked, draw, 'score')).toThrow(
      expect.objectContaining({
        name: 'BadInput',
        place: 'assumption unknown',
        message: expect.stringContaining('about 10238400 ties'),
      }),
    )
    const practices = Array.from({ length: 2000 }, (_, a) => ({ id: `g${a}` }))
    expect(() => openWorlds(buildLandscape({ ...emptyInput, complete: false, practices }), draw, 'score')).toThrow(
      'there are 2000 practices',
    )
    expect(openWorlds(buildLandscape({ ...emptyInput, people }), draw, 'score').reach().llc.mean).toBe(0)
  })

  it('that are known in every pair make no block', () => {
    const input = {
      ...partlyAnswered(3, 6),
      answers: Array.from({ length: 6 }, (_, i) => ({ person: `p${i}`, about: null })),
    }
    const landscape = buildLandscape(input)
    expect(unknownTies(landscape, draw, placesOf(landscape)).blocks).toEqual([])
  })
})
