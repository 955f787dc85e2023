import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { textKey } from '../chance.ts'
import { diceOf } from './anneal.ts'
import { cyclicRounds } from './cyclic-rounds.ts'
import { lineRounds, mostRounds, type Rounds } from './designs.ts'
import { finiteField } from './finite-field.ts'
import { golferRounds } from './golfer-rounds.ts'
import { planTables, usualTables } from './plan-tables.ts'

/** Pairs that meet more than once, and tables of a wrong size. */
function faults(rounds: Rounds, tables: number, size: number): number {
  const met = new Set<number>()
  let faults = 0
  for (const round of rounds) {
    for (let table = 0; table < tables; table++) if (round.filter((of) => of === table).length !== size) faults++
    for (let i = 0; i < round.length; i++)
      for (let j = 0; j < i; j++)
        if (round[i] === round[j]) {
          if (met.has(i * 1000 + j)) faults++
          met.add(i * 1000 + j)
        }
  }
  return faults
}

describe('finite fields', () => {
  it.each([2, 3, 4, 5, 7, 8, 9, 16, 25, 27])('of %i elements have a sum, a product and what undoes both', (size) => {
    const { sum, product } = finiteField(size)!
    const all = Array.from({ length: size }, (_, k) => k)
    for (const a of all) {
      expect(new Set(all.map((b) => sum[a * size + b])).size).toBe(size)
      if (a > 0) expect(new Set(all.map((b) => product[a * size + b])).size).toBe(size)
      expect([sum[a * size], product[a * size], product[a * size + 1]]).toEqual([a, 0, a])
      for (const b of all)
        for (const c of [1, size - 1]) {
          expect(product[a * size + sum[b * size + c]!]).toBe(
            sum[product[a * size + b]! * size + product[a * size + c]!],
          )
          expect(product[product[a * size + b]! * size + c]).toBe(product[a * size + product[b * size + c]!])
        }
    }
  })

  it.each([0, 1, 6, 10, 12])('of %i elements there are none', (size) => expect(finiteField(size)).toBeNull())
})

describe('designs', () => {
  it.each([
    [3, 3, 4],
    [4, 4, 5],
    [5, 5, 6],
    [7, 7, 8],
    [8, 8, 9],
    [7, 4, 7],
    [8, 4, 9],
    [9, 3, 13],
    [16, 4, 21],
    [4, 2, 7],
    [6, 4, 0],
    [3, 4, 0],
    [1, 4, 1],
    [5, 1, 1],
  ])('%i tables of %i: %i rounds of lines, and nobody meets anybody again', (tables, size, count) => {
    const rounds = lineRounds(tables, size)
    expect(rounds).toHaveLength(count)
    expect(faults(rounds, tables, size)).toBe(0)
  })

  it.each([
    [5, 3, 7],
    [6, 4, 6],
    [6, 4, 7],
    [8, 3, 11],
    [10, 6, 5],
    [6, 5, 5],
    [6, 3, 8],
  ])('%i tables of %i: %i rounds by turning', (tables, size, count) => {
    const rounds = cyclicRounds(tables, size, count, diceOf(textKey('turn 1')))!
    expect(rounds).toHaveLength(count)
    expect(faults(rounds, tables, size)).toBe(0)
  })

  it('8 tables of 4: 10 rounds, in which everybody meets everybody but one', () => {
    const rounds = golferRounds(8, 4)!
    expect(rounds).toHaveLength(mostRounds(8, 4))
    expect(faults(rounds, 8, 4)).toBe(0)
    const met = (i: number, j: number) => rounds.filter((round) => round[i] === round[j]).length
    for (let i = 0; i < 32; i++)
      expect(Array.from({ length: 32 }, (_, j) => met(i, j)).filter((count) => count === 0)).toHaveLength(1)
    expect([golferRounds(4, 8), golferRounds(8, 3), golferRounds(7, 4)]).toEqual([null, null, null])
  })

  it('are not looked for where there are none, or too many people', () => {
    const dice = diceOf(textKey('none'))
    expect(cyclicRounds(2, 2, 3, dice)).not.toBeNull()
    expect(cyclicRounds(2, 3, 2, dice)).toBeNull()
    expect(cyclicRounds(40, 4, 20, dice)).toBeNull()
    expect(mostRounds(5, 1)).toBe(Number.POSITIVE_INFINITY)
    expect([mostRounds(8, 4), mostRounds(5, 3), mostRounds(3, 4)]).toEqual([10, 7, 1])
  })
})

describe('plans in which nobody should meet anybody twice', () => {
  const oracle = '../shared/oracles/social_golfer.json'
  const asked = existsSync(oracle)
    ? (JSON.parse(readFileSync(oracle, 'utf8')).feasible_no_repeat['easy targets'] as string[])
    : []
  const cases = [...asked.map((words) => words.split(' ')[0]!), '5-3-7', '8-4-9', '8-4-10', '6-4-7']
  it.skipIf(asked.length === 0).each(cases)(`%s has none (skipped where ${oracle} is absent)`, (words) => {
    const [tables, size, rounds] = words.split('-').map(Number) as [number, number, number]
    const seating = planTables({ people: tables * size, tables: Array(tables).fill(size), rounds }, usualTables)
    expect(seating.repeats).toEqual({ value: 0, bound: 0, gap: 0 })
    expect(seating.told).toMatchObject({
      again: 0,
      mostTogether: 1,
      newMeetings: (rounds * tables * size * (size - 1)) / 2,
    })
  })
})
