import { contours } from 'd3-contour'
import type { Grid, Spot } from './field.ts'
import { type Frame, ringInFrame } from './frame.ts'
import { ringArea, ringInTenths } from './paths.ts'

/**
 * The edges of everywhere a field is above a value: one ring per edge in map units, outer rings and holes alike (fill
 * with the even-odd rule).
 */
export function ringsAbove(grid: Grid, field: Float64Array, value: number): Spot[][] {
  // d3-contour only reads single values, so the field need not be copied into a plain array for each level
  const values = field as unknown as number[]
  const shape = contours().size([grid.columns, grid.rows]).contour(values, value)
  return shape.coordinates.flatMap((polygon) =>
    polygon.map((ring) =>
      ring.map((position) => ({ x: grid.x0 + position[0]! * grid.cell, y: grid.y0 + position[1]! * grid.cell })),
    ),
  )
}

/** One path in tenths of pixels around everywhere a field is above a value; rings smaller than `least` square pixels are left out. */
export function contourPath(
  frame: Frame,
  grid: Grid,
  field: Float64Array,
  value: number,
  { least = 30, tolerance = 0.26 }: { least?: number; tolerance?: number } = {},
): string {
  return ringsAbove(grid, field, value)
    .map((ring) => ringInFrame(frame, ring, tolerance))
    .filter((ring) => ring.length >= 4 && Math.abs(ringArea(ring)) / 2 >= least)
    .map(ringInTenths)
    .join('')
}
