import { blurred, type Grid } from '../field.ts'
import { distanceToLand } from '../relief.ts'
import type { SentMap } from './sent-map.ts'

/** Most sides whose ground is told apart by a tint. */
const TINTED = 4

/**
 * What the ground's shader reads, four numbers for each cell: height, its slope east and south in heights for a map unit, and the way to
 * the nearest land. O(cells).
 */
export function heightField({ head, height }: SentMap): Float32Array {
  const grid: Grid = head.ground
  const { columns, rows, cell } = grid
  const exact = Float64Array.from(height, (value) => value / 65_535)
  const soft = blurred(grid, exact, cell * 0.7)
  const offshore = distanceToLand(grid, exact, head.sea)
  const field = new Float32Array(4 * columns * rows)
  for (let row = 0; row < rows; row += 1) {
    const [above, below] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)]
    for (let column = 0; column < columns; column += 1) {
      const [left, right] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)]
      const k = row * columns + column
      field[4 * k] = exact[k]!
      field[4 * k + 1] = (soft[row * columns + right]! - soft[row * columns + left]!) / ((right - left) * cell)
      field[4 * k + 2] = (soft[below * columns + column]! - soft[above * columns + column]!) / ((below - above) * cell)
      field[4 * k + 3] = offshore[k]!
    }
  }
  return field
}

/** By how much each of the first four sides leads, a byte each; where there are fewer, the last says how many nearby have a known side. */
export function sideField({ head, lead, known }: SentMap): Uint8Array {
  const cells = head.ground.columns * head.ground.rows
  const field = new Uint8Array(4 * cells)
  const sides = Math.min(TINTED, lead.length / cells)
  for (let k = 0; k < cells; k += 1) {
    for (let side = 0; side < sides; side += 1) field[4 * k + side] = lead[side * cells + k]!
    if (sides < TINTED) field[4 * k + 3] = known[k] ?? 0
  }
  return field
}

/** How many nearby have a known side, where evidence is thin, and how far the ground steps back, a byte each; one byte is empty. */
export function evidenceField({ head, known, thin, faint }: SentMap): Uint8Array {
  const cells = head.ground.columns * head.ground.rows
  const field = new Uint8Array(4 * cells)
  for (let k = 0; k < cells; k += 1) {
    field[4 * k] = known[k] ?? 0
    field[4 * k + 1] = thin[k] ?? 0
    field[4 * k + 2] = faint[k] ?? 0
  }
  return field
}
