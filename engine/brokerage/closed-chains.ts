import { type ForwardTies, forwardTies } from '../clustering/forward-ties.ts'
import { chunkCount, rankChunks } from '../clustering/rank-chunks.ts'
import { type TriangleBlock, type TriangleLister, triangleLister } from '../clustering/triangle-lister.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { addShares, roleOf } from './roles.ts'
import { onlySides, overlap, overlapOfThree, type Sides } from './sides.ts'

/**
 * Chains a → b → c whose ends are tied as well (a → c), five counts by role of b, by rank of b from `first` on: whole numbers where
 * nobody straddles.
 */
export interface ClosedPart {
  first: number
  counts: Uint32Array | Float64Array
}

/** Few, because each has five numbers for every person it may touch. */
const PARTS = 8

/** The orders in which the three of a triangle can stand as a, b and c: 0 the lowest rank, 1 the middle, 2 the highest. */
const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const

/** Every tie of the triangle has both directions. */
const ALL_WAYS = 63

/** For each set of arcs in a triangle (two bits a tie), the orders, as bits, in which a → b, b → c and a → c are all there. */
const closedOrders = Uint8Array.from({ length: 64 }, (_, ways) => {
  const tie = (one: number, other: number) => one + other - 1 // 0-1: 0, 0-2: 1, 1-2: 2
  const has = (one: number, other: number) => ((ways >> (2 * tie(one, other))) & (one < other ? 1 : 2)) !== 0
  return orders.reduce((set, [a, b, c], k) => (has(a, b) && has(b, c) && has(a, c) ? set | (1 << k) : set), 0)
})

/** How many parts there are. */
export function closedPartCount(network: Pick<Network, 'people'>): number {
  return chunkCount(network, PARTS)
}

/** Makes ready to count the closed chains of parts. */
export function openClosedChains(
  network: Network,
  sides: Sides,
  opening?: Control,
): (nth: number, control?: Control) => ClosedPart {
  const forward = forwardTies(network, opening)
  const begins = rankChunks(forward, PARTS)
  const lister = triangleLister(forward)
  const worn = [wear(forward, sides)]
  return (nth, control) => {
    const [counts] = countClosed(forward, lister, worn, [begins[nth]!, begins[nth + 1]!], control)
    return { first: begins[nth]!, counts: counts! }
  }
}

/** Counts the closed chains of the whole network for several sides at once, so that triangles are listed once for all of them. */
export function closedChains(network: Network, several: readonly Sides[], control?: Control): ClosedPart['counts'][] {
  const forward = forwardTies(network, control)
  const worn = several.map((sides) => {
    checkpoint(control, 0)
    return wear(forward, sides)
  })
  return countClosed(forward, triangleLister(forward), worn, [0, forward.people], control)
}

/** Sides, and by rank the only side of each person where nobody straddles. */
interface Worn {
  sides: Sides
  only: Int32Array | null
}

function wear(forward: ForwardTies, sides: Sides): Worn {
  const only = onlySides(sides)
  return { sides, only: only && Int32Array.from(forward.person).map((i) => only[i]!) }
}

function countClosed(
  forward: ForwardTies,
  lister: TriangleLister,
  worn: readonly Worn[],
  [first, until]: readonly [number, number],
  control?: Control,
): ClosedPart['counts'][] {
  const size = first < until ? 5 * (forward.people - first) : 0
  const counts = worn.map(({ only }) => {
    checkpoint(control, 0)
    return only ? new Uint32Array(size) : new Float64Array(size)
  })
  lister.start(first, until)
  while (lister.next()) {
    worn.forEach(({ sides, only }, k) => {
      if (only) addWhole(lister.block, forward.way, only, counts[k]!, first)
      else addFractions(lister.block, forward, sides, counts[k] as Float64Array, first)
    })
    checkpoint(control, 0)
  }
  return counts
}

function waysOf({ lowMiddle, lowHigh, middleHigh }: TriangleBlock, way: Uint8Array | null, k: number): number {
  return way ? way[lowMiddle[k]!]! | (way[lowHigh[k]!]! << 2) | (way[middleHigh[k]!]! << 4) : ALL_WAYS
}

function addWhole(
  block: TriangleBlock,
  way: Uint8Array | null,
  only: Int32Array,
  counts: Uint32Array | Float64Array,
  first: number,
): void {
  const { found, low, middle, high } = block
  for (let k = 0; k < found; k++) {
    const l = low[k]!
    const m = middle[k]!
    const h = high[k]!
    const x = only[l]!
    const y = only[m]!
    const z = only[h]!
    if (x < 0 || y < 0 || z < 0) continue
    const set = closedOrders[waysOf(block, way, k)]!
    const ofLow = 5 * (l - first)
    const ofMiddle = 5 * (m - first)
    const ofHigh = 5 * (h - first)
    counts[ofMiddle + roleOf(x, y, z)]! += set & 1
    counts[ofHigh + roleOf(x, z, y)]! += (set >> 1) & 1
    counts[ofLow + roleOf(y, x, z)]! += (set >> 2) & 1
    counts[ofHigh + roleOf(y, z, x)]! += (set >> 3) & 1
    counts[ofLow + roleOf(z, x, y)]! += (set >> 4) & 1
    counts[ofMiddle + roleOf(z, y, x)]! += (set >> 5) & 1
  }
}

function addFractions(
  block: TriangleBlock,
  { person, way }: ForwardTies,
  sides: Sides,
  counts: Float64Array,
  first: number,
): void {
  const isKnown = (i: number) => sides.start[i + 1]! > sides.start[i]!
  for (let k = 0; k < block.found; k++) {
    const ranks = [block.low[k]!, block.middle[k]!, block.high[k]!] as const
    const [l, m, h] = ranks.map((r) => person[r]!) as [number, number, number]
    if (!isKnown(l) || !isKnown(m) || !isKnown(h)) continue
    const all = overlapOfThree(sides, l, m, h)
    // of low and middle, low and high, middle and high
    const pair = [overlap(sides, l, m), overlap(sides, l, h), overlap(sides, m, h)] as const
    const set = closedOrders[waysOf(block, way, k)]!
    orders.forEach(([a, b, c], order) => {
      if (((set >> order) & 1) === 0) return
      const of = (one: number, other: number) => pair[one + other - 1]!
      addShares(counts, 5 * (ranks[b]! - first), 1, all, of(a, c), of(a, b), of(b, c))
    })
  }
}
