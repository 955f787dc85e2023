import { describe, expect, it } from 'vitest'
import { valuesOf } from '../measure.ts'
import { runParts } from '../parts.ts'
import { plainGoals } from './every-plan.fixture.ts'
import type { Seats } from './seats.ts'
import { tablesMeasures } from './tables-measures.ts'

const [tables, tablesAgain] = tablesMeasures
const nine: Seats = {
  people: 9,
  tables: [3, 3, 3],
  rounds: 2,
  boundaries: [{ sides: [0, 0, 0, 1, 1, 1, 2, 2, 2].map((side) => [side]) }],
}
const quick = valuesOf(tables, { moves: 30_000, starts: 2, seed: 'nine' })

describe('the measures of tables', () => {
  it('ask what somebody would ask, have a range for each setting, and say what each result is', () => {
    expect(tablesMeasures.map(({ id }) => id)).toEqual(['tables', 'tables-again'])
    for (const { question, input, parameters, outputs, when, family } of tablesMeasures) {
      expect(question).toMatch(/^\p{Lu}.*\?$/u)
      expect([family, input]).toEqual(['tables', 'seats'])
      for (const parameter of Object.values(parameters))
        if (parameter.kind === 'whole') {
          expect(parameter.from).toBeLessThanOrEqual(parameter.default)
          expect(parameter.default).toBeLessThanOrEqual(parameter.to)
        }
      for (const { means, unit } of Object.values(outputs)) expect(means.length * unit.length).toBeGreaterThan(0)
      for (const words of Object.values(when)) expect(words).not.toBe('')
    }
  })

  it('are computed with the settings that are described, on nine people of three sides, to the bound of each goal', () => {
    const seating = tables.run(nine, quick)
    // One of each side at each table: all 3 pairs of 3 tables of 2 rounds cross; 36 pairs, so 18 meetings can all be new.
    expect(seating.mix).toMatchObject({ value: 18 })
    expect(seating.mix.gap).toBeLessThan(1e-6)
    expect(seating.repeats).toEqual({ value: 0, bound: 0, gap: 0 })
    expect(seating.uneven).toEqual({ value: 0, bound: 0, gap: 0 })
    expect(plainGoals(nine, seating.plan)).toMatchObject({ mix: 18, repeats: 0 })
    expect(seating.told).toMatchObject({ meetings: 18, newMeetings: 18, crossing: [1] })
  })

  it('return what they say they return', () => {
    const seating = tables.run(nine, quick)
    const again = tablesAgain.run({ seats: nine, plan: seating.plan }, valuesOf(tablesAgain))
    const names = (result: typeof seating) => new Set([...Object.keys(result), ...Object.keys(result.told)])
    for (const output of Object.keys(tables.outputs)) expect(names(seating)).toContain(output)
    for (const output of Object.keys(tablesAgain.outputs)) expect(names(again)).toContain(output)
  })

  it('are the same in parts as at once', () => {
    const values = valuesOf(tables, { moves: 20_000, starts: 3, order: 'mix, meetings, balance' })
    const harder: Seats = { ...nine, people: 8, tables: [3, 3, 2], rounds: 5, boundaries: [] }
    expect(runParts(tables.parts!, harder, values)).toEqual(tables.run(harder, values))
    expect(tables.parts!.count(harder, values)).toBe(3)
  })

  it('plan again after an absence: only as many move as must', () => {
    const { plan } = tables.run(nine, quick)
    const seats: Seats = { ...nine, absent: [{ person: 4, rounds: [1] }] }
    const again = tablesAgain.run({ seats, plan }, valuesOf(tablesAgain))
    expect(again.moved).toEqual([{ round: 1, person: 4, from: plan[9 + 4], to: -1 }])
    expect([...again.plan]).toEqual([...plan].map((table, at) => (at === 13 ? -1 : table)))
  })

  it.each<[string, () => unknown, string]>([
    ['seats for too few', () => tables.run({ ...nine, people: 8 }, quick), 'tables is "9 seats"'],
    [
      'a plan for others',
      () => tablesAgain.run({ seats: nine, plan: new Int32Array(9) }, valuesOf(tablesAgain)),
      'plan.length is 9',
    ],
    [
      'very many seats',
      () =>
        tables.run(
          {
            ...nine,
            tables: [
              { least: 1, most: 2_000 },
              { least: 1, most: 2_000 },
            ],
          },
          quick,
        ),
      'tables is "4000 seats": at most 3000 seats',
    ],
    ['too few moves', () => valuesOf(tables, { moves: 999 }), 'parameter moves is 999'],
    ['an order that is none', () => valuesOf(tables, { order: 'mix' }), 'parameter order is "mix"'],
    ['a setting of another measure', () => valuesOf(tablesAgain, { moves: 5_000 }), 'it has no such parameter'],
    ['half a person moved', () => valuesOf(tablesAgain, { mostMoved: 0.5 }), 'parameter mostMoved is 0.5'],
  ])('refuse by name: %s', (_, act, words) => {
    expect(act).toThrow(words)
    expect(act).toThrow(expect.objectContaining({ name: 'BadInput' }))
  })
})
