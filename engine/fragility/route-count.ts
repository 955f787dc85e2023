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
export function routeNetwork(landscape: Landscape, kinds: readonly TieKind[] = peacefulKinds): RouteNetwork {
  const ties = seenTies(landscape, kinds)
  const start = new Uint32Array(landscape.counts.people + 1)
  for (let k = 0; k < ties.count; k++) {
    start[ties.one[k]! + 1]!++
    start[ties.other[k]! + 1]!++
  }
  for (let i = 0; i < landscape.counts.people; i++) start[i + 1]! += start[i]!
  const next = start.slice(0, -1)
  const to = new Uint32Array(2 * ties.count)
  for (let k = 0; k < ties.count; k++) {
    to[next[ties.one[k]!]!++] = ties.other[k]!
    to[next[ties.other[k]!]!++] = ties.one[k]!
  }
  return { people: landscape.counts.people, start, to }
}

/**
 * On how many separate routes can something travel between two groups of people: the fewest people (of these groups or between
 * them) whose leaving cuts every path?
 *
 * 0: no route; 1: all hangs on one person. A person in both groups is a route of their own. Source: Menger's theorem; maximum flow
 * where each person can carry one route, found by one breadth-first search per route (Edmonds & Karp on split nodes).
 *
 * Cost O((routes + 1) · (people + ties)).
 *
 * What misleads: missing answers create false fragility; say "1 known route" and the answer rate, to others than that person
 * never who.
 *
 * @param limit stop counting here: "at least that many" is often all one needs
 */
export function routesBetween(
  network: RouteNetwork,
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  limit = Number.POSITIVE_INFINITY,
): number {
  const flow = openFlow(network, one, other)
  let routes = 0
  while (routes < limit && augment(network, flow)) routes++
  return routes
}

/** The same between two practices. */
export function routeCount(
  landscape: Landscape,
  network: RouteNetwork,
  one: number,
  other: number,
  limit = Number.POSITIVE_INFINITY,
): number {
  return routesBetween(network, peopleOf(landscape, one), peopleOf(landscape, other), limit)
}

interface Flow {
  starts: Uint32Array
  isEnd: Uint8Array
  isStart: Uint8Array
  /** 1: a route begins here / ends here */
  begins: Uint8Array
  ends: Uint8Array
  /** who hands a route on to whom; −1 nobody */
  after: Int32Array
  before: Int32Array
  /** search: how a person was reached on the way in (0) and out (1); see `augment` */
  cameFrom: Int32Array
  queue: Int32Array
}

const UNSEEN = -1
const FROM_START = -2

function openFlow({ people }: RouteNetwork, one: ArrayLike<number>, other: ArrayLike<number>): Flow {
  const isStart = new Uint8Array(people)
  const isEnd = new Uint8Array(people)
  for (let k = 0; k < one.length; k++) isStart[one[k]!] = 1
  for (let k = 0; k < other.length; k++) isEnd[other[k]!] = 1
  return {
    starts: Uint32Array.from(one),
    isStart,
    isEnd,
    begins: new Uint8Array(people),
    ends: new Uint8Array(people),
    after: new Int32Array(people).fill(-1),
    before: new Int32Array(people).fill(-1),
    cameFrom: new Int32Array(2 * people),
    queue: new Int32Array(2 * people),
  }
}

/**
 * Looks for one more route, giving way where older ones must change. Every person i is two places, in (2i) and out (2i + 1), with
 * room for one route from in to out.
 */
function augment(network: RouteNetwork, flow: Flow): boolean {
  const { cameFrom, queue, starts, begins } = flow
  cameFrom.fill(UNSEEN)
  let tail = 0
  for (const i of starts) {
    if (begins[i] === 1 || cameFrom[2 * i] !== UNSEEN) continue
    cameFrom[2 * i] = FROM_START
    queue[tail++] = 2 * i
  }
  for (let head = 0; head < tail; head++) {
    const place = queue[head]!
    const i = place >> 1
    if ((place & 1) === 1 && flow.isEnd[i] === 1 && flow.ends[i] === 0) {
      follow(flow, i)
      return true
    }
    tail = (place & 1) === 1 ? leaveOut(network, flow, i, tail) : leaveIn(flow, i, tail)
  }
  return false
}

function visit(flow: Flow, place: number, from: number, tail: number): number {
  if (flow.cameFrom[place] !== UNSEEN) return tail
  flow.cameFrom[place] = from
  flow.queue[tail] = place
  return tail + 1
}

function isUsed(flow: Flow, i: number): boolean {
  return flow.begins[i] === 1 || flow.before[i] !== -1
}

/** From "in": through to "out" while unused; or back along the route that comes in here. */
function leaveIn(flow: Flow, i: number, tail: number): number {
  if (!isUsed(flow, i)) return visit(flow, 2 * i + 1, 2 * i, tail)
  return flow.before[i] === -1 ? tail : visit(flow, 2 * flow.before[i]! + 1, 2 * i, tail)
}

/** From "out": on to every neighbour; or back to "in" when a route goes through here. */
function leaveOut(network: RouteNetwork, flow: Flow, i: number, tail: number): number {
  if (isUsed(flow, i)) tail = visit(flow, 2 * i, 2 * i + 1, tail)
  for (let k = network.start[i]!; k < network.start[i + 1]!; k++) {
    const j = network.to[k]!
    if (flow.after[i] !== j) tail = visit(flow, 2 * j, 2 * i + 1, tail)
  }
  return tail
}

/** Changes the routes along the path found, from its end back to its start. */
function follow(flow: Flow, end: number): void {
  const { cameFrom, begins, ends, after, before } = flow
  ends[end] = 1
  let place = 2 * end + 1
  const gained: [number, number][] = []
  const lost: [number, number][] = []
  for (;;) {
    const from = cameFrom[place]!
    if (from === FROM_START) break
    const i = from >> 1
    const j = place >> 1
    // out of i into j: a new step; into i, then out of j: the route from j to i gives way
    if (i !== j) ((from & 1) === 1 ? gained : lost).push((from & 1) === 1 ? [i, j] : [j, i])
    place = from
  }
  begins[place >> 1] = 1
  for (const [i, j] of lost) {
    after[i] = -1
    before[j] = -1
  }
  for (const [i, j] of gained) {
    after[i] = j
    before[j] = i
  }
}
