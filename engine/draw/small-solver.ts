import {
  copyOf,
  type Dictionary,
  dictionaryOf,
  restoreDictionary,
  settle,
  solveDictionary,
  withRow,
} from './dictionary.ts'
import type { GrowingProgram, LinearAnswer, LinearProgram, LinearSolver } from './linear-solver.ts'

/** Further from a whole number than this is a fraction. */
const FRACTION = 1e-7
/** Two worths closer than this are the same. */
const EVEN = 1e-9
/** An answer may break a row by no more than this. */
const BROKEN = 1e-6
const MOST_CELLS = 1_000_000
const MOST_PIVOTS = 100_000
/** Where any answer beyond some worth will do, so many more halves are looked at for a better one. */
const MOST_AFTER = 30

/**
 * Solves small linear programs with nothing but this engine: the simplex method on a full table, and branch and bound where columns must be
 * whole. Exact to about nine digits, and it checks each answer against the program before it gives it.
 *
 * Cost: each step touches the whole table, rows × columns. A pool of some dozen kinds of people takes well under a second.
 *
 * @throws Error for a program that is too large or takes too long for it: then hand in another solver, such as HiGHS
 */
export const smallSolver: LinearSolver = Object.assign(solveAnew, { growing })

function solveAnew(program: LinearProgram, pause?: () => void): LinearAnswer {
  const mayStep = limitedSteps(program, pause)
  const root = dictionaryOf(program)
  const status = solveDictionary(root, mayStep)
  if (status !== 'best') return { status }
  const values = program.whole ? bestWhole(program, root, mayStep) : columnValues(root)
  if (!values) return { status: 'infeasible' }
  if (!fits(program, values))
    throw new Error('The solver of the engine lost its footing: hand in another one, such as HiGHS')
  return { status: 'best', values, objective: worthOf(program, values) }
}

/** Goes on from the last answer: a row that was added takes a few steps and not hundreds. */
function growing(program: LinearProgram): GrowingProgram {
  const grown = { ...program, rows: [...program.rows] }
  let dictionary: Dictionary | null = null
  return {
    add: (row) => {
      grown.rows.push(row)
      dictionary &&= withRow(dictionary, row)
    },
    solve: (pause) => {
      const mayStep = limitedSteps(grown, pause)
      if (dictionary) restoreDictionary(dictionary, mayStep)
      else dictionary = dictionaryOf(grown)
      if (!grown.whole && solveDictionary(dictionary, mayStep) === 'best') {
        const values = columnValues(dictionary)
        if (fits(grown, values)) return { status: 'best', values, objective: worthOf(grown, values) }
      }
      // rounding adds up over many answers: begin anew
      dictionary = null
      return solveAnew(grown, pause)
    },
  }
}

/** Refuses what is too large, and ends what takes too long. */
function limitedSteps({ rows, worth }: LinearProgram, pause?: () => void): () => void {
  if (rows.length * worth.length > MOST_CELLS) throw tooMuch()
  let pivots = 0
  return () => {
    if (++pivots > MOST_PIVOTS) throw tooMuch()
    if ((pivots & 0xf) === 0) pause?.()
  }
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
  const sign = program.sense === 'most' ? 1 : -1
  let best: Float64Array | null = null
  let most = program.beyond === undefined ? Number.NEGATIVE_INFINITY : sign * program.beyond
  let tried = 0
  const open: Dictionary[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    if (best && program.beyond !== undefined && ++tried > MOST_AFTER) break
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
  restoreDictionary(half, mayStep)
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

/** Does an answer keep to its program? Rounding adds up over many steps, and what no longer fits is not given. */
function fits({ rows, low, high }: LinearProgram, values: Float64Array): boolean {
  return (
    values.every((x, column) => x >= low[column]! - BROKEN && x <= high[column]! + BROKEN) &&
    rows.every((row) => {
      const sum = row.column.reduce((total, column, at) => total + row.value[at]! * values[column]!, 0)
      return sum >= row.low - BROKEN && sum <= row.high + BROKEN
    })
  )
}
