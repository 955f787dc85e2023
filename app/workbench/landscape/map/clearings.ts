import { type Spot, sample } from './field.ts'
import type { MapClearing, MapSpace } from './map-input.ts'
import { distance } from './paths.ts'
import type { Relief } from './relief.ts'

/** What stands on the ground already, in map units, with the room it needs. */
export interface Standing extends Spot {
  room: number
}

interface Search {
  relief: Relief
  people: Spot[]
  standing: Standing[]
  /** map units per pixel */
  unit: number
}

const MOST_CLEARINGS = 7

/**
 * Where the clearings lie: low ground that can be reached between the hills they would join, away from people's marks,
 * bridges and each other. At most seven, best rank first; one whose hills are not on the map is left out.
 */
export function placeClearings(
  clearings: MapClearing[],
  summits: Map<string, Spot>,
  search: Search,
): (MapClearing & Spot)[] {
  const placed: (MapClearing & Spot)[] = []
  for (const clearing of [...clearings]
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_CLEARINGS)) {
    const hills = clearing.between.map((id) => summits.get(id)).filter((spot) => spot !== undefined)
    if (hills.length === 0) continue
    const middle = meanSpot(hills)
    const reach = hills.length === 1 ? 90 : Math.max(50, Math.min(150, distance(hills[0]!, middle) * 0.62))
    const spot = lowSpot(
      middle,
      reach,
      { ...search, standing: [...search.standing, ...roomFor(placed, 46 * search.unit)] },
      26,
    )
    placed.push({ ...clearing, ...spot })
  }
  return placed
}

/** Where the spaces stand: clear ground near the middle of those who meet there. */
export function placeSpaces(
  spaces: MapSpace[],
  summits: Map<string, Spot>,
  spots: Map<string, Spot>,
  search: Search,
): (MapSpace & Spot)[] {
  const placed: (MapSpace & Spot)[] = []
  for (const space of [...spaces].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const practices = space.practices.map((id) => summits.get(id)).filter((spot) => spot !== undefined)
    const people = space.people.map((id) => spots.get(id)).filter((spot) => spot !== undefined)
    const near = people.length > 0 ? people : practices
    if (near.length === 0) continue
    const spot = lowSpot(
      meanSpot(near),
      80,
      { ...search, standing: [...search.standing, ...roomFor(placed, 22 * search.unit)] },
      13,
    )
    placed.push({ ...space, ...spot })
  }
  return placed
}

function roomFor(spots: Spot[], room: number): Standing[] {
  return spots.map((spot) => ({ x: spot.x, y: spot.y, room }))
}

/** The spot within `reach` that is lowest and freest of people, weighed against its distance; `room` in pixels. */
function lowSpot(middle: Spot, reach: number, search: Search, room: number): Spot {
  const { relief, people, standing, unit } = search
  const { grid, height, sea, scale } = relief
  const around = bySquares(
    people.filter((person) => distance(person, middle) < (reach + 60) * scale),
    room * unit,
  )
  let best: { spot: Spot; cost: number } | null = null
  const step = 6 * scale
  for (let dx = -reach * scale; dx <= reach * scale; dx += step) {
    for (let dy = -reach * scale; dy <= reach * scale; dy += step) {
      const spot = { x: middle.x + dx, y: middle.y + dy }
      const away = Math.hypot(dx, dy) / scale
      const ground = sample(grid, height, spot.x, spot.y)
      const rim = lowestAround(relief, spot, room * unit)
      if (away > reach) continue
      const cost =
        ground * 1.2 +
        (rim < sea * 1.05 ? 2 + (sea - rim) * 20 : 0) +
        away * 0.0035 +
        crowding(spot, near(around, spot, room * unit), room * unit) +
        blocking(spot, standing, room * unit)
      if (best === null || cost < best.cost - 1e-9) best = { spot, cost }
    }
  }
  return best?.spot ?? middle
}

function lowestAround({ grid, height }: Relief, spot: Spot, room: number): number {
  let least = Infinity
  for (let i = 0; i < 8; i += 1) {
    const angle = (i / 4) * Math.PI
    least = Math.min(least, sample(grid, height, spot.x + Math.cos(angle) * room, spot.y + Math.sin(angle) * room))
  }
  return least
}

/** People by squares of a width, so that only those near a spot are looked at. */
function bySquares(people: Spot[], width: number): Map<string, Spot[]> {
  return Map.groupBy(people, ({ x, y }) => `${Math.floor(x / width)} ${Math.floor(y / width)}`)
}

function near(squares: Map<string, Spot[]>, { x, y }: Spot, width: number): Spot[] {
  const [column, row] = [Math.floor(x / width), Math.floor(y / width)]
  return [-1, 0, 1].flatMap((across) =>
    [-1, 0, 1].flatMap((down) => squares.get(`${column + across} ${row + down}`) ?? []),
  )
}

function crowding(spot: Spot, people: Spot[], room: number): number {
  let near = 0
  for (const person of people) {
    const away = distance(person, spot) / room
    if (away < 1) near += 1 - away
  }
  return near * 0.22
}

function blocking(spot: Spot, standing: Standing[], room: number): number {
  let cost = 0
  for (const other of standing) {
    const lack = 1 - distance(other, spot) / (other.room + room)
    if (lack > 0) cost += 1 + 4 * lack
  }
  return cost
}

function meanSpot(spots: Spot[]): Spot {
  return {
    x: spots.reduce((sum, spot) => sum + spot.x, 0) / spots.length,
    y: spots.reduce((sum, spot) => sum + spot.y, 0) / spots.length,
  }
}
