import { type Key, streamKey, worldKey } from '../chance.ts'
import type { Landscape } from '../network/landscape.ts'
import type { Assumptions } from './assumptions.ts'
import { countAddedSampled, countReachedSampled, drawSources, type Sources } from './count-sampled.ts'
import { type Counter, countAdded, countReached, openCounter, type Sums } from './count-world.ts'
import { drawTies } from './draw-world.ts'
import { type PairWeights, pairWeights } from './pair-weights.ts'
import { type TieChances, tieChances } from './tie-chances.ts'
import { drawUnknown, type UnknownTies, unknownTies } from './unknown-ties.ts'
import { emptyWorlds, finishWorld, openWorkshop, type Workshop, type World, worldSize } from './world.ts'

/** With one-way ties among more people than this, reach is counted from `SOURCES_PER_WORLD` people in each world. */
const MOST_PEOPLE_COUNTED_FROM_ALL = 4096
const SOURCES_PER_WORLD = 128
/** Worlds are kept while they fit in this many bytes, and drawn again each time above. */
const MOST_BYTES_KEPT = 256 * 1024 * 1024

/** The possible worlds of one landscape under one set of assumptions, and the room to make and count them. */
export interface WorldSet {
  landscape: Landscape
  assumptions: Assumptions
  weights: PairWeights
  ties: TieChances
  unknown: UnknownTies | null
  /** coins of each world; with unknown pairs drawn, world w + R shares the data of world w and nothing else */
  coinKeys: Key[]
  dataKeys: Key[]
  kept: boolean
  /** all worlds when kept, else room for one */
  worlds: World[]
  /** room for a world with changed ties */
  changed: World
  workshop: Workshop
  counter: Counter
  sources: Sources | null
}

export function openWorldSet(landscape: Landscape, assumptions: Assumptions, stream: string): WorldSet {
  const ties = tieChances(landscape, assumptions)
  const unknown = assumptions.unknown === 'draw' && !landscape.complete ? unknownTies(landscape, assumptions) : null
  const weights = pairWeights(landscape)
  const key = streamKey(assumptions.seed, stream)
  const total = unknown ? 2 * assumptions.worlds : assumptions.worlds
  const coinKeys = Array.from({ length: total }, (_, w) => worldKey(key, w))
  const steps = ties.oneWay.count
  const kept = total * worldSize(landscape, steps) <= MOST_BYTES_KEPT
  const people = landscape.counts.people
  const sampled = steps > 0 && people > MOST_PEOPLE_COUNTED_FROM_ALL
  return {
    landscape,
    assumptions,
    weights,
    ties,
    unknown,
    coinKeys,
    dataKeys: coinKeys.map((_, w) => coinKeys[w % assumptions.worlds]!),
    kept,
    worlds: emptyWorlds(landscape, steps, kept ? total : 1),
    changed: emptyWorlds(landscape, steps, 1)[0]!,
    workshop: openWorkshop(landscape, steps),
    counter: openCounter(landscape, weights),
    sources: sampled ? { people: new Uint32Array(SOURCES_PER_WORLD), times: people / SOURCES_PER_WORLD } : null,
  }
}

/** Draws world w; with changed ties (and, for unknown pairs, the factors that changed them) when asked. */
export function drawWorld(
  set: WorldSet,
  w: number,
  world: World,
  ties: TieChances = set.ties,
  factor: Float64Array | null = null,
  weights: PairWeights = set.weights,
): World {
  drawTies(set.workshop, ties, set.coinKeys[w]!)
  if (set.unknown) drawUnknown(set.workshop.parent, set.unknown, factor, set.coinKeys[w]!, set.dataKeys[w]!)
  finishWorld(set.workshop, world, set.landscape, weights)
  return world
}

/** World w as it is, kept or drawn again. */
export function worldAt(set: WorldSet, w: number): World {
  return set.kept ? set.worlds[w]! : drawWorld(set, w, set.worlds[0]!)
}

/** Sums over the pairs reached in a world, however they are counted here. */
export function countWorld(
  set: WorldSet,
  w: number,
  world: World,
  sums: Sums,
  gained?: Float64Array,
  times = 1,
  counter: Counter = set.counter,
): void {
  if (!set.sources) {
    countReached(counter, world, sums, gained, times)
    return
  }
  drawSources(set.sources, set.landscape.counts.people, set.coinKeys[w]!)
  countReachedSampled(counter, world, set.sources, sums, gained, times)
}

/** Sums over the pairs that are reached only through those who attend a space. */
export function countWorldAdded(
  set: WorldSet,
  w: number,
  world: World,
  around: { up: number; down: number; stamp: number },
  sums: Sums,
  gained?: Float64Array,
): void {
  if (around.up === 0) return
  if (!set.sources) {
    countAdded(set.counter, world, around, sums, gained)
    return
  }
  drawSources(set.sources, set.landscape.counts.people, set.coinKeys[w]!)
  countAddedSampled(set.counter, world, around, set.sources, sums, gained)
}
