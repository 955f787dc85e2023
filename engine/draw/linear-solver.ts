/** A linear program: the best values of its columns within bounds, with rows that are sums of columns. */
export interface LinearProgram {
  sense: 'most' | 'least'
  /** what one unit of each column is worth */
  worth: Float64Array
  /** bounds of each column; infinite where there is none */
  low: Float64Array
  high: Float64Array
  /** 1: only whole numbers; null = none of them */
  whole: Uint8Array | null
  rows: LinearRow[]
  /**
   * Any answer beyond this worth will do, the best is not needed, and when there is none a solver may say that nothing fits. It may also
   * find the best all the same.
   */
  beyond?: number
}

/** `low ≤ Σ value · column ≤ high`; infinite where there is no bound. */
export interface LinearRow {
  column: number[]
  value: number[]
  low: number
  high: number
}

export type LinearAnswer =
  | { status: 'best'; values: Float64Array; objective: number }
  | { status: 'infeasible' }
  | { status: 'unbounded' }

/**
 * Anything that solves linear programs with whole columns, at once. The engine has a small one of its own; a large pool asks for a grown-up
 * one, such as HiGHS.
 */
export interface LinearSolver {
  /**
   * @param pause called now and then by solvers that can; throws when the whole computation is to stop
   * @throws Error when it gives up, with the reason
   */
  (program: LinearProgram, pause?: () => void): LinearAnswer
  /** The same program asked again with rows added, from where it stood; absent where the solver begins anew each time. */
  readonly growing?: (program: LinearProgram) => GrowingProgram
}

export interface GrowingProgram {
  add(row: LinearRow): void
  solve(pause?: () => void): LinearAnswer
}

/** A growing program with any solver. */
export function growingProgram(solver: LinearSolver, program: LinearProgram): GrowingProgram {
  if (solver.growing) return solver.growing(program)
  const grown = { ...program, rows: [...program.rows] }
  return { add: (row) => grown.rows.push(row), solve: (pause) => solver(grown, pause) }
}
