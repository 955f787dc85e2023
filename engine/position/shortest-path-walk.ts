import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { addDependenciesOfManyPaths } from './many-paths.ts'

/** People looked at between two places to stop. */
const STRIDE = 8_192
/** A sum over neighbours costs about this much of a spread to neighbours, for each tie. */
const GATHER = 0.7

/** Work space of walks from one person after another; opened once, used for many. */
export interface Walk {
  readonly network: Network
  /** people reached, nearest first */
  readonly order: Uint32Array
  /** people at distance d are `order[ring[d]]` up to, not including, `order[ring[d + 1]]` */
  readonly ring: Uint32Array
  /** shortest paths to `order[k]` */
  readonly paths: Float64Array
  /** ties going out of, and coming into, the people at each distance */
  readonly ringOut: Float64Array
  readonly ringIn: Float64Array
  /** sums by person on the way out; 0 = not reached yet */
  readonly spread: Float64Array
  /** sums by person on the way back */
  readonly back: Float64Array
  /** values of one ring only, 0 elsewhere */
  readonly only: Float64Array
  /** people not reached yet; empty until needed */
  readonly left: Uint32Array
  rings: number
  /** some count of paths is beyond the largest number there is */
  tooMany: boolean
}

/** Lays out the work space: about 60 bytes for each person. */
export function openWalk(network: Network): Walk {
  const n = network.people
  return {
    network,
    order: new Uint32Array(n),
    ring: new Uint32Array(n + 2),
    paths: new Float64Array(n),
    ringOut: new Float64Array(n + 1),
    ringIn: network.directed ? new Float64Array(n + 1) : new Float64Array(0),
    spread: new Float64Array(n),
    back: new Float64Array(n),
    only: new Float64Array(n),
    left: new Uint32Array(n),
    rings: 0,
    tooMany: false,
  }
}

/**
 * Adds to `sum[v]` the share of shortest paths from `source` that lead through `v`, summed over all ends (Brandes' dependency).
 *
 * Ring by ring, outwards and back. Between two rings either the nearer people give to their neighbours or the farther people sum over
 * theirs, whichever has fewer ties to look at. What is given to people who are not in the next ring falls on sums that were read
 * already, so that no tie needs to be tested for its ring.
 *
 * Cost O(people reached + their ties), most often well under two looks at each tie.
 */
export function addDependencies(walk: Walk, source: number, sum: Float64Array, control?: Control): void {
  if (walk.network.start[source] === walk.network.start[source + 1]) return
  walkOut(walk, source, control)
  if (walk.tooMany) addDependenciesOfManyPaths(walk.network, walk.order, walk.ring, walk.rings, sum, control)
  else walkBack(walk, sum, control)
  tidy(walk)
}

function walkOut(walk: Walk, source: number, control: Control | undefined): void {
  const { network, order, ring, ringOut, spread } = walk
  walk.tooMany = false
  order[0] = source
  spread[source] = 1
  ring[0] = 0
  let reached = 1
  let leftTies = network.to.length
  let leftCount = -1
  for (let d = 0; ; d++) {
    ring[d + 1] = reached
    walk.rings = d + 1
    closeRing(walk, d)
    checkpoint(control, 0)
    leftTies -= (network.directed ? walk.ringIn : ringOut)[d]!
    const leftPeople = network.people - reached
    if (leftPeople === 0) return
    const gathers = GATHER * (leftTies + leftPeople) + (leftCount < 0 ? network.people : 0) < ringOut[d]!
    if (gathers) {
      if (leftCount < 0) leftCount = listLeft(walk)
      const before = reached
      ;({ reached, leftCount } = gatherRing(walk, d, leftCount, control))
      if (reached === before) return
    } else {
      const before = reached
      reached = spreadRing(walk, d, reached, control)
      if (reached === before) return
    }
  }
}

/** Keeps the number of paths of ring d, now complete, and counts its ties. */
function closeRing(walk: Walk, d: number): void {
  const { network, order, ring, paths, spread, ringOut, ringIn } = walk
  const { start, inStart } = network
  let out = 0
  let most = 0
  for (let k = ring[d]!; k < ring[d + 1]!; k++) {
    const v = order[k]!
    paths[k] = spread[v]!
    if (paths[k]! > most) most = paths[k]!
    out += start[v + 1]! - start[v]!
  }
  ringOut[d] = out
  if (most === Number.POSITIVE_INFINITY) walk.tooMany = true
  if (!network.directed) return
  let into = 0
  for (let k = ring[d]!; k < ring[d + 1]!; k++) into += inStart[order[k]! + 1]! - inStart[order[k]!]!
  ringIn[d] = into
}

function listLeft({ network, spread, left }: Walk): number {
  let count = 0
  for (let v = 0; v < network.people; v++) if (spread[v] === 0) left[count++] = v
  return count
}

function spreadRing(walk: Walk, d: number, reached: number, control: Control | undefined): number {
  const { ring } = walk
  for (let from = ring[d]!; from < ring[d + 1]!; from += STRIDE) {
    reached = spreadSome(walk, from, Math.min(from + STRIDE, ring[d + 1]!), reached)
    checkpoint(control, 0)
  }
  return reached
}

function spreadSome({ network, order, paths, spread }: Walk, from: number, to: number, reached: number): number {
  const start = network.start
  const arcs = network.to
  for (let k = from; k < to; k++) {
    const v = order[k]!
    const given = paths[k]!
    for (let a = start[v]!, end = start[v + 1]!; a < end; a++) {
      const w = arcs[a]!
      const had = spread[w]!
      if (had === 0) order[reached++] = w
      spread[w] = had + given
    }
  }
  return reached
}

function gatherRing(walk: Walk, d: number, leftCount: number, control: Control | undefined) {
  const { order, ring, paths, only } = walk
  for (let k = ring[d]!; k < ring[d + 1]!; k++) only[order[k]!] = paths[k]!
  let reached = ring[d + 1]!
  let kept = 0
  for (let from = 0; from < leftCount; from += STRIDE) {
    const to = Math.min(from + STRIDE, leftCount)
    const before = reached
    reached = gatherSome(walk, from, to, kept, reached)
    kept += to - from - (reached - before)
    checkpoint(control, 0)
  }
  for (let k = ring[d]!; k < ring[d + 1]!; k++) only[order[k]!] = 0
  return { reached, leftCount: kept }
}

function gatherSome(walk: Walk, from: number, to: number, kept: number, reached: number): number {
  const { network, order, spread, only, left } = walk
  const { inStart, from: arcs } = network
  for (let k = from; k < to; k++) {
    const w = left[k]!
    let sum = 0
    for (let a = inStart[w]!, end = inStart[w + 1]!; a < end; a++) sum += only[arcs[a]!]!
    if (sum === 0) left[kept++] = w
    else {
      spread[w] = sum
      order[reached++] = w
    }
  }
  return reached
}

function walkBack(walk: Walk, sum: Float64Array, control: Control | undefined): void {
  const { network, order, ring, only, ringOut, rings } = walk
  const into = network.directed ? walk.ringIn : ringOut
  // ties into a ring may come from people who were not reached: their sums would have to be cleared by walking over everybody
  const maySpread = !network.directed || 4 * ring[rings]! > network.people
  for (let d = rings - 1; d > 0; d--) {
    const gathers = d > 1 && (!maySpread || GATHER * ringOut[d - 1]! < into[d]!)
    for (let from = ring[d]!; from < ring[d + 1]!; from += STRIDE) {
      collect(walk, sum, from, Math.min(from + STRIDE, ring[d + 1]!), gathers)
      checkpoint(control, 0)
    }
    if (d === 1) return // all that is left would go to the source, which is an end and not inside
    for (
      let from = gathers ? ring[d - 1]! : ring[d]!, end = gathers ? ring[d]! : ring[d + 1]!;
      from < end;
      from += STRIDE
    ) {
      if (gathers) gatherBack(walk, from, Math.min(from + STRIDE, end))
      else spreadBack(walk, from, Math.min(from + STRIDE, end))
      checkpoint(control, 0)
    }
    if (gathers) for (let k = ring[d]!; k < ring[d + 1]!; k++) only[order[k]!] = 0
  }
}

/** Adds what the people of a ring carry to their sums, and makes ready what they give to each path that leads to them. */
function collect(
  { order, paths, back, only }: Walk,
  sum: Float64Array,
  from: number,
  to: number,
  gathers: boolean,
): void {
  for (let k = from; k < to; k++) {
    const w = order[k]!
    const passing = back[w]! * paths[k]!
    sum[w]! += passing
    // from here on `paths` holds what each path into w carries
    paths[k] = (1 + passing) / paths[k]!
    if (gathers) only[w] = paths[k]!
  }
}

function gatherBack({ network, order, back, only }: Walk, from: number, to: number): void {
  const start = network.start
  const arcs = network.to
  for (let k = from; k < to; k++) {
    const v = order[k]!
    let sum = 0
    for (let a = start[v]!, end = start[v + 1]!; a < end; a++) sum += only[arcs[a]!]!
    back[v] = sum
  }
}

function spreadBack({ network, order, paths, back }: Walk, from: number, to: number): void {
  const { inStart, from: arcs } = network
  for (let k = from; k < to; k++) {
    const w = order[k]!
    const given = paths[k]!
    for (let a = inStart[w]!, end = inStart[w + 1]!; a < end; a++) back[arcs[a]!]! += given
  }
}

function tidy({ network, order, ring, spread, back, rings }: Walk): void {
  const reached = ring[rings]!
  if (network.directed && 4 * reached > network.people) {
    spread.fill(0)
    back.fill(0)
    return
  }
  for (let k = 0; k < reached; k++) {
    spread[order[k]!] = 0
    back[order[k]!] = 0
  }
}
