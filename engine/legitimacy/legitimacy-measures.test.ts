import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { isStopped } from '../control.ts'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { attestedCalls, practiceStakes } from './attested-calls.ts'
import { coverageBand, percentile } from './coverage-band.ts'
import { legitimacyMeasures } from './legitimacy-measures.ts'
import { teamCoverage } from './team-coverage.ts'
import { trustBetween } from './team-of.ts'

const [attested, coverage, bridge, best, smallest, introducers] = legitimacyMeasures

/** Practices of five, `few` of three; ana and rui are on the team, eva may not be invited now. */
const practices = ['crews', 'health', 'shore', 'kitchens', 'few']
const members = practices.flatMap((g) => [1, 2, 3, 4, 5].slice(0, g === 'few' ? 3 : 5).map((k) => `${g}${k}`))
const says = (person: string, practice: string, wouldCome: number, wouldNot: number, claimed = false) => ({
  person,
  practice,
  wouldCome,
  wouldNot,
  claimed,
})
const input: LandscapeInput = {
  ...emptyInput,
  people: [...members, 'ana', 'rui', 'eva', 'tom'].map((id) => ({ id })),
  practices: practices.map((id) => ({ id })),
  memberships: members.map((person) => ({ person, practice: person.slice(0, -1), weight: 1 })),
  legitimacy: [
    says('ana', 'crews', 4, 0),
    says('ana', 'health', 3, 2),
    says('rui', 'health', 5, 0),
    says('rui', 'shore', 1, 1),
    says('rui', 'kitchens', 0, 0, true),
    says('eva', 'shore', 5, 0),
    says('tom', 'shore', 3, 1),
    says('tom', 'few', 3, 0),
    says('shore1', 'crews', 1, 3),
  ],
  ties: [
    tie('ana', 'rui', { kind: 'trusts', strength: 0.5, mutual: false }),
    tie('rui', 'tom', { kind: 'works', strength: 0.8 }),
    tie('rui', 'eva', { kind: 'works' }),
    tie('eva', 'kitchens1'),
    tie('tom', 'shore2', { strength: 0.5 }),
  ],
  team: ['ana', 'rui'],
  notInvitable: ['eva'],
  spaces: [{ id: 'quay', people: ['rui', 'tom'] }],
}
const landscape = buildLandscape(input)
const at = (practice: string) => landscape.ids.practices.indexOf(practice)

describe('legitimacy in a landscape', () => {
  it('tells totals from three answers and from practices of five people, and keeps claims apart', () => {
    const told = attested.run(landscape, valuesOf(attested))
    const rows = told.person.map((person, k) => `${person} ${told.practice[k]} ${told.wouldCome[k]}/${told.asked[k]}`)
    expect(rows).toEqual([
      'ana crews 4/4',
      'shore1 crews 1/4',
      'ana health 3/5',
      'rui health 5/5',
      'rui kitchens 0/0',
      'eva shore 5/5',
      'tom shore 3/4',
    ])
    expect(told.mean[2]).toBeCloseTo(3.5 / 6, 14)
    expect(told.low[2]! < told.mean[2]! && told.mean[2]! < told.high[2]!).toBe(true)
    expect([told.claimed[4], told.mean[4]]).toEqual([1, Number.NaN])
    const more = attested.run(landscape, valuesOf(attested, { fewest: 5 }))
    expect([...more.asked].filter(Boolean)).toEqual([5, 5, 5])
    expect(() => valuesOf(attested, { fewest: 2 })).toThrow(BadInput)
    expect(() => valuesOf(attested, { fewestPeople: 4 })).toThrow(BadInput)
    expect(() => attestedCalls(landscape, { fewest: 2 })).toThrow('fewest answers is 2')
  })

  it('says where nobody was asked, where too few answered and where too few people are, instead of 0', () => {
    const found = coverage.run(landscape, valuesOf(coverage))
    expect(found.told).toEqual(['told', 'too-few-people', 'told', 'nobody-asked', 'told'])
    expect(found.covered[at('crews')]).toBeCloseTo(0.9, 12)
    expect(found.covered[at('health')]).toBeCloseTo(1 - (1 - 3.5 / 6) * (1 - 5.5 / 6), 12)
    expect(found.covered[at('shore')]).toBe(0)
    expect([found.covered[at('few')], found.covered[at('kitchens')]]).toEqual([Number.NaN, Number.NaN])
    expect(found.unasked).toBeCloseTo(0.4, 12)
    expect(found.worst).toBe('shore')
    expect([...found.holders]).toEqual([1, 0, 2, 0, 0])
    const few = buildLandscape({ ...input, legitimacy: [says('rui', 'shore', 1, 1)] })
    expect(coverage.run(few, valuesOf(coverage))).toMatchObject({ whole: null, worst: null, band: null, unasked: 1 })
    expect(coverage.run(few, valuesOf(coverage)).told[at('shore')]).toBe('too-few-answers')
  })

  it('gives a band that holds the coverage, is wider with fewer answers, and is the same for the same seed', () => {
    const found = coverage.run(landscape, valuesOf(coverage))
    expect(found.band!.low < found.whole! && found.whole! < found.band!.high).toBe(true)
    expect(coverage.run(landscape, valuesOf(coverage))).toEqual(found)
    expect(coverage.run(landscape, valuesOf(coverage, { seed: 'other' })).band).not.toEqual(found.band)
    const often = input.legitimacy.map((row) => ({
      ...row,
      wouldCome: 50 * row.wouldCome,
      wouldNot: 50 * row.wouldNot,
    }))
    const sure = coverage.run(buildLandscape({ ...input, legitimacy: often }), valuesOf(coverage))
    expect(sure.band!.high - sure.band!.low).toBeLessThan((found.band!.high - found.band!.low) / 2)
    for (const form of ['cautious', 'yes-or-no']) {
      const other = coverage.run(landscape, valuesOf(coverage, { form, draws: 50 }))
      expect(other.low[at('health')]!).toBeLessThanOrEqual(other.high[at('health')]!)
    }
    expect([other('yes-or-no'), other('cautious')]).toEqual([1, 5.5 / 6])
    function other(form: string) {
      return coverage.run(landscape, valuesOf(coverage, { form })).covered[at('health')]
    }
  })

  it('draws each chance by the ids of person and practice, so that other rows never change it', () => {
    const calls = attestedCalls(landscape)
    const ana = calls.person.indexOf(landscape.ids.people.indexOf('ana'))
    const fewer = attestedCalls(landscape, { may: (person) => landscape.ids.people[person] === 'ana' })
    const band = coverageBand(calls, [ana])
    expect(coverageBand(fewer, [0]).low[at('crews')]).toBe(band.low[at('crews')])
    // one Beta: the band of one row holds the middle 80 % of it
    const wide = coverageBand(calls, [ana], { draws: 4000 })
    expect(wide.low[at('health')]).toBeCloseTo(0.333, 1)
    expect(wide.high[at('health')]).toBeCloseTo(0.826, 1)
    expect(percentile(Float64Array.of(3, 1, 2), 0.25)).toBe(1.5)
    expect(() => coverageBand(calls, [ana], { draws: 0 })).toThrow('draws is 0')
    expect(() => coverageBand(calls, [ana], { seed: 0.5 })).toThrow('seed')
  })

  it('counts a practice by the stakes people set, from either side', () => {
    const stakes = [{ from: 'crews', to: 'health', weight: 9 }]
    const weighed = buildLandscape({ ...input, stakes })
    expect([...practiceStakes(weighed)]).toEqual([2, 1, 2, 1, 1])
    expect([...practiceStakes(landscape)]).toEqual([1, 1, 1, 1, 1])
    const found = coverage.run(weighed, valuesOf(coverage))
    expect(found.whole).toBeCloseTo((2 * found.covered[0]! + 2 * found.covered[2]!) / 5, 12)
  })

  it('bridges pairs by one person or by two who trust each other', () => {
    const found = bridge.run(landscape, valuesOf(bridge))
    expect(found.person).toEqual([{ one: 'crews', other: 'health', chance: 3.5 / 6 }])
    expect(found.two[0]!.chance).toBeCloseTo(Math.max(0.9 * (3.5 / 6), 0.9 * (5.5 / 6) * 0.5), 12)
    const calls = attestedCalls(landscape)
    const number = (id: string) => calls.person.indexOf(landscape.ids.people.indexOf(id))
    const trust = trustBetween(landscape, calls)
    expect([trust(number('ana'), number('rui')), trust(number('rui'), number('ana'))]).toEqual([0.5, 0.5])
    expect([trust(number('rui'), number('tom')), trust(number('ana'), number('tom'))]).toEqual([0, 0])
  })

  it('finds whom to add: people who may be invited and are not on the team', () => {
    const found = best.run(landscape, valuesOf(best, { size: 1 }))
    expect(found.people).toEqual(['tom'])
    const three = attestedCalls(landscape, {
      may: (person) => ['ana', 'rui', 'tom'].includes(landscape.ids.people[person]!),
    })
    expect(found.whole).toBeCloseTo(teamCoverage(three, [0, 1, 2]).whole!, 12)
    expect(found.before!).toBeLessThan(found.whole!)
    expect(found.proven).toBe(true)
    expect(best.run(landscape, valuesOf(best, { size: 9 })).people).toEqual(['shore1', 'tom'])
    expect(best.run(landscape, valuesOf(best, { size: 1, team: ['tom'], form: 'cautious' })).people).toEqual(['ana'])
    expect(() => best.run(landscape, valuesOf(best, { team: ['nobody'] }))).toThrow('parameter team is "nobody"')
  })

  it('finds how few would do, and prefers people with little load when asked', () => {
    const found = smallest.run(landscape, valuesOf(smallest))
    expect(found).toMatchObject({ people: ['ana', 'tom'], cost: 2, bound: 2, proven: true, outOfReach: [] })
    expect(found.told[at('kitchens')]).toBe('nobody-asked')
    expect(smallest.run(landscape, valuesOf(smallest, { byLoad: true }))).toMatchObject({
      people: ['ana', 'tom'],
      cost: 3,
    })
    expect(smallest.run(landscape, valuesOf(smallest, { theta: 0.85 })).outOfReach).toEqual(['shore'])
  })

  it('introduces by people who may be asked, and says where it knows of no path', () => {
    const found = introducers.run(landscape, valuesOf(introducers))
    const paths = Object.fromEntries(found.paths.map((path) => [path.practice, path.people.join(' ')]))
    expect(paths).toEqual({ crews: 'ana', health: 'rui', shore: 'rui tom' })
    expect(found.paths.find((path) => path.practice === 'shore')!.chance).toBeCloseTo(0.8 * (3.5 / 5), 6)
    // the way to the kitchens leads over eva, who may not be named now; of `few` nothing may be told
    expect(found.without).toEqual(['few', 'kitchens'])
    const one = introducers.run(landscape, valuesOf(introducers, { practice: 'shore', kinds: ['trusts'] }))
    expect(one).toEqual({ paths: [], without: ['shore'] })
    const open = buildLandscape({ ...input, notInvitable: [] })
    const there = introducers.run(open, valuesOf(introducers, { practice: 'kitchens' }))
    expect(there.paths[0]!.people).toEqual(['rui', 'eva', 'kitchens1'])
    expect(() => introducers.run(landscape, valuesOf(introducers, { practice: 'x' }))).toThrow('parameter practice')
  })

  it('has nothing to say of an empty landscape, and stops when asked to', () => {
    const empty = buildLandscape(emptyInput)
    expect(attested.run(empty, valuesOf(attested)).person).toEqual([])
    expect(coverage.run(empty, valuesOf(coverage))).toMatchObject({ whole: null, worst: null, told: [] })
    expect(bridge.run(empty, valuesOf(bridge))).toEqual({ person: [], two: [] })
    expect(best.run(empty, valuesOf(best))).toMatchObject({ people: [], whole: null })
    expect(smallest.run(empty, valuesOf(smallest))).toMatchObject({ people: [], cost: 0 })
    expect(introducers.run(empty, valuesOf(introducers))).toEqual({ paths: [], without: [] })
    const stop = { shouldStop: () => true }
    for (const run of [
      () => attested.run(landscape, valuesOf(attested), stop),
      () => coverage.run(landscape, valuesOf(coverage), stop),
      () => best.run(landscape, valuesOf(best), stop),
      () => smallest.run(landscape, valuesOf(smallest), stop),
      () => introducers.run(landscape, valuesOf(introducers), stop),
    ]) {
      let thrown: unknown
      try {
        run()
      } catch (error) {
        thrown = error
      }
      expect(isStopped(thrown)).toBe(true)
    }
  })

  it('is described in words: a question, a caution and a source each', () => {
    for (const { id, question, caution, citation } of legitimacyMeasures) {
      expect(id).toMatch(/^[a-z-]+$/)
      expect(question).toMatch(/^[A-Z].*\?$/)
      expect(caution.length).toBeGreaterThan(40)
      expect(citation.length).toBeGreaterThan(0)
    }
  })
})
