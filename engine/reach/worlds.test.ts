import { describe, expect, it } from 'vitest'
import { emptyInput, fourWorlds, threeSpaces, tie } from '../fixtures/four-worlds.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import type { Sums } from './count-world.ts'
import { pairWeights } from './pair-weights.ts'
import { placesOf } from './places.ts'
import { openWorlds } from './reach.ts'
import { effectByWorld, meanGain } from './space-effect.ts'
import { beginWorld, emptyWorld, finishWorld, openWorkshop, step } from './world.ts'
import { countWorld, openWorldSet, worldAt } from './world-set.ts'

const assumptions: Assumptions = { ...defaultAssumptions, worlds: 4000 }

/** Two people in two practices, and nothing said about them. */
const strangers: LandscapeInput = {
  ...emptyInput,
  complete: false,
  people: [{ id: 'a' }, { id: 'b' }],
  practices: [{ id: 'A' }, { id: 'B' }],
  memberships: [
    { person: 'a', practice: 'A', weight: 1 },
    { person: 'b', practice: 'B', weight: 1 },
  ],
}
const drawn: Assumptions = { ...assumptions, unknown: 'draw' }
const reachOf = (input: LandscapeInput, more: Assumptions = drawn) =>
  openWorlds(buildLandscape(input), more, 'score').reach()

describe('possible worlds', () => {
  it('leave every other coin as it was when a tie is added', () => {
    const practices = ['A', 'B', 'C', 'D']
    const input: LandscapeInput = {
      ...emptyInput,
      people: practices.map((id) => ({ id })),
      practices: practices.map((id) => ({ id })),
      memberships: practices.map((id) => ({ person: id, practice: id, weight: 1 })),
      ties: [tie('A', 'B', { strength: 0.6 })],
    }
    const from = (ties: LandscapeInput['ties']) => reachOf({ ...input, ties }, assumptions).between!
    const alone = from(input.ties)
    const together = from([...input.ties, tie('C', 'D'), tie('D', 'C', { kind: 'learns', mutual: false })])
    expect(together[1]).toBe(alone[1])
    expect(together[2 * 4 + 3]).toBeGreaterThan(0.2)
  })

  it('close a tie that needs more luck and open it when it needs less, on one coin for both ways', () => {
    const input = (strength: number) => ({ ...strangers, complete: true, ties: [tie('a', 'b', { strength })] })
    const llc = [0, 0.2, 0.5, 1].map((strength) => reachOf(input(strength), assumptions).llc.mean)
    expect(llc[0]).toBe(0)
    expect(llc.toSorted((one, other) => one - other)).toEqual(llc)
    const back = reachOf(
      { ...strangers, ties: [tie('a', 'b'), tie('b', 'a', { mutual: false, strength: 0.5 })] },
      assumptions,
    )
    expect(back.between![1]).toBe(back.between![2])
  })

  it('carry learning one way only over a one-way tie, and none over conflict or ties that do not transmit', () => {
    const oneWay = reachOf({ ...strangers, ties: [tie('a', 'b', { mutual: false })] }, { ...assumptions, chance: 1 })
    expect([...oneWay.between!]).toEqual([-1, 1, 0, -1])
    expect(oneWay.byPractice.map(({ into, from }) => [into, from])).toEqual([
      [0, 1],
      [1, 0],
    ])
    for (const kind of ['conflict', 'trusts', 'funds'] as const) {
      const kinds = ['talks', 'conflict'] as const
      expect(reachOf({ ...strangers, ties: [tie('a', 'b', { kind })] }, { ...assumptions, kinds }).llc.mean).toBe(0)
    }
  })

  it('make one component of people who reach one another in a circle of one-way ties', () => {
    const landscape = buildLandscape({ ...strangers, people: ['a', 'b', 'c', 'd'].map((id) => ({ id })) })
    const places = placesOf(landscape)
    const workshop = openWorkshop(places, 4)
    const world = emptyWorld(places, 4)
    beginWorld(workshop)
    for (const [from, to] of [
      [0, 2],
      [2, 3],
      [3, 0],
      [1, 3],
    ] as const)
      step(workshop, from, to)
    finishWorld(workshop, world, pairWeights(landscape, places))
    expect([world.count, world.steps, ...world.component]).toEqual([2, 1, 0, 1, 0, 0])
    expect([...world.downStart.subarray(0, 3), world.downTo[0]]).toEqual([0, 0, 1, 0])
  })

  it('may be told to cross one boundary more easily than the others', () => {
    const crossing = (value: Assumptions['crossing']) =>
      reachOf(fourWorlds, { ...assumptions, worlds: 200, crossing: value }).llc.mean
    expect(crossing({ otherwise: 1, byBoundary: { between: 0 } })).toBe(0)
    expect(crossing({ otherwise: 0, byBoundary: { between: 0.5 } })).toBe(crossing(0.5))
  })

  it.each([
    [{ chance: 1.2 }, 'assumption chance is 1.2: give a number from 0 to 1'],
    [{ chance: Number.NaN }, 'assumption chance is NaN'],
    [{ attendance: -0.1 }, 'assumption attendance is -0.1'],
    [{ attentionCost: Number.POSITIVE_INFINITY }, 'assumption attentionCost is Infinity'],
    [{ worlds: 0 }, 'assumption worlds is 0: give a whole number from 2 to 1000000'],
    [{ worlds: 1 }, 'assumption worlds is 1:'],
    [{ worlds: 1.5 }, 'assumption worlds is 1.5'],
    [{ worlds: 2 ** 31 }, 'assumption worlds is 2147483648'],
    [{ seed: 1.5 }, 'assumption seed is 1.5: give a text or a whole number'],
    [{ crossing: 2 }, 'assumption crossing is 2'],
    [
      { crossing: { otherwise: 0.5, byBoundary: { between: -1 } } },
      'assumption crossing.byBoundary.between is -1: give a number from 0 to 1',
    ],
    [
      { crossing: { otherwise: 0.5, byBoundary: { nope: 0.1 } } },
      'assumption crossing.byBoundary is "nope": the landscape has no such boundary; it has between',
    ],
    [{ crossing: '1' as never }, 'assumption crossing is "1": give a number from 0 to 1, or { otherwise, byBoundary }'],
    [{ crossing: null as never }, 'assumption crossing is null'],
    [{ crossing: { otherwise: 0.5 } as never }, 'assumption crossing is [object Object]: give a number'],
    [{ chnce: 0.9 } as never, 'assumption chnce is 0.9: there is none of this name; there are chance, crossing,'],
    [{ kinds: undefined as never }, 'assumption kinds is undefined: give a list of some of talks, learns'],
    [{ kinds: 'talks' as never }, 'assumption kinds is "talks": give a list of some of'],
    [{ crossing: { otherwise: 1.5, byBoundary: {} } }, 'assumption crossing.otherwise is 1.5'],
    [{ kinds: ['gossip' as 'talks'] }, 'assumption kinds is "gossip": give a list of some of talks'],
    [{ spaces: 'all' as 'none' }, 'assumption spaces is "all": give'],
    [{ unknown: 'maybe' as 'no' }, 'assumption unknown is "maybe"'],
  ])('refuse assumptions out of range, and such as there are not: %j', (more, message) => {
    expect(() => openWorlds(buildLandscape(fourWorlds), { ...assumptions, ...more }, 'score')).toThrow(
      expect.objectContaining({ name: 'BadInput', message: expect.stringContaining(message) }),
    )
  })
})

describe('pairs nobody was asked about', () => {
  it('are a "no" by default, and when the landscape is complete or one of the two answered', () => {
    expect(reachOf(strangers, assumptions).llc.mean).toBe(0)
    expect(reachOf({ ...strangers, complete: true }).llc.mean).toBe(0)
    const answered = { ...strangers, answers: [{ person: 'b', about: 'A' }] }
    expect(reachOf(answered).llc.mean).toBe(0)
    expect(reachOf({ ...strangers, answers: [{ person: 'b', about: 'B' }] }).llc.mean).toBeGreaterThan(0)
  })

  it('are ties as often as a rate drawn from nothing says: half the time', () => {
    const { llc, dataBand } = reachOf(strangers)
    const mean = defaultAssumptions.chance / 2
    expect(Math.abs(llc.mean - mean)).toBeLessThan(4 * Math.sqrt((mean * (1 - mean)) / drawn.worlds))
    expect(dataBand!.high).toBeGreaterThan(dataBand!.low)
  })

  it('follow what is known between the same practices, and the band narrows as more is known', () => {
    const many = (known: number): LandscapeInput => ({
      ...strangers,
      people: [{ id: 'a' }, ...Array.from({ length: 10 }, (_, k) => ({ id: `b${k}` }))],
      memberships: [
        { person: 'a', practice: 'A', weight: 1 },
        ...Array.from({ length: 10 }, (_, k) => ({ person: `b${k}`, practice: 'B', weight: 1 })),
      ],
      answers: Array.from({ length: known }, (_, k) => ({ person: `b${k}`, about: 'A' })),
    })
    const [none, some, most] = [0, 5, 9].map((known) => reachOf(many(known)))
    expect(none!.llc.mean).toBeGreaterThan(some!.llc.mean)
    expect(some!.llc.mean).toBeGreaterThan(most!.llc.mean)
    const width = (reach: typeof none) => reach!.dataBand!.high - reach!.dataBand!.low
    expect(width(most)).toBeLessThan(width(none))
  })

  it('give the effect of a space a band of its own, apart from its sampling interval', () => {
    const input = { ...fourWorlds, complete: false }
    const landscape = buildLandscape(input)
    const worlds = openWorlds(landscape, { ...drawn, worlds: 300 }, 'score')
    const members = threeSpaces['aAndD']!.map((id) => landscape.ids.people.indexOf(id))
    expect(worlds.effect(members).dataBand).not.toBeNull()
    expect(openWorlds(landscape, { ...assumptions, worlds: 50 }, 'score').effect(members).dataBand).toBeNull()
  })
})

describe('reach counted from some people in place of all', () => {
  it('has the same mean', () => {
    for (let seed = 1; seed <= 4; seed++) {
      const landscape = buildLandscape(smallLandscape({ seed, people: 9, ties: 14, practices: 3, oneWay: 0.6 }))
      const exact = openWorldSet(landscape, assumptions, 'score')
      const sampled = { ...exact, sources: { people: new Uint32Array(3), times: 9 / 3, mostSteps: 0 } }
      const values = [exact, sampled].map((set) => {
        const perWorld = new Float64Array(assumptions.worlds)
        const sums: Sums = { all: 0, fromMembers: 0, toMembers: 0, within: 0 }
        for (let w = 0; w < perWorld.length; w++) {
          sums.all = 0
          countWorld(set, w, worldAt(set, w), sums)
          perWorld[w] = sums.all
        }
        return perWorld
      })
      expectSameMean(values[0]!, values[1]!)
      const members = Uint32Array.of(0, 3, 5, 7)
      const [one, other] = [exact, sampled].map((set) => effectByWorld(set, members, 'space', () => {}))
      for (const part of ['delta', 'in', 'edge', 'out'] as const) expectSameMean(one![part], other![part])
      expect(meanGain(sampled, members, 'space')).toBeGreaterThan(0)
    }
  })
})

/** Paired over worlds: the mean difference is within four of its standard errors. */
function expectSameMean(one: Float64Array, other: Float64Array): void {
  const differences = one.map((value, w) => other[w]! - value)
  const mean = differences.reduce((sum, x) => sum + x, 0) / differences.length
  const variance = differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / differences.length
  expect(Math.abs(mean)).toBeLessThanOrEqual(4 * Math.sqrt(variance / differences.length) + 1e-12)
}
