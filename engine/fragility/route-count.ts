import { type Control, checkpoint, quiet } from '../control.ts'
import { inStretches } from '../network/in-stretches.ts'
import { type Landscape, peopleOf } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { peacefulKinds, seenTies } from '../network/seen-ties.ts'

/** The network of ties, prepared for counting routes between many pairs of groups. */
export interface RouteNetwork {
  people: number
  start: Uint32Array
  to: Uint32Array
}

/** Neighbours by ties of these kinds, whichever way they carry: a route is a chain of people who know one another. */
export function routeNetwork(
  landscape: Landscape,
  kinds: readonly TieKind[] = peacefulKinds,
  control?: Control,
): RouteNetwork {
  const stop = quiet(control)
  const ties = seenTies(landscape, kinds, stop)
  const start = new Uint32Array(landscape.counts.people + 1)
  inStretches(ties.count, stop, (begin, end) => {
    for (let k = begin; k < end; k++) {
      start[ties.one[k]! + 1]!++
      start[ties.other[k]! + 1]!++
    }
  })
  for (let i = 0; i < landscape.counts.people; i++) start[i + 1]! += start[i]!
  const next = start.slice(0, -1)
  const to = new Uint32Array(2 * ties.count)
  inStretches(ties.count, stop, (begin, end) => {
    for (let k = begin; k < end; k++) {
      to[next[ties.one[k]!]!++] = ties.other[k]!
      to[next[ties.other[k]!]!++] = ties.one[k]!
    }
  })
  return { people: landscape.counts.people, start, to }
}

/**
 * On how many separate routes can something travel between two groups of people: the fewest people (of these groups or between
 * them) whose leaving cuts every path?
 *
 * 0: no route; 1: all hangs on one person. A person in both groups is a route of their own. Source: Menger's theorem; maximum flow
 * where each person can carry one route, found many routes at a time by their length (Dinic 1970; for such networks Even, Tarjan 1975).
 *
 * Cost O(√people · (people + ties)) at worst, and in social networks a few times (people + ties).
 *
 * What misleads: missing answers create false fragility; say "1 known route" and the answer rate, to others than that person
 * never who.
 *
 * @param limit stop counting here: "at least that many" is often all one needs, and much sooner known
 * @throws Error named AbortError when stopped
 */
export function routesBetween(
  network: RouteNetwork,
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  limit = Number.POSITIVE_INFINITY,
  control?: Control,
): number {
  const flow = openFlow(network, one, other)
  // no more routes than people on either side
  const most = Math.min(limit, flow.startCount, flow.endCount)
  const stop = quiet(control)
  let routes = 0
  while (routes < most) {
    checkpoint(control, routes / most)
    if (!measureWays(network, flow, stop)) break
    const before = routes
    for (const i of flow.starts) {
      if (routes === most) break
      if (flow.begins[i] === 0 && flow.far[2 * i] === 0 && oneMoreRoute(network, flow, i, stop)) routes++
    }
    if (routes === before) break
  }
  return routes
}

/** The same between two practices. */
export function routeCount(
  landscape: Landscape,
  network: RouteNetwork,
  one: number,
  other: number,
  limit = Number.POSITIVE_INFINITY,
  control?: Control,
): number {
  return routesBetween(network, peopleOf(landscape, one), peopleOf(landscape, other), limit, control)
}

/**
 * Routes found so far. Every person i is two places, in (2i) and out (2i + 1), with room for one route from in to out; a search may
 * also go back along a route, which then gives way.
 */
interface Flow {
  starts: Uint32Array
  startCount: number
  endCount: number
  isEnd: Uint8Array
  /** 1: a route begins here / ends here */
  begins: Uint8Array
  ends: Uint8Array
  /** who hands a route on to whom; −1 nobody */
  after: Int32Array
  before: Int32Array
  /** steps of a place from the beginnings; −1 not reached, or a dead end */
  far: Int32Array
  /** the ties of each "out" that were tried, from −1 (back to "in") */
  tried: Int32Array
  /** places in the order they are reached; then the way of the search, deepest last */
  queue: Int32Array
  /** places looked at, to know when to ask whether to stop */
  steps: number
}

const UNSEEN = -1

function openFlow({ people }: RouteNetwork, one: ArrayLike<number>, other: ArrayLike<number>): Flow {
  const isStart = new Uint8Array(people)
  const isEnd = new Uint8Array(people)
  for (let k = 0; k < one.length; k++) isStart[one[k]!] = 1
  for (let k = 0; k < other.length; k++) isEnd[other[k]!] = 1
  const starts = new Uint32Array(one.length)
  let startCount = 0
  let endCount = 0
  for (let i = 0; i < people; i++) {
    if (isStart[i] === 1) starts[startCount++] = i
    endCount += isEnd[i]!
  }
  return {
    starts: starts.subarray(0, startCount),
    startCount,
    endCount,
    isEnd,
    begins: new Uint8Array(people),
    ends: new Uint8Array(people),
    after: new Int32Array(people).fill(-1),
    before: new Int32Array(people).fill(-1),
    far: new Int32Array(2 * people),
    tried: new Int32Array(people),
    queue: new Int32Array(2 * people),
    steps: 0,
  }
}

const PLACES_BETWEEN_CHECKS = 1 << 15

/** Measures how far each place is from the beginnings, as far as the nearest free end; answers whether there is one. */
function measureWays(network: RouteNetwork, flow: Flow, control: Control | undefined): boolean {
  const { far, queue, starts, begins, tried } = flow
  far.fill(UNSEEN)
  tried.fill(-1)
  let tail = 0
  for (const i of starts) {
    if (begins[i] === 1) continue
    far[2 * i] = 0
    queue[tail++] = 2 * i
  }
  let found = Number.POSITIVE_INFINITY
  for (let head = 0; head < tail; head++) {
    if ((head & (PLACES_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    const place = queue[head]!
    const here = far[place]!
    if (here >= found) break
    const i = place >> 1
    if ((place & 1) === 0) {
      tail = visit(flow, beyondIn(flow, i), here, tail)
    } else {
      if (isFreeEnd(flow, i)) found = here
      if (isUsed(flow, i)) tail = visit(flow, 2 * i, here, tail)
      for (let k = network.start[i]!; k < network.start[i + 1]!; k++) {
        const j = network.to[k]!
        if (flow.after[i] !== j) tail = visit(flow, 2 * j, here, tail)
      }
    }
  }
  return found < Number.POSITIVE_INFINITY
}

function visit({ far, queue }: Flow, place: number, here: number, tail: number): number {
  if (place < 0 || far[place] !== UNSEEN) return tail
  far[place] = here + 1
  queue[tail] = place
  return tail + 1
}

function isUsed({ begins, before }: Flow, i: number): boolean {
  return begins[i] === 1 || before[i] !== -1
}

function isFreeEnd({ isEnd, ends }: Flow, i: number): boolean {
  return isEnd[i] === 1 && ends[i] === 0
}

/** From "in": through to "out" while unused; or back along the route that comes in here; or nowhere, −1. */
function beyondIn(flow: Flow, i: number): number {
  if (!isUsed(flow, i)) return 2 * i + 1
  return flow.before[i] === -1 ? -1 : 2 * flow.before[i]! + 1
}

/**
 * Looks for one more route among the shortest ones, always one step farther from the beginnings. Every place carries one route at
 * most, so one that led nowhere, or into a route, is not entered again before ways are measured anew.
 */
function oneMoreRoute(network: RouteNetwork, flow: Flow, start: number, control: Control | undefined): boolean {
  const { far, queue: way } = flow
  let depth = 0
  way[0] = 2 * start
  while (depth >= 0) {
    if ((++flow.steps & (PLACES_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    const place = way[depth]!
    const i = place >> 1
    if ((place & 1) === 1 && isFreeEnd(flow, i)) {
      follow(flow, way, depth)
      for (let d = 0; d <= depth; d++) far[way[d]!] = UNSEEN
      return true
    }
    const next = (place & 1) === 0 ? beyondIn(flow, i) : beyondOut(network, flow, i)
    if (next >= 0 && far[next] === far[place]! + 1) {
      way[++depth] = next
    } else {
      far[place] = UNSEEN
      depth--
    }
  }
  return false
}

/** From "out": the next place one step farther: back to "in" when a route goes through here, or in to a neighbour; −1 when all were tried. */
function beyondOut({ start, to }: RouteNetwork, flow: Flow, i: number): number {
  const { far, tried, after } = flow
  const farther = far[2 * i + 1]! + 1
  if (tried[i] === -1) {
    tried[i] = start[i]!
    if (far[2 * i] === farther && isUsed(flow, i)) return 2 * i
  }
  for (let k = tried[i]!; k < start[i + 1]!; k++) {
    const j = to[k]!
    if (far[2 * j] === farther && after[i] !== j) {
      tried[i] = k + 1
      return 2 * j
    }
  }
  tried[i] = start[i + 1]!
  return -1
}

/** Changes the routes along the way found: a step out of i into j is new; a step into i and out of j takes back the one from j to i. */
function follow({ begins, ends, after, before }: Flow, way: Int32Array, depth: number): void {
  // first what gives way, then what is new: both may concern the same person
  for (let d = 1; d <= depth; d++) {
    const i = way[d - 1]! >> 1
    const j = way[d]! >> 1
    if (i === j || (way[d - 1]! & 1) === 1) continue
    after[j] = -1
    before[i] = -1
  }
  for (let d = 1; d <= depth; d++) {
    const i = way[d - 1]! >> 1
    const j = way[d]! >> 1
    if (i === j || (way[d - 1]! & 1) === 0) continue
    after[i] = j
    before[j] = i
  }
  begins[way[0]! >> 1] = 1
  ends[way[depth]! >> 1] = 1
}
