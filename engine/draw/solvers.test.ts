import fc from 'fast-check'
import loadHighs from 'highs'
import { describe, expect, it } from 'vitest'
import { sequence, streamKey } from '../chance.ts'
import { highsSolver, type LoadedHighs, programText } from './highs-solver.ts'
import { growingProgram, type LinearProgram } from './linear-solver.ts'
import { smallSolver } from './small-solver.ts'

// the package says that it is CommonJS, and gives its loader to modules as the default itself
const highs = highsSolver(await (loadHighs as unknown as () => Promise<LoadedHighs>)())
const none = Number.POSITIVE_INFINITY

function program(more: Partial<LinearProgram> & { worth: Float64Array }): LinearProgram {
  const n = more.worth.length
  return {
    sense: 'most',
    low: new Float64Array(n),
    high: new Float64Array(n).fill(none),
    whole: null,
    rows: [],
    ...more,
  }
}

/** A random program whose columns are bounded, often one that nothing fits. */
function invented(seed: number): LinearProgram {
  const next = sequence(streamKey(seed, 'solver test'))
  const n = 2 + Math.floor(next() * 11)
  const rows = Array.from({ length: 1 + Math.floor(next() * 7) }, () => {
    const column = Array.from({ length: n }, (_, j) => j).filter(() => next() < 0.6)
    const [kind, from] = [next(), Math.floor(next() * 8)]
    return {
      column: column.length > 0 ? column : [0],
      value: (column.length > 0 ? column : [0]).map(() => (next() < 0.7 ? 1 : Math.round(next() * 6 - 3) || 1)),
      low: kind < 0.3 ? -none : from,
      high: kind < 0.5 ? from : kind < 0.8 ? from + 2 : none,
    }
  })
  return {
    sense: next() < 0.5 ? 'most' : 'least',
    worth: Float64Array.from({ length: n }, () => Math.round(next() * 20 - 10) / (next() < 0.5 ? 1 : 3)),
    low: Float64Array.from({ length: n }, () => (next() < 0.2 ? -2 : 0)),
    high: Float64Array.from({ length: n }, () => Math.ceil(next() * 5)),
    whole: next() < 0.5 ? new Uint8Array(n).fill(1) : null,
    rows,
  }
}

describe('the solver of the engine', () => {
  it('finds what a program is worth by hand', () => {
    // chairs and tables: 30 and 50 a piece, 40 and 50 hours
    const rows = [
      { column: [0, 1], value: [1, 2], low: -none, high: 40 },
      { column: [0, 1], value: [2, 1], low: -none, high: 50 },
    ]
    const worth = Float64Array.of(30, 50)
    expect(smallSolver(program({ worth, rows }))).toEqual({
      status: 'best',
      values: Float64Array.of(20, 10),
      objective: 1100,
    })
    const whole = Uint8Array.of(1, 1)
    const tight = [
      { ...rows[0]!, high: 41 },
      { ...rows[1]!, high: 51 },
    ]
    const answer = smallSolver(program({ worth, whole, rows: tight }))
    expect(answer).toMatchObject({ status: 'best', objective: 1120 })
  })

  it('says when nothing fits and when there is no end', () => {
    const worth = Float64Array.of(1)
    const row = { column: [0], value: [1], low: 3, high: none }
    expect(smallSolver(program({ worth, high: Float64Array.of(2), rows: [row] }))).toEqual({ status: 'infeasible' })
    expect(smallSolver(program({ worth }))).toEqual({ status: 'unbounded' })
    const half = { column: [0], value: [2], low: 3, high: 3 }
    const whole = Uint8Array.of(1)
    expect(smallSolver(program({ worth, whole, high: Float64Array.of(9), rows: [half] }))).toEqual({
      status: 'infeasible',
    })
    const free = program({ sense: 'least', worth, low: Float64Array.of(-none), rows: [{ ...row, low: -4 }] })
    expect(smallSolver(free)).toMatchObject({ status: 'best', objective: -4 })
    expect(smallSolver(program({ worth, low: Float64Array.of(-none), high: Float64Array.of(7) }))).toMatchObject({
      objective: 7,
    })
  })

  it('agrees with HiGHS on whether there is an answer and on its worth', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const given = invented(seed)
        const [ours, theirs] = [smallSolver(given), highs(given)]
        expect(ours.status).toBe(theirs.status)
        if (ours.status === 'best' && theirs.status === 'best') expect(ours.objective).toBeCloseTo(theirs.objective, 6)
      }),
      { numRuns: 250, seed: 1 },
    )
  })

  it('goes on from its last answer as if it had begun anew, row by row', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const given = invented(seed)
        for (const solver of [smallSolver, (one: LinearProgram) => smallSolver(one)]) {
          const growing = growingProgram(solver, { ...given, rows: [] })
          for (const [at, row] of given.rows.entries()) {
            growing.add(row)
            const [grown, anew] = [growing.solve(), smallSolver({ ...given, rows: given.rows.slice(0, at + 1) })]
            expect(grown.status).toBe(anew.status)
            if (grown.status === 'best' && anew.status === 'best') {
              expect(grown.objective).toBeCloseTo(anew.objective, 7)
            }
          }
        }
      }),
      { numRuns: 150, seed: 2 },
    )
  })

  it('gives any answer beyond a worth, and none where there is none', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: -20, max: 40 }), (seed, beyond) => {
        const given = { ...invented(seed), sense: 'most' as const }
        const whole = new Uint8Array(given.worth.length).fill(1)
        const [best, any] = [smallSolver({ ...given, whole }), smallSolver({ ...given, whole, beyond })]
        const most = best.status === 'best' ? best.objective : Number.NEGATIVE_INFINITY
        expect(any.status).toBe(most > beyond + 1e-9 ? 'best' : 'infeasible')
        if (any.status === 'best') expect(any.objective > beyond && any.objective <= most + 1e-9).toBe(true)
      }),
      { numRuns: 150, seed: 3 },
    )
  })

  it('says that another solver is needed where a program is too large or too hard', () => {
    const worth = new Float64Array(1000)
    const row = { column: [0], value: [1], low: 0, high: 1 }
    expect(() => smallSolver(program({ worth, rows: Array(1001).fill(row) }))).toThrow('hand in another one')
    // a sum of even numbers that is to be odd: every half must be tried
    const n = 40
    const odd = { column: [...Array(n).keys()], value: Array(n).fill(2), low: n + 1, high: n + 1 }
    const hard = program({
      worth: new Float64Array(n),
      high: new Float64Array(n).fill(1),
      whole: new Uint8Array(n).fill(1),
      rows: [odd],
    })
    expect(() => smallSolver(hard)).toThrow('hand in another one')
    const stopped = () => {
      throw new Error('stop')
    }
    expect(() => smallSolver(hard, stopped)).toThrow('stop')
  })

  it('gives no answer that does not fit its program', () => {
    // a coefficient so small that no step may rest on it: the row cannot be met by honest means
    const rows = [{ column: [0, 1], value: [1e-10, 1], low: 1, high: 1 }]
    const given = program({ worth: Float64Array.of(1, 0), high: Float64Array.of(1e12, 0), rows })
    const answer = () => {
      const found = smallSolver(given)
      return found.status === 'best' ? found.values[0]! * 1e-10 : 1
    }
    expect(answer()).toBeCloseTo(1, 6)
  })
})

describe('the adapter for HiGHS', () => {
  it('writes a program so that it is read back to the last bit', () => {
    const text = programText({
      sense: 'least',
      worth: Float64Array.from({ length: 10 }, (_, j) => (j === 0 ? 1 / 3 : -1)),
      low: Float64Array.from({ length: 10 }, (_, j) => (j < 2 ? -none : 0)),
      high: Float64Array.from({ length: 10 }, (_, j) => (j === 0 ? none : j === 1 ? 4 : j === 2 ? none : 5)),
      whole: Uint8Array.from({ length: 10 }, (_, j) => Number(j === 3)),
      rows: [
        { column: [0], value: [2], low: 1, high: 1 },
        { column: [1, 2], value: [1, -1e-7], low: 0, high: 3 },
        { column: [], value: [], low: -none, high: 3 },
      ],
    })
    expect(text.split('\n')).toEqual([
      'Minimize',
      ' worth: + 0.3333333333333333 x0 - 1 x1 - 1 x2 - 1 x3 - 1 x4 - 1 x5 - 1 x6 - 1 x7 ',
      '  - 1 x8 - 1 x9',
      'Subject To',
      ' r0: + 2 x0 = 1',
      ' r1l: + 1 x1 - 1e-7 x2 >= 0',
      ' r1h: + 1 x1 - 1e-7 x2 <= 3',
      ' r2h: 0 x0 <= 3',
      'Bounds',
      ' x0 free',
      ' -inf <= x1 <= 4',
      ' 0 <= x2',
      ...[3, 4, 5, 6, 7, 8, 9].map((j) => ` 0 <= x${j} <= 5`),
      'General',
      ' x3',
      'End',
      '',
    ])
  })

  it('reads what HiGHS says', () => {
    const said = (Status: string) => highsSolver({ solve: () => ({ Status, ObjectiveValue: 0, Columns: {} }) })
    const bounded = program({ worth: Float64Array.of(1), high: Float64Array.of(1) })
    expect(said('Optimal')(bounded)).toEqual({ status: 'best', values: Float64Array.of(0), objective: 0 })
    expect(said('Infeasible')(bounded)).toEqual({ status: 'infeasible' })
    expect(said('Unbounded')(bounded)).toEqual({ status: 'unbounded' })
    expect(said('Primal infeasible or unbounded')(bounded)).toEqual({ status: 'infeasible' })
    expect(said('Primal infeasible or unbounded')(program({ worth: Float64Array.of(1) }))).toEqual({
      status: 'unbounded',
    })
    expect(() => said('Time limit reached')(bounded)).toThrow('Time limit reached')
  })
})
