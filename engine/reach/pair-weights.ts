import type { Landscape } from '../network/landscape.ts'
import { inOrder, sortIntoRows } from '../network/rows.ts'

/**
 * What each ordered pair of practices (a learned from, b learning) counts in the reach of the whole landscape.
 *
 * With `F_ab` = share of (i in a, j in b) where j is reached from i, the reach is `Σ c_ab F_ab − offset`, with
 * `c_ab = s_ab / (1 − κ_ab) / S`, `offset = Σ c_ab κ_ab`, `κ_ab = |a∩b| / (|a||b|)` (pairs of a person with themselves, who
 * are always "reached", are taken out) and S the sum of the stakes over the pairs that exist. Most pairs have the weight
 * `each` = 1/S; the others are exceptions that hold the difference.
 */
export interface PairWeights {
  practices: number
  /** people of each practice (without the person left out) */
  size: Uint32Array
  /** the one left out (numbered as the rows given), or −1 */
  without: number
  /** S: sum of stakes over ordered pairs of practices that have people and are not one and the same person; 0: cannot be said */
  stakes: number
  /** how many such pairs there are, whatever their stakes */
  pairs: number
  each: number
  offset: number
  /** exceptions by practice that learns: practice learned from, c_ab − each */
  intoStart: Uint32Array
  intoFrom: Uint32Array
  intoExtra: Float64Array
  /** stake of the pair, and how many people its practices share */
  intoStake: Float64Array
  intoShared: Uint32Array
  /** the same by practice learned from */
  fromStart: Uint32Array
  fromInto: Uint32Array
  fromExtra: Float64Array
  /** all weights in a table, `table[b * practices + a]` = c_ab (b learns from a); null above `MOST_PRACTICES_IN_TABLE` */
  table: Float64Array | null
  /** per practice: Σ s and Σ c κ over what it learns from, and over what learns from it */
  stakesInto: Float64Array
  offsetInto: Float64Array
  stakesFrom: Float64Array
  offsetFrom: Float64Array
}

/** A table of all pairs of practices is kept up to here: 0.5 MB. */
const MOST_PRACTICES_IN_TABLE = 256

interface OddPair {
  from: number
  into: number
  stake: number
  shared: number
}

/** Who is in which practice: of a landscape by person, or by place. */
type Members = Pick<Landscape, 'memberStart' | 'memberPractice'>

/**
 * Cost O(practices + stakes + Σ over people of the square of their number of practices).
 *
 * @param rows the same memberships in another order of people
 * @param without somebody to leave out of every practice, for what others lose when they leave
 */
export function pairWeights(landscape: Landscape, rows: Members = landscape, without = -1): PairWeights {
  const m = landscape.counts.practices
  const size = new Uint32Array(m)
  for (let a = 0; a < m; a++) size[a] = landscape.practiceStart[a + 1]! - landscape.practiceStart[a]!
  if (without >= 0) for (const a of practicesOfPerson(rows, without)) size[a]!--
  const odd = oddPairs(landscape, rows, size, without)
  const weights = plainWeights(size, without)
  for (const pair of odd) {
    const { stake, overlap } = standingOf(pair, size)
    const counted = overlap < 1 ? stake : 0
    weights.stakes += counted - 1
    if (overlap === 1) weights.pairs--
    weights.stakesInto[pair.into]! += counted - 1
    weights.stakesFrom[pair.from]! += counted - 1
  }
  if (!(weights.stakes > 1e-12)) return { ...weights, stakes: 0, each: 0 }
  weights.each = 1 / weights.stakes
  const extra = odd.map((pair) => {
    const { stake, overlap } = standingOf(pair, size)
    if (overlap === 1) return -weights.each
    const weight = stake / (1 - overlap) / weights.stakes
    weights.offset += weight * overlap
    weights.offsetInto[pair.into]! += weight * overlap
    weights.offsetFrom[pair.from]! += weight * overlap
    return weight - weights.each
  })
  return { ...weights, ...exceptionRows(odd, extra, m), table: tableOf(weights.each, odd, extra, m) }
}

/** Why nothing can be said of reach across practices with these weights; null where something can. */
export function whyNothing({ stakes, pairs }: PairWeights): 'fewer-than-two-practices' | 'no-stakes' | null {
  if (stakes > 0) return null
  return pairs > 0 ? 'no-stakes' : 'fewer-than-two-practices'
}

/** c_ab: what the pair (a learned from, b learning) counts, a ≠ b. A search among the exceptions of b. */
export function weightOf({ each, intoStart, intoFrom, intoExtra }: PairWeights, a: number, b: number): number {
  const at = placeInRow(intoFrom, intoStart[b]!, intoStart[b + 1]!, a)
  return at < 0 ? each : each + intoExtra[at]!
}

/** Where a value stands between two places of an ascending list; −1: nowhere. */
export function placeInRow(row: Uint32Array, from: number, to: number, value: number): number {
  let low = from
  let high = to - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (row[middle] === value) return middle
    if (row[middle]! < value) low = middle + 1
    else high = middle - 1
  }
  return -1
}

function tableOf(each: number, odd: OddPair[], extra: number[], practices: number): Float64Array | null {
  if (practices > MOST_PRACTICES_IN_TABLE) return null
  const table = new Float64Array(practices * practices).fill(each)
  for (let a = 0; a < practices; a++) table[a * practices + a] = 0
  odd.forEach(({ from, into }, k) => {
    table[into * practices + from]! += extra[k]!
  })
  return table
}

function practicesOfPerson({ memberStart, memberPractice }: Members, person: number): Uint32Array {
  return memberPractice.subarray(memberStart[person]!, memberStart[person + 1]!)
}

function standingOf({ from, into, stake, shared }: OddPair, size: Uint32Array): { stake: number; overlap: number } {
  return { stake, overlap: shared / (size[from]! * size[into]!) }
}

/** Weights as they would be if all stakes were 1 and no practices shared people; sums are corrected pair by pair later. */
function plainWeights(size: Uint32Array, without: number): PairWeights {
  const m = size.length
  let inhabited = 0
  for (const people of size) if (people > 0) inhabited++
  const others = Float64Array.from(size, (people) => (people > 0 ? inhabited - 1 : 0))
  return {
    practices: m,
    size,
    without,
    stakes: inhabited * (inhabited - 1),
    pairs: inhabited * (inhabited - 1),
    each: 0,
    offset: 0,
    intoStart: new Uint32Array(m + 1),
    intoFrom: new Uint32Array(0),
    intoExtra: new Float64Array(0),
    intoStake: new Float64Array(0),
    intoShared: new Uint32Array(0),
    fromStart: new Uint32Array(m + 1),
    fromInto: new Uint32Array(0),
    fromExtra: new Float64Array(0),
    table: null,
    stakesInto: others,
    offsetInto: new Float64Array(m),
    stakesFrom: others.slice(),
    offsetFrom: new Float64Array(m),
  }
}

/** Ordered pairs of inhabited practices with a stake of their own or with people in common. */
function oddPairs(landscape: Landscape, rows: Members, size: Uint32Array, without: number): OddPair[] {
  const m = size.length
  const pairs = new Map<number, OddPair>()
  const pairOf = (from: number, into: number): OddPair => {
    let pair = pairs.get(from * m + into)
    if (!pair) pairs.set(from * m + into, (pair = { from, into, stake: 1, shared: 0 }))
    return pair
  }
  for (let i = 0; i < landscape.counts.people; i++) {
    if (i === without || rows.memberStart[i + 1]! - rows.memberStart[i]! < 2) continue
    const practices = practicesOfPerson(rows, i)
    for (const a of practices) for (const b of practices) if (a !== b) pairOf(a, b).shared++
  }
  for (let a = 0; a < m; a++) {
    for (let k = landscape.stakeStart[a]!; k < landscape.stakeStart[a + 1]!; k++) {
      const b = landscape.stakeTo[k]!
      if (size[a]! > 0 && size[b]! > 0) pairOf(a, b).stake = landscape.stakeWeight[k]!
    }
  }
  return [...pairs.values()].sort((one, other) => one.from - other.from || one.into - other.into)
}

function exceptionRows(odd: OddPair[], extra: number[], practices: number) {
  const from = odd.map((pair) => pair.from)
  const into = odd.map((pair) => pair.into)
  const byInto = sortIntoRows(into, from, practices, practices)
  const byFrom = sortIntoRows(from, into, practices, practices)
  return {
    intoStart: byInto.start,
    intoFrom: inOrder(from, byInto.order),
    intoExtra: Float64Array.from(byInto.order, (k) => extra[k]!),
    intoStake: Float64Array.from(byInto.order, (k) => odd[k]!.stake),
    intoShared: Uint32Array.from(byInto.order, (k) => odd[k]!.shared),
    fromStart: byFrom.start,
    fromInto: inOrder(into, byFrom.order),
    fromExtra: Float64Array.from(byFrom.order, (k) => extra[k]!),
  }
}
