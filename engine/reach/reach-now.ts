import { WORLDS_IN_BLOCK } from '../chance.ts'
import { type Control, checkpoint, stretch } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Joining } from '../parts.ts'
import { type Assumptions, drawsUnknown } from './assumptions.ts'
import { drawSources, loadPerson } from './count-sampled.ts'
import { addComponent, type Counter, reachFrom, type Sums, setMembers } from './count-world.ts'
import { dataBand, estimate } from './estimate.ts'
import { type PairWeights, whyNothing } from './pair-weights.ts'
import type { Reach } from './reach.ts'
import { clearShares, pairSum, pairSumBySource } from './shares.ts'
import type { World } from './world.ts'
import { countWorld, onlyStop, type WorldSet, worldAt } from './world-set.ts'

/** Above this many practices the means of all pairs are not kept. */
const MOST_PRACTICES_BY_PAIR = 256

export interface PracticeReach {
  practice: number
  people: number
  /** chance that what is learned in the other practices reaches here; null when no other practice has people */
  into: number | null
  /** chance that what is learned here reaches the other practices */
  from: number | null
  /** chance that what one member learns reaches another member; null under two people */
  local: number | null
}

/** Sums over worlds of what practices reach, people who are reached from themselves still in them. */
export interface Totals {
  into: Float64Array
  from: Float64Array
  own: Float64Array
  pairs: Float64Array | null
}

/** What a block of worlds says: plain, so that it travels between workers. */
export interface ReachPart {
  /** reach in each world of the block */
  before: Float64Array
  /** of those worlds of the block that belong to the first R */
  totals: Totals
}

function emptyTotals(practices: number): Totals {
  return {
    into: new Float64Array(practices),
    from: new Float64Array(practices),
    own: new Float64Array(practices),
    pairs: practices <= MOST_PRACTICES_BY_PAIR ? new Float64Array(practices * practices) : null,
  }
}

/** How many blocks the worlds fall into. */
export function blockCount({ worlds }: Assumptions, drawn: boolean): number {
  return Math.ceil((drawn ? 2 * worlds : worlds) / WORLDS_IN_BLOCK)
}

/** Reach in the worlds of one block, as it is and by practice. Each world is made once. */
export function reachOfBlock(set: WorldSet, nth: number, control?: Control): ReachPart {
  const end = Math.min(set.coinKeys.length, (nth + 1) * WORLDS_IN_BLOCK)
  const first = nth * WORLDS_IN_BLOCK
  const part: ReachPart = { before: new Float64Array(end - first), totals: emptyTotals(set.places.practices) }
  set.control = onlyStop(control)
  setMembers(set.counter, new Uint32Array(0))
  for (let w = first; w < end; w++) {
    checkpoint(control, (w - first) / (end - first))
    const world = worldAt(set, w)
    part.before[w - first] = reachOfWorld(set, w, world)
    if (w < set.assumptions.worlds) countByPractice(set, w, world, part.totals)
  }
  return part
}

/** The reach of the landscape in one world. */
export function reachOfWorld(set: WorldSet, w: number, world: World): number {
  const sums: Sums = { all: 0, fromMembers: 0, toMembers: 0, within: 0 }
  countWorld(set, w, world, sums)
  return set.weights.stakes > 0 ? sums.all - set.weights.offset : 0
}

/** Puts blocks together, in their order. */
export function openJoining(
  landscape: Landscape,
  assumptions: Assumptions,
  weights: PairWeights,
): Joining<ReachPart, Reach> {
  const { worlds } = assumptions
  const drawn = drawsUnknown(landscape, assumptions)
  const before = new Float64Array(drawn ? 2 * worlds : worlds)
  const totals = emptyTotals(landscape.counts.practices)
  let filled = 0
  return {
    add(part) {
      before.set(part.before, filled)
      filled += part.before.length
      for (const key of ['into', 'from', 'own', 'pairs'] as const) {
        const [sum, more] = [totals[key], part.totals[key]]
        if (sum && more) for (let k = 0; k < sum.length; k++) sum[k]! += more[k]!
      }
    },
    result() {
      for (const sum of [totals.into, totals.from, totals.own, totals.pairs]) {
        if (sum) for (let k = 0; k < sum.length; k++) sum[k]! /= worlds
      }
      return {
        cannotSay: whyNothing(weights),
        llc: estimate(before, worlds, 0),
        dataBand: drawn ? dataBand(before, worlds, 0) : null,
        byPractice: practiceRows(weights, totals),
        between: totals.pairs && pairMeans(landscape, weights, totals.pairs),
        worlds,
      }
    },
  }
}

/** Reach of the landscape as it is, from the worlds of a set. */
export function reachNow(set: WorldSet, control?: Control): Reach {
  const joining = openJoining(set.landscape, set.assumptions, set.weights)
  const blocks = Math.ceil(set.coinKeys.length / WORLDS_IN_BLOCK)
  for (let nth = 0; nth < blocks; nth++) {
    joining.add(reachOfBlock(set, nth, stretch(control, nth / blocks, (nth + 1) / blocks)))
  }
  return joining.result()
}

/** Cost: for each component the square of the number of its practices. */
function countByPractice(set: WorldSet, w: number, world: World, totals: Totals): void {
  const { counter, sources } = set
  if (sources) {
    drawSources(sources, set.landscape.counts.people, set.coinKeys[w]!)
    for (const person of sources.people) {
      checkpoint(set.control, 0)
      loadPerson(counter, person, sources.times)
      reachFrom(counter, world, world.component[person]!, 0)
      addTotals(counter, totals)
    }
    return
  }
  for (let c = 0; c < world.count; c++) {
    if (world.shareStart[c] === world.shareStart[c + 1] && world.steps === 0) continue
    clearShares(counter.source)
    addComponent(counter.weights, counter.source, world, c)
    reachFrom(counter, world, c, 0)
    addTotals(counter, totals)
  }
}

function addTotals({ weights, source, reached }: Counter, totals: Totals): void {
  pairSum(weights, source, reached, totals.into)
  pairSumBySource(weights, source, reached, totals.from)
  const { own, pairs } = totals
  for (let k = 0; k < source.count; k++) {
    const a = source.practices[k]!
    const share = source.of[a]!
    own[a]! += share * reached.of[a]!
    if (!pairs) continue
    for (let e = 0; e < reached.count; e++) {
      const b = reached.practices[e]!
      pairs[a * weights.practices + b]! += share * reached.of[b]!
    }
  }
}

function practiceRows(weights: PairWeights, totals: Totals): PracticeReach[] {
  const { stakes, stakesInto, stakesFrom, offsetInto, offsetFrom, size } = weights
  const part = (sum: number, offset: number, of: number) => (of > 1e-12 ? chance(((sum - offset) * stakes) / of) : null)
  return Array.from(size, (people, practice) => ({
    practice,
    people,
    into: part(totals.into[practice]!, offsetInto[practice]!, stakesInto[practice]!),
    from: part(totals.from[practice]!, offsetFrom[practice]!, stakesFrom[practice]!),
    local: people > 1 ? localChance(totals.own[practice]!, people) : null,
  }))
}

/** Rounding may carry a sum of shares a hair outside 0 to 1. */
function chance(value: number): number {
  return Math.min(1, Math.max(0, value))
}

function localChance(own: number, people: number): number {
  return chance((own * people - 1) / (people - 1))
}

function pairMeans(landscape: Landscape, { size, practices }: PairWeights, pairs: Float64Array): Float64Array {
  const shared = sharedPeople(landscape)
  for (let a = 0; a < practices; a++) {
    for (let b = 0; b < practices; b++) {
      const at = a * practices + b
      const product = size[a]! * size[b]!
      const overlap = product > 0 ? shared[at]! / product : 1
      if (a === b) pairs[at] = size[a]! > 1 ? localChance(pairs[at]!, size[a]!) : -1
      else pairs[at] = overlap < 1 ? chance((pairs[at]! - overlap) / (1 - overlap)) : -1
    }
  }
  return pairs
}

/** How many people each two practices share, in a full table. */
function sharedPeople({ counts, memberStart, memberPractice }: Landscape): Uint32Array {
  const shared = new Uint32Array(counts.practices * counts.practices)
  for (let i = 0; i < counts.people; i++) {
    for (let k = memberStart[i]!; k < memberStart[i + 1]!; k++) {
      for (let e = memberStart[i]!; e < memberStart[i + 1]!; e++) {
        shared[memberPractice[k]! * counts.practices + memberPractice[e]!]!++
      }
    }
  }
  return shared
}
