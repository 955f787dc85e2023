import {
  addComponent,
  addMembersOf,
  type Counter,
  countSource,
  countWithin,
  freshStamps,
  type Sums,
  spread,
} from './count-world.ts'
import type { PairWeights } from './pair-weights.ts'
import { addAll, clearShares, pairSum, type Shares } from './shares.ts'
import type { World } from './world.ts'

/**
 * Finds the components that reach someone who attends, and those reached from someone who attends.
 *
 * @param found receives how many of each, and the stamp they carry; none when fewer than two people attend, or all of one component
 * @param fewest 1: also what lies around one person
 * @returns how many components have somebody who attends
 */
export function findAround(
  counter: Counter,
  world: World,
  present: Uint32Array,
  presentCount: number,
  found: { up: number; down: number; stamp: number },
  fewest = 2,
): number {
  const { upstream, downstream, seen, isUpstream, isDownstream } = counter
  freshStamps(counter)
  const stamp = ++counter.stamp
  found.up = found.down = 0
  found.stamp = stamp
  if (presentCount < fewest) return 0
  let distinct = 0
  for (let k = 0; k < presentCount; k++) {
    const c = world.component[present[k]!]!
    if (seen[c] === stamp) continue
    seen[c] = stamp
    upstream[distinct] = downstream[distinct] = c
    distinct++
  }
  if (distinct < fewest) return distinct
  found.down = spread(world.downStart, world.downTo, world.steps, downstream, distinct, isDownstream, stamp)
  found.up = spread(world.upStart, world.upTo, world.steps, upstream, distinct, isUpstream, stamp)
  return distinct
}

/**
 * The sum over pairs that are reached only thanks to those who attend a space: everyone upstream of one of them to everyone
 * downstream of one of them, less the pairs that were reached already.
 *
 * Cost O(shares of the components around the space).
 */
export function countAdded(
  counter: Counter,
  world: World,
  around: { up: number; down: number; stamp: number },
  sums: Sums,
  gained?: Float64Array,
): void {
  if (around.up === 0) return
  if (world.steps === 0 && counter.members.length === 0 && !gained) {
    sums.all += countMerged(counter, world, around.up)
    return
  }
  const { source, sourceMembers, allSources, allSourceMembers, weights } = counter
  gatherDownstream(counter, world, around.down)
  clearShares(allSources)
  clearShares(allSourceMembers)
  for (let k = 0; k < around.up; k++) {
    const c = counter.upstream[k]!
    clearShares(source)
    clearShares(sourceMembers)
    addComponent(weights, source, world, c)
    addMembersOf(counter, sourceMembers, c)
    addAll(allSources, source)
    addAll(allSourceMembers, sourceMembers)
    countSource(counter, world, c, around.stamp, sums, gained, -1)
  }
  countProduct(counter, sums, gained)
}

/** The same among mutual ties, nobody told apart: components become one, and what each was by itself comes off. */
function countMerged(counter: Counter, world: World, components: number): number {
  const { weights, upstream, allSources } = counter
  clearShares(allSources)
  let total = 0
  let withLargest = false
  for (let k = 0; k < components; k++) {
    const c = upstream[k]!
    if (c === world.largest) {
      withLargest = true
      continue
    }
    addComponent(weights, allSources, world, c)
    if (world.shareStart[c + 1]! - world.shareStart[c]! > 1) total -= countWithin(counter, world, c)
  }
  total += pairSum(weights, allSources, allSources)
  return withLargest ? total + pairsWithMany(weights, world.largestPeople, world.largestSum, allSources) : total
}

/**
 * Pairs from these shares to a large group and back: what is in the group is looked up, never walked through.
 *
 * @param people of the group, by practice
 * @param sum of its shares
 */
export function pairsWithMany(weights: PairWeights, people: Uint32Array, sumOfShares: number, shares: Shares): number {
  const { size, each, intoStart, intoFrom, intoExtra, fromStart, fromInto, fromExtra } = weights
  let total = 0
  for (let k = 0; k < shares.count; k++) {
    const a = shares.practices[k]!
    let sum = 2 * each * (people[a] === 0 ? sumOfShares : sumOfShares - people[a]! / size[a]!)
    for (let e = intoStart[a]!; e < intoStart[a + 1]!; e++) {
      const b = intoFrom[e]!
      if (people[b] !== 0) sum += intoExtra[e]! * (people[b]! / size[b]!)
    }
    for (let e = fromStart[a]!; e < fromStart[a + 1]!; e++) {
      const b = fromInto[e]!
      if (people[b] !== 0) sum += fromExtra[e]! * (people[b]! / size[b]!)
    }
    total += shares.of[a]! * sum
  }
  return total
}

export function gatherDownstream(counter: Counter, world: World, down: number): void {
  const { allReached, allReachedMembers, downstream, weights } = counter
  clearShares(allReached)
  clearShares(allReachedMembers)
  for (let k = 0; k < down; k++) {
    addComponent(weights, allReached, world, downstream[k]!)
    addMembersOf(counter, allReachedMembers, downstream[k]!)
  }
}

/** Adds every pair from the gathered sources to the gathered reached. */
export function countProduct(counter: Counter, sums: Sums, gained?: Float64Array): void {
  const { weights, allSources, allSourceMembers, allReached, allReachedMembers } = counter
  sums.all += pairSum(weights, allSources, allReached, gained)
  if (allSourceMembers.count > 0) sums.fromMembers += pairSum(weights, allSourceMembers, allReached)
  if (allReachedMembers.count === 0) return
  sums.toMembers += pairSum(weights, allSources, allReachedMembers)
  if (allSourceMembers.count > 0) sums.within += pairSum(weights, allSourceMembers, allReachedMembers)
}

/**
 * Share of ordered pairs of members where the first reaches the second, without and with the space.
 *
 * @param local receives both
 */
export function countLocal(
  counter: Counter,
  world: World,
  around: { up: number; down: number; stamp: number },
  local: { before: number; after: number },
): void {
  const { members, memberComponents, queue, seen, firstMember, nextMember, isUpstream, isDownstream } = counter
  let before = 0
  let after = 0
  for (let m = 0; m < counter.memberComponentCount; m++) {
    const c = memberComponents[m]!
    let here = 0
    for (let k = firstMember[c]!; k > 0; k = nextMember[k - 1]!) here++
    queue[0] = c
    spread(world.downStart, world.downTo, world.steps, queue, 1, seen, ++counter.stamp)
    const upstream = around.up > 0 && isUpstream[c] === around.stamp
    let reached = 0
    let gained = 0
    for (let k = 0; k < members.length; k++) {
      const d = world.component[members[k]!]!
      if (seen[d] === counter.stamp) reached++
      else if (upstream && isDownstream[d] === around.stamp) gained++
    }
    // a member does not count as reaching themselves
    before += here * (reached - 1)
    after += here * (reached - 1 + gained)
  }
  const pairs = members.length * (members.length - 1)
  local.before = pairs > 0 ? before / pairs : 0
  local.after = pairs > 0 ? after / pairs : 0
}
