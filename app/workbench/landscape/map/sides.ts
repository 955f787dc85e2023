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

/**
 * Sides of one boundary that may have ground of their own, those with the most people first: of more, each has so few that no ground of
 * theirs is seen, and each costs a field as large as the map.
 */
const MOST_GROUNDS = 48

/** Blurs who stands where into ground for each side; O(cells × sides that have ground). */
export function sideGround(relief: Relief, boundary: MapBoundary, people: SidedSpot[], seed: string): SideGround {
  const { grid, scale } = relief
  const density = (weight: (spot: SidedSpot) => number) => {
    const spots = splat(grid, people, weight)
    const near = blurred(grid, spots, 30 * scale)
    const far = blurred(grid, spots, 85 * scale)
    return near.map((value, k) => value + 0.02 * far[k]!)
  }
  const grounded = sidesWithGround(boundary.sides.length, people)
  const fields = grounded.map((side) => density((spot) => (spot.sides.includes(side) ? 1 / spot.sides.length : 0)))
  const isGrounded = new Set(grounded)
  const rest = density((spot) => spot.sides.filter((side) => !isGrounded.has(side)).length / (spot.sides.length || 1))
  const unknown = density((spot) => (spot.sides.length === 0 ? 1 : 0))
  const { known, leads, behind } = leadsOf(fields, rest, unknown)
  const lead = boundary.sides.map((_, side) => leads[grounded.indexOf(side)] ?? behind)
  const wander = meander(`${seed} ${boundary.id}`, (MEANDER[boundary.kind] ?? 2.4) * scale, scale)
  return {
    lead,
    known,
    rings: lead.map((field) =>
      field === behind ? [] : groundRings(grid, field, scale).map((ring) => smoothRing(ring, 5).map(wander)),
    ),
  }
}

/** The sides that somebody stands on, in their order; of very many those with the most people. */
function sidesWithGround(count: number, people: readonly SidedSpot[]): number[] {
  const standing = new Array<number>(count).fill(0)
  for (const { sides } of people) for (const side of sides) standing[side]! += 1
  const filled = standing.flatMap((n, side) => (n > 0 ? [side] : []))
  return filled
    .toSorted((a, b) => standing[b]! - standing[a]! || a - b)
    .slice(0, MOST_GROUNDS)
    .toSorted((a, b) => a - b)
}

/** Per cell how far each field is before the strongest other one, and `behind`, how far any side is that has no field. */
function leadsOf(fields: readonly Float64Array[], rest: Float64Array, unknown: Float64Array) {
  const known = new Float64Array(unknown.length)
  const behind = new Float64Array(unknown.length)
  const leads = fields.map(() => new Float64Array(unknown.length))
  for (let k = 0; k < unknown.length; k += 1) {
    let [total, first, second] = [0, 0, 0]
    for (const field of fields) {
      const value = field[k]!
      total += value
      if (value > first) [first, second] = [value, first]
      else if (value > second) second = value
    }
    total += rest[k]!
    known[k] = total + unknown[k]! > 0 ? total / (total + unknown[k]!) : 0
    behind[k] = total > 0 ? -first / total : -1
    for (const [nth, field] of fields.entries()) {
      const value = field[k]!
      leads[nth]![k] = total > 0 ? (value - (value === first ? second : first)) / total : -1
    }
  }
  return { known, leads, behind }
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
