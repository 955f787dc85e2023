import { ringsAbove } from './contours.ts'
import { blurred, type Grid, type Spot, splat } from './field.ts'
import type { MapBoundary } from './map-input.ts'
import { smoothNoise } from './noise.ts'
import { ringArea } from './paths.ts'
import type { Relief } from './relief.ts'

/** Somebody on the map with their sides of one boundary: none when not known, several when straddling. */
export interface SidedSpot extends Spot {
  sides: number[]
}

/** Where each side of a boundary has its ground. */
export interface SideGround {
  /** per side and cell: how much more of the people nearby stand on this side than on any other one, -1 to 1 */
  lead: Float64Array[]
  /** per cell: share of the people nearby whose side is known, 0 to 1 */
  known: Float64Array
  /** per side: the edges of its ground in map units, already meandering; even-odd */
  rings: Spot[][][]
}

/** How far a line wanders for the hand's sake, in map units; never so far that a person changes ground by it. */
const MEANDER: Partial<Record<MapBoundary['kind'], number>> = { geographic: 5.5, cultural: 4, class: 1.5 }
/** Ground of one or two people inside another side's is no border. */
const LEAST_GROUND = 5200

/** Blurs who stands where into ground for each side; O(cells × sides). */
export function sideGround(relief: Relief, boundary: MapBoundary, people: SidedSpot[], seed: string): SideGround {
  const { grid, scale } = relief
  const density = (weight: (spot: SidedSpot) => number) => {
    const spots = splat(grid, people, weight)
    const near = blurred(grid, spots, 30 * scale)
    const far = blurred(grid, spots, 85 * scale)
    return near.map((value, k) => value + 0.02 * far[k]!)
  }
  const sides = boundary.sides.map((_, side) =>
    density((spot) => (spot.sides.includes(side) ? 1 / spot.sides.length : 0)),
  )
  const unknown = density((spot) => (spot.sides.length === 0 ? 1 : 0))
  const known = new Float64Array(unknown.length)
  const lead = sides.map(() => new Float64Array(unknown.length))
  for (let k = 0; k < unknown.length; k += 1) {
    const total = sides.reduce((sum, side) => sum + side[k]!, 0)
    known[k] = total + unknown[k]! > 0 ? total / (total + unknown[k]!) : 0
    for (let side = 0; side < sides.length; side += 1) {
      let other = 0
      for (let s = 0; s < sides.length; s += 1) if (s !== side) other = Math.max(other, sides[s]![k]!)
      lead[side]![k] = total > 0 ? (sides[side]![k]! - other) / total : -1
    }
  }
  const wander = meander(`${seed} ${boundary.id}`, (MEANDER[boundary.kind] ?? 2.4) * scale, scale)
  return {
    lead,
    known,
    rings: lead.map((field) => groundRings(grid, field, scale).map((ring) => smoothRing(ring, 5).map(wander))),
  }
}

function groundRings(grid: Grid, lead: Float64Array, scale: number): Spot[][] {
  return ringsAbove(grid, lead, 1e-9)
    .map((ring) => ring.slice(0, -1))
    .filter((ring) => Math.abs(ringArea(ring)) / 2 > LEAST_GROUND * scale * scale)
}

function smoothRing(ring: Spot[], times: number): Spot[] {
  let points = ring
  for (let time = 0; time < times; time += 1) {
    points = points.map((point, i) => {
      const before = points[(i + points.length - 1) % points.length]!
      const after = points[(i + 1) % points.length]!
      return { x: (before.x + 2 * point.x + after.x) / 4, y: (before.y + 2 * point.y + after.y) / 4 }
    })
  }
  return points
}

/** Moves spots by seeded noise that hangs on the place alone, so that both sides of a line move alike. */
function meander(seed: string, reach: number, scale: number): (spot: Spot) => Spot {
  const [east, south] = [smoothNoise(`${seed} east`), smoothNoise(`${seed} south`)]
  const both = (noise: (x: number, y: number) => number, { x, y }: Spot) =>
    reach * (noise(x / (26 * scale), y / (26 * scale)) + 0.5 * noise(x / (11 * scale) + 7, y / (11 * scale)))
  return (spot) => ({ x: spot.x + both(east, spot), y: spot.y + both(south, spot) })
}
