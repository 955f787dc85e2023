import { coin, threshold } from '../chance.ts'
import { attendanceKeys, drawAttendance } from './attendance.ts'
import { countAdded, findAround } from './count-added.ts'
import { addComponent, type Counter, freshStamps, type Sums, setMembers, spread } from './count-world.ts'
import { clearShares, emptyShares, pairSum, type Shares, worthAsReached, worthAsSource } from './shares.ts'
import type { World } from './world.ts'
import { type WorldSet, worldAt } from './world-set.ts'

interface Around {
  up: number
  down: number
  stamp: number
}

/** Room for trying one more person. */
interface Room {
  present: Uint32Array
  around: Around
  sums: Sums
  /** per practice: what a share more is worth upstream and downstream of those who attend already */
  asSource: Float64Array
  asReached: Float64Array
  /** worlds looked at so far, over all questions */
  round: number
  /** the last stamp seen: a lower one means that stamps begin anew */
  lastStamp: number
  /** what the component adds in this world, and the round in which that was worked out */
  addsIn: Uint32Array
  adds: Float64Array
  newUp: Uint32Array
  newDown: Uint32Array
  isNewUp: Uint32Array
  isNewDown: Uint32Array
  up: Shares
  down: Shares
}

/**
 * Mean rise of reach by a space of these members and one more, for each candidate: the inner step of composing an invitation.
 *
 * The same numbers as `meanGain` of each group to rounding. Costs little more than one `meanGain` for all candidates together,
 * since what the members do is worked out once per world and a component is tried once for all its people. Needs c = 0 and
 * worlds counted from everybody.
 */
export function gainsOfOneMore(
  set: WorldSet,
  members: Uint32Array,
  candidates: Uint32Array,
  space: string,
  onWorld?: (w: number) => void,
): Float64Array {
  const { attendance, worlds } = set.assumptions
  const gains = new Float64Array(candidates.length)
  const keys = attendanceKeys(set.places, space, members)
  const candidateKeys = attendanceKeys(set.places, space, candidates)
  if (attendance === 0 || members.length === 0) return gains
  const come = threshold(attendance)
  const room = roomOf(set, members)
  // whoever is stopped leaves marks behind that the next question must not take for its own
  room.lastStamp = Number.POSITIVE_INFINITY
  setMembers(set.counter, new Uint32Array(0))
  let already = 0
  for (let w = 0; w < worlds; w++) {
    onWorld?.(w)
    const key = set.coinKeys[w]!
    const present = drawAttendance(members, keys, attendance, key, room.present)
    if (present === 0) continue
    const world = worldAt(set, w)
    room.round++
    already += gatherAround(set.counter, world, present, room)
    for (let k = 0; k < candidates.length; k++) {
      if (coin(key.low, key.high, candidateKeys[2 * k]!, candidateKeys[2 * k + 1]!) > come) continue
      const c = world.component[candidates[k]!]!
      if (room.addsIn[c] !== room.round) {
        room.addsIn[c] = room.round
        room.adds[c] = addedByOne(set.counter, world, c, room)
      }
      gains[k]! += room.adds[c]!
    }
  }
  room.lastStamp = set.counter.stamp
  for (let k = 0; k < gains.length; k++) gains[k] = (gains[k]! + already) / worlds
  return gains
}

/** One room for all questions about the same worlds: it is as large as the landscape, and questions come by the thousand. */
const rooms = new WeakMap<WorldSet, Room>()

function roomOf(set: WorldSet, members: Uint32Array): Room {
  const room = rooms.get(set) ?? openRoom(set)
  rooms.set(set, room)
  if (room.present.length < members.length) room.present = new Uint32Array(members.length)
  freshStamps(set.counter)
  if (set.counter.stamp < room.lastStamp) for (const marks of [room.isNewUp, room.isNewDown]) marks.fill(0)
  if (room.round > 0xf000_0000) {
    room.round = 0
    room.addsIn.fill(0)
  }
  return room
}

function openRoom({ places }: WorldSet): Room {
  const { people, practices } = places
  return {
    present: new Uint32Array(0),
    around: { up: 0, down: 0, stamp: 0 },
    sums: { all: 0, fromMembers: 0, toMembers: 0, within: 0 },
    asSource: new Float64Array(practices),
    asReached: new Float64Array(practices),
    round: 0,
    lastStamp: 0,
    addsIn: new Uint32Array(people),
    adds: new Float64Array(people),
    newUp: new Uint32Array(people),
    newDown: new Uint32Array(people),
    isNewUp: new Uint32Array(people),
    isNewDown: new Uint32Array(people),
    up: emptyShares(practices),
    down: emptyShares(practices),
  }
}

/** Finds what lies around those who attend already (one is enough) and gives what they add by themselves. */
function gatherAround(counter: Counter, world: World, present: number, room: Room): number {
  const { upstream, downstream, allSources, allReached, weights } = counter
  const { around } = room
  const distinct = findAround(counter, world, room.present, present, around, 1)
  room.sums.all = 0
  if (distinct > 1) countAdded(counter, world, around, room.sums)
  clearShares(allSources)
  clearShares(allReached)
  for (let k = 0; k < around.up; k++) addComponent(counter.weights, allSources, world, upstream[k]!)
  for (let k = 0; k < around.down; k++) addComponent(counter.weights, allReached, world, downstream[k]!)
  worthAsSource(weights, allReached, room.asSource)
  worthAsReached(weights, allSources, room.asReached)
  return room.sums.all
}

/** What somebody of this component adds to those who attend: pairs that only they open. */
function addedByOne(counter: Counter, world: World, component: number, room: Room): number {
  const { isUpstream, isDownstream } = counter
  const { stamp } = room.around
  const wasUp = isUpstream[component] === stamp
  const wasDown = isDownstream[component] === stamp
  if (wasUp && wasDown) return 0
  const mark = ++counter.stamp
  room.newUp[0] = room.newDown[0] = component
  const { newUp, newDown, isNewUp, isNewDown, up, down } = room
  const { upStart, upTo, downStart, downTo, steps } = world
  const ups = wasUp ? 0 : spread(upStart, upTo, steps, newUp, 1, isNewUp, mark, isUpstream, stamp)
  const downs = wasDown ? 0 : spread(downStart, downTo, steps, newDown, 1, isNewDown, mark, isDownstream, stamp)
  clearShares(up)
  clearShares(down)
  for (let k = 0; k < ups; k++) addComponent(counter.weights, up, world, newUp[k]!)
  for (let k = 0; k < downs; k++) addComponent(counter.weights, down, world, newDown[k]!)
  let added = dot(up, room.asSource) + dot(down, room.asReached) + pairSum(counter.weights, up, down)
  for (let k = 0; k < ups; k++) added -= reachedAlready(counter, world, newUp[k]!, room, mark)
  for (let k = 0; k < downs; k++) added -= reachingAlready(counter, world, newDown[k]!, stamp)
  return added
}

function dot(shares: Shares, worth: Float64Array): number {
  let sum = 0
  for (let k = 0; k < shares.count; k++) sum += shares.of[shares.practices[k]!]! * worth[shares.practices[k]!]!
  return sum
}

/** Pairs from a newly upstream component to everything downstream, old and new, that are reached without the space. */
function reachedAlready(counter: Counter, world: World, component: number, room: Room, mark: number): number {
  const { queue, seen, source, reached, isDownstream, weights } = counter
  clearShares(source)
  clearShares(reached)
  addComponent(counter.weights, source, world, component)
  queue[0] = component
  const count = spread(world.downStart, world.downTo, world.steps, queue, 1, seen, ++counter.stamp)
  for (let k = 0; k < count; k++) {
    const d = queue[k]!
    if (isDownstream[d] === room.around.stamp || room.isNewDown[d] === mark)
      addComponent(counter.weights, reached, world, d)
  }
  return source.count < 2 && count === 1 ? 0 : pairSum(weights, source, reached)
}

/** Pairs from what was upstream before to a newly downstream component that are reached without the space. */
function reachingAlready(counter: Counter, world: World, component: number, stamp: number): number {
  const { queue, seen, source, reached, isUpstream, weights } = counter
  if (world.steps === 0) return 0
  clearShares(source)
  clearShares(reached)
  addComponent(counter.weights, reached, world, component)
  queue[0] = component
  const count = spread(world.upStart, world.upTo, world.steps, queue, 1, seen, ++counter.stamp)
  for (let k = 0; k < count; k++)
    if (isUpstream[queue[k]!] === stamp) addComponent(counter.weights, source, world, queue[k]!)
  return pairSum(weights, source, reached)
}
