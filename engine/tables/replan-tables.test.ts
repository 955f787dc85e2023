import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainGoals } from './every-plan.fixture.ts'
import { planTables, usualTables } from './plan-tables.ts'
import { replanTables } from './replan-tables.ts'
import { tablesOf } from './seating.ts'
import type { Plan, Seats } from './seats.ts'

const order = usualTables.order
const forty: Seats = {
  people: 40,
  tables: Array(8).fill(5),
  rounds: 12,
  boundaries: [
    { sides: Array.from({ length: 40 }, (_, i) => [i % 4]) },
    { sides: Array.from({ length: 40 }, (_, i) => [(i * 7) % 3]) },
  ],
}
const { plan } = planTables(forty, { ...usualTables, moves: 100_000, starts: 1 })

describe('a plan after an absence', () => {
  it('stays as it is where one person leaves an empty seat', () => {
    const seats: Seats = { ...forty, absent: [{ person: 7, rounds: [3, 4, 5, 6, 7, 8, 9, 10, 11] }] }
    const again = replanTables(seats, plan, { order, mostMoved: 0 })
    expect(again.moved.map(({ person, to, round }) => [person, to, round])).toEqual(
      [3, 4, 5, 6, 7, 8, 9, 10, 11].map((round) => [7, -1, round]),
    )
    const goals = plainGoals(seats, again.plan)
    expect(again.mix.value).toBeCloseTo(goals.mix, 8)
    expect(again.repeats.value).toBe(goals.repeats)
    expect(again.mix.bound).toBeGreaterThanOrEqual(again.mix.value)
    expect(again.repeats.bound).toBeLessThanOrEqual(again.repeats.value)
  })

  it('moves no more people than small tables need', () => {
    // Three of one table's five stay away: tables may have four, or five; so two come from others.
    const those = tablesOf(forty, plan)[0]![2]!.slice(0, 3)
    const seats: Seats = { ...forty, absent: those.map((person) => ({ person, rounds: [0] })) }
    const again = replanTables(seats, plan, { order, mostMoved: 0 })
    expect(again.moved.filter(({ to }) => to >= 0)).toHaveLength(2)
    expect(
      tablesOf(seats, again.plan)[0]!
        .map((table) => table.length)
        .sort(),
    ).toEqual([4, 4, 4, 5, 5, 5, 5, 5])
  })

  it('moves a few more where it is allowed to, in the changed rounds only, and the plan gets better', () => {
    const seats: Seats = { ...forty, absent: [{ person: 0, rounds: [2, 5] }] }
    const first = 'mix, meetings, balance'
    const still = replanTables(seats, plan, { order: first, mostMoved: 0 })
    const better = replanTables(seats, plan, { order: first, mostMoved: 6 })
    const moved = better.moved.filter(({ to }) => to >= 0)
    expect(moved.length).toBeGreaterThan(0)
    expect(moved.length).toBeLessThanOrEqual(6)
    expect(better.moved.every(({ round }) => round === 2 || round === 5)).toBe(true)
    expect(better.mix.value).toBeGreaterThan(still.mix.value)
  })

  it('finds a seat for whoever comes after all, a host at their own table', () => {
    const seats: Seats = {
      people: 5,
      tables: [
        { least: 1, most: 3 },
        { least: 1, most: 3 },
      ],
      rounds: 1,
      boundaries: [{ sides: [[0], [0], [1], [1], [0]] }],
    }
    // The newcomer stands on side 0 and table 1 has only people of side 1.
    expect([
      ...replanTables(seats, Int32Array.of(0, 0, 1, 1, -1), { order: 'mix, meetings, balance', mostMoved: 0 }).plan,
    ]).toEqual([0, 0, 1, 1, 1])
    const hosted = { ...seats, hosts: [{ person: 4, table: 0 }] }
    expect([...replanTables(hosted, Int32Array.of(0, 0, 1, 1, -1), { order, mostMoved: 0 }).plan]).toEqual([
      0, 0, 1, 1, 0,
    ])
    expect(() => replanTables(hosted, Int32Array.of(0, 0, 0, 1, -1), { order, mostMoved: 0 })).toThrow(
      'of this host is full',
    )
  })

  it('heeds a rule that is new, and says when it cannot', () => {
    const seats: Seats = { ...forty, apart: [[1, 2]], together: [{ people: [3, 4], must: true }] }
    const { plan: after } = replanTables(seats, plan, { order, mostMoved: 0 })
    for (let round = 0; round < 12; round++) {
      expect(after[round * 40 + 1]).not.toBe(after[round * 40 + 2])
      expect(after[round * 40 + 3]).toBe(after[round * 40 + 4])
    }
    const tight: Seats = {
      people: 4,
      tables: [2, 2],
      rounds: 1,
      apart: [
        [0, 1],
        [0, 2],
        [0, 3],
      ],
    }
    expect(() => replanTables(tight, Int32Array.of(0, 0, 1, 1), { order, mostMoved: 0 })).toThrow(
      'rules is "not all kept',
    )
  })

  it('changes nothing where nothing changed, for any people away', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ person: fc.nat(39), round: fc.nat(11) }), { maxLength: 12 }), (those) => {
        const seats: Seats = { ...forty, absent: those.map(({ person, round }) => ({ person, rounds: [round] })) }
        const once = replanTables(seats, plan, { order, mostMoved: 0 })
        const touched = new Set(those.map(({ round }) => round))
        expect(once.moved.every(({ round }) => touched.has(round))).toBe(true)
        expect(replanTables(seats, once.plan, { order, mostMoved: 0 }).moved).toEqual([])
      }),
      { numRuns: 20 },
    )
  })

  it.each<[string, Plan, Partial<Seats>, string]>([
    ['too short a plan', new Int32Array(3), {}, 'plan.length is 3'],
    ['a table that is not there', plan.map((table, at) => (at === 41 ? 8 : table)), {}, 'plan[1, 1] is 8'],
    ['a table with too many', plan.map(() => 0), {}, 'this table has 5 seats and more people'],
    ['a host elsewhere', plan, { hosts: [{ person: 0, table: (plan[0]! + 1) % 8 }] }, 'this host has table'],
  ])('is refused by name: %s', (_, before, change, words) => {
    expect(() => replanTables({ ...forty, ...change }, before, { order, mostMoved: 0 })).toThrow(words)
  })

  it('can be stopped', () => {
    expect(() => replanTables(forty, plan, { order, mostMoved: 0 }, { shouldStop: () => true })).toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
  })
})
