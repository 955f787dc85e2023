import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runParts } from '../parts.ts'
import { everyRound, plainGoals } from './every-plan.fixture.ts'
import { orders } from './judge.ts'
import { planTables, tablesInParts, usualTables } from './plan-tables.ts'
import { tablesOf } from './seating.ts'
import { type Seats, sizeOf } from './seats.ts'
import { anySeats } from './seats-arbitraries.ts'

const quick = { ...usualTables, moves: 40_000, starts: 2 }

/** Two boundaries over so many people, in a pattern. */
const boundaries = (people: number) => [
  { weight: 2, sides: Array.from({ length: people }, (_, i) => [i % 3]) },
  { sides: Array.from({ length: people }, (_, i) => (i % 7 === 0 ? [] : i % 5 === 0 ? [0, 1] : [(i >> 1) % 2])) },
]
const twelve: Seats = { people: 12, tables: [4, 4, 4], rounds: 4, boundaries: boundaries(12) }

function pairsIn(seats: Seats, plan: Int32Array): Set<string> {
  const pairs = new Set<string>()
  for (const those of tablesOf(seats, plan).flat()) for (const i of those) for (const j of those) pairs.add(`${i} ${j}`)
  return pairs
}

describe('a plan of tables', () => {
  it('keeps every rule, and tells exactly how good it is', () => {
    let planned = 0
    fc.assert(
      fc.property(anySeats, fc.constantFrom(...orders), (seats, order) => {
        let seating: ReturnType<typeof planTables>
        try {
          seating = planTables(seats, { ...quick, order, moves: 4_000 })
        } catch (error) {
          // Two hosts' wishes, or a pair both apart and at tables that leave no choice.
          expect((error as Error).name).toBe('BadInput')
          return
        }
        planned++
        const { plan } = seating
        const pairs = pairsIn(seats, plan)
        for (const [one, other] of seats.apart ?? []) expect(pairs.has(`${one} ${other}`)).toBe(false)
        for (const [round, tables] of tablesOf(seats, plan).entries()) {
          const gone = (seats.absent ?? []).filter(({ rounds }) => rounds.includes(round)).length
          expect(tables.flat().length).toBe(seats.people - gone)
          for (const [table, those] of tables.entries()) {
            expect(those.length).toBeLessThanOrEqual(sizeOf(seats.tables[table]!).most)
            expect(those.length).toBeGreaterThanOrEqual(sizeOf(seats.tables[table]!).least - gone)
          }
        }
        const goals = plainGoals(seats, plan)
        const wishes = seats.together?.[0]?.weight ?? 1
        expect(seating.mix.value).toBeCloseTo(goals.mix + wishes * seating.told.wishes.kept, 8)
        expect(seating.repeats.value).toBe(goals.repeats)
        expect(seating.uneven.value).toBeCloseTo(goals.uneven, 8)
        expect(seating.mix.bound).toBeGreaterThanOrEqual(seating.mix.value - 1e-9)
        expect(seating.repeats.bound).toBeLessThanOrEqual(seating.repeats.value)
      }),
      { numRuns: 60 },
    )
    expect(planned).toBeGreaterThan(40)
  })

  it('is the best there is, in one round, by every way to seat them', () => {
    const differences = Float64Array.from({ length: 64 }, (_, at) => {
      const [i, j] = [Math.floor(at / 8), at % 8]
      return i === j ? 0 : ((Math.min(i, j) * 37 + Math.max(i, j) * 61) % 23) + 1
    })
    const cases: Seats[] = [
      { people: 8, tables: [4, 4], rounds: 1, difference: differences },
      { people: 8, tables: [3, 3, 2], rounds: 1, difference: differences },
      { people: 8, tables: [{ least: 2, most: 5 }, { least: 1, most: 5 }, 2], rounds: 1, difference: differences },
      { people: 9, tables: [3, 3, 3], rounds: 1, boundaries: boundaries(9) },
      { people: 9, tables: [5, { least: 2, most: 4 }], rounds: 1, boundaries: boundaries(9) },
    ]
    for (const seats of cases) {
      let best = 0
      for (const plan of everyRound(seats)) best = Math.max(best, plainGoals(seats, plan).mix)
      const found = planTables(seats, { ...quick, order: 'mix, meetings, balance' })
      expect(found.mix.value).toBeCloseTo(best, 9)
      expect(found.mix.bound).toBeGreaterThanOrEqual(best)
    }
  })

  it('puts first what is asked first', () => {
    const seats: Seats = { ...twelve, rounds: 6 }
    const by = (order: (typeof orders)[number]) => planTables(seats, { ...quick, moves: 200_000, order })
    const [meetings, mix, balance] = [
      by('meetings, mix, balance'),
      by('mix, meetings, balance'),
      by('balance, mix, meetings'),
    ]
    expect(meetings.repeats.value).toBeLessThan(mix.repeats.value)
    expect(mix.mix.value).toBeGreaterThan(meetings.mix.value)
    expect(balance.uneven.value).toBeLessThanOrEqual(Math.min(meetings.uneven.value, mix.uneven.value) + 1e-9)
  })

  it('reaches its bound where everybody stands on one side and sides can be spread', () => {
    const { mix, repeats } = planTables({ ...twelve, rounds: 3, boundaries: boundaries(12).slice(0, 1) }, quick)
    // Three sides of four people at three tables of four: one table has two of a side, 5 of 6 pairs cross, weight 2, three tables, three rounds.
    expect(mix.value).toBe(2 * 5 * 3 * 3)
    expect(mix.gap).toBeCloseTo(0, 6)
    expect(repeats.bound).toBeLessThanOrEqual(repeats.value)
  })

  it('is the same for the same seed and work, also when its parts are done elsewhere', () => {
    const one = planTables(twelve, quick)
    expect(planTables(twelve, quick)).toEqual(one)
    expect(runParts(tablesInParts, twelve, quick)).toEqual(one)
    expect(planTables(twelve, { ...quick, seed: 'another' }).plan).not.toEqual(one.plan)
    const open = tablesInParts.open(twelve, quick)
    const [second, first] = [open(1), open(0)]
    const joining = tablesInParts.join(twelve, quick)
    joining.add(first)
    joining.add(second)
    expect(joining.result()).toEqual(one)
  })

  it('seats hosts at their tables, and those together who must be', () => {
    const seats: Seats = {
      people: 15,
      tables: [5, 5, 5],
      rounds: 3,
      boundaries: boundaries(15),
      hosts: [
        { person: 0, table: 0 },
        { person: 1, table: 2 },
      ],
      together: [
        { people: [3, 4, 5], must: true },
        { people: [5, 6], must: true },
        { people: [1, 9], must: true },
        { people: [7, 8, 7], must: false, weight: 50 },
      ],
      apart: [[3, 10]],
      absent: [{ person: 0, rounds: [1] }],
    }
    const { plan, told } = planTables(seats, { ...quick, order: 'mix, meetings, balance' })
    for (let round = 0; round < 3; round++) {
      const at = (person: number) => plan[round * 15 + person]
      expect(at(0)).toBe(round === 1 ? -1 : 0)
      expect([at(1), at(9)]).toEqual([2, 2])
      expect(new Set([3, 4, 5, 6].map(at)).size).toBe(1)
      expect(at(3)).not.toBe(at(10))
    }
    expect(told.wishes).toEqual({ kept: 3, of: 3 })
  })

  it('tells nothing of who is kept apart: the same bounds, and others who never meet either', () => {
    const free = planTables(twelve, quick)
    const apart = planTables({ ...twelve, apart: [[0, 1]] }, quick)
    expect(apart.repeats.bound).toBe(free.repeats.bound)
    expect(Object.keys(apart)).toEqual(Object.keys(free))
    expect(Object.keys(apart.told)).toEqual(Object.keys(free.told))
    const never = (seed: number, decoys: number) => {
      const seats = { ...twelve, rounds: 6, apart: [[0, 1] as [number, number]] }
      return 144 - pairsIn(seats, planTables(seats, { ...quick, decoys, seed }).plan).size
    }
    for (const seed of [1, 2, 3]) expect(never(seed, 5)).toBeGreaterThanOrEqual(2 * 3)
    expect(never(1, 0)).toBeGreaterThanOrEqual(2)
  })

  it('gives each better plan to whoever follows it, and the last of them is the plan', () => {
    const plans: Int32Array[] = []
    const told: number[] = []
    const seating = planTables(twelve, quick, {
      onBest: (plan) => plans.push(plan),
      onProgress: (done) => told.push(done),
    })
    expect(plans.length).toBeGreaterThan(1)
    expect(plans.at(-1)).toEqual(seating.plan)
    expect(told.at(-1)).toBe(1)
    expect(told.every((done, at) => done >= (told[at - 1] ?? 0) && done <= 1)).toBe(true)
  })

  it('can be stopped, and what was best until then has been given', () => {
    let best: Int32Array | null = null
    let asked = 0
    const control = { onBest: (plan: Int32Array) => (best = plan), shouldStop: () => ++asked > 30 }
    expect(() => planTables(twelve, { ...quick, moves: 2_000_000 }, control)).toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
    expect(best).toHaveLength(48)
  })

  it('works for one person, for nobody to choose from, and for people with nothing to mix', () => {
    const one = planTables({ people: 1, tables: [1], rounds: 2 }, quick)
    expect([...one.plan]).toEqual([0, 0])
    expect(one.mix).toEqual({ value: 0, bound: 0, gap: 0 })
    expect(one.told).toMatchObject({ meetings: 0, newMeetings: 0, again: 0, mostTogether: 0 })
    const all = planTables(
      { people: 3, tables: [3], rounds: 2, hosts: [0, 1, 2].map((person) => ({ person, table: 0 })) },
      quick,
    )
    expect(all.repeats).toEqual({ value: 3, bound: 3, gap: 0 })
    expect(all.told).toMatchObject({ meetings: 6, newMeetings: 3, again: 3, mostTogether: 2 })
    const away = planTables(
      { people: 2, tables: [2], rounds: 1, absent: [0, 1].map((person) => ({ person, rounds: [0] })) },
      quick,
    )
    expect([...away.plan]).toEqual([-1, -1])
  })

  it('counts those who know each other as met, and seats them with others', () => {
    const seats: Seats = {
      people: 8,
      tables: [4, 4],
      rounds: 1,
      met: [
        [0, 1],
        [1, 2],
        [0, 2],
        [6, 7],
      ],
    }
    const { repeats, told } = planTables(seats, quick)
    expect(repeats.value).toBe(1)
    expect(told).toMatchObject({ meetings: 12, newMeetings: 11, again: 1 })
  })
})

describe('what cannot be seated', () => {
  const refused: [string, Partial<Seats>, string][] = [
    ['no round', { rounds: 0 }, 'rounds is 0'],
    ['half a round', { rounds: 1.5 }, 'rounds is 1.5'],
    ['nobody', { people: 0 }, 'people is 0'],
    ['no number', { people: Number.NaN }, 'people is NaN'],
    [
      'more people than fit',
      { people: 10_000 },
      'people is 10000: at most 2000 are seated at once: divide them into halls first',
    ],
    ['no table', { tables: [] }, 'tables.length is 0'],
    ['half a seat', { tables: [4, 4.5, 4] }, 'tables[1] is 4.5'],
    ['fewer seats than people', { tables: [4, 4, 3] }, 'tables is "11 seats": there are 12 people: add seats'],
    ['more people needed than there are', { tables: [4, 4, 5] }, 'there are only 12 people: take away seats'],
    ['a least above the most', { tables: [4, 4, { least: 5, most: 4 }] }, 'tables[2].least is 5'],
    [
      'too much at once',
      { people: 2000, tables: Array(1000).fill(2), rounds: 16 },
      'at most 30000000 are planned at once',
    ],
    ['sides of too few', { boundaries: [{ sides: [[0]] }] }, 'boundaries[0].sides.length is 1'],
    ['sides that are no number', { boundaries: [{ sides: Array(12).fill([-1]) }] }, 'boundaries[0].sides[0] is -1'],
    ['a weight of 0', { boundaries: [{ weight: 0, sides: Array(12).fill([]) }] }, 'boundaries[0].weight is 0'],
    ['two kinds of difference', { difference: new Float64Array(144) }, 'give one of the two'],
    ['differences of others', { boundaries: undefined, difference: new Float64Array(9) }, 'difference.length is 9'],
    [
      'a difference to oneself',
      { boundaries: undefined, difference: new Float64Array(144).fill(1) },
      'difference[0, 0] is 1',
    ],
    [
      'a negative difference',
      { boundaries: undefined, difference: new Float64Array(144).fill(-1) },
      'difference[0, 0] is -1',
    ],
    [
      'a difference one way',
      { boundaries: undefined, difference: Float64Array.from({ length: 144 }, (_, at) => (at === 1 ? 1 : 0)) },
      'difference[1, 0] is 0',
    ],
    ['a stranger', { apart: [[0, 12]] }, 'apart[0] is 12'],
    ['somebody with themselves', { met: [[3, 3]] }, 'met[0] is "one person twice"'],
    [
      'a host of two tables',
      {
        hosts: [
          { person: 1, table: 0 },
          { person: 1, table: 2 },
        ],
      },
      'this host has table 0 already',
    ],
    [
      'more hosts than seats',
      { hosts: [0, 1, 2, 3, 4].map((person) => ({ person, table: 1 })) },
      'it has 4 seats and more hosts',
    ],
    [
      'hosts who leave too few for others',
      {
        tables: [
          { least: 2, most: 6 },
          { least: 4, most: 6 },
          { least: 4, most: 6 },
        ],
        hosts: [0, 1, 2, 3, 4].map((person) => ({ person, table: 0 })),
      },
      'other tables would get too few people',
    ],
    ['a table that is not there', { hosts: [{ person: 1, table: 3 }] }, 'hosts[0].table is 3'],
    ['a round that is not there', { absent: [{ person: 1, rounds: [4] }] }, 'absent[0].rounds is 4'],
    ['a wish worth nothing', { together: [{ people: [1, 2], must: false, weight: 0 }] }, 'together[0].weight is 0'],
  ]
  it.each(refused)('is refused by name: %s', (_, change, words) => {
    const act = () => planTables({ ...twelve, ...change } as Seats, quick)
    expect(act).toThrow(words)
    expect(act).toThrow(expect.objectContaining({ name: 'BadInput' }))
  })

  it.each<[string, Partial<Seats>]>([
    [
      'apart and together',
      {
        apart: [[2, 5]],
        together: [
          { people: [2, 3], must: true },
          { people: [3, 5], must: true },
        ],
      },
    ],
    [
      'together at two hosts',
      {
        hosts: [
          { person: 2, table: 0 },
          { person: 3, table: 1 },
        ],
        together: [{ people: [2, 3], must: true }],
      },
    ],
    [
      'apart at one host',
      {
        apart: [[2, 3]],
        hosts: [
          { person: 2, table: 0 },
          { person: 3, table: 0 },
        ],
      },
    ],
    ['more together than fit', { together: [{ people: [2, 3, 4, 5, 6], must: true }] }],
  ])('is refused in the same words, without telling who or why: %s', (_, change) => {
    expect(() => planTables({ ...twelve, ...change }, quick)).toThrow(
      'together is "not possible for somebody": somebody asked for both at once: take back one of the wishes',
    )
  })

  it('is told when no plan was found, and neither which rule nor whose it was', () => {
    const apart = [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].slice(i + 1).map((j): [number, number] => [i, j]))
    expect(() => planTables({ ...twelve, apart }, quick)).toThrow(
      /^rules is "not all kept after \d+ moves": allow more moves, larger or more tables, or ask for fewer rules$/,
    )
  })

  it.each([
    [{ moves: 10 }, 'moves is 10'],
    [{ starts: 0 }, 'starts is 0'],
    [{ decoys: -1 }, 'decoys is -1'],
    [{ seed: 1.5 }, 'seed is 1.5'],
    [{ order: 'mix' as (typeof orders)[number] }, 'order is "mix": give one of'],
  ])('settings out of their range are refused: %o', (change, words) => {
    expect(() => planTables(twelve, { ...quick, ...change })).toThrow(words)
  })
})
