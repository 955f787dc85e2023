import type { ForwardTies } from './forward-ties.ts'

/** Some triangles, by the ranks of their people, lowest first, and by the numbers of their three forward ties. */
export interface TriangleBlock {
  /** how many there are now; the arrays have room for more */
  found: number
  readonly low: Uint32Array
  readonly middle: Uint32Array
  readonly high: Uint32Array
  readonly lowMiddle: Uint32Array
  readonly lowHigh: Uint32Array
  readonly middleHigh: Uint32Array
}

/** How many triangles a block holds before it is handed on. */
const ENOUGH = 4096
/** How many forward ties are looked at before a block is handed on, full or not: a few milliseconds. */
const PATIENCE = 1 << 19
/** Size of the sieve: it fits in the fastest memory of every processor. */
const SIEVE = 1 << 15

/** Where the listing of some triangles stands. */
interface Walk {
  readonly forward: ForwardTies
  readonly block: TriangleBlock
  /** last forward tie that led to each rank: it marks whom the lowest person is tied to */
  readonly mark: Int32Array
  /** 1 where one of those people could be; many people share a place */
  readonly sieve: Uint8Array
  readonly maybe: Uint32Array
  /** rank of the lowest person, and the next of their forward ties to follow; -1: the first */
  low: number
  tie: number
  until: number
  /** how many ties may still be looked at for this block */
  patience: number
}

/** Lists triangles, a block at a time. */
export interface TriangleLister {
  readonly block: TriangleBlock
  /** Starts with the triangles whose lowest rank is from `from` up to, not including, `until`. */
  start(from: number, until: number): void
  /** Fills the block with the next triangles, perhaps none; false when all had been listed. */
  next(): boolean
}

/**
 * Lists triangles in blocks, each once, in an order that depends on the network alone.
 *
 * For each lowest person: mark whom they are tied to, then look through the forward ties of each of those for marks. A sieve of 32 kB
 * passes over nearly all looks without a branch, and only what it lets through is looked up in the marks. Between two blocks, however
 * few triangles there are, lie some milliseconds at most: the place for a checkpoint.
 *
 * Cost O(ties^1.5) at worst, about ties · mean forward ties as a rule. Source: see `forwardTies`; the sieve is our own.
 */
export function triangleLister(forward: ForwardTies): TriangleLister {
  const room = ENOUGH + forward.widest
  const walk: Walk = {
    forward,
    block: {
      found: 0,
      low: new Uint32Array(room),
      middle: new Uint32Array(room),
      high: new Uint32Array(room),
      lowMiddle: new Uint32Array(room),
      lowHigh: new Uint32Array(room),
      middleHigh: new Uint32Array(room),
    },
    mark: new Int32Array(forward.people).fill(-1),
    sieve: new Uint8Array(SIEVE),
    maybe: new Uint32Array(forward.widest + 1),
    low: 0,
    tie: -1,
    until: 0,
    patience: 0,
  }
  return {
    block: walk.block,
    start: (from, until) => Object.assign(walk, { low: from, until, tie: -1 }),
    next: () => {
      if (walk.low >= walk.until) return false
      fill(walk)
      return true
    },
  }
}

function fill(walk: Walk): void {
  walk.block.found = 0
  walk.patience = PATIENCE
  while (walk.low < walk.until && walk.block.found < ENOUGH && walk.patience > 0) followTies(walk)
}

/**
 * Follows the forward ties of the lowest person, from where it stopped before, until the block is full. A function of its own for each
 * person, so that it is compiled well after a few of them.
 */
function followTies(walk: Walk): void {
  const { forward, block, mark, sieve, maybe } = walk
  const { start, to } = forward
  const u = walk.low
  const begin = start[u]!
  const end = start[u + 1]!
  walk.patience--
  // one forward tie makes no triangle
  if (end - begin < 2) {
    walk.low++
    return
  }
  const { low, middle, high, lowMiddle, lowHigh, middleHigh } = block
  for (let e = begin; e < end; e++) {
    mark[to[e]!] = e
    sieve[to[e]! & (SIEVE - 1)] = 1
  }
  let { found } = block
  let { patience } = walk
  let at = walk.tie < 0 ? begin : walk.tie
  for (; at < end && found < ENOUGH && patience > 0; at++) {
    const v = to[at]!
    const first = start[v]!
    const last = start[v + 1]!
    let kept = 0
    for (let k = first; k < last; k++) {
      maybe[kept] = k
      kept += sieve[to[k]! & (SIEVE - 1)]!
    }
    for (let j = 0; j < kept; j++) {
      const k = maybe[j]!
      const w = to[k]!
      const e = mark[w]!
      // a mark outside of this row is somebody else's
      if (e < begin || e >= end) continue
      low[found] = u
      middle[found] = v
      high[found] = w
      lowMiddle[found] = at
      lowHigh[found] = e
      middleHigh[found++] = k
    }
    patience -= last - first + 1
  }
  for (let e = begin; e < end; e++) sieve[to[e]! & (SIEVE - 1)] = 0
  block.found = found
  walk.patience = patience
  walk.tie = at < end ? at : -1
  if (at === end) walk.low++
}
