import { wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import { inStretches } from '../network/in-stretches.ts'

/** Points in the plane, some standing for several people. */
export interface WeightedPoints {
  /** x and y of each point */
  readonly place: Float64Array
  /** how many people stand there, above 0 */
  readonly weight: Float64Array
}

/** Points divided among centres. */
export interface Division {
  /** centre of each point */
  readonly groupOf: Int32Array
  /** x and y of each centre: the mean of its points */
  readonly centre: Float64Array
  /** sum over people of the squared distance to their centre */
  readonly inertia: number
}

const MOST_TURNS = 300
/** Each is measured from up to a hundred centres: some milliseconds. */
const POINTS_BETWEEN_STOPS = 1 << 13

/**
 * Divides points into `groups` so that people stand near their group's centre: Lloyd's k-means from several starts, each spread by
 * k-means++ (Arthur and Vassilvitskii 2007), the best then improved by moving single points (Hartigan 1975).
 *
 * Which start wins, and the numbering of groups, depend on the order of the points: give them in an order that means nothing but
 * themselves. Cost O(starts · turns · points · groups).
 *
 * @param next uniform numbers in [0, 1)
 * @throws BadInput when there are fewer points than groups
 */
export function kMeans(
  points: WeightedPoints,
  groups: number,
  starts: number,
  next: () => number,
  control?: Control,
): Division {
  wholeNumber('groups', groups, 1, points.weight.length)
  let best: Division | null = null
  for (let nth = 0; nth < starts; nth++) {
    const division = settle(points, spreadOut(points, groups, next, control), control)
    if (!best || division.inertia < best.inertia) best = division
  }
  return improve(points, best!, control)
}

/** Divides points from given centres on: what `kMeans` does after its start. */
export function kMeansFrom(points: WeightedPoints, centre: Float64Array, control?: Control): Division {
  return improve(points, settle(points, centre.slice(), control), control)
}

/** First a point by chance; then each point with a chance in proportion to its squared distance from the centres so far. */
function spreadOut(
  { place, weight }: WeightedPoints,
  groups: number,
  next: () => number,
  control: Control | undefined,
): Float64Array {
  const centre = new Float64Array(2 * groups)
  const distance = Float64Array.from(weight)
  for (let g = 0; g < groups; g++) {
    checkpoint(control, 0)
    const chosen = drawn(distance, next())
    centre[2 * g] = place[2 * chosen]!
    centre[2 * g + 1] = place[2 * chosen + 1]!
    for (let i = 0; i < weight.length; i++) {
      const away = weight[i]! * squared(place, i, centre, g)
      distance[i] = g === 0 ? away : Math.min(distance[i]!, away)
    }
  }
  return centre
}

/** An index with a chance in proportion to its share; the last with any where rounding runs over. */
function drawn(share: Float64Array, at: number): number {
  let whole = 0
  for (const one of share) whole += one
  let left = at * whole
  let last = 0
  for (let i = 0; i < share.length; i++) {
    if (share[i]! === 0) continue
    last = i
    left -= share[i]!
    if (left < 0) break
  }
  return last
}

function settle(points: WeightedPoints, centre: Float64Array, control: Control | undefined): Division {
  const { place, weight } = points
  const groups = centre.length / 2
  const groupOf = new Int32Array(weight.length).fill(-1)
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    let moved = false
    const join = (begin: number, end: number) => {
      for (let i = begin; i < end; i++) {
        let nearest = 0
        let least = Number.POSITIVE_INFINITY
        for (let g = 0; g < groups; g++) {
          const away = squared(place, i, centre, g)
          if (away < least) {
            least = away
            nearest = g
          }
        }
        if (groupOf[i] !== nearest) {
          groupOf[i] = nearest
          moved = true
        }
      }
    }
    inStretches(groupOf.length, control, join, POINTS_BETWEEN_STOPS)
    if (!moved) break
    recentre(points, groupOf, centre)
  }
  return { groupOf, centre, inertia: inertiaOf(points, groupOf, centre) }
}

/** Centres become the means of their points; an empty one goes to the point furthest from its own. */
function recentre({ place, weight }: WeightedPoints, groupOf: Int32Array, centre: Float64Array): void {
  const groups = centre.length / 2
  const sum = new Float64Array(3 * groups)
  for (let i = 0; i < groupOf.length; i++) {
    const at = 3 * groupOf[i]!
    sum[at]! += weight[i]! * place[2 * i]!
    sum[at + 1]! += weight[i]! * place[2 * i + 1]!
    sum[at + 2]! += weight[i]!
  }
  for (let g = 0; g < groups; g++) {
    const people = sum[3 * g + 2]!
    if (people === 0) continue
    centre[2 * g] = sum[3 * g]! / people
    centre[2 * g + 1] = sum[3 * g + 1]! / people
  }
  for (let g = 0; g < groups; g++) {
    if (sum[3 * g + 2] !== 0) continue
    let furthest = 0
    let most = -1
    for (let i = 0; i < groupOf.length; i++) {
      const away = squared(place, i, centre, groupOf[i]!)
      if (away > most) {
        most = away
        furthest = i
      }
    }
    centre[2 * g] = place[2 * furthest]!
    centre[2 * g + 1] = place[2 * furthest + 1]!
    groupOf[furthest] = g
  }
}

/** Moves single points for as long as it lowers the inertia, both centres' shifts counted. */
function improve(points: WeightedPoints, division: Division, control: Control | undefined): Division {
  const { place, weight } = points
  const groupOf = division.groupOf.slice()
  const centre = division.centre.slice()
  const groups = centre.length / 2
  const people = new Float64Array(groups)
  for (let i = 0; i < groupOf.length; i++) people[groupOf[i]!]! += weight[i]!
  for (let turn = 0, moved = true; moved && turn < MOST_TURNS; turn++) {
    moved = false
    for (let i = 0; i < groupOf.length; i++) {
      if (i % POINTS_BETWEEN_STOPS === 0) checkpoint(control, 0)
      const from = groupOf[i]!
      const w = weight[i]!
      if (people[from]! <= w) continue
      const gain = (people[from]! * w * squared(place, i, centre, from)) / (people[from]! - w)
      let best = from
      let least = gain * (1 - 1e-12)
      for (let g = 0; g < groups; g++) {
        if (g === from) continue
        const price = (people[g]! * w * squared(place, i, centre, g)) / (people[g]! + w)
        if (price < least) {
          least = price
          best = g
        }
      }
      if (best === from) continue
      shift(centre, from, place, i, -w, people)
      shift(centre, best, place, i, w, people)
      groupOf[i] = best
      moved = true
    }
  }
  recentre(points, groupOf, centre)
  return { groupOf, centre, inertia: inertiaOf(points, groupOf, centre) }
}

/** The mean of a group after `w` people at point i come (or, below 0, go). */
function shift(centre: Float64Array, g: number, place: Float64Array, i: number, w: number, people: Float64Array) {
  people[g]! += w
  centre[2 * g]! += (w * (place[2 * i]! - centre[2 * g]!)) / people[g]!
  centre[2 * g + 1]! += (w * (place[2 * i + 1]! - centre[2 * g + 1]!)) / people[g]!
}

function inertiaOf({ place, weight }: WeightedPoints, groupOf: Int32Array, centre: Float64Array): number {
  let sum = 0
  for (let i = 0; i < groupOf.length; i++) sum += weight[i]! * squared(place, i, centre, groupOf[i]!)
  return sum
}

function squared(place: Float64Array, i: number, centre: Float64Array, g: number): number {
  const x = place[2 * i]! - centre[2 * g]!
  const y = place[2 * i + 1]! - centre[2 * g + 1]!
  return x * x + y * y
}
