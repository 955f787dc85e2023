import { type Key, streamKey, WORLDS_IN_BLOCK, worldKey } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import { type Assumptions, drawsUnknown } from './assumptions.ts'
import { countAdded, findAround } from './count-added.ts'
import { countAddedSampled, countReachedSampled, drawSources, type Sources } from './count-sampled.ts'
import { type Counter, countReached, openCounter, type Sums } from './count-world.ts'
import { type Block, drawBlock, openBlock } from './draw-block.ts'
import { type ExistingSpace, existingSpaces, joinAttending } from './existing-spaces.ts'
import { addedThroughHub, type Hub, hubOf, reachedThroughHub } from './hub.ts'
import { joinOpen } from './join-open.ts'
import { type PairWeights, pairWeights } from './pair-weights.ts'
import { type Places, placesOf } from './places.ts'
import { type TieChances, tieChances } from './tie-chances.ts'
import type { TiesAt } from './ties-at.ts'
import { joinUnknown, type UnknownTies, unknownTies } from './unknown-ties.ts'
import { bytesOf, copyOf, emptyWorld, finishWorld, openWorkshop, type Workshop, type World } from './world.ts'

/**
 * With one-way ties among more people than this, reach is counted through the hub of each world; in a world where that takes more than
 * `STEPS_PER_PERSON` for everybody, from `SOURCES_PER_WORLD` people.
 */
const MOST_PEOPLE_COUNTED_FROM_ALL = 4096
const SOURCES_PER_WORLD = 128
const STEPS_PER_PERSON = 20
/** Among more people than this a world takes some milliseconds. */
const MANY_PEOPLE = 65_536
/** Worlds are kept when all of them, the ties and one block fit in this many bytes; else they are made again each time. */
const MOST_BYTES_KEPT = 512 * 1024 * 1024
/** Coins that have fallen are kept beside the worlds, where they are asked for again, in this many bytes. */
const MOST_BYTES_OF_COINS = 64 * 1024 * 1024

/** The possible worlds of one landscape under one set of assumptions, and the room to make and count them. */
export interface WorldSet {
  landscape: Landscape
  assumptions: Assumptions
  places: Places
  weights: PairWeights
  ties: TieChances
  /** ties by place, made when first needed */
  tiesAt: TiesAt | null
  unknown: UnknownTies | null
  /** spaces that carry; none unless assumed */
  spaces: ExistingSpace[]
  stream: Key
  /** coins of each world; with unknown pairs drawn, world w + R shares the data of world w and nothing else */
  coinKeys: Key[]
  dataKeys: Key[]
  /** the block drawn last, and blocks that are kept */
  block: Block
  blocks: (Block | undefined)[]
  /** worlds that are kept */
  worlds: (World | undefined)[]
  /** room for one world, and for one with changed ties */
  made: World
  changed: World
  workshop: Workshop
  counter: Counter
  sources: Sources | null
  /** whoever may stop what is being done now */
  control: Control | undefined
}

/** @param control asked only whether to stop */
export function openWorldSet(
  landscape: Landscape,
  assumptions: Assumptions,
  stream: string,
  control?: Control,
): WorldSet {
  const stop = onlyStop(control)
  const places = placesOf(landscape, stop)
  const ties = tieChances(landscape, assumptions, places, stop)
  const unknown = drawsUnknown(landscape, assumptions)
    ? unknownTies(landscape, assumptions, places, undefined, stop)
    : null
  checkpoint(stop, 0)
  const weights = pairWeights(landscape, places)
  checkpoint(stop, 0)
  const key = streamKey(assumptions.seed, stream)
  const total = unknown ? 2 * assumptions.worlds : assumptions.worlds
  const coinKeys = Array.from({ length: total }, (_, w) => worldKey(key, w))
  const steps = ties.oneWay.count
  const { people } = landscape.counts
  const sampled = steps > 0 && people > MOST_PEOPLE_COUNTED_FROM_ALL
  return {
    landscape,
    assumptions,
    places,
    weights,
    ties,
    tiesAt: null,
    unknown,
    spaces: assumptions.spaces === 'carry' ? existingSpaces(landscape, places) : [],
    stream: key,
    coinKeys,
    dataKeys: coinKeys.map((_, w) => coinKeys[w % assumptions.worlds]!),
    block: openBlock(ties),
    blocks: [],
    worlds: [],
    made: emptyWorld(places, steps),
    changed: emptyWorld(places, steps, assumptions.attentionCost > 0 ? 2 : 1),
    workshop: openWorkshop(places, steps),
    counter: openCounter(places, weights),
    sources: sampled
      ? {
          people: new Uint32Array(SOURCES_PER_WORLD),
          times: people / SOURCES_PER_WORLD,
          mostSteps: STEPS_PER_PERSON * people,
        }
      : null,
    control: stop,
  }
}

/** A control that tells nobody how far things are. */
export function onlyStop(control: Control | undefined): Control | undefined {
  return control?.shouldStop && { shouldStop: control.shouldStop }
}

/** The coins of the block in which world w is. */
export function blockOf(set: WorldSet, w: number): Block {
  const nth = Math.floor(w / WORLDS_IN_BLOCK)
  const kept = set.blocks[nth]
  if (kept) return kept
  drawBlock(set.block, set.ties, set.places, set.stream, nth, set.control)
  return set.block
}

/** Keeps the coins of all worlds when there is room, for work that changes ties. */
export function keepBlocks(set: WorldSet): void {
  const count = Math.ceil(set.coinKeys.length / WORLDS_IN_BLOCK)
  const { mutual, oneWay, back } = set.block
  if (set.blocks.length > 0 || count * (mutual.byteLength + oneWay.byteLength + back.byteLength) > MOST_BYTES_OF_COINS)
    return
  for (let nth = 0; nth < count; nth++) {
    const block = openBlock(set.ties)
    drawBlock(block, set.ties, set.places, set.stream, nth, set.control)
    set.blocks.push(block)
  }
}

/**
 * Makes world w in the given room: its open ties are joined, then it is finished.
 *
 * @param factor of each place, for ties that are drawn here
 * @param leaving who attends no space
 */
export function makeWorld(
  set: WorldSet,
  w: number,
  world: World,
  weights: PairWeights = set.weights,
  factor?: Float64Array,
  leaving = -1,
): World {
  joinOpen(set.workshop, set.ties, blockOf(set, w), w % WORLDS_IN_BLOCK)
  if (set.places.people > MANY_PEOPLE) checkpoint(set.control, 0)
  if (set.unknown) joinUnknown(set.workshop, set.unknown, set.coinKeys[w]!, set.dataKeys[w]!, factor, set.control)
  joinAttending(set.workshop.parent, set.spaces, set.assumptions.attendance, set.coinKeys[w]!, leaving)
  return finishWorld(set.workshop, world, weights)
}

/** World w as it is, kept or made again; good until the next one is asked for. */
export function worldAt(set: WorldSet, w: number): World {
  return set.worlds[w] ?? makeWorld(set, w, set.made)
}

/** Makes world w for the first time, and keeps it when there is room for all. */
export function firstWorld(set: WorldSet, w: number): World {
  const world = makeWorld(set, w, set.made)
  const { ties, block, coinKeys } = set
  const own =
    4 * (ties.mutual.other.length + ties.mutual.most.length + ties.oneWay.from.length * 4) + block.mutual.byteLength
  if (w === 0 && own + coinKeys.length * bytesOf(world) > MOST_BYTES_KEPT) return world
  if (w > 0 && !set.worlds[w - 1]) return world
  return (set.worlds[w] = copyOf(world))
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
  if (world.steps === 0) {
    countReached(counter, world, sums, gained, times)
    return
  }
  if (counter.memberComponentCount === 0 && !gained) {
    const all = reachedThroughHub(counter, world, hubAt(counter, world), { left: set.sources.mostSteps }, set.control)
    if (!Number.isNaN(all)) {
      sums.all += times * all
      return
    }
  }
  drawSources(set.sources, set.landscape.counts.people, set.coinKeys[w]!)
  countReachedSampled(counter, world, set.sources, sums, gained, times, set.control)
}

/** The hub of a world, worked out once. */
function hubAt(counter: Counter, world: World): Hub {
  return (world.hub ??= hubOf(counter, world))
}

/** The sum over pairs that are reached only through those who attend a space, nobody told apart. */
export function addedIn(set: WorldSet, w: number, world: World, room: Attending): number {
  if (set.sources && world.steps > 0) {
    const { counter } = set
    const steps = { left: set.sources.mostSteps }
    const all = addedThroughHub(counter, world, hubAt(counter, world), room.present, room.count, steps)
    if (!Number.isNaN(all)) return all
  }
  findAround(set.counter, world, room.present, room.count, room.around)
  const sums: Sums = { all: 0, fromMembers: 0, toMembers: 0, within: 0 }
  countWorldAdded(set, w, world, room.around, sums)
  return sums.all
}

interface Attending {
  present: Uint32Array
  count: number
  around: { up: number; down: number; stamp: number }
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
  countAddedSampled(set.counter, world, around, set.sources, sums, gained, set.control)
}
