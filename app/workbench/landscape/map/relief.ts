import { blurred, type Grid, greatest, gridAround, type Spot, splat } from './field.ts'
import { layeredNoise } from './noise.ts'

/** The ground of the map: how many people are near, as heights in [0, 1] over a grid, with what is derived from them. */
export interface Relief {
  grid: Grid
  height: Float64Array
  /** below this height nobody is near enough: open water, not yet mapped */
  sea: number
  /** distance to the nearest land in map units; 0 on land */
  offshore: Float64Array
  /** how much more (+) or less (-) light a spot gets than flat ground, from the north-west */
  light: Float64Array
  /** all blurs are widened by this on landscapes so large that they are drawn at a smaller scale */
  scale: number
}

export interface Presence extends Spot {
  /** 1 for a person */
  weight: number
}

const SEA = 0.135
const MARGIN = 150
/** Before heights are scaled to 1: a few people make a knoll, not a mountain. */
const LEAST_SUMMIT = 0.7
const USUAL_DIAGONAL = 1300

/** What heights are measured against: the most crowded spots of everybody who counts, and the ground that holds all of them. */
export interface Measure {
  grid: Grid
  scale: number
  /** the greatest of each blur, and of all together */
  room: number
  hill: number
  shore: number
  most: number
  /** what all land fits in */
  land: LandBox
}

/** A box in map units. */
export interface LandBox {
  left: number
  top: number
  right: number
  bottom: number
}

/**
 * Height from the people near each spot, measured against the most crowded one (at least a handful of people): three blurs (about a room, a hill and a shore wide) and one term that lifts every
 * single person out of the water. Seeded noise adds at most a tenth of the height, so that it never makes a summit.
 * O(cells + people); cells are 3 units, at most 400 on a side.
 *
 * @param against another crowd to measure against, so that the heights of several days can be compared; the people themselves without it
 */
export function reliefOf(presences: Presence[], seed: string, against?: Measure): Relief {
  const { grid, scale, height, measure } = raised(presences, seed, against)
  const most = Math.max(measure.most, LEAST_SUMMIT)
  for (let k = 0; k < height.length; k += 1) height[k]! /= most
  return { grid, height, sea: SEA, offshore: distanceToLand(grid, height), light: lightOn(grid, height, scale), scale }
}

/** What the heights of these people are measured against. */
export function measureOf(presences: Presence[], seed: string): Measure {
  const { measure, height, grid } = raised(presences, seed)
  const most = Math.max(measure.most, LEAST_SUMMIT)
  return { ...measure, land: landBox({ grid, height: height.map((value) => value / most), sea: SEA }) }
}

function raised(presences: Presence[], seed: string, against?: Measure) {
  const scale = against?.scale ?? Math.max(1, diagonal(presences) / USUAL_DIAGONAL)
  const grid = against?.grid ?? gridAround(presences, MARGIN * scale)
  const people = splat(grid, presences, (presence) => presence.weight)
  const [room, hill, shore] = [13, 27, 48].map((sigma) => blurred(grid, people, sigma * scale)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const peak = (sigma: number) => grid.cell ** 2 / (2 * Math.PI * (sigma * scale) ** 2)
  const mostRoom = against?.room ?? Math.max(greatest(room), 2 * peak(13))
  const mostHill = against?.hill ?? Math.max(greatest(hill), 5 * peak(27))
  const mostShore = against?.shore ?? Math.max(greatest(shore), 14 * peak(48))
  const noise = layeredNoise(`${seed} relief`)
  const height = new Float64Array(people.length)
  for (let k = 0; k < height.length; k += 1) {
    const x = ((k % grid.columns) * grid.cell) / scale
    const y = (Math.floor(k / grid.columns) * grid.cell) / scale
    const body =
      0.38 * (hill[k]! / mostHill) ** 1.1 + 0.3 * (room[k]! / mostRoom) + 0.3 * (shore[k]! / mostShore) ** 0.9
    const lifted = body + 0.19 * (1 - Math.exp((-1.6 * room[k]!) / peak(13)))
    height[k] = lifted * (1 + 0.1 * noise(x / 34, y / 34))
  }
  const measure = {
    grid,
    scale,
    room: mostRoom,
    hill: mostHill,
    shore: mostShore,
    most: against?.most ?? greatest(height),
  }
  return { grid, scale, height, measure }
}

/** What all land fits in, in map units; a small box around the origin when there is none. */
export function landBox({ grid, height, sea }: Pick<Relief, 'grid' | 'height' | 'sea'>): LandBox {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let k = 0; k < height.length; k += 1) {
    if (height[k]! <= sea) continue
    const x = grid.x0 + ((k % grid.columns) + 0.5) * grid.cell
    const y = grid.y0 + (Math.floor(k / grid.columns) + 0.5) * grid.cell
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return left > right ? { left: -100, top: -60, right: 100, bottom: 60 } : { left, top, right, bottom }
}

/** The same ground with other heights above the same coast. */
export function reliefWithHeights(relief: Relief, height: Float64Array): Relief {
  return { ...relief, height, light: lightOn(relief.grid, height, relief.scale) }
}

function diagonal(spots: Spot[]): number {
  const grid = gridAround(spots, 0)
  return Math.hypot(grid.columns * grid.cell, grid.rows * grid.cell)
}

/** Two sweeps of neighbour steps (1 and √2 cells), softened so that its contours do not show the steps. */
export function distanceToLand(grid: Grid, height: Float64Array, sea = SEA): Float64Array {
  const { columns, rows, cell } = grid
  const far = columns + rows
  const steps = new Float64Array(height.length)
  for (let k = 0; k < steps.length; k += 1) steps[k] = height[k]! > sea ? 0 : far
  const relax = (k: number, from: number, cost: number) => {
    if (steps[from]! + cost < steps[k]!) steps[k] = steps[from]! + cost
  }
  for (let row = 1; row < rows; row += 1) {
    for (let column = 1; column < columns - 1; column += 1) {
      const k = row * columns + column
      relax(k, k - 1, 1)
      relax(k, k - columns, 1)
      relax(k, k - columns - 1, Math.SQRT2)
      relax(k, k - columns + 1, Math.SQRT2)
    }
  }
  for (let row = rows - 2; row >= 0; row -= 1) {
    for (let column = columns - 2; column > 0; column -= 1) {
      const k = row * columns + column
      relax(k, k + 1, 1)
      relax(k, k + columns, 1)
      relax(k, k + columns + 1, Math.SQRT2)
      relax(k, k + columns - 1, Math.SQRT2)
    }
  }
  for (let k = 0; k < steps.length; k += 1) steps[k]! *= cell
  const soft = blurred(grid, steps, cell * 1.4)
  return soft.map((away, k) => {
    const [column, row] = [k % columns, Math.floor(k / columns)]
    const rim = Math.min(column, row, columns - 1 - column, rows - 1 - row)
    return rim < 6 ? far * cell : away
  })
}

const STEEPNESS = 46
const TO_LIGHT = [-0.56, -0.56, 0.61] as const

function lightOn(grid: Grid, height: Float64Array, scale: number): Float64Array {
  const { columns, rows, cell } = grid
  const soft = blurred(grid, height, 4 * scale)
  const light = new Float64Array(height.length)
  for (let row = 1; row < rows - 1; row += 1) {
    for (let column = 1; column < columns - 1; column += 1) {
      const k = row * columns + column
      const east = ((soft[k + 1]! - soft[k - 1]!) / (2 * cell)) * STEEPNESS * scale
      const south = ((soft[k + columns]! - soft[k - columns]!) / (2 * cell)) * STEEPNESS * scale
      const facing =
        (-east * TO_LIGHT[0] - south * TO_LIGHT[1] + TO_LIGHT[2]) / Math.sqrt(east * east + south * south + 1)
      light[k] = facing - TO_LIGHT[2]
    }
  }
  return light
}
