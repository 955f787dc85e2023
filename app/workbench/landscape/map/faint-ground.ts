import { blurred, type Spot, splat } from './field.ts'
import type { Relief } from './relief.ts'

/**
 * Where the ground steps back behind a veil, 0 to 1 for each cell: the share of those near who are not what is looked for. Null when nobody
 * steps back. O(cells + people).
 */
export function faintGround(relief: Relief, spots: readonly (Spot & { faint?: boolean })[]): Float64Array | null {
  if (!spots.some(({ faint }) => faint === true)) return null
  const { grid, scale } = relief
  const density = (some: (Spot & { faint?: boolean })[]) => {
    const spread = splat(grid, some, () => 1)
    const near = blurred(grid, spread, 16 * scale)
    const far = blurred(grid, spread, 60 * scale)
    return near.map((value, k) => value + 0.02 * far[k]!)
  }
  const all = density([...spots])
  const back = density(spots.filter(({ faint }) => faint === true))
  return back.map((value, k) => (all[k]! > 0 ? value / all[k]! : 0))
}
