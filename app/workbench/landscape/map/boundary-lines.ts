import { type Spot, sample } from './field.ts'
import { distance } from './paths.ts'
import type { Relief } from './relief.ts'
import type { SideGround } from './sides.ts'

/** A stretch of a boundary on land, between the ground of two sides. */
export interface BoundaryLine {
  points: LinePoint[]
  between: [number, number]
  length: number
}

export interface LinePoint extends Spot {
  height: number
  /** the two sides lie through each other here, or hardly anybody's side is known: drawn as dots */
  mixed: boolean
}

const LEAST_LENGTH = 44
/** Where a step away from the line the lead of either side stays under this, the sides mix. */
const CLEAR_LEAD = 0.1
const LEAST_KNOWN = 0.3

/**
 * The lines between the sides' grounds, cut to what is land. Each stretch appears once, whichever side's edge it is on.
 * Nothing is drawn where fewer than three in ten of the people nearby have a known side.
 */
export function boundaryLines(relief: Relief, ground: SideGround): BoundaryLine[] {
  const lines: BoundaryLine[] = []
  const twoSided = ground.rings.length === 2
  ground.rings.forEach((rings, side) => {
    if (twoSided && side === 1) return
    for (const ring of rings) lines.push(...stretches(relief, ground, ring, side))
  })
  return lines.filter((line) => line.length > LEAST_LENGTH * relief.scale).sort((a, b) => b.length - a.length)
}

function stretches(relief: Relief, ground: SideGround, ring: Spot[], side: number): BoundaryLine[] {
  const marks = ring.map((_, i) => {
    const other = neighbourSide(relief, ground, ring, i, side)
    return other === null ? null : { ...linePoint(relief, ground, ring, i, side), other }
  })
  const start = marks.findIndex((mark, i) => mark === null || mark.other !== marks.at(i - 1)?.other)
  const turned = start <= 0 ? marks : [...marks.slice(start), ...marks.slice(0, start)]
  const closed = start < 0 && marks.length > 0
  const lines: BoundaryLine[] = []
  let run: (LinePoint & { other: number })[] = []
  const finish = () => {
    if (run.length > 2) lines.push(lineOf(run, side))
    run = []
  }
  for (const mark of closed ? [...turned, turned[0]!] : turned) {
    if (mark === null || (run.length > 0 && run[0]!.other !== mark.other)) finish()
    if (mark !== null) run.push(mark)
  }
  finish()
  return lines
}

/** The side across the ring at a point, or null where no line is drawn: in the sea, at the rim, or where it was drawn already. */
function neighbourSide(relief: Relief, ground: SideGround, ring: Spot[], i: number, side: number): number | null {
  const { grid, height, sea } = relief
  const spot = ring[i]!
  const [gx, gy] = [(spot.x - grid.x0) / grid.cell, (spot.y - grid.y0) / grid.cell]
  if (gx < 3 || gy < 3 || gx > grid.columns - 3 || gy > grid.rows - 3) return null
  if (sample(grid, height, spot.x, spot.y) < sea * 0.9) return null
  if (sample(grid, ground.known, spot.x, spot.y) < LEAST_KNOWN) return null
  let [best, most] = [-1, -Infinity]
  ground.lead.forEach((lead, s) => {
    const value = sample(grid, lead, spot.x, spot.y)
    if (s !== side && value > most) [best, most] = [s, value]
  })
  return best > side ? best : null
}

function linePoint(relief: Relief, ground: SideGround, ring: Spot[], i: number, side: number): LinePoint {
  const { grid, scale } = relief
  const spot = ring[i]!
  const normal = normalAt(ring, i)
  const lead = (step: number) => {
    const [x, y] = [spot.x + normal.x * step, spot.y + normal.y * step]
    return Math.max(...ground.lead.map((field) => sample(grid, field, x, y)))
  }
  const clear = Math.max(lead(22 * scale), lead(-22 * scale)) >= CLEAR_LEAD
  const known = sample(grid, ground.known, spot.x, spot.y) >= 0.45
  return {
    ...spot,
    height: sample(grid, relief.height, spot.x, spot.y),
    mixed: !clear || !known || ground.lead[side] === undefined,
  }
}

/** Unit vector across a ring or line at a point. */
export function normalAt(points: Spot[], i: number, closed = true): Spot {
  const n = points.length
  const before = closed ? points[(i + n - 3) % n]! : points[Math.max(0, i - 3)]!
  const after = closed ? points[(i + 3) % n]! : points[Math.min(n - 1, i + 3)]!
  const length = distance(before, after) || 1
  return { x: -(after.y - before.y) / length, y: (after.x - before.x) / length }
}

/** Short flickers between clear and mixed follow what is around them. */
function lineOf(run: (LinePoint & { other: number })[], side: number): BoundaryLine {
  const points = run.map(({ x, y, height }, i) => {
    const window = run.slice(Math.max(0, i - 7), i + 8)
    return { x, y, height, mixed: window.filter((point) => point.mixed).length * 2 > window.length }
  })
  const length = points.reduce((sum, point, i) => (i === 0 ? 0 : sum + distance(points[i - 1]!, point)), 0)
  return { points, between: [side, run[0]!.other], length }
}
