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
 *
 * @param pause called now and then by solvers that can; throws when the whole computation is to stop
 * @throws Error when it gives up, with the reason
 */
export type LinearSolver = (program: LinearProgram, pause?: () => void) => LinearAnswer
