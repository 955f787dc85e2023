import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsOf } from './bounds.ts'
import { eigenvalues } from './eigenvalues.ts'
import { everyRound, plainGoals } from './every-plan.fixture.ts'
import type { Seats } from './seats.ts'
import { readWishes } from './wishes.ts'

const bounds = (seats: Seats) => boundsOf(seats, readWishes(seats))

/** A tie in a small gathering: sizes fixed or free, sides with straddlers and people on none, or any differences. */
const small: fc.Arbitrary<Seats> = fc
  .record({
    people: fc.integer({ min: 2, max: 7 }),
    more: fc.integer({ min: 0, max: 2 }),
    sides: fc.array(fc.constantFrom([0], [1], [2], [0, 1], []), { minLength: 7, maxLength: 7 }),
    weight: fc.constantFrom(1, 0.25, 3),
    difference: fc.option(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 49, maxLength: 49 }), {
      nil: undefined,
    }),
  })
  .map(({ people, more, sides, weight, difference }) => ({
    people,
    rounds: 1,
    tables: [
      { least: 1, most: people - 1 + more },
      { least: 0, most: 3 + more },
    ],
    ...(difference
      ? {
          difference: Float64Array.from({ length: people * people }, (_, at) => {
            const [i, j] = [Math.floor(at / people), at % people]
            return i === j ? 0 : difference[Math.min(i, j) * 7 + Math.max(i, j)]!
          }),
        }
      : { boundaries: [{ weight, sides: sides.slice(0, people) }, { sides: sides.toReversed().slice(0, people) }] }),
  }))

describe('bounds', () => {
  it('are never exceeded, by any way to seat anybody', () => {
    fc.assert(
      fc.property(small, (seats) => {
        const { mix } = bounds(seats)
        for (const plan of everyRound(seats)) expect(plainGoals(seats, plan).mix).toBeLessThanOrEqual(mix)
      }),
      { numRuns: 150 },
    )
  })

  it('for repeats are never beaten, in two rounds', () => {
    for (const tables of [
      [2, 2],
      [3, 2],
      [
        { least: 1, most: 4 },
        { least: 1, most: 3 },
      ],
      [2, 2, 1],
      [5],
    ]) {
      const seats: Seats = {
        people: tables.length === 2 && tables[1] === 2 && tables[0] === 2 ? 4 : 5,
        tables,
        rounds: 2,
      }
      const rounds = [...everyRound({ ...seats, rounds: 1 })].length
      let least = Number.POSITIVE_INFINITY
      const first = [...copies(seats)]
      for (const one of first)
        for (const other of first)
          least = Math.min(least, plainGoals(seats, Int32Array.from([...one, ...other])).repeats)
      expect(first).toHaveLength(rounds)
      expect(bounds(seats).repeats).toBeLessThanOrEqual(least)
      if (tables[0] === 3 || tables[0] === 5) expect(bounds(seats).repeats).toBeGreaterThan(0)
    }
  })

  it('know how often people have to meet again', () => {
    // Five people at one table in three rounds: ten pairs, each three times: 3 for each pair.
    expect(bounds({ people: 5, tables: [5], rounds: 3 }).repeats).toBe(30)
    // Sixteen people, five rounds at tables of four: an affine plane, nobody twice; in a sixth round everybody meets three again.
    expect(bounds({ people: 16, tables: [4, 4, 4, 4], rounds: 5 }).repeats).toBe(0)
    expect(bounds({ people: 16, tables: [4, 4, 4, 4], rounds: 6 }).repeats).toBe(24)
    // Nine people at three tables, all of whom know one another: every meeting is one again.
    const met = Array.from({ length: 9 }, (_, i) =>
      Array.from({ length: i }, (_, j): [number, number] => [i, j]),
    ).flat()
    expect(bounds({ people: 9, tables: [3, 3, 3], rounds: 1, met }).repeats).toBe(9)
    // Two tables: of any three at one table, two sat together before.
    expect(bounds({ people: 6, tables: [3, 3], rounds: 2 }).repeats).toBe(2)
  })

  it('are the same whoever is kept apart', () => {
    const seats: Seats = {
      people: 6,
      tables: [3, 3],
      rounds: 2,
      boundaries: [{ sides: [[0], [0], [1], [1], [0], [1]] }],
    }
    expect(bounds({ ...seats, apart: [[0, 1]] })).toEqual(bounds(seats))
  })

  it('leave eigenvalues out for many seats, and are bounds all the same', () => {
    const people = 600
    const seats: Seats = {
      people,
      tables: Array(300).fill(2),
      rounds: 1,
      difference: Float64Array.from({ length: people * people }, (_, at) =>
        Math.floor(at / people) % 2 === (at % people) % 2 ? 0 : 1,
      ),
    }
    expect(bounds(seats).mix).toBeCloseTo(300, 3)
  })
})

function* copies(seats: Seats): Generator<Int32Array> {
  for (const plan of everyRound(seats)) yield plan.slice()
}

describe('eigenvalues', () => {
  it('are those of matrices with known ones', () => {
    expect([...eigenvalues(Float64Array.of(2), 1)]).toEqual([2])
    expect([...eigenvalues(Float64Array.of(3, 0, 0, 0, 1, 0, 0, 0, 2), 3)]).toEqual([3, 2, 1])
    // A ring of n: 2 cos(2πk/n).
    const ring = Float64Array.from({ length: 49 }, (_, at) =>
      [1, 6].includes(Math.abs(Math.floor(at / 7) - (at % 7))) ? 1 : 0,
    )
    const known = Array.from({ length: 7 }, (_, k) => 2 * Math.cos((2 * Math.PI * k) / 7)).sort((a, b) => b - a)
    for (const [k, value] of eigenvalues(ring, 7).entries()) expect(value).toBeCloseTo(known[k]!, 12)
  })

  it('add up to the trace, and their squares to the squares of all entries', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 144, maxLength: 144 }),
        (n, of) => {
          const matrix = Float64Array.from({ length: n * n }, (_, at) => {
            const [i, j] = [Math.floor(at / n), at % n]
            return of[Math.min(i, j) * 12 + Math.max(i, j)]!
          })
          let [trace, squares] = [0, 0]
          for (let i = 0; i < n; i++) trace += matrix[i * n + i]!
          for (const entry of matrix) squares += entry * entry
          const values = [...eigenvalues(matrix, n)]
          expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 8)
          expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(squares, 7)
          expect(values).toEqual(values.toSorted((a, b) => b - a))
        },
      ),
    )
  })
})
