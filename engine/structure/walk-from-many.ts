import { type Control, checkpoint } from '../control.ts'
import type { Parts } from '../crossing/dimension.ts'
import type { Network } from '../network/network.ts'

/** For each source: the sum of 1 / steps over the people it reaches, and how many people are asked about. */
export interface Closeness {
  sums: Float64Array
  pairs: Float64Array
}

const ALL = 0xffff_ffff | 0
const PEOPLE_BETWEEN_CHECKS = 1 << 14

interface Space {
  /** a bit per source: who has been reached, who was just reached, who will be; whom not to count */
  seen: Int32Array
  front: Int32Array
  ahead: Int32Array
  skip: Int32Array
  /** people just reached, people who will be */
  list: Uint32Array
  nextList: Uint32Array
}

/**
 * Walks from up to 32 people at once, a bit for each, step by step along all ties (breadth first).
 *
 * @param apart where given, pairs who share a part, or belong to none, are not asked about
 * @returns a function for one batch of sources; work space for all batches is laid out once
 */
export function openWalks(
  network: Network,
  apart: Parts | null,
): (sources: Uint32Array, control?: Control) => Closeness {
  const { people } = network
  const space: Space = {
    seen: new Int32Array(people),
    front: new Int32Array(people),
    ahead: new Int32Array(people),
    skip: new Int32Array(people),
    list: new Uint32Array(people),
    nextList: new Uint32Array(people),
  }
  return (sources, control) => {
    const pairs = apart ? skipNear(apart, sources, space.skip) : skipSelf(people, sources, space.skip)
    return { sums: walk(network, space, sources, control), pairs }
  }
}

function skipSelf(people: number, sources: Uint32Array, skip: Int32Array): Float64Array {
  skip.fill(0)
  sources.forEach((i, bit) => {
    skip[i] = 1 << bit
  })
  return new Float64Array(sources.length).fill(people - 1)
}

function skipNear(
  { start, part, people: membersOf, placed }: Parts,
  sources: Uint32Array,
  skip: Int32Array,
): Float64Array {
  for (let i = 0; i < skip.length; i++) skip[i] = start[i + 1]! > start[i]! ? 0 : ALL
  return Float64Array.from(sources, (source, bit) => {
    const mark = 1 << bit
    let far = placed
    for (let k = start[source]!; k < start[source + 1]!; k++) {
      for (const j of membersOf[part[k]!]!) {
        if ((skip[j]! & mark) === 0) far--
        skip[j] = skip[j]! | mark
      }
    }
    return far
  })
}

function walk(network: Network, space: Space, sources: Uint32Array, control: Control | undefined): Float64Array {
  const { seen, front, skip } = space
  let { list, nextList } = space
  seen.fill(0)
  const sums = new Float64Array(sources.length)
  const reached = new Uint32Array(BITS)
  let count = 0
  sources.forEach((i, bit) => {
    seen[i] = front[i] = 1 << bit
    list[count++] = i
  })
  for (let steps = 1; count > 0; steps++) {
    const next = stepAhead(network, space, list, count, nextList, control)
    reached.fill(0)
    count = 0
    for (let t = 0; t < next; t++) {
      if ((t & (PEOPLE_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
      const j = nextList[t]!
      const fresh = space.ahead[j]! & ~seen[j]!
      space.ahead[j] = 0
      seen[j] = seen[j]! | fresh
      front[j] = fresh
      countBits(fresh & ~skip[j]!, reached)
      nextList[count++] = j
    }
    for (let bit = 0; bit < sums.length; bit++) sums[bit] = sums[bit]! + reached[bit]! / steps
    const kept = list
    list = nextList
    nextList = kept
  }
  return sums
}

const BITS = 32

/** Marks everybody whom a tie leads to from those just reached, and lists them once each. */
function stepAhead(
  { start, to }: Network,
  { seen, front, ahead }: Space,
  list: Uint32Array,
  count: number,
  nextList: Uint32Array,
  control: Control | undefined,
): number {
  let next = 0
  for (let t = 0; t < count; t++) {
    if ((t & (PEOPLE_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    const i = list[t]!
    const bits = front[i]!
    const end = start[i + 1]!
    for (let k = start[i]!; k < end; k++) {
      const j = to[k]!
      const fresh = bits & ~seen[j]!
      if (fresh === 0) continue
      if (ahead[j] === 0) nextList[next++] = j
      ahead[j] = ahead[j]! | fresh
    }
  }
  return next
}

function countBits(bits: number, reached: Uint32Array): void {
  while (bits !== 0) {
    const lowest = bits & -bits
    reached[31 - Math.clz32(lowest)]!++
    bits ^= lowest
  }
}
