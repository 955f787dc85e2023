import { BadInput } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'

/** Two ways are equally long when they differ by less than this share: sums of 1 / strength are rounded. */
const SAME = 1e-12
/** People settled between two places to stop. */
const STRIDE = 4_096
/** More equally long ways to somebody than this are not counted. */
const MOST_PATHS = 1e300

/** Work space of walks along the strongest ties, where a tie of strength s is 1 / s long. */
export interface WeightedWalk {
  readonly network: Network
  readonly start: Uint32Array
  readonly ties: Uint32Array
  readonly strength: Float64Array
  /** people reached, nearest first; the first `reached` entries count */
  readonly order: Uint32Array
  readonly distance: Float64Array
  /** place in `order`, from 1; 0 = not settled */
  readonly settled: Uint32Array
  readonly paths: Float64Array
  readonly carried: Float64Array
  /** people waiting, the nearest on top, and the place of each, from 1 */
  readonly heap: Uint32Array
  readonly place: Uint32Array
  reached: number
}

/**
 * Lays out the work space: 44 bytes for each person.
 *
 * @param way whether to walk along the ties going `out` or against those coming `in`
 */
export function openWeightedWalk(network: Network, way: 'out' | 'in'): WeightedWalk {
  const n = network.people
  const out = way === 'out'
  return {
    network,
    start: out ? network.start : network.inStart,
    ties: out ? network.to : network.from,
    strength: (out ? network.strength : network.inStrength)!,
    order: new Uint32Array(n),
    distance: new Float64Array(n).fill(Number.POSITIVE_INFINITY),
    settled: new Uint32Array(n),
    paths: new Float64Array(n),
    carried: new Float64Array(n),
    heap: new Uint32Array(n + 1),
    place: new Uint32Array(n),
    reached: 0,
  }
}

/** Finds the distance from `source` to everybody (Dijkstra 1959): `order`, `distance`, `reached`. Close with `leaveWeighted`. */
export function walkWeighted(walk: WeightedWalk, source: number, control?: Control): void {
  const { start, ties, strength, order, distance, settled, heap, place } = walk
  walk.reached = 0
  distance[source] = 0
  heap[1] = source
  place[source] = 1
  let waiting = 1
  while (waiting > 0) {
    const v: number = heap[1]!
    const last = heap[waiting--]!
    if (waiting > 0) sink(walk, last, waiting)
    order[walk.reached++] = v
    settled[v] = walk.reached
    for (let a: number = start[v]!; a < start[v + 1]!; a++) {
      const w: number = ties[a]!
      const length = distance[v]! + 1 / strength[a]!
      if (settled[w]! > 0 || length >= distance[w]!) continue
      distance[w] = length
      if (place[w] === 0) place[w] = ++waiting
      rise(walk, w)
    }
    if (walk.reached % STRIDE === 0) checkpoint(control, 0)
  }
}

/** Makes ready for the next walk. */
export function leaveWeighted({ order, distance, settled, place, carried, reached }: WeightedWalk): void {
  for (let k = 0; k < reached; k++) {
    const v = order[k]!
    distance[v] = Number.POSITIVE_INFINITY
    settled[v] = place[v] = 0
    carried[v] = 0
  }
}

/**
 * Adds to `sum[v]` the share of shortest paths from `source` that lead through `v`, summed over all ends; `walk` goes `out`.
 *
 * @throws BadInput where there are more than 1e300 paths to somebody; the walk is of no use afterwards
 */
export function addWeightedDependencies(
  walk: WeightedWalk,
  source: number,
  sum: Float64Array,
  control?: Control,
): void {
  walkWeighted(walk, source, control)
  const { network, order, settled, distance, paths, carried, reached } = walk
  const { inStart, from } = network
  const inStrength = network.inStrength!
  const leadsTo = (v: number, a: number, k: number, most: number) =>
    settled[v]! > 0 && settled[v]! <= k && distance[v]! + 1 / inStrength[a]! <= most
  paths[source] = 1
  for (let k = 1; k < reached; k++) {
    const w = order[k]!
    const most = distance[w]! * (1 + SAME)
    let count = 0
    for (let a = inStart[w]!; a < inStart[w + 1]!; a++) if (leadsTo(from[a]!, a, k, most)) count += paths[from[a]!]!
    if (count > MOST_PATHS) throw tooManyPaths(source, w)
    paths[w] = count
    if (k % STRIDE === 0) checkpoint(control, 0)
  }
  for (let k = reached - 1; k > 0; k--) {
    const w = order[k]!
    const most = distance[w]! * (1 + SAME)
    const given = (1 + carried[w]!) / paths[w]!
    sum[w]! += carried[w]!
    for (let a = inStart[w]!; a < inStart[w + 1]!; a++) {
      const v = from[a]!
      if (leadsTo(v, a, k, most)) carried[v]! += paths[v]! * given
    }
    if (k % STRIDE === 0) checkpoint(control, 0)
  }
  leaveWeighted(walk)
}

function tooManyPaths(source: number, end: number): BadInput {
  return new BadInput(
    'shortest paths',
    `${source} to ${end}`,
    'more than 1e300 ways between them are equally long; leave strengths out, then so many are counted',
  )
}

function rise({ heap, place, distance }: WeightedWalk, person: number): void {
  let at = place[person]!
  while (at > 1) {
    const above = heap[at >> 1]!
    if (distance[above]! <= distance[person]!) break
    heap[at] = above
    place[above] = at
    at >>= 1
  }
  heap[at] = person
  place[person] = at
}

function sink({ heap, place, distance }: WeightedWalk, person: number, waiting: number): void {
  let at = 1
  for (;;) {
    let below = 2 * at
    if (below > waiting) break
    if (below < waiting && distance[heap[below + 1]!]! < distance[heap[below]!]!) below++
    if (distance[heap[below]!]! >= distance[person]!) break
    heap[at] = heap[below]!
    place[heap[at]!] = at
    at = below
  }
  heap[at] = person
  place[person] = at
}
