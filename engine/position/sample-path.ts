import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'

/** Path counts above this are scaled down, a whole ring at once: only their proportions within a ring matter. */
const MANY = 1e200
/** People looked at between two places to stop. */
const STRIDE = 8_192

/** What is known from one of the two ends. */
interface Side {
  /** ties to follow away from this end, and back to it */
  readonly start: Uint32Array
  readonly ties: Uint32Array
  readonly backStart: Uint32Array
  readonly backTies: Uint32Array
  /** distance from this end; -1 = not reached */
  readonly distance: Int32Array
  readonly paths: Float64Array
  readonly order: Uint32Array
  /** the farthest people reached are `order[ring]` up to, not including, `order[reached]` */
  ring: number
  reached: number
  /** ties of the farthest people */
  ahead: number
}

/** Draws shortest paths at random; opened once, used for many. */
export interface PathSampler {
  readonly near: Side
  readonly far: Side
}

/** Lays out the work space: 32 bytes for each person. */
export function openPathSampler(network: Network): PathSampler {
  const { start, to, inStart, from, people } = network
  const space = () => ({
    distance: new Int32Array(people).fill(-1),
    paths: new Float64Array(people),
    order: new Uint32Array(people),
    ring: 0,
    reached: 0,
    ahead: 0,
  })
  return {
    near: { start, ties: to, backStart: inStart, backTies: from, ...space() },
    far: { start: inStart, ties: from, backStart: start, backTies: to, ...space() },
  }
}

/**
 * The people inside one shortest path from `source` to `end`, every shortest path equally likely; none when there is no path or no one is between.
 *
 * Walks from both ends, ring by ring, always from the side with fewer ties ahead, until the two meet (Borassi and Natale 2016). Cost: on
 * networks with hubs a small part of all ties, most often near their square root.
 *
 * @param next uniform chance, see `sequence`
 */
export function samplePath(
  sampler: PathSampler,
  source: number,
  end: number,
  next: () => number,
  control?: Control,
): number[] {
  const { near, far } = sampler
  begin(near, source)
  begin(far, end)
  const inside: number[] = []
  while (near.ahead > 0 && far.ahead > 0) {
    const [side, other] = near.ahead <= far.ahead ? [near, far] : [far, near]
    const met = widen(side, other, control)
    if (!met) continue
    const middle = meeting(side, other, next)
    if (middle !== source && middle !== end) inside.push(middle)
    trace(near, middle, next, inside)
    trace(far, middle, next, inside)
    break
  }
  clear(near)
  clear(far)
  return inside
}

function begin(side: Side, person: number): void {
  side.distance[person] = 0
  side.paths[person] = 1
  side.order[0] = person
  side.ring = 0
  side.reached = 1
  side.ahead = side.start[person + 1]! - side.start[person]!
}

/** Reaches one ring farther; true when somebody in it was reached from the other end. */
function widen(side: Side, other: Side, control: Control | undefined): boolean {
  const { ring: first, reached: last } = side
  let met = false
  side.ahead = 0
  for (let from = first; from < last; from += STRIDE) {
    if (widenSome(side, other, from, Math.min(from + STRIDE, last))) met = true
    if (from > first) checkpoint(control, 0)
  }
  side.ring = last
  scaleRing(side)
  return met
}

function widenSome(side: Side, other: Side, first: number, last: number): boolean {
  const { start, ties, distance, paths, order } = side
  const there = other.distance
  let { reached, ahead } = side
  let met = false
  for (let k = first; k < last; k++) {
    const v = order[k]!
    const given = paths[v]!
    const further = distance[v]! + 1
    for (let a = start[v]!, end = start[v + 1]!; a < end; a++) {
      const w = ties[a]!
      const known = distance[w]!
      if (known === further) paths[w]! += given
      else if (known < 0) {
        distance[w] = further
        paths[w] = given
        order[reached++] = w
        ahead += start[w + 1]! - start[w]!
        if (there[w]! >= 0) met = true
      }
    }
  }
  side.reached = reached
  side.ahead = ahead
  return met
}

function scaleRing({ order, paths, ring, reached }: Side): void {
  let most = 0
  for (let k = ring; k < reached; k++) if (paths[order[k]!]! > most) most = paths[order[k]!]!
  if (most > MANY) for (let k = ring; k < reached; k++) paths[order[k]!] = Math.max(paths[order[k]!]! / MANY, 1 / MANY)
}

/** One of the people where the two sides meet, as likely as there are paths through them. */
function meeting(side: Side, other: Side, next: () => number): number {
  const people: number[] = []
  const weights: number[] = []
  let most = 0
  for (let k = side.ring; k < side.reached; k++) {
    const v = side.order[k]!
    if (other.distance[v]! < 0) continue
    people.push(v)
    weights.push(other.paths[v]!)
    most = Math.max(most, other.paths[v]!)
  }
  return people[
    pick(
      weights.map((weight, k) => (weight / most) * side.paths[people[k]!]!),
      next,
    )
  ]!
}

/** Walks back to the end of this side, each step as likely as there are paths that way; puts the people between into `inside`. */
function trace(side: Side, person: number, next: () => number, inside: number[]): void {
  const { backStart, backTies, distance, paths } = side
  let at = person
  while (distance[at]! > 1) {
    const nearer: number[] = []
    for (let a = backStart[at]!; a < backStart[at + 1]!; a++) {
      if (distance[backTies[a]!]! === distance[at]! - 1) nearer.push(backTies[a]!)
    }
    at =
      nearer[
        pick(
          nearer.map((v) => paths[v]!),
          next,
        )
      ]!
    inside.push(at)
  }
}

function pick(weights: readonly number[], next: () => number): number {
  let total = 0
  for (const weight of weights) total += weight
  let left = next() * total
  for (let k = 0; k < weights.length - 1; k++) {
    left -= weights[k]!
    if (left < 0) return k
  }
  return weights.length - 1
}

function clear({ order, distance, reached }: Side): void {
  for (let k = 0; k < reached; k++) distance[order[k]!] = -1
}
