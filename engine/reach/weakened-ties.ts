import { blockKeys, highest, openIn, WORLDS_IN_BLOCK } from '../chance.ts'
import type { Block } from './draw-block.ts'
import { pairHalf, wayHalf } from './pair-key.ts'
import { tiesAt } from './ties-at.ts'
import { blockOf, type WorldSet } from './world-set.ts'

/**
 * Ties that carry less than they did, on the same coins: in each world some of those that were open close. A member of a space that takes
 * attention has the factor 1 − c (a tie between two members loses on both ends); somebody who leaves has 0.
 */
export interface WeakenedTies {
  ties: WeakTie[]
  /** factor of each place */
  factor: Float64Array
  /** in which worlds of which block the ties are open still */
  nth: number
  open: Int32Array
  back: Int32Array
}

interface WeakTie {
  mutual: boolean
  tie: number
  from: number
  to: number
  /** one coin for both ways */
  paired: boolean
  /** −1: never open */
  most: number
  mostBack: number
}

/** All ties of these people (by place), each end multiplied by the factor. Cost: their ties, and all one-way ties. */
export function weakenedTies(set: WorldSet, places: Uint32Array, by: number): WeakenedTies {
  const factor = new Float64Array(set.places.people).fill(1)
  for (const place of places) factor[place] = by
  const { mutual, oneWay } = set.ties
  const at = (set.tiesAt ??= tiesAt(mutual, set.control))
  const ties: WeakTie[] = []
  for (const from of places) {
    for (let e = at.start[from]!; e < at.start[from + 1]!; e++) {
      const to = at.other[e]!
      if (factor[to] !== 1 && to < from) continue
      const tie = at.tie[e]!
      const most = weaker(mutual.most[tie]!, by * factor[to]!)
      ties.push({ mutual: true, tie, from, to, paired: true, most, mostBack: -1 })
    }
  }
  for (let tie = 0; tie < oneWay.count; tie++) {
    const from = oneWay.from[tie]!
    const to = oneWay.to[tie]!
    const both = factor[from]! * factor[to]!
    if (both === 1) continue
    const paired = oneWay.carriesBack[tie] === 1
    const most = weaker(oneWay.most[tie]!, both)
    ties.push({
      mutual: false,
      tie,
      from,
      to,
      paired,
      most,
      mostBack: paired ? weaker(oneWay.mostBack[tie]!, both) : -1,
    })
  }
  return { ties, factor, nth: -1, open: new Int32Array(ties.length), back: new Int32Array(ties.length) }
}

/** The chance behind `most` is exact to 2⁻³², and so is this. */
function weaker(most: number, factor: number): number {
  return factor === 0 ? -1 : highest(((most + 1) / 0x1_0000_0000) * factor)
}

function drawWeakened(set: WorldSet, weakened: WeakenedTies, nth: number): void {
  if (weakened.nth === nth) return
  weakened.nth = nth
  const keys = blockKeys(set.stream, nth)
  const { key } = set.places
  for (const [k, { from, to, paired, most, mostBack }] of weakened.ties.entries()) {
    const half = paired ? pairHalf : wayHalf
    const low = half(key[2 * from]!, key[2 * to]!)
    const high = half(key[2 * from + 1]!, key[2 * to + 1]!)
    weakened.open[k] = most < 0 ? 0 : openIn(keys, low, high, most)
    weakened.back[k] = mostBack < 0 ? 0 : openIn(keys, low, high, mostBack)
  }
}

/**
 * Closes in world w, in its block, what no longer opens there, lets something be done, and opens it again.
 *
 * @param act is told which mutual ties closed: place, other place, one after the other
 */
export function whileWeakened<T>(set: WorldSet, w: number, weakened: WeakenedTies, act: (closed: number[]) => T): T {
  const block = blockOf(set, w)
  const world = w % WORLDS_IN_BLOCK
  drawWeakened(set, weakened, Math.floor(w / WORLDS_IN_BLOCK))
  const closed: number[] = []
  const undo: [Uint32Array, number, number][] = []
  const close = (bits: Uint32Array, at: number, bit: number): boolean => {
    if ((bits[at]! & bit) === 0) return false
    bits[at]! &= ~bit
    undo.push([bits, at, bit])
    return true
  }
  for (const [k, weak] of weakened.ties.entries()) {
    const bit = 1 << (weak.tie & 31)
    const at = wordOf(block, weak, world)
    const closes = ((weakened.open[k]! >>> world) & 1) === 0
    if (weak.mutual) {
      if (closes && close(block.mutual, at, bit)) closed.push(weak.from, weak.to)
      continue
    }
    if (closes) close(block.oneWay, at, bit)
    if (((weakened.back[k]! >>> world) & 1) === 0) close(block.back, at, bit)
  }
  try {
    return act(closed)
  } finally {
    for (const [bits, at, bit] of undo) bits[at]! |= bit
  }
}

function wordOf(block: Block, { mutual, tie }: WeakTie, world: number): number {
  return world * (mutual ? block.mutualWords : block.oneWayWords) + (tie >>> 5)
}
