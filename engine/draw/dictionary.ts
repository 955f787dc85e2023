import type { LinearProgram, LinearRow } from './linear-solver.ts'

/**
 * A linear program in the middle of the simplex method: the basic variables as sums of the others. Variables 0 to n − 1 are the columns of the
 * program, n to n + m − 1 the sums of its rows; each lies between its bounds.
 */
export interface Dictionary {
  readonly rows: number
  readonly columns: number
  /** rows × columns: how much each basic variable grows with each other one */
  readonly grows: Float64Array
  /** which variable stands in each row, and which in each column */
  readonly basic: Int32Array
  readonly other: Int32Array
  readonly value: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  /** what one unit of each column's variable is worth; made least */
  readonly price: Float64Array
}

/** Closer than this to a bound counts as at it. */
const NEAR = 1e-9
/** A pivot below this would blow up rounding. */
const SMALLEST_PIVOT = 1e-9
/** On the way back into bounds only steadier ones are taken. */
const STEADY = 1e-7
/** After so many steps without progress the lowest number goes first (Bland 1977), which cannot go round in circles. */
const PATIENCE = 40

export function dictionaryOf({ sense, worth, low, high, rows }: LinearProgram): Dictionary {
  const [m, n] = [rows.length, worth.length]
  const grows = new Float64Array(m * n)
  for (const [i, { column, value }] of rows.entries()) {
    for (const [at, j] of column.entries()) grows[i * n + j]! += value[at]!
  }
  const lows = Float64Array.from([...low, ...rows.map((row) => row.low)])
  const highs = Float64Array.from([...high, ...rows.map((row) => row.high)])
  const value = lows.map((from, variable) => {
    if (Number.isFinite(from)) return from
    return Number.isFinite(highs[variable]!) ? highs[variable]! : 0
  })
  const made: Dictionary = {
    rows: m,
    columns: n,
    grows,
    basic: Int32Array.from({ length: m }, (_, i) => n + i),
    other: Int32Array.from({ length: n }, (_, j) => j),
    value,
    low: lows,
    high: highs,
    price: worth.map((one) => (sense === 'least' ? one : -one)),
  }
  settle(made)
  return made
}

export function copyOf(dictionary: Dictionary): Dictionary {
  const { grows, basic, other, value, low, high, price } = dictionary
  return {
    ...dictionary,
    grows: grows.slice(),
    basic: basic.slice(),
    other: other.slice(),
    value: value.slice(),
    low: low.slice(),
    high: high.slice(),
    price: price.slice(),
  }
}

/** The same dictionary with one row more; what was found stays, and the new sum is basic. */
export function withRow(dictionary: Dictionary, { column, value, low, high }: LinearRow): Dictionary {
  const { rows, columns, basic, other } = dictionary
  const grows = new Float64Array((rows + 1) * columns)
  grows.set(dictionary.grows)
  const place = new Int32Array(rows + columns)
  for (let i = 0; i < rows; i++) place[basic[i]!] = i
  for (let j = 0; j < columns; j++) place[other[j]!] = -1 - j
  for (const [at, variable] of column.entries()) {
    const stands = place[variable]!
    if (stands < 0) grows[rows * columns - 1 - stands]! += value[at]!
    else for (let j = 0; j < columns; j++) grows[rows * columns + j]! += value[at]! * grows[stands * columns + j]!
  }
  const more = {
    ...dictionary,
    rows: rows + 1,
    grows,
    basic: Int32Array.from([...basic, rows + columns]),
    value: Float64Array.from([...dictionary.value, 0]),
    low: Float64Array.from([...dictionary.low, low]),
    high: Float64Array.from([...dictionary.high, high]),
  }
  settle(more)
  return more
}

/** Moves variables that are not basic into their bounds, and works out the basic ones. */
export function settle({ rows, columns, grows, basic, other, value, low, high }: Dictionary): void {
  for (const variable of other) {
    value[variable] = Math.min(Math.max(value[variable]!, low[variable]!), high[variable]!)
  }
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += grows[i * columns + j]! * value[other[j]!]!
    value[basic[i]!] = sum
  }
}

/**
 * Makes the worth least from where the dictionary stands: first into all bounds, then down. Bounds may have been changed before; then it
 * takes few steps.
 *
 * @param mayStep called at every pivot; throws to end
 */
export function solveDictionary(dictionary: Dictionary, mayStep: () => void): 'best' | 'infeasible' | 'unbounded' {
  let idle = 0
  let before = Number.POSITIVE_INFINITY
  let phase = 1
  for (;;) {
    mayStep()
    const outside = distanceOutside(dictionary)
    const nowPhase = outside > 0 ? 1 : 2
    const now = nowPhase === 1 ? outside : worthNow(dictionary)
    idle = nowPhase === phase && now >= before - 1e-12 * (1 + Math.abs(now)) ? idle + 1 : 0
    phase = nowPhase
    before = now
    const slope = nowPhase === 1 ? slopeOutside(dictionary) : dictionary.price
    const entering = enteringColumn(dictionary, slope, idle > PATIENCE)
    if (entering < 0) return nowPhase === 1 ? 'infeasible' : 'best'
    const up = slope[entering]! < 0
    const { step, leaving } = longestStep(dictionary, entering, up ? 1 : -1)
    if (step === Number.POSITIVE_INFINITY) return 'unbounded'
    move(dictionary, entering, up ? step : -step)
    if (leaving >= 0) leave(dictionary, leaving, entering)
  }
}

/**
 * Brings a dictionary that was the best back into bounds after a bound or a row was changed (dual simplex method): in few steps, because what
 * is best stays best on the way. Ends early where it makes no way; `solveDictionary` does the rest and says what came out.
 *
 * @param mayStep called at every pivot; throws to end
 */
export function restoreDictionary(dictionary: Dictionary, mayStep: () => void): void {
  const { rows, columns, grows, basic, value, low, high } = dictionary
  for (let step = 0; step < 20 + 4 * rows; step++) {
    mayStep()
    const row = furthestOutside(dictionary)
    if (row < 0) return
    const variable = basic[row]!
    const bound = value[variable]! < low[variable]! ? low[variable]! : high[variable]!
    const entering = cheapestColumn(dictionary, row, bound > value[variable]!)
    if (entering < 0) return
    const by = (bound - value[variable]!) / grows[row * columns + entering]!
    value[dictionary.other[entering]!]! += by
    for (let i = 0; i < rows; i++) value[basic[i]!]! += grows[i * columns + entering]! * by
    value[variable] = bound
    pivot(dictionary, row, entering)
  }
}

function furthestOutside({ rows, basic, value, low, high }: Dictionary): number {
  let found = -1
  let furthest = NEAR
  for (let i = 0; i < rows; i++) {
    const variable = basic[i]!
    const distance = Math.max(low[variable]! - value[variable]!, value[variable]! - high[variable]!)
    if (distance > furthest) {
      furthest = distance
      found = i
    }
  }
  return found
}

/** The column that moves the row's variable the right way for the least worth; the steadier pivot between equals. */
function cheapestColumn(
  { columns, grows, other, value, low, high, price }: Dictionary,
  row: number,
  up: boolean,
): number {
  let found = -1
  let least = Number.POSITIVE_INFINITY
  for (let j = 0; j < columns; j++) {
    const rate = up ? grows[row * columns + j]! : -grows[row * columns + j]!
    const variable = other[j]!
    const moves = rate > 0 ? value[variable]! < high[variable]! : value[variable]! > low[variable]!
    if (Math.abs(rate) <= STEADY || !moves) continue
    const cost = Math.abs(price[j]! / rate)
    const steadier = found >= 0 && cost <= least + NEAR && Math.abs(rate) > Math.abs(grows[row * columns + found]!)
    if (cost >= least - NEAR && !steadier) continue
    least = Math.min(least, cost)
    found = j
  }
  return found
}

/** How far basic variables lie outside their bounds, added up. */
function distanceOutside({ basic, value, low, high }: Dictionary): number {
  let sum = 0
  for (const variable of basic) {
    const x = value[variable]!
    if (x < low[variable]! - NEAR) sum += low[variable]! - x
    else if (x > high[variable]! + NEAR) sum += x - high[variable]!
  }
  return sum
}

function worthNow({ columns, other, price, value }: Dictionary): number {
  let sum = 0
  for (let j = 0; j < columns; j++) sum += price[j]! * value[other[j]!]!
  return sum
}

/** How that distance grows with each column. */
function slopeOutside({ rows, columns, grows, basic, value, low, high }: Dictionary): Float64Array {
  const slope = new Float64Array(columns)
  for (let i = 0; i < rows; i++) {
    const variable = basic[i]!
    const below = value[variable]! < low[variable]! - NEAR
    if (!below && value[variable]! <= high[variable]! + NEAR) continue
    for (let j = 0; j < columns; j++) slope[j]! += below ? -grows[i * columns + j]! : grows[i * columns + j]!
  }
  return slope
}

function enteringColumn(
  { columns, other, value, low, high }: Dictionary,
  slope: Float64Array,
  lowestFirst: boolean,
): number {
  let found = -1
  let steepest = NEAR
  for (let j = 0; j < columns; j++) {
    const variable = other[j]!
    const room = slope[j]! < 0 ? value[variable]! < high[variable]! : value[variable]! > low[variable]!
    const steep = Math.abs(slope[j]!)
    if (!room || steep <= NEAR) continue
    if (lowestFirst) {
      if (found < 0 || variable < other[found]!) found = j
    } else if (steep > steepest || (steep === steepest && variable < other[found]!)) {
      steepest = steep
      found = j
    }
  }
  return found
}

/** How far the entering variable can move before something meets a bound, and what does (−1: itself). */
function longestStep(dictionary: Dictionary, entering: number, direction: number): { step: number; leaving: number } {
  const { rows, columns, grows, basic, other, value, low, high } = dictionary
  const itself = other[entering]!
  let step = direction > 0 ? high[itself]! - value[itself]! : value[itself]! - low[itself]!
  let leaving = -1
  for (let i = 0; i < rows; i++) {
    const rate = grows[i * columns + entering]! * direction
    if (Math.abs(rate) <= SMALLEST_PIVOT) continue
    const variable = basic[i]!
    const limit = limitOf(value[variable]!, low[variable]!, high[variable]!, rate)
    if (!Number.isFinite(limit)) continue
    const here = Math.max(0, limit / rate)
    const sooner = here < step - 1e-12
    const larger = leaving >= 0 && here <= step && Math.abs(rate) > Math.abs(grows[leaving * columns + entering]!)
    if (!sooner && !larger) continue
    step = Math.min(step, here)
    leaving = i
  }
  return { step, leaving }
}

/** How far a basic variable may change this way: up to its next bound, or up to the bound that it lies outside of. */
function limitOf(x: number, low: number, high: number, rate: number): number {
  if (rate > 0) {
    if (x < low - NEAR) return low - x
    return x > high + NEAR ? Number.POSITIVE_INFINITY : high - x
  }
  if (x > high + NEAR) return high - x
  return x < low - NEAR ? Number.NEGATIVE_INFINITY : low - x
}

function move(
  { rows, columns, grows, basic, other, value, low, high }: Dictionary,
  entering: number,
  by: number,
): void {
  const variable = other[entering]!
  const next = value[variable]! + by
  value[variable] = Math.min(Math.max(next, low[variable]!), high[variable]!)
  for (let i = 0; i < rows; i++) value[basic[i]!]! += grows[i * columns + entering]! * by
}

/** The basic variable of a row stops at the bound it met, to the last bit, and gives its place to that of a column. */
function leave(dictionary: Dictionary, row: number, column: number): void {
  const { basic, value, low, high } = dictionary
  const variable = basic[row]!
  const x = value[variable]!
  value[variable] = Math.abs(x - low[variable]!) <= Math.abs(x - high[variable]!) ? low[variable]! : high[variable]!
  pivot(dictionary, row, column)
}

/** The variable of a row and that of a column change places. */
function pivot(dictionary: Dictionary, row: number, column: number): void {
  const { rows, columns, grows, basic, other, price } = dictionary
  const at = row * columns
  const by = 1 / grows[at + column]!
  for (let j = 0; j < columns; j++) grows[at + j] = j === column ? by : -grows[at + j]! * by
  for (let i = 0; i < rows; i++) {
    if (i !== row) replace(grows, i * columns, grows, at, columns, column)
  }
  replace(price, 0, grows, at, columns, column)
  const left = basic[row]!
  basic[row] = other[column]!
  other[column] = left
}

/** Puts the row that was solved for a variable in the place of that variable. */
function replace(
  into: Float64Array,
  start: number,
  solved: Float64Array,
  from: number,
  columns: number,
  column: number,
): void {
  const factor = into[start + column]!
  if (factor === 0) return
  into[start + column] = 0
  for (let j = 0; j < columns; j++) into[start + j]! += factor * solved[from + j]!
}
