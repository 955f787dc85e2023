/** A grid of square cells over the map; cell (column, row) has its centre at x0 + (column + ½)·cell, y0 + (row + ½)·cell. */
export interface Grid {
  x0: number
  y0: number
  cell: number
  columns: number
  rows: number
}

export interface Spot {
  x: number
  y: number
}

/** A grid that covers the spots with `margin` around them; cells grow when there would be more than `most` on a side. */
export function gridAround(spots: Spot[], margin: number, cell = 3, most = 400): Grid {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const spot of spots) {
    left = Math.min(left, spot.x)
    right = Math.max(right, spot.x)
    top = Math.min(top, spot.y)
    bottom = Math.max(bottom, spot.y)
  }
  if (spots.length === 0) [left, top, right, bottom] = [0, 0, 0, 0]
  const width = right - left + 2 * margin
  const height = bottom - top + 2 * margin
  const size = Math.max(cell, Math.max(width, height) / most)
  return {
    x0: left - margin,
    y0: top - margin,
    cell: size,
    columns: Math.max(4, Math.ceil(width / size)),
    rows: Math.max(4, Math.ceil(height / size)),
  }
}

/** Weighted spots spread over their four nearest cells each; spots outside the grid are left out. O(cells + spots). */
export function splat<S extends Spot>(grid: Grid, spots: S[], weight: (spot: S) => number): Float64Array {
  const field = new Float64Array(grid.columns * grid.rows)
  for (const spot of spots) {
    const w = weight(spot)
    const gx = (spot.x - grid.x0) / grid.cell - 0.5
    const gy = (spot.y - grid.y0) / grid.cell - 0.5
    const column = Math.floor(gx)
    const row = Math.floor(gy)
    if (w === 0 || column < 0 || row < 0 || column >= grid.columns - 1 || row >= grid.rows - 1) continue
    const u = gx - column
    const v = gy - row
    const k = row * grid.columns + column
    field[k]! += w * (1 - u) * (1 - v)
    field[k + 1]! += w * u * (1 - v)
    field[k + grid.columns]! += w * (1 - u) * v
    field[k + grid.columns + 1]! += w * u * v
  }
  return field
}

/**
 * A field blurred as by a Gaussian of `sigma` map units: three passes of a running mean each way, so the cost is O(cells)
 * whatever the width. For fields that are nowhere negative; values outside the grid count as zero.
 */
export function blurred(grid: Grid, field: Float64Array, sigma: number): Float64Array {
  const radii = boxRadii(sigma / grid.cell)
  let from = field
  for (const radius of radii) {
    if (radius === 0) continue
    const across = new Float64Array(field.length)
    for (let row = 0; row < grid.rows; row += 1) runningMean(from, across, row * grid.columns, 1, grid.columns, radius)
    const down = new Float64Array(field.length)
    for (let column = 0; column < grid.columns; column += 1) {
      runningMean(across, down, column, grid.columns, grid.rows, radius)
    }
    from = down
  }
  return from === field ? field.slice() : from
}

/** Radii of three boxes whose convolution has the variance of the Gaussian. */
function boxRadii(sigma: number): number[] {
  const ideal = Math.sqrt((12 * sigma * sigma) / 3 + 1)
  const low = Math.max(1, Math.floor(ideal) - (Math.floor(ideal) % 2 === 0 ? 1 : 0))
  const lows = Math.round((12 * sigma * sigma - 3 * low * low - 12 * low - 9) / (-4 * low - 4))
  return [0, 1, 2].map((pass) => (pass < lows ? (low - 1) / 2 : (low + 1) / 2))
}

function runningMean(from: Float64Array, to: Float64Array, start: number, step: number, count: number, radius: number) {
  const share = 1 / (2 * radius + 1)
  let sum = 0
  for (let i = 0; i <= Math.min(radius, count - 1); i += 1) sum += from[start + i * step]!
  for (let i = 0; i < count; i += 1) {
    to[start + i * step] = Math.max(0, sum * share)
    if (i + radius + 1 < count) sum += from[start + (i + radius + 1) * step]!
    if (i - radius >= 0) sum -= from[start + (i - radius) * step]!
  }
}

/** The field's value at a spot, bilinear between cell centres, clamped at the rim. */
export function sample(grid: Grid, field: Float64Array, x: number, y: number): number {
  const gx = Math.max(0, Math.min(grid.columns - 1.000001, (x - grid.x0) / grid.cell - 0.5))
  const gy = Math.max(0, Math.min(grid.rows - 1.000001, (y - grid.y0) / grid.cell - 0.5))
  const column = Math.floor(gx)
  const row = Math.floor(gy)
  const u = gx - column
  const v = gy - row
  const k = row * grid.columns + column
  const top = field[k]! * (1 - u) + field[k + 1]! * u
  const bottom = field[k + grid.columns]! * (1 - u) + field[k + grid.columns + 1]! * u
  return top * (1 - v) + bottom * v
}

/** The same field on cells twice as wide, each the mean of four: enough for what has no fine detail. */
export function halved(grid: Grid, field: Float64Array): { grid: Grid; field: Float64Array } {
  const [columns, rows] = [Math.floor(grid.columns / 2), Math.floor(grid.rows / 2)]
  const half = new Float64Array(columns * rows)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const k = row * 2 * grid.columns + column * 2
      half[row * columns + column] =
        (field[k]! + field[k + 1]! + field[k + grid.columns]! + field[k + grid.columns + 1]!) / 4
    }
  }
  return { grid: { ...grid, cell: grid.cell * 2, columns, rows }, field: half }
}

export function greatest(field: Float64Array): number {
  let most = 0
  for (const value of field) if (value > most) most = value
  return most
}
