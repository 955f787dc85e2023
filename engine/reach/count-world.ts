import { type PairWeights, weightOf } from './pair-weights.ts'
import type { Places } from './places.ts'
import { addShare, clearShares, emptyShares, pairSum, type Shares } from './shares.ts'
import type { World } from './world.ts'

/** The parts of a sum over pairs (i, j): all pairs, those where i / j / both are members of the space. */
export interface Sums {
  all: number
  fromMembers: number
  toMembers: number
  within: number
}

/**
 * Room for counting reached pairs in worlds, and the members whose pairs are told apart. One per set of worlds; nothing
 * is allocated while worlds are counted.
 */
export interface Counter {
  places: Places
  weights: PairWeights
  members: Uint32Array
  /** first member of each component (+1, 0: none), next member of the same component */
  firstMember: Uint32Array
  nextMember: Uint32Array
  /** components with members in the present world */
  memberComponents: Uint32Array
  memberComponentCount: number
  queue: Uint32Array
  seen: Uint32Array
  stamp: number
  upstream: Uint32Array
  downstream: Uint32Array
  isDownstream: Uint32Array
  isUpstream: Uint32Array
  source: Shares
  sourceMembers: Shares
  reached: Shares
  reachedMembers: Shares
  allSources: Shares
  allSourceMembers: Shares
  allReached: Shares
  allReachedMembers: Shares
}

export function openCounter(places: Places, weights: PairWeights): Counter {
  const n = places.people
  const shares = () => emptyShares(places.practices)
  return {
    places,
    weights,
    members: new Uint32Array(0),
    firstMember: new Uint32Array(n),
    nextMember: new Uint32Array(0),
    memberComponents: new Uint32Array(0),
    memberComponentCount: 0,
    queue: new Uint32Array(n),
    seen: new Uint32Array(n),
    stamp: 0,
    upstream: new Uint32Array(n),
    downstream: new Uint32Array(n),
    isDownstream: new Uint32Array(n),
    isUpstream: new Uint32Array(n),
    source: shares(),
    sourceMembers: shares(),
    reached: shares(),
    reachedMembers: shares(),
    allSources: shares(),
    allSourceMembers: shares(),
    allReached: shares(),
    allReachedMembers: shares(),
  }
}

/** From now on the pairs of these people are told apart. */
export function setMembers(counter: Counter, members: Uint32Array): void {
  counter.members = members
  counter.nextMember = new Uint32Array(members.length)
  counter.memberComponents = new Uint32Array(members.length)
  counter.memberComponentCount = 0
}

/** Notes which component each member is in; to be called for each world, and undone with `leaveMembers`. */
export function placeMembers(counter: Counter, world: World): void {
  const { members, firstMember, nextMember, memberComponents } = counter
  counter.memberComponentCount = 0
  for (let k = members.length - 1; k >= 0; k--) {
    const c = world.component[members[k]!]!
    if (firstMember[c] === 0) memberComponents[counter.memberComponentCount++] = c
    nextMember[k] = firstMember[c]!
    firstMember[c] = k + 1
  }
}

export function leaveMembers(counter: Counter): void {
  for (let k = 0; k < counter.memberComponentCount; k++) counter.firstMember[counter.memberComponents[k]!] = 0
  counter.memberComponentCount = 0
}

/** The shares of one component. */
export function addComponent({ size }: PairWeights, shares: Shares, world: World, component: number): void {
  const { shareStart, sharePractice, sharePeople } = world
  const end = shareStart[component + 1]!
  for (let k = shareStart[component]!; k < end; k++) {
    const a = sharePractice[k]!
    if (sharePeople[k] !== 0) addShare(shares, a, sharePeople[k]! / size[a]!)
  }
}

/** The shares of the members in one component. */
export function addMembersOf(counter: Counter, shares: Shares, component: number): void {
  for (let k = counter.firstMember[component]!; k > 0; k = counter.nextMember[k - 1]!) {
    addPerson(counter, shares, counter.members[k - 1]!, 1)
  }
}

/** The shares of whoever stands at one place, `times` over. */
export function addPerson(counter: Counter, shares: Shares, place: number, times: number): void {
  const { memberStart, memberPractice } = counter.places
  const { size, without } = counter.weights
  if (place === without) return
  for (let k = memberStart[place]!; k < memberStart[place + 1]!; k++) {
    addShare(shares, memberPractice[k]!, times / size[memberPractice[k]!]!)
  }
}

/**
 * Everything reached from (or, upwards, reaching) the components in the queue's first `count` places, which are all different.
 *
 * @param mark each component found gets this stamp
 * @param old what carries the old stamp here is not entered
 * @returns how many components are in the queue then
 */
export function spread(
  start: Uint32Array,
  to: Uint32Array,
  steps: number,
  queue: Uint32Array,
  count: number,
  mark: Uint32Array,
  stamp: number,
  old = mark,
  oldStamp = stamp,
): number {
  for (let k = 0; k < count; k++) mark[queue[k]!] = stamp
  if (steps === 0) return count
  for (let k = 0; k < count; k++) {
    const c = queue[k]!
    for (let e = start[c]!; e < start[c + 1]!; e++) {
      const d = to[e]!
      if (mark[d] === stamp || old[d] === oldStamp) continue
      mark[d] = stamp
      queue[count++] = d
    }
  }
  return count
}

/** Begins counting stamps again before they outgrow 32 bits; only between two worlds. */
export function freshStamps(counter: Counter): void {
  if (counter.stamp < 0xf000_0000) return
  counter.stamp = 0
  for (const marks of [counter.seen, counter.isUpstream, counter.isDownstream]) marks.fill(0)
}

/** Finds what one component reaches (`reached`); with `only`, counts just the components that carry that stamp downstream. */
export function reachFrom(counter: Counter, world: World, component: number, only: number): void {
  const { queue, seen, reached, reachedMembers, isDownstream, weights } = counter
  clearShares(reached)
  clearShares(reachedMembers)
  queue[0] = component
  const count = spread(world.downStart, world.downTo, world.steps, queue, 1, seen, ++counter.stamp)
  for (let k = 0; k < count; k++) {
    const d = queue[k]!
    if (only > 0 && isDownstream[d] !== only) continue
    addComponent(weights, reached, world, d)
    if (counter.firstMember[d] !== 0) addMembersOf(counter, reachedMembers, d)
  }
}

/**
 * The sum over all reached pairs of a world, offset not taken off.
 *
 * Cost O(people + memberships) when ties are mutual; with one-way ties, also what every component reaches.
 *
 * @param sums parts are added to it
 * @param gained `times` the part of each learning practice is added to it
 */
export function countReached(counter: Counter, world: World, sums: Sums, gained?: Float64Array, times = 1): void {
  freshStamps(counter)
  if (world.steps === 0 && counter.memberComponentCount === 0 && !gained) {
    sums.all += times * countComponents(counter, world)
    return
  }
  for (let c = 0; c < world.count; c++) {
    const hasSteps = world.steps > 0 && world.downStart[c + 1]! > world.downStart[c]!
    if (hasSteps || world.shareStart[c + 1]! - world.shareStart[c]! > 1)
      countFrom(counter, world, c, sums, gained, times)
  }
}

/** The sum over the pairs reached from one component. */
function countFrom(
  counter: Counter,
  world: World,
  component: number,
  sums: Sums,
  gained: Float64Array | undefined,
  times: number,
): void {
  const { source, sourceMembers, weights } = counter
  clearShares(source)
  clearShares(sourceMembers)
  addComponent(weights, source, world, component)
  addMembersOf(counter, sourceMembers, component)
  countSource(counter, world, component, 0, sums, gained, times)
}

/** The sum over pairs within these components of a world of mutual ties. */
export function countThese(
  counter: Counter,
  world: World,
  components: readonly number[],
  sums: Sums,
  gained?: Float64Array,
  times = 1,
): void {
  freshStamps(counter)
  for (const c of components) {
    if (counter.members.length === 0 && !gained) sums.all += times * countWithin(counter, world, c)
    else countFrom(counter, world, c, sums, gained, times)
  }
}

/** The sum over pairs within components: everything there is in a world of mutual ties. */
function countComponents(counter: Counter, world: World): number {
  let total = 0
  for (let c = 0; c < world.count; c++) {
    if (world.shareStart[c + 1]! - world.shareStart[c]! > 1) total += countWithin(counter, world, c)
  }
  return total
}

/** Up to so many practices, looking the weight of each pair up beats walking through the exceptions. */
const FEW_PRACTICES = 8

/** The sum over pairs within one component. */
export function countWithin({ weights, source }: Counter, world: World, component: number): number {
  const { shareStart, sharePractice, sharePeople } = world
  const { size, each, table, practices } = weights
  const first = shareStart[component]!
  const end = shareStart[component + 1]!
  if (weights.intoFrom.length === 0) {
    let sum = 0
    let squares = 0
    for (let k = first; k < end; k++) {
      const share = sharePeople[k]! / size[sharePractice[k]!]!
      sum += share
      squares += share * share
    }
    return each * (sum * sum - squares)
  }
  if (end - first > FEW_PRACTICES) {
    clearShares(source)
    addComponent(weights, source, world, component)
    return pairSum(weights, source, source)
  }
  let total = 0
  for (let k = first; k < end; k++) {
    const b = sharePractice[k]!
    let sum = 0
    for (let e = first; e < end; e++) {
      const a = sharePractice[e]!
      if (a !== b) sum += (sharePeople[e]! / size[a]!) * (table ? table[b * practices + a]! : weightOf(weights, a, b))
    }
    total += (sharePeople[k]! / size[b]!) * sum
  }
  return total
}

/** Adds the pairs from `source` in component c to what it reaches. */
export function countSource(
  counter: Counter,
  world: World,
  component: number,
  only: number,
  sums: Sums,
  gained: Float64Array | undefined,
  times: number,
): void {
  const { weights, source, sourceMembers, reached, reachedMembers } = counter
  reachFrom(counter, world, component, only)
  sums.all += times * pairSum(weights, source, reached, gained, times)
  if (sourceMembers.count > 0) sums.fromMembers += times * pairSum(weights, sourceMembers, reached)
  if (reachedMembers.count === 0) return
  sums.toMembers += times * pairSum(weights, source, reachedMembers)
  if (sourceMembers.count > 0) sums.within += times * pairSum(weights, sourceMembers, reachedMembers)
}
