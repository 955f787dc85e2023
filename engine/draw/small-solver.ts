import { copyOf, type Dictionary, dictionaryOf, settle, solveDictionary } from './dictionary.ts'
import type { LinearProgram, LinearSolver } from './linear-solver.ts'

/** Further from a whole number than this is a fraction. */
const FRACTION = 1e-7
/** Two worths closer than this are the same. */
const EVEN = 1e-9
/** An answer may break a row by no more than this. */
const BROKEN = 1e-6
const MOST_CELLS = 400_000
const MOST_PIVOTS = 50_000

/**
 * Solves small linear programs with nothing but this engine: the simplex method on a full table, and branch and bound where columns must be
 * whole. Exact to about nine digits, and it checks each answer against the program before it gives it.
 *
 * Cost: each step touches the whole table, rows × columns. A pool of some dozen kinds of people takes well under a second.
 *
 * @throws Error for a program that is too large or takes too long for it: then hand in another solver, such as HiGHS
 */
export const smallSolver: LinearSolver = (program, pause) => {
  if (program.rows.length * program.worth.length > MOST_CELLS) throw tooMuch()
  let pivots = 0
  const mayStep = () => {
    if (++pivots > MOST_PIVOTS) throw tooMuch()
    if ((pivots & 0x1f) === 0) pause?.()
  }
  const root = dictionaryOf(program)
  const status = solveDictionary(root, mayStep)
  if (status !== 'best') return { status }
  const best = program.whole ? bestWhole(program, root, mayStep) : columnValues(root)
  if (!best) return { status: 'infeasible' }
  checkRows(program, best)
  return { status: 'best', values: best, objective: worthOf(program, best) }
}

function tooMuch(): Error {
  return new Error('The solver of the engine is too small for this pool: hand in another one, such as HiGHS')
}

function columnValues({ value, columns }: Dictionary): Float64Array {
  return value.slice(0, columns)
}

function worthOf({ worth }: LinearProgram, values: Float64Array): number {
  return worth.reduce((sum, one, column) => sum + one * values[column]!, 0)
}

/** Branch and bound: halves the range of a column that is not whole, the nearer half first. */
function bestWhole(program: LinearProgram, root: Dictionary, mayStep: () => void): Float64Array | null {
  let best: Float64Array | null = null
  let most = Number.NEGATIVE_INFINITY
  const sign = program.sense === 'most' ? 1 : -1
  const open: Dictionary[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    if (sign * worthOf(program, node.value) <= most + EVEN) continue
    const column = mostFractional(program, node)
    if (column < 0) {
      best = wholeValues(program, node)
      most = sign * worthOf(program, best)
      continue
    }
    const x = node.value[column]!
    const halves = [
      limited(node, column, node.low[column]!, Math.floor(x), mayStep),
      limited(node, column, Math.ceil(x), node.high[column]!, mayStep),
    ]
    if (x - Math.floor(x) < 0.5) halves.reverse()
    for (const half of halves) if (half) open.push(half)
  }
  return best
}

/** The same dictionary, solved with one column in narrower bounds; null when nothing fits. */
function limited(node: Dictionary, column: number, low: number, high: number, mayStep: () => void): Dictionary | null {
  const half = copyOf(node)
  half.low[column] = low
  half.high[column] = high
  settle(half)
  return solveDictionary(half, mayStep) === 'best' ? half : null
}

function mostFractional({ whole }: LinearProgram, { value, columns }: Dictionary): number {
  let found = -1
  let furthest = FRACTION
  for (let column = 0; column < columns; column++) {
    const distance = Math.abs(value[column]! - Math.round(value[column]!))
    if (whole?.[column] && distance > furthest) {
      furthest = distance
      found = column
    }
  }
  return found
}

function wholeValues({ whole }: LinearProgram, node: Dictionary): Float64Array {
  return columnValues(node).map((x, column) => (whole?.[column] ? Math.round(x) : x))
}

/** Rounding adds up over many steps; an answer that no longer fits its program is not given. */
function checkRows({ rows, low, high }: LinearProgram, values: Float64Array): void {
  const fits =
    values.every((x, column) => x >= low[column]! - BROKEN && x <= high[column]! + BROKEN) &&
    rows.every((row) => {
      const sum = row.column.reduce((total, column, at) => total + row.value[at]! * values[column]!, 0)
      return sum >= row.low - BROKEN && sum <= row.high + BROKEN
    })
  if (!fits) throw new Error('The solver of the engine lost its footing: hand in another one, such as HiGHS')
}
