import type { Landscape } from '../network/landscape.ts'
import { drawSources, loadPerson } from './count-sampled.ts'
import { addComponent, type Counter, reachFrom, setMembers } from './count-world.ts'
import type { PairWeights } from './pair-weights.ts'
import { clearShares, pairSum, pairSumBySource } from './shares.ts'
import { type WorldSet, worldAt } from './world-set.ts'

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

/** Means over worlds of what practices reach, before people who are reached from themselves are taken out. */
interface Totals {
  into: Float64Array
  from: Float64Array
  own: Float64Array
  pairs: Float64Array | null
}

/**
 * Reach by practice and by pair of practices, as means over the first R worlds.
 *
 * Cost: one pass over the worlds, and for each component the square of the number of its practices.
 */
export function reachByPractice(set: WorldSet): { byPractice: PracticeReach[]; between: Float64Array | null } {
  const m = set.landscape.counts.practices
  const totals: Totals = {
    into: new Float64Array(m),
    from: new Float64Array(m),
    own: new Float64Array(m),
    pairs: m <= MOST_PRACTICES_BY_PAIR ? new Float64Array(m * m) : null,
  }
  setMembers(set.counter, new Uint32Array(0))
  for (let w = 0; w < set.assumptions.worlds; w++) countByPractice(set, w, totals)
  const { into, from, own, pairs } = totals
  for (const part of [into, from, own, pairs]) {
    if (part) for (let k = 0; k < part.length; k++) part[k]! /= set.assumptions.worlds
  }
  return {
    byPractice: practiceRows(set.weights, totals),
    between: pairs && pairMeans(set.landscape, set.weights, pairs),
  }
}

function countByPractice(set: WorldSet, w: number, totals: Totals): void {
  const { counter, sources } = set
  const world = worldAt(set, w)
  if (sources) {
    drawSources(sources, set.landscape.counts.people, set.coinKeys[w]!)
    for (const person of sources.people) {
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
