import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import type { DistanceSums } from './distance-sums.ts'

/** Walks of as many people as a word has bits, all at once. */
const TOGETHER = 32
/** People looked at between two places to stop. */
const STRIDE = 16_384
/** Looking at a tie from the far end costs about this much of looking at it from the near end. */
const GATHER = 0.5

/** Adds up the distances between everybody and the people numbered `from` up to, not including, `to`. */
export type AddDistances = (from: number, to: number, control?: Control) => void

/**
 * Lays out the work space for summing distances in steps, by walks of 32 people at a time, one bit for each (Then et al. 2014): 28 bytes
 * for each person.
 *
 * @param way `out`: distances from each person to the others; `in`: from the others to each person. Undirected both are the same.
 * @param sums where they are added
 */
export function openBatchWalk(network: Network, way: 'out' | 'in', sums: DistanceSums): AddDistances {
  const space = openSpace(network, way)
  return (from, to, control) => {
    for (let first = from; first < to; first += TOGETHER) {
      walkTogether(space, first, Math.min(first + TOGETHER, to), sums, control)
      checkpoint(control, 0)
    }
  }
}

interface Space {
  readonly people: number
  /** ties to follow from those who were reached last, and the same ties from their other ends */
  readonly start: Uint32Array
  readonly ties: Uint32Array
  readonly backStart: Uint32Array
  readonly backTies: Uint32Array
  /** a bit for each walk that has been here, is here now, will be here next */
  readonly seen: Int32Array
  readonly now: Int32Array
  readonly next: Int32Array
  /** people where some walk is now */
  readonly front: Uint32Array
  readonly ahead: Uint32Array
  /** everybody some walk has reached */
  readonly touched: Uint32Array
  touchedCount: number
}

function openSpace({ people, start, to, inStart, from }: Network, way: 'out' | 'in'): Space {
  const out = way === 'out'
  return {
    people,
    // the walks go against the distances that are summed: each person collects the walks that arrive
    start: out ? inStart : start,
    ties: out ? from : to,
    backStart: out ? start : inStart,
    backTies: out ? to : from,
    seen: new Int32Array(people),
    now: new Int32Array(people),
    next: new Int32Array(people),
    front: new Uint32Array(people),
    ahead: new Uint32Array(people),
    touched: new Uint32Array(people),
    touchedCount: 0,
  }
}

function walkTogether(
  space: Space,
  first: number,
  end: number,
  sums: DistanceSums,
  control: Control | undefined,
): void {
  const { start, seen, now, front, touched } = space
  let count = 0
  let frontTies = 0
  for (let v = first; v < end; v++) {
    if (start[v] === start[v + 1]) continue
    seen[v] = now[v] = 1 << (v - first)
    touched[count] = v
    front[count++] = v
    frontTies += start[v + 1]! - start[v]!
  }
  space.touchedCount = count
  const everyone = end - first === TOGETHER ? -1 : (1 << (end - first)) - 1
  for (let distance = 1; count > 0; distance++) {
    const gathers = GATHER * space.ties.length + space.people < frontTies
    const found = gathers ? gatherNext(space, everyone, control) : spreadNext(space, count, control)
    for (let k = 0; k < count; k++) now[front[k]!] = 0
    count = found
    frontTies = 0
    for (let from = 0; from < found; from += STRIDE) {
      frontTies += arriveSome(space, from, Math.min(from + STRIDE, found), distance, sums)
      checkpoint(control, 0)
    }
  }
  for (let k = 0; k < space.touchedCount; k++) seen[touched[k]!] = 0
}

function spreadNext(space: Space, count: number, control: Control | undefined): number {
  let found = 0
  for (let from = 0; from < count; from += STRIDE) {
    found = spreadSome(space, from, Math.min(from + STRIDE, count), found)
    checkpoint(control, 0)
  }
  return found
}

function spreadSome(
  { start, ties, seen, now, next, front, ahead }: Space,
  from: number,
  to: number,
  found: number,
): number {
  for (let k = from; k < to; k++) {
    const v = front[k]!
    const walks = now[v]!
    for (let a = start[v]!, end = start[v + 1]!; a < end; a++) {
      const w = ties[a]!
      const fresh = walks & ~seen[w]!
      if (fresh === 0) continue
      if (next[w] === 0) ahead[found++] = w
      next[w]! |= fresh
    }
  }
  return found
}

function gatherNext(space: Space, everyone: number, control: Control | undefined): number {
  let found = 0
  for (let from = 0; from < space.people; from += STRIDE) {
    found = gatherSome(space, from, Math.min(from + STRIDE, space.people), everyone, found)
    checkpoint(control, 0)
  }
  return found
}

function gatherSome(space: Space, from: number, to: number, everyone: number, found: number): number {
  const { backStart, backTies, seen, now, next, ahead } = space
  for (let w = from; w < to; w++) {
    const missing = everyone & ~seen[w]!
    if (missing === 0) continue
    let fresh = 0
    for (let a = backStart[w]!, end = backStart[w + 1]!; a < end; a++) {
      fresh |= now[backTies[a]!]!
      if ((fresh & missing) === missing) break
    }
    fresh &= missing
    if (fresh === 0) continue
    next[w] = fresh
    ahead[found++] = w
  }
  return found
}

/** People in `ahead` are reached now; the ties that lead on from them. */
function arriveSome(space: Space, from: number, to: number, distance: number, sums: DistanceSums): number {
  const { start, seen, now, next, front, ahead, touched } = space
  let leadOn = 0
  for (let k = from; k < to; k++) {
    const w = ahead[k]!
    const fresh = next[w]!
    const walks = bitCount(fresh)
    next[w] = 0
    now[w] = fresh
    if (seen[w] === 0) touched[space.touchedCount++] = w
    seen[w]! |= fresh
    sums.reached[w]! += walks
    sums.far[w]! += walks * distance
    sums.near[w]! += walks / distance
    front[k] = w
    leadOn += start[w + 1]! - start[w]!
  }
  return leadOn
}

function bitCount(word: number): number {
  word -= (word >>> 1) & 0x5555_5555
  word = (word & 0x3333_3333) + ((word >>> 2) & 0x3333_3333)
  return Math.imul((word + (word >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}
