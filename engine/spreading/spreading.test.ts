import { describe, expect, it } from 'vitest'
import { wilson } from '../agreement/wilson.ts'
import { BadInput } from '../bad-input.ts'
import { streamKey } from '../chance.ts'
import { emptyInput, fourWorlds, threeSpaces, tie } from '../fixtures/four-worlds.ts'
import { valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { followThrough } from './follow-through.ts'
import { openSpreadParts } from './spread-parts.ts'
import type { SpreadPlan } from './spread-plan.ts'
import { spreadingMeasures } from './spreading-measures.ts'

const [simple, complex] = spreadingMeasures
const sure = { chance: 1, crossing: 1, runs: 10, months: 6, people: ['A1'] }
const withSpaces = {
  ...fourWorlds,
  spaces: Object.entries(threeSpaces).map(([id, people]) => ({ id, people })),
}

const told = (input: LandscapeInput, values: object = {}) =>
  simple.run(buildLandscape(input), valuesOf(simple, { ...sure, ...values }))
const toldComplex = (input: LandscapeInput, values: object = {}) =>
  complex.run(buildLandscape(input), valuesOf(complex, { ...sure, ...values }))
const medians = (bands: readonly { median: number }[] | null) => bands!.map(({ median }) => median)

describe('a spread through a landscape', () => {
  it('comes out as worked out by hand where nothing is left to chance', () => {
    const { planned, without, random, cannotSay, known } = told(fourWorlds)
    expect([cannotSay, without, random]).toEqual([null, null, null])
    expect(known).toEqual({ people: 24, answered: 24 })
    // A2, A4, A6, B1, B2 in month 1; two people of C in month 4, of D in month 5
    expect(medians(planned!.practices)).toEqual([0, 2, 2, 2, 3, 4, 4])
    expect(medians(planned!.people).slice(0, 2)).toEqual([1, 6])
    const [crossing] = planned!.crossings
    const at = (month: number) => ({
      share: 1,
      shareBetween: wilson(10, 10),
      early: month,
      median: month,
      late: month,
      medianWhenItHappens: month,
    })
    expect(crossing).toEqual({
      boundary: 'between',
      told: 10,
      first: at(1),
      sides: [
        { side: 'A', first: null },
        { side: 'B', first: at(1) },
        { side: 'C', first: at(3) },
        { side: 'D', first: at(5) },
      ],
    })
  })

  it('counts a practice when enough of its people have it', () => {
    expect(medians(told(fourWorlds, { reachedWith: 1 }).planned!.practices)).toEqual([1, 2, 2, 3, 3, 4, 4])
    // all six of A and of B have it in month 2, of C in month 5: "1000 people" means all of them
    expect(medians(told(fourWorlds, { reachedWith: 1000 }).planned!.practices).slice(0, 6)).toEqual([0, 0, 2, 2, 2, 3])
  })

  it('says where it stops: where ties lead on and nobody has it', () => {
    const { stuck, planned } = told(fourWorlds, { crossing: 0 })
    expect(stuck).toEqual([{ from: 'A', to: 'B', share: 1, shareMet: null }])
    expect(planned!.crossings[0]!.first).toEqual({
      share: 0,
      shareBetween: wilson(0, 10),
      early: null,
      median: null,
      late: null,
      medianWhenItHappens: null,
    })
    const { stuck: short } = toldComplex(fourWorlds, { threshold: 2, reachedWith: 1, people: ['A1', 'A2'] })
    // B1 and B2 each know A1 alone among those who tried
    expect(short).toEqual([{ from: 'A', to: 'B', share: 1, shareMet: 1 }])
  })

  it('stops where ties lead on, and not where a tie leads back, ended or is a conflict', () => {
    const member = (person: string) => ({ person, practice: person[0]!, weight: 1 })
    const people = [...'abcd'].flatMap((w) => [1, 2, 3, 4, 5].map((k) => `${w}${k}`))
    const input: LandscapeInput = {
      ...emptyInput,
      people: people.map((id) => ({ id })),
      practices: [...'abcd'].map((id) => ({ id })),
      memberships: people.map(member),
      boundaries: [{ id: 'wall', kind: 'other', sides: ['in', 'out'] }],
      standings: [...'abcd'].map((id) => ({
        boundary: 'wall',
        holder: { practice: id },
        sides: [id === 'a' ? 'in' : 'out'],
      })),
      ties: [
        tie('a1', 'b1', { mutual: false }),
        tie('c1', 'a1', { mutual: false }),
        tie('a2', 'c2', { kind: 'conflict' }),
        tie('a2', 'd1', { says: 'no' }),
        tie('d2', 'a3', { mutual: false }),
      ],
    }
    const { stuck } = told(input, { people: ['a1', 'c1'], crossing: 0, reachedWith: 1 })
    expect(stuck.map(({ from, to }) => `${from} ${to}`)).toEqual(['a b'])
  })

  it('is compared with no space and with random ones, in the same worlds', () => {
    const dated = { chance: 0, space: 'aAndD', firstMeeting: 2, every: 3, attendance: 1, people: ['A2'] }
    const { planned, without, random, moreThanWithout, moreThanRandom } = told(withSpaces, dated)
    expect(medians(planned!.practices)).toEqual([0, 0, 2, 2, 2, 2, 2])
    expect(medians(without!.practices)).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(medians(moreThanWithout)).toEqual([0, 0, 2, 2, 2, 2, 2])
    expect(medians(planned!.people)).toEqual([1, 1, 6, 6, 6, 6, 6])
    expect(random!.people.every(({ high }) => high <= 11)).toBe(true)
    expect(moreThanRandom).toHaveLength(7)
    expect(planned!.crossings[0]!.first).toMatchObject({ share: 1, median: 2 })
  })

  it('draws random spaces from whom one may invite, each anew', () => {
    const dated = { chance: 0, space: 'aAndD', attendance: 1, people: ['A2'], months: 2 }
    const others = fourWorlds.people.map(({ id }) => id).filter((id) => !threeSpaces['aAndD']!.includes(id))
    const onlyThey = told({ ...withSpaces, notInvitable: others }, dated)
    expect(onlyThey.random).toEqual(onlyThey.planned)
    const half = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    const spaces = ['one', 'two'].map((id, k) => ({ id, members: half, months: [k + 1], attendance: 1 }))
    const runs = openSpreadParts(buildLandscape(fourWorlds), { ...plan, chance: 0, spaces })(0)
    expect(runs.some(({ random }) => random!.byMonth[2]! > random!.byMonth[1]! && random!.byMonth[1]! > 1)).toBe(true)
    expect(runs.every(({ planned }) => planned!.byMonth[2] === planned!.byMonth[1])).toBe(true)
  })

  it('takes all spaces of the landscape where none is named', () => {
    const all = told(withSpaces, { chance: 0, attendance: 1, people: ['A2'], reachedWith: 1 })
    expect(medians(all.planned!.practices)).toEqual([1, 3, 3, 3, 3, 3, 3])
  })

  it('never loses a practice by a space, in any run', () => {
    const { moreThanWithout } = told(withSpaces, { chance: 0.4, crossing: 0.5, runs: 60, people: [], seed: 3 })
    expect(moreThanWithout!.every(({ low }) => low >= 0)).toBe(true)
    const parts = openSpreadParts(buildLandscape(withSpaces), {
      ...plan,
      spaces: [{ id: 's', members: [1, 4, 5, 21, 22, 23], months: [1, 3], attendance: 0.6 }],
    })
    for (const run of parts(0)) {
      run.planned!.byMonth.forEach((count, t) => void expect(count).toBeGreaterThanOrEqual(run.without!.byMonth[t]!))
    }
  })

  it('at a threshold of one person is the same for both', () => {
    const values = { chance: 0.4, crossing: 0.5, runs: 40, people: [], effect: 0.5 }
    const [one, other] = [told(withSpaces, values), toldComplex(withSpaces, { ...values, threshold: 1 })]
    expect(other.planned!.practices).toEqual(one.planned!.practices)
    expect(other.planned!.crossings).toEqual(one.planned!.crossings)
    expect(other.stories).toEqual(one.stories)
    expect(other.planned!.met).toEqual(other.planned!.people)
    expect(one.planned!.met).toBeNull()
  })

  it('lasts as long as asked, and shows a band where chance has a say', () => {
    const { planned } = told(fourWorlds, { chance: 0.5, runs: 200, people: [] })
    const last = planned!.practices.at(-1)!
    expect(last.low).toBeLessThan(last.high)
    const share = planned!.crossings[0]!.first!.share
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(1)
  })
})

describe('what is not told', () => {
  const small: LandscapeInput = {
    ...emptyInput,
    people: [...'abcdefgh'].map((id) => ({ id })),
    practices: [{ id: 'five' }, { id: 'three' }],
    memberships: [...'abcdefgh'].map((person, k) => ({ person, practice: k < 5 ? 'five' : 'three', weight: 1 })),
    boundaries: [{ id: 'river', kind: 'geographic', sides: ['left', 'right'] }],
    standings: [
      { boundary: 'river', holder: { practice: 'five' }, sides: ['left'] },
      { boundary: 'river', holder: { practice: 'three' }, sides: ['right'] },
    ],
    ties: [tie('a', 'b'), tie('b', 'f')],
  }

  it('is a practice or side of fewer than five people', () => {
    const { stories, planned, stuck } = told(small, { people: ['a'], reachedWith: 1, stories: 2 })
    expect(stories).toHaveLength(2)
    expect(stories[0]!.practices).toEqual([
      { practice: 'five', month: 0, people: 2, hidden: false },
      { practice: 'three', month: null, people: null, hidden: true },
    ])
    expect(planned!.crossings[0]!.sides.map(({ first }) => first)).toEqual([null, null])
    // the boundary as a whole is told: it names neither side
    expect(planned!.crossings[0]!.first).toMatchObject({ share: 1, median: 2 })
    expect(told(small, { people: ['a'], crossing: 0 }).stuck).toEqual([])
    expect(stuck).toEqual([])
  })

  it('is a crossing of what all starters stand on already, or where nobody knows where they stand', () => {
    const both = told(small, { people: ['a', 'f'] }).planned!.crossings[0]!
    expect([both.told, both.first]).toEqual([0, null])
    const nowhere = { ...small, standings: small.standings.slice(1) }
    const unknown = told(nowhere, { people: ['a'] }).planned!.crossings[0]!
    expect([unknown.told, unknown.first, unknown.sides[1]!.first]).toEqual([0, null, null])
  })

  it('is anything without somebody to begin with', () => {
    const nobody = told(emptyInput, { people: [] })
    expect(nobody).toMatchObject({ cannotSay: 'nobody to begin with', planned: null, stuck: [], stories: [] })
    const empty = { ...small, practices: [...small.practices, { id: 'empty' }] }
    expect(told(empty, { people: [], practices: ['empty'] }).cannotSay).toBe('nobody to begin with')
  })

  it('is a person: no id of anybody comes out', () => {
    const text = JSON.stringify(told(withSpaces, { people: [], runs: 30 }))
    for (const { id } of withSpaces.people) expect(text).not.toContain(`"${id}"`)
  })

  it('is who answered, only how many', () => {
    const asked = {
      ...small,
      complete: false,
      answers: [
        { person: 'a', about: null },
        { person: 'b', about: 'three' },
      ],
    }
    expect(told(asked, { people: ['a'] }).known).toEqual({ people: 8, answered: 2 })
  })
})

describe('the steps after', () => {
  it('take a month each', () => {
    const { planned } = told(fourWorlds, { tries: 1, effect: 1, toldBack: 1 })
    const { people, tried, effect, toldBack } = planned!
    expect(medians(tried)).toEqual([0, ...medians(people).slice(0, -1)])
    expect(medians(effect)).toEqual([0, 0, ...medians(people).slice(0, -2)])
    expect(medians(toldBack)).toEqual([0, 0, 0, ...medians(people).slice(0, -3)])
    const after = toldComplex(fourWorlds, { threshold: 1, effect: 1 }).planned!
    expect(medians(after.tried)).toEqual(medians(after.people))
    expect(medians(after.effect)).toEqual([0, ...medians(after.people).slice(0, -1)])
  })

  it('are not told where they are not looked at', () => {
    const { tried, effect, toldBack } = told(fourWorlds, { effect: 0.5, toldBack: 0.5 }).planned!
    expect([tried, effect, toldBack]).toEqual([null, null, null])
    expect(told(fourWorlds, { tries: 0.5, toldBack: 0.5 }).planned!.toldBack).toBeNull()
  })

  it('are taken with the chances given', () => {
    const people = 4000
    const personKey = Uint32Array.from({ length: 2 * people }, (_, k) => Math.imul(k + 1, 0x9e3779b1))
    const order = Uint32Array.from({ length: people }, (_, i) => i)
    const counts = { tries: new Uint32Array(4), effect: new Uint32Array(4), toldBack: new Uint32Array(4) }
    const chances = { tries: 0.6, effect: 0.5, toldBack: 0.4 }
    followThrough(order, new Int16Array(people), 'met', chances, personKey, streamKey(1, 'x'), counts)
    expect(counts.tries[0]).toBe(0)
    for (const [row, share] of [
      [counts.tries, 0.6],
      [counts.effect, 0.3],
      [counts.toldBack, 0.12],
    ] as const) {
      expect(Math.abs(row[3]! / people - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / people))
    }
  })
})

const plan: SpreadPlan = {
  way: 'simple',
  chance: 0.4,
  crossing: 0.5,
  kinds: ['talks'],
  starters: { people: ['A1'] },
  spaces: [],
  months: 12,
  runs: 8,
  seed: 1,
  reachedWith: 2,
  follow: { tries: 0, effect: 0, toldBack: 0 },
  stories: 3,
}

describe('runs', () => {
  const landscape = buildLandscape(withSpaces)

  it('are the same to the last bit in parts, from any number of workers', () => {
    for (const each of spreadingMeasures as readonly unknown[] as readonly (typeof simple)[]) {
      const values = valuesOf(each, { runs: 37, stories: 5 })
      const parts = each.parts!
      const whole = each.run(landscape, values)
      expect(parts.count(landscape, values)).toBe(5)
      const workers = [parts.open(landscape, values), parts.open(landscape, values)]
      const computed = [4, 2, 0, 3, 1].map((nth) => [nth, workers[nth % 2]!(nth)] as const)
      const joining = parts.join(landscape, values)
      for (const [, part] of computed.sort((a, b) => a[0] - b[0])) joining.add(structuredClone(part) as never)
      expect(joining.result()).toEqual(whole)
      expect(whole.runs).toBe(37)
    }
  })

  it('do not depend on the order in which a landscape is told', () => {
    const turned = Object.fromEntries(
      Object.entries(withSpaces).map(([name, rows]) => [name, Array.isArray(rows) ? rows.toReversed() : rows]),
    ) as unknown as LandscapeInput
    const values = { chance: 0.4, crossing: 0.6, runs: 24, people: [], reachedWith: 1 }
    const sides = (report: ReturnType<typeof told>) => ({ ...report, stories: null, stuck: null })
    expect(sides(told(turned, values)).planned!.practices).toEqual(told(withSpaces, values).planned!.practices)
    expect(told(turned, values).stories).toEqual(told(withSpaces, values).stories)
    expect(told(turned, values).random!.people).toEqual(told(withSpaces, values).random!.people)
  })

  it('of other seeds are others', () => {
    const run = (seed: number) => told(fourWorlds, { chance: 0.4, people: [], seed }).stories
    expect(run(1)).toEqual(run(1))
    expect(run(1)).not.toEqual(run(2))
  })

  it('stop when asked', () => {
    const stop = { shouldStop: () => true }
    expect(() => simple.run(landscape, valuesOf(simple), stop)).toThrow(expect.objectContaining({ name: 'AbortError' }))
  })

  it('take thresholds of each person’s own from whoever runs a plan', () => {
    const at = new Float64Array(24).fill(2)
    const own = openSpreadParts(landscape, { ...plan, way: { counted: 'people', at } })(0)
    const all = openSpreadParts(landscape, { ...plan, way: { counted: 'people', at: 2 } })(0)
    expect(own).toEqual(all)
  })

  it.each([
    [{ chance: 1.2 }, 'chance is 1.2'],
    [{ crossing: -1 }, 'crossing is -1'],
    [{ months: 0 }, 'months is 0'],
    [{ runs: 0 }, 'runs is 0'],
    [{ runs: 1.5 }, 'runs is 1.5'],
    [{ seed: Number.NaN }, 'seed is NaN'],
    [{ reachedWith: 0 }, 'reachedWith is 0'],
    [{ stories: -1 }, 'stories is -1'],
    [{ follow: { tries: 2, effect: 0, toldBack: 0 } }, 'follow.tries is 2'],
    [{ way: { counted: 'share', at: 1.5 } }, 'threshold is 1.5'],
    [{ way: { counted: 'people', at: 0 } }, 'threshold is 0: give a number above 0'],
    [{ way: { counted: 'people', at: [1] } }, 'length of threshold is 1'],
    [{ way: { counted: 'people', at: Array(24).fill(Number.NaN) } }, 'threshold[0] is NaN'],
    [{ starters: { people: ['nobody'] } }, 'starters.people is "nobody": there is no person'],
    [{ starters: { count: 2, practices: ['none'] } }, 'starters.practices is "none": there is no practice'],
    [{ starters: { count: 0, practices: [] } }, 'starters is 0'],
  ])('of a plan that cannot be are refused: %o', (wrong, words) => {
    const open = () => openSpreadParts(landscape, { ...plan, ...(wrong as Partial<SpreadPlan>) })
    expect(open).toThrow(words)
    expect(open).toThrow(BadInput)
  })

  it('of people and practices that are not there are refused by the name of the parameter', () => {
    const none = 'is "none": there is nothing of this id among the'
    for (const tell of [told, toldComplex]) {
      expect(() => tell(withSpaces, { people: ['A1', 'none'] })).toThrow(`parameter people ${none} people`)
      expect(() => tell(withSpaces, { people: [], practices: ['none'] })).toThrow(
        `parameter practices ${none} practices`,
      )
      expect(() => tell(withSpaces, { practices: ['none'] })).toThrow(BadInput)
    }
  })

  it('have every output that the catalogue says they have', () => {
    for (const each of spreadingMeasures as readonly unknown[] as readonly (typeof complex)[]) {
      const values = valuesOf(each, {
        runs: 10,
        effect: 0.5,
        toldBack: 0.5,
        ...('tries' in each.parameters && { tries: 0.5 }),
      })
      const result: unknown = each.run(landscape, values)
      for (const path of Object.keys(each.outputs)) {
        const reached = path.split('.').reduce((at, name) => (at as Record<string, unknown>)[name], result)
        expect([path, reached === undefined, reached === null]).toEqual([path, false, path === 'cannotSay'])
      }
    }
  })

  it('stop while they are made ready, in both ways, and join without looking at ties', () => {
    const people = 20_000
    const id = (i: number) => `p${String(i).padStart(5, '0')}`
    const large = buildLandscape({
      ...emptyInput,
      people: Array.from({ length: people }, (_, i) => ({ id: id(i) })),
      practices: [{ id: 'one' }, { id: 'two' }],
      memberships: Array.from({ length: people }, (_, i) => ({
        person: id(i),
        practice: i % 2 ? 'one' : 'two',
        weight: 1,
      })),
      ties: Array.from({ length: people - 1 }, (_, i) => tie(id(i), id(i + 1))),
    })
    for (const each of [simple, complex] as const) {
      const parts = each.parts as NonNullable<typeof simple.parts>
      const values = valuesOf(each as typeof simple, { runs: 10 })
      let asked = 0
      parts.open(large, values, { shouldStop: () => ++asked < 0 })
      expect(asked).toBeGreaterThan(4)
      for (let after = 0; after < asked; after++) {
        let left = after
        const open = () => parts.open(large, values, { shouldStop: () => left-- <= 0 })
        expect(open).toThrow(expect.objectContaining({ name: 'AbortError' }))
      }
      const { neighbour: _, ...tieless } = large
      expect(parts.join(tieless as typeof large, values).result().stuck).toEqual([])
    }
  })

  it('of a space that is not there are refused', () => {
    expect(() => told(withSpaces, { space: 'nowhere' })).toThrow('parameter space is "nowhere"')
  })
})
