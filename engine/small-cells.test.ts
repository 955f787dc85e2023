import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rangeOf } from './fixtures/range-of.ts'
import { type ToldTable, withoutSmallCells } from './small-cells.ts'

const count = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 30 }))
const tables = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(count, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  )

/** A table, and one that counts a part of its people. */
const nested = tables.chain((cells) =>
  fc
    .array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), {
      minLength: 4,
      maxLength: 4,
    })
    .map((shares) => ({
      whole: cells,
      part: cells.map((row, i) => row.map((n, j) => Math.round(n * shares[i]![j]!))),
    })),
)

/** Every number of a table with its totals, in one row. */
function flat({ cells, rows, columns, all }: ToldTable): (number | null)[] {
  return [...cells.flat(), ...rows, ...columns, all]
}

function everything(cells: number[][]): ToldTable & { cells: number[][] } {
  const rows = cells.map((row) => row.reduce((a, b) => a + b, 0))
  const columns = cells[0]!.map((_, j) => cells.reduce((sum, row) => sum + row[j]!, 0))
  return { cells, rows, columns, all: rows.reduce((a, b) => a + b, 0) }
}

/** What somebody knows of a table: numbers are told, and rows and columns add up. One equation each: coefficients, then the sum. */
function equationsOf(told: ToldTable, from: number, width: number): number[][] {
  const [r, c] = [told.rows.length, told.columns.length]
  const equation = (terms: [number, number][], sum: number) => {
    const row = new Array<number>(width + 1).fill(0)
    for (const [at, times] of terms) row[from + at]! += times
    row[width] = sum
    return row
  }
  const cell = (i: number, j: number) => i * c + j
  const all = flat(told)
  return [
    ...told.rows.map((_, i) =>
      equation([...told.columns.map((_, j): [number, number] => [cell(i, j), 1]), [r * c + i, -1]], 0),
    ),
    ...told.columns.map((_, j) =>
      equation([...told.rows.map((_, i): [number, number] => [cell(i, j), 1]), [r * c + r + j, -1]], 0),
    ),
    equation([...told.rows.map((_, i): [number, number] => [r * c + i, 1]), [all.length - 1, -1]], 0),
    ...all.flatMap((n, at) => (n === null ? [] : [equation([[at, 1]], n)])),
  ]
}

function givesAway(value: number, [low, high]: [number, number]): boolean {
  return value > 0 && (high - low < 1e-6 || (low > 1 - 1e-6 && high < 5 - 1e-6))
}

describe('a table of counts', () => {
  test('E10: tells nobody of one to four, and hides a second number where the total would give it away', () => {
    expect(withoutSmallCells([[12, 3, 9]])).toEqual({
      cells: [[12, null, null]],
      rows: [24],
      columns: [12, null, null],
      all: 24,
    })
    expect(withoutSmallCells([[12, 7, 9]]).cells).toEqual([[12, 7, 9]])
    expect(withoutSmallCells([[0, 8]]).cells).toEqual([[0, 8]])
    expect(withoutSmallCells([])).toEqual({ cells: [], rows: [], columns: [], all: 0 })
  })

  test('E10: told with all its totals, no hidden number can be solved for, nor held between one and four', () => {
    fc.assert(
      fc.property(tables, (cells) => {
        const told = withoutSmallCells(cells)
        const [shown, truth] = [flat(told), flat(everything(cells)) as number[]]
        const equations = equationsOf(told, 0, shown.length)
        shown.forEach((n, at) => {
          if (n !== null) {
            expect(n).toBe(truth[at])
            expect(n === 0 || n >= 5).toBe(true)
          } else expect(givesAway(truth[at]!, rangeOf(equations, shown.length, { [at]: 1 }))).toBe(false)
        })
      }),
      { numRuns: 200, seed: 10 },
    )
  })

  test('E10: beside another report of which it counts a part, neither it, nor the other, nor their difference gives anybody away', () => {
    fc.assert(
      fc.property(nested, ({ whole, part }) => {
        const first = withoutSmallCells(whole)
        const second = withoutSmallCells(part, { cells: whole, told: first })
        const [one, other] = [flat(first), flat(second)]
        const [all, some] = [flat(everything(whole)) as number[], flat(everything(part)) as number[]]
        const n = one.length
        // the unknowns: the whole, the part, and what is left, none below nought
        const equations = [
          ...equationsOf(first, 0, 3 * n),
          ...equationsOf(second, n, 3 * n),
          ...one.map((_, at) => {
            const row = new Array<number>(3 * n + 1).fill(0)
            row[at] = 1
            row[n + at] = -1
            row[2 * n + at] = -1
            return row
          }),
        ]
        for (let at = 0; at < n; at += 1) {
          const range = (of: number) => rangeOf(equations, 3 * n, { [of * n + at]: 1 })
          if (other[at] === null && first && some[at]! > 0) expect(givesAway(some[at]!, range(1))).toBe(false)
          if (one[at] === null) expect(givesAway(all[at]!, range(0))).toBe(false)
          const rest = all[at]! - some[at]!
          if (rest > 0 && rest < 5) expect(givesAway(rest, range(2))).toBe(false)
        }
      }),
      { numRuns: 60, seed: 11 },
    )
  })

  test('of a large table it is quick', () => {
    const cells = Array.from({ length: 20 }, (_, i) => Array.from({ length: 20 }, (_, j) => (i * 7 + j * 11) % 23))
    const told = withoutSmallCells(cells)
    expect(told.cells.flat().filter((n) => n !== null).length).toBeGreaterThan(20)
  })
})
