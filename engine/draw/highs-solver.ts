import type { LinearAnswer, LinearProgram, LinearRow, LinearSolver } from './linear-solver.ts'

/** What is used of the loaded package `highs`. */
export interface LoadedHighs {
  solve(
    problem: string,
    options?: object,
  ): { Status: string; ObjectiveValue: number; Columns: Record<string, { Primal?: number }> }
}

/** Exact: no gap between what is found and what could be, one thread, one seed; so the same program has the same answer. */
const options = {
  output_flag: false,
  parallel: 'off',
  random_seed: 1,
  mip_rel_gap: 0,
  mip_abs_gap: 1e-9,
  primal_feasibility_tolerance: 1e-9,
  dual_feasibility_tolerance: 1e-9,
}

/** Readers of the text format may cut long lines. */
const TERMS_A_LINE = 8

/**
 * Lets HiGHS (Huangfu & Hall 2018) solve linear programs. The package is loaded by whoever uses it, `highsSolver(await loadHighs())`; the
 * engine itself does not know it.
 *
 * @throws Error from the solver when HiGHS ends without an answer
 */
export function highsSolver(highs: LoadedHighs): LinearSolver {
  return (program) => {
    const { Status: status, ObjectiveValue: objective, Columns: columns } = highs.solve(programText(program), options)
    if (status === 'Optimal') {
      const values = Float64Array.from(program.worth, (_, column) => columns[`x${column}`]?.Primal ?? 0)
      return { status: 'best', values, objective }
    }
    return withoutAnswer(program, status)
  }
}

function withoutAnswer(program: LinearProgram, status: string): LinearAnswer {
  if (status === 'Infeasible') return { status: 'infeasible' }
  if (status === 'Unbounded') return { status: 'unbounded' }
  if (status === 'Primal infeasible or unbounded') {
    const bounded = program.low.every(Number.isFinite) && program.high.every(Number.isFinite)
    return { status: bounded ? 'infeasible' : 'unbounded' }
  }
  throw new Error(`HiGHS ended without an answer: ${status}`)
}

/** The program in the text format of CPLEX. Numbers are written so that they are read back to the last bit. */
export function programText({ sense, worth, low, high, whole, rows }: LinearProgram): string {
  const every = Array.from(worth.keys())
  const bounds = every.map((column) => boundOf(column, low[column]!, high[column]!))
  const wholes = every.filter((column) => whole?.[column] === 1).map((column) => ` x${column}`)
  return [
    sense === 'most' ? 'Maximize' : 'Minimize',
    ` worth: ${sumText(every, Array.from(worth))}`,
    'Subject To',
    ...rows.flatMap(rowText),
    'Bounds',
    ...bounds,
    ...(wholes.length > 0 ? ['General', ...wholes] : []),
    'End',
    '',
  ].join('\n')
}

function rowText({ column, value, low, high }: LinearRow, row: number): string[] {
  const sum = sumText(column, value)
  if (low === high) return [` r${row}: ${sum} = ${low}`]
  const lines: string[] = []
  if (Number.isFinite(low)) lines.push(` r${row}l: ${sum} >= ${low}`)
  if (Number.isFinite(high)) lines.push(` r${row}h: ${sum} <= ${high}`)
  return lines
}

function sumText(columns: readonly number[], values: readonly number[]): string {
  const terms = columns.map((column, at) => `${values[at]! < 0 ? '-' : '+'} ${Math.abs(values[at]!)} x${column}`)
  if (terms.length === 0) return '0 x0'
  return terms.map((term, at) => (at > 0 && at % TERMS_A_LINE === 0 ? `\n  ${term}` : term)).join(' ')
}

function boundOf(column: number, low: number, high: number): string {
  if (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY) return ` x${column} free`
  const from = low === Number.NEGATIVE_INFINITY ? '-inf' : low
  return high === Number.POSITIVE_INFINITY ? ` ${from} <= x${column}` : ` ${from} <= x${column} <= ${high}`
}
