import { type Control, checkpoint, stretch } from '../control.ts'
import { pairsWithMany } from './count-added.ts'
import { addPerson, type Counter, openCounter, type Sums } from './count-world.ts'
import { type Estimate, estimate, estimateOfSums } from './estimate.ts'
import { insideOf } from './inside-worlds.ts'
import { placesOfMembers } from './members.ts'
import { layOutOpen, type OpenNetwork, openNetworkRoom } from './open-network.ts'
import { type PairWeights, pairWeights } from './pair-weights.ts'
import { beginWalk, piecesWithout, type Walk, walkComponent, walkRoom } from './pieces-without.ts'
import type { Worlds } from './reach.ts'
import { addAll, clearShares, pairSum } from './shares.ts'
import { weakenedTies, whileWeakened } from './weakened-ties.ts'
import { openWeightsWithout, type WeightsWithout, withoutPlace } from './weights-without.ts'
import type { World } from './world.ts'
import { countWorld, makeWorld, type WorldSet, worldAt } from './world-set.ts'

/**
 * What do the others lose in reach when this person leaves? For that person alone.
 *
 * Two passes over the worlds. @throws BadInput for somebody who is not there; Error named AbortError when stopped
 */
export function criticality(worlds: Worlds, person: number, control?: Control): Estimate {
  return criticalities(worlds, [person], control)[0]!
}

/** The same for many people at once: among mutual ties at about the cost of one. */
export function criticalities(worlds: Worlds, people: ArrayLike<number>, control?: Control): Estimate[] {
  const { set, during } = insideOf(worlds)
  placesOfMembers(set.places, people)
  const leaving = Uint32Array.from(people, (person) => set.places.placeOf[person]!)
  return during(control, (within) => reachLosses(set, leaving, within))
}

/**
 * What do the others lose when each of these people leaves? The reach among everybody else with the person there, less the same
 * without the person's ties: what the person loses or stops giving themselves is not in it. Paired over worlds.
 *
 * Among mutual ties each world is walked once for all of them: whoever holds nothing together loses the others nothing, and for the
 * rest only the pieces that break off are counted. With one-way ties, or spaces that carry: two passes over the worlds for each
 * person.
 *
 * @param leaving places
 * @returns one for each of `leaving`, 0 to 1; all zeros when fewer than two practices would have people
 */
function reachLosses(set: WorldSet, leaving: Uint32Array, control: Control = {}): Estimate[] {
  if (set.ties.oneWay.count > 0 || set.spaces.length > 0) {
    return Array.from(leaving, (place, k) => {
      return lossByDrawing(set, place, stretch(control, k / leaving.length, (k + 1) / leaving.length))
    })
  }
  const { worlds } = set.assumptions
  const { people, practices } = set.places
  const room: Room = {
    network: openNetworkRoom(people),
    walk: walkRoom(people),
    without: openWeightsWithout(set.landscape, set.places),
    counter: openCounter(set.places, set.weights),
    people: new Uint32Array(practices),
    sum: 0,
  }
  const isLeaving = new Uint8Array(people)
  for (const place of leaving) isLeaving[place] = 1
  const sum = new Float64Array(people)
  const squares = new Float64Array(people)
  for (let w = 0; w < worlds; w++) {
    checkpoint(control, w / worlds)
    lossesInWorld(set, w, isLeaving, room, (place, loss) => {
      sum[place]! += loss
      squares[place]! += loss * loss
    })
  }
  return Array.from(leaving, (place) => estimateOfSums(sum[place]!, squares[place]!, worlds, 0))
}

interface Room {
  network: OpenNetwork
  walk: Walk
  without: WeightsWithout
  counter: Counter
  /** people of the component, by practice, and the sum of their shares */
  people: Uint32Array
  sum: number
}

const ROOTS_BETWEEN_CHECKS = 1 << 14

function lossesInWorld(
  set: WorldSet,
  w: number,
  isLeaving: Uint8Array,
  room: Room,
  tell: (place: number, loss: number) => void,
): void {
  const { walk, network, people } = room
  const world = set.unknown ? makeWorld(set, w, set.made) : worldAt(set, w)
  layOutOpen(set, w, set.workshop.extra, network)
  beginWalk(walk)
  for (let root = 0; root < isLeaving.length; root++) {
    if ((root & (ROOTS_BETWEEN_CHECKS - 1)) === 0) checkpoint(set.control, 0)
    if (network.start[root] === network.start[root + 1] || !walkComponent(walk, network, root, set.control)) continue
    const c = world.component[root]!
    let laidOut = false
    for (let step = walk.first; step < walk.end; step++) {
      const place = walk.at[step]!
      if (isLeaving[place] === 0 || walk.partsOf[place] === 0) continue
      checkpoint(set.control, 0)
      const pieces = piecesWithout(walk, place)
      if (pieces.length === 0) continue
      if (!laidOut) room.sum = layOutPeople(set, world, c, people, 1)
      laidOut = true
      tell(
        place,
        withoutPlace(room.without, place, (weights) => lossOf(set, place, pieces, weights, room)),
      )
    }
    if (laidOut) layOutPeople(set, world, c, people, 0)
  }
}

function layOutPeople(
  { weights }: WorldSet,
  world: World,
  component: number,
  people: Uint32Array,
  times: number,
): number {
  const { shareStart, sharePractice, sharePeople } = world
  let sum = 0
  for (let k = shareStart[component]!; k < shareStart[component + 1]!; k++) {
    const a = sharePractice[k]!
    people[a] = times * sharePeople[k]!
    sum += sharePeople[k]! / weights.size[a]!
  }
  return sum
}

/** Pairs between different pieces of a component: those are lost. Every piece is counted but the largest, which is what is left of it all. */
function lossOf(set: WorldSet, leaving: number, pieces: readonly number[][], weights: PairWeights, room: Room): number {
  const { places } = set
  const { people, walk } = room
  const counter = { ...room.counter, weights }
  const { source, allSources } = counter
  clearShares(allSources)
  let loss = 0
  for (const piece of pieces) {
    clearShares(source)
    for (let k = 0; k < piece.length; k += 2) {
      for (let step = piece[k]!; step < piece[k + 1]!; step++) addPerson(counter, source, walk.at[step]!, 1)
    }
    loss -= pairSum(weights, source, source)
    addAll(allSources, source)
  }
  const own = places.memberPractice.subarray(places.memberStart[leaving]!, places.memberStart[leaving + 1]!)
  let sum = room.sum
  for (const a of own) {
    sum -= people[a]! / set.weights.size[a]!
    people[a]!--
    if (people[a]! > 0) sum += people[a]! / weights.size[a]!
  }
  loss += pairsWithMany(weights, people, sum, allSources) - pairSum(weights, allSources, allSources)
  for (const a of own) people[a]!++
  return loss
}

/** The same by drawing every world twice. */
function lossByDrawing(set: WorldSet, place: number, control: Control | undefined): Estimate {
  const weights = pairWeights(set.landscape, set.places, place)
  const counter = openCounter(set.places, weights)
  const weakened = weakenedTies(set, Uint32Array.of(place), 0)
  const losses = new Float64Array(set.assumptions.worlds)
  const sums: Sums = { all: 0, fromMembers: 0, toMembers: 0, within: 0 }
  for (let w = 0; w < losses.length; w++) {
    checkpoint(control, w / losses.length)
    sums.all = 0
    countWorld(set, w, makeWorld(set, w, set.changed, weights), sums, undefined, 1, counter)
    const without = whileWeakened(set, w, weakened, () =>
      makeWorld(set, w, set.changed, weights, weakened.factor, place),
    )
    countWorld(set, w, without, sums, undefined, -1, counter)
    losses[w] = sums.all
  }
  return estimate(losses, losses.length, 0)
}
