import { type Control, checkpoint } from '../control.ts'
import { addComponent, type Counter, freshStamps, spread } from './count-world.ts'
import type { PairWeights } from './pair-weights.ts'
import { clearShares, emptyShares, pairSum, type Shares } from './shares.ts'
import type { World } from './world.ts'

/**
 * The largest component of a world with one-way ties, and all that it reaches or that reaches it. Most of what people reach goes through
 * it: then it is looked up, and only what lies beside has to be walked.
 */
export interface Hub {
  component: number
  /** 1: the hub reaches it / it reaches the hub; the hub itself in both */
  isDown: Uint8Array
  isUp: Uint8Array
  down: Many
  up: Many
}

/** Many people: shares by practice, and their sum. */
interface Many {
  of: Float64Array
  sum: number
}

/** Walks down and up from the component of most practices. Cost: what lies there. */
export function hubOf(counter: Counter, world: World): Hub {
  const { queue, seen, weights } = counter
  freshStamps(counter)
  const side = (start: Uint32Array, to: Uint32Array): [Uint8Array, Many] => {
    const isThere = new Uint8Array(world.count)
    const many = emptyShares(weights.practices)
    queue[0] = world.largest
    const count = spread(start, to, world.steps, queue, 1, seen, ++counter.stamp)
    for (let k = 0; k < count; k++) {
      isThere[queue[k]!] = 1
      addComponent(weights, many, world, queue[k]!)
    }
    return [isThere, { of: many.of, sum: many.sum }]
  }
  const [isDown, down] = side(world.downStart, world.downTo)
  const [isUp, up] = side(world.upStart, world.upTo)
  return { component: world.largest, isDown, isUp, down, up }
}

/** Pairs from these shares into many people. */
function intoMany({ each, fromStart, fromInto, fromExtra }: PairWeights, shares: Shares, many: Many): number {
  let total = 0
  for (let k = 0; k < shares.count; k++) {
    const a = shares.practices[k]!
    let sum = each * (many.sum - many.of[a]!)
    for (let e = fromStart[a]!; e < fromStart[a + 1]!; e++) sum += fromExtra[e]! * many.of[fromInto[e]!]!
    total += shares.of[a]! * sum
  }
  return total
}

/** Pairs from many people into these shares. */
function fromMany({ each, intoStart, intoFrom, intoExtra }: PairWeights, many: Many, shares: Shares): number {
  let total = 0
  for (let k = 0; k < shares.count; k++) {
    const b = shares.practices[k]!
    let sum = each * (many.sum - many.of[b]!)
    for (let e = intoStart[b]!; e < intoStart[b + 1]!; e++) sum += intoExtra[e]! * many.of[intoFrom[e]!]!
    total += shares.of[b]! * sum
  }
  return total
}

function manyToMany({ each, intoStart, intoFrom, intoExtra }: PairWeights, from: Many, into: Many): number {
  let total = 0
  for (let b = 0; b < into.of.length; b++) {
    if (into.of[b] === 0) continue
    let sum = each * (from.sum - from.of[b]!)
    for (let e = intoStart[b]!; e < intoStart[b + 1]!; e++) sum += intoExtra[e]! * from.of[intoFrom[e]!]!
    total += into.of[b]! * sum
  }
  return total
}

/** A power of two, less one: some milliseconds of work. */
const COMPONENTS_BETWEEN_CHECKS = 0xfff

/** How many components may still be walked through; what runs out gives no number. */
export interface Steps {
  left: number
}

/**
 * Walks down from a component beside the hub, and past what the hub reaches when asked to. What is found is in the counter's queue.
 *
 * @returns how many components, itself among them
 */
function walkBeside(counter: Counter, world: World, hub: Hub, from: number, past: boolean, steps: Steps): number {
  const { queue, seen } = counter
  const { downStart, downTo } = world
  const stamp = ++counter.stamp
  queue[0] = from
  seen[from] = stamp
  let count = 1
  for (let k = 0; k < count && steps.left > 0; k++) {
    const c = queue[k]!
    for (let e = downStart[c]!; e < downStart[c + 1]!; e++) {
      const d = downTo[e]!
      steps.left--
      if (seen[d] === stamp || d === hub.component || (past && hub.isDown[d] === 1)) continue
      seen[d] = stamp
      queue[count++] = d
    }
  }
  return count
}

/**
 * The sum over all reached pairs of a world with one-way ties, offset not taken off: the same as `countReached` to rounding. Those who reach
 * the hub reach all that it reaches, which is counted once for all of them.
 *
 * @returns NaN when there is more to walk than `steps` allows
 */
export function reachedThroughHub(counter: Counter, world: World, hub: Hub, steps: Steps, control?: Control): number {
  const { weights, source, reached, queue } = counter
  freshStamps(counter)
  let total = manyToMany(weights, hub.up, hub.down)
  for (let c = 0; c < world.count; c++) {
    if ((c & COMPONENTS_BETWEEN_CHECKS) === 0) checkpoint(control, c / world.count)
    if (c === hub.component) continue
    if (world.downStart[c] === world.downStart[c + 1] && world.shareStart[c + 1]! - world.shareStart[c]! < 2) continue
    const count = walkBeside(counter, world, hub, c, hub.isUp[c] === 1, steps)
    if (steps.left <= 0) return Number.NaN
    clearShares(source)
    clearShares(reached)
    addComponent(weights, source, world, c)
    for (let k = 0; k < count; k++) addComponent(weights, reached, world, queue[k]!)
    total += pairSum(weights, source, reached)
  }
  return total
}

/**
 * The sum over pairs that are reached only thanks to those who attend: the same as `countAdded` to rounding, nobody told apart.
 *
 * @returns NaN when there is more to walk than `steps` allows
 */
export function addedThroughHub(
  counter: Counter,
  world: World,
  hub: Hub,
  present: Uint32Array,
  presentCount: number,
  steps: Steps,
): number {
  freshStamps(counter)
  const attending = new Set<number>()
  for (let k = 0; k < presentCount; k++) attending.add(world.component[present[k]!]!)
  if (attending.size < 2) return 0
  const { isDown, isUp } = hub
  const reachesHub = [...attending].some((c) => isUp[c] === 1)
  const hubReaches = [...attending].some((c) => isDown[c] === 1)
  const down = around(counter, attending, world.downStart, world.downTo, reachesHub ? isDown : null, steps)
  const stamp = counter.stamp
  for (const c of down) counter.isDownstream[c] = stamp
  const up = around(counter, attending, world.upStart, world.upTo, hubReaches ? isUp : null, steps)
  if (steps.left <= 0) return Number.NaN
  const fromHub = hubReaches ? newlyFromHub(counter, world, hub, down, steps) : 0
  return fromHub + newlyFrom(counter, world, hub, { up, down, stamp, reachesHub }, steps)
}

/** What lies down (or up) from those who attend, without what the hub covers. */
function around(
  counter: Counter,
  attending: Iterable<number>,
  start: Uint32Array,
  to: Uint32Array,
  covered: Uint8Array | null,
  steps: Steps,
): number[] {
  const stamp = ++counter.stamp
  const found: number[] = []
  const note = (c: number) => {
    steps.left--
    if (counter.seen[c] === stamp || covered?.[c] === 1) return
    counter.seen[c] = stamp
    found.push(c)
  }
  for (const c of attending) note(c)
  for (const c of found) {
    if (steps.left <= 0) break
    for (let e = start[c]!; e < start[c + 1]!; e++) note(to[e]!)
  }
  return found
}

/** From everybody who reaches the hub, into what is new to them downstream. */
function newlyFromHub(counter: Counter, world: World, hub: Hub, down: readonly number[], steps: Steps): number {
  const { weights, source, reached, allReached } = counter
  clearShares(allReached)
  let total = 0
  for (const d of down) {
    if (hub.isDown[d] === 1) continue
    addComponent(weights, allReached, world, d)
    clearShares(source)
    clearShares(reached)
    addComponent(weights, reached, world, d)
    for (const c of around(counter, [d], world.upStart, world.upTo, null, steps)) {
      if (hub.isUp[c] === 1) addComponent(weights, source, world, c)
    }
    total -= pairSum(weights, source, reached)
  }
  return total + fromMany(weights, hub.up, allReached)
}

/** From everybody else upstream, into what is new to them. */
function newlyFrom(
  counter: Counter,
  world: World,
  hub: Hub,
  {
    up,
    down,
    stamp,
    reachesHub,
  }: { up: readonly number[]; down: readonly number[]; stamp: number; reachesHub: boolean },
  steps: Steps,
): number {
  const { weights, source, reached, allReached, queue, isDownstream } = counter
  clearShares(allReached)
  for (const d of down) addComponent(weights, allReached, world, d)
  let total = 0
  for (const u of up) {
    const hits = hub.isUp[u] === 1
    clearShares(source)
    clearShares(reached)
    addComponent(weights, source, world, u)
    total += pairSum(weights, source, allReached)
    const whole = reachesHub && !hits
    if (whole) total += intoMany(weights, source, hub.down)
    const count = walkBeside(counter, world, hub, u, hits, steps)
    if (steps.left <= 0) return Number.NaN
    for (let k = 0; k < count; k++) {
      const d = queue[k]!
      if (isDownstream[d] === stamp || (whole && hub.isDown[d] === 1)) addComponent(weights, reached, world, d)
    }
    if (hits && !reachesHub) for (const d of down) if (hub.isDown[d] === 1) addComponent(weights, reached, world, d)
    total -= pairSum(weights, source, reached)
  }
  return total
}
