import { hillRadius } from '../map/hill-radius.ts'

/** The ways in which a hill can be moved, as on a compass. */
export const ways = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const
export type Way = (typeof ways)[number]

/** Where somebody wants a hill: on a spot of the map, some way off from where it lies, or beside another hill. */
export type Whither = { x: number; y: number } | { way: Way; far: boolean } | { beside: string }

interface Spot {
  x: number
  y: number
}

/** How far near and far are, as shares of the way across the land, and what they are at least. */
const NEAR = 0.15
const FAR = 0.4
const LEAST_NEAR = 60
/** How far beyond the other hills one may lie: half the way across the land, or this much where there is hardly any. */
const BEYOND = 0.5
const LEAST_BEYOND = 300
/** Low ground between a hill and the one that it is put beside. */
const GROUND_BETWEEN = 18

/**
 * The spot that is meant, in map units.
 *
 * @param places where every hill lies now
 * @param sizes how many people belong to these two hills
 * @returns nothing where the other hill has no place
 */
export function spotMeant(
  places: ReadonlyMap<string, Spot>,
  hill: string,
  whither: Whither,
  sizes: ReadonlyMap<string, number>,
): Spot | null {
  if ('x' in whither) return { x: whither.x, y: whither.y }
  const own = places.get(hill)
  if (!own) return null
  if ('way' in whither) {
    const angle = (ways.indexOf(whither.way) * Math.PI) / 4
    const across = acrossOf([...places.values()])
    const distance = whither.far ? Math.max(2 * LEAST_NEAR, FAR * across) : Math.max(LEAST_NEAR, NEAR * across)
    return { x: own.x + Math.sin(angle) * distance, y: own.y - Math.cos(angle) * distance }
  }
  const other = places.get(whither.beside)
  if (!other || whither.beside === hill) return null
  const apart = hillRadius(sizes.get(hill) ?? 0) + hillRadius(sizes.get(whither.beside) ?? 0) + GROUND_BETWEEN
  const away = Math.hypot(own.x - other.x, own.y - other.y)
  const [east, south] = away === 0 ? [1, 0] : [(own.x - other.x) / away, (own.y - other.y) / away]
  return { x: other.x + east * apart, y: other.y + south * apart }
}

/** The nearest spot that is not out of sight of all other hills, and whether that is another one than was meant. */
export function withinReach(
  places: ReadonlyMap<string, Spot>,
  hill: string,
  spot: Spot,
): { x: number; y: number; clamped: boolean } {
  const others = [...places].flatMap(([id, place]) => (id === hill && places.size > 1 ? [] : [place]))
  const beyond = Math.max(LEAST_BEYOND, BEYOND * acrossOf(others))
  const held = (axis: 'x' | 'y') => {
    const all = others.map((place) => place[axis])
    return all.length === 0 ? spot[axis] : Math.min(highest(all) + beyond, Math.max(lowest(all) - beyond, spot[axis]))
  }
  const [x, y] = [cents(held('x')), cents(held('y'))]
  return { x, y, clamped: Math.hypot(x - spot.x, y - spot.y) > 1 }
}

/** The diagonal of the box that these spots lie in. */
export function acrossOf(spots: readonly Spot[]): number {
  if (spots.length === 0) return 0
  const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)]
  return Math.hypot(highest(xs) - lowest(xs), highest(ys) - lowest(ys))
}

function lowest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
}

function highest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
}

function cents(value: number): number {
  return Math.round(value * 100) / 100
}
