import { attendanceKeys, drawAttendance } from './attendance.ts'
import { countLocal, findAround } from './count-added.ts'
import { countThese, leaveMembers, placeMembers, type Sums, setMembers } from './count-world.ts'
import { splitComponents } from './split-components.ts'
import { type WeakenedTies, weakenedTies, whileWeakened } from './weakened-ties.ts'
import type { World } from './world.ts'
import { addedIn, countWorld, countWorldAdded, makeWorld, type WorldSet, worldAt } from './world-set.ts'

/** What a space did in each world: one value per world. `before` is not measured here, it is known. */
export interface EffectByWorld {
  delta: Float64Array
  in: Float64Array
  edge: Float64Array
  out: Float64Array
  localBefore: Float64Array
  localAfter: Float64Array
  /** per practice, Σ over the first R worlds of what it gained (`Σ_a c_ab ΔF_ab`) */
  gained: Float64Array
}

interface Room {
  present: Uint32Array
  /** how many of them attend */
  count: number
  around: { up: number; down: number; stamp: number }
  sums: Sums
  local: { before: number; after: number }
}

/** Mean rise of reach over the first R worlds. Nothing is split, so it is as fast as it can be. */
export function meanGain(set: WorldSet, members: Uint32Array, space: string, onWorld?: (w: number) => void): number {
  const { attendance, worlds } = set.assumptions
  const keys = attendanceKeys(set.places, space, members)
  const weakened = attentionTaken(set, members)
  const room = openRoom(members)
  setMembers(set.counter, new Uint32Array(0))
  for (let w = 0; w < worlds; w++) {
    onWorld?.(w)
    const present = drawAttendance(members, keys, attendance, set.coinKeys[w]!, room.present)
    if (!weakened && present < 2) continue
    const before = worldAt(set, w)
    const after = weakened ? countLost(set, w, before, weakened, room.sums) : before
    room.count = present
    room.sums.all += addedIn(set, w, after, room)
  }
  return room.sums.all / worlds
}

function attentionTaken(set: WorldSet, members: Uint32Array): WeakenedTies | null {
  const { attentionCost } = set.assumptions
  return attentionCost > 0 && members.length > 0 ? weakenedTies(set, members, 1 - attentionCost) : null
}

/**
 * The world that weakened ties leave: only components that fall apart are walked. With one-way ties, drawn pairs or spaces that
 * carry the world is made again.
 *
 * @param sums what the landscape loses by it is taken off
 */
function countLost(
  set: WorldSet,
  w: number,
  before: World,
  weakened: WeakenedTies,
  sums: Sums,
  gained?: Float64Array,
): World {
  const { counter } = set
  const told = counter.members.length > 0
  const count = (world: World, act: () => void) => {
    if (told) placeMembers(counter, world)
    act()
    if (told) leaveMembers(counter)
  }
  if (set.unknown || set.spaces.length > 0 || set.ties.oneWay.count > 0) {
    count(before, () => countWorld(set, w, before, sums, gained, -1))
    const after = whileWeakened(set, w, weakened, () => makeWorld(set, w, set.changed, set.weights, weakened.factor))
    count(after, () => countWorld(set, w, after, sums, gained))
    return after
  }
  const { world, from, pieces } = whileWeakened(set, w, weakened, (ends) =>
    splitComponents(set, w, before, ends, set.changed),
  )
  if (from.length === 0) return before
  count(before, () => countThese(counter, before, from, sums, gained, -1))
  count(world, () => countThese(counter, world, [...from, ...pieces], sums, gained))
  return world
}

/** The effect of a space world by world, with its split. */
export function effectByWorld(
  set: WorldSet,
  members: Uint32Array,
  space: string,
  onWorld: (w: number) => void,
): EffectByWorld {
  const total = set.coinKeys.length
  const values = () => new Float64Array(total)
  const effect: EffectByWorld = {
    delta: values(),
    in: values(),
    edge: values(),
    out: values(),
    localBefore: values(),
    localAfter: values(),
    gained: new Float64Array(set.landscape.counts.practices),
  }
  const keys = attendanceKeys(set.places, space, members)
  const weakened = attentionTaken(set, members)
  const room = openRoom(members)
  setMembers(set.counter, members)
  for (let w = 0; w < total; w++) {
    onWorld(w)
    const gained = w < set.assumptions.worlds ? effect.gained : undefined
    clearSums(room.sums)
    const count = drawAttendance(members, keys, set.assumptions.attendance, set.coinKeys[w]!, room.present)
    if (weakened) measureChanged(set, w, weakened, count, room, gained)
    else measureAdded(set, worldAt(set, w), w, count, room, gained)
    noteWorld(effect, w, room)
  }
  return effect
}

export function openRoom(members: Uint32Array): Room {
  return {
    present: new Uint32Array(members.length),
    count: 0,
    around: { up: 0, down: 0, stamp: 0 },
    sums: { all: 0, fromMembers: 0, toMembers: 0, within: 0 },
    local: { before: 0, after: 0 },
  }
}

function clearSums(sums: Sums): void {
  sums.all = sums.fromMembers = sums.toMembers = sums.within = 0
}

export function measureAdded(
  set: WorldSet,
  world: World,
  w: number,
  present: number,
  room: Room,
  gained?: Float64Array,
) {
  placeMembers(set.counter, world)
  findAround(set.counter, world, room.present, present, room.around)
  countWorldAdded(set, w, world, room.around, room.sums, gained)
  countLocal(set.counter, world, room.around, room.local)
  leaveMembers(set.counter)
}

/** Before with all attention, after with what is left of it and the space. */
function measureChanged(
  set: WorldSet,
  w: number,
  weakened: WeakenedTies,
  present: number,
  room: Room,
  gained?: Float64Array,
): void {
  const before = worldAt(set, w)
  placeMembers(set.counter, before)
  room.around.up = 0
  countLocal(set.counter, before, room.around, room.local)
  const localBefore = room.local.before
  leaveMembers(set.counter)
  const after = countLost(set, w, before, weakened, room.sums, gained)
  measureAdded(set, after, w, present, room, gained)
  room.local.before = localBefore
}

/** The sum is made of its parts, so that they give it to the last bit when added in this order. */
function noteWorld(effect: EffectByWorld, w: number, { sums, local }: Room): void {
  effect.in[w] = sums.within
  effect.edge[w] = sums.fromMembers + sums.toMembers - 2 * sums.within
  effect.out[w] = sums.all - sums.fromMembers - sums.toMembers + sums.within
  effect.delta[w] = effect.in[w]! + effect.edge[w]! + effect.out[w]!
  effect.localBefore[w] = local.before
  effect.localAfter[w] = local.after
}
