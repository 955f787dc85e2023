import { WORLDS_IN_BLOCK } from '../chance.ts'
import { inStretches } from '../network/in-stretches.ts'
import type { MutualTies } from './tie-chances.ts'
import { blockOf, type WorldSet } from './world-set.ts'

/** Who has an open tie with whom in one world of mutual ties (CSR by place, both ends). */
export interface OpenNetwork {
  start: Uint32Array
  other: Uint32Array
  count: number
}

export function openNetworkRoom(people: number): OpenNetwork {
  return { start: new Uint32Array(people + 1), other: new Uint32Array(0), count: 0 }
}

/**
 * Lays out the open ties of world w. Cost O(people + open ties).
 *
 * @param extra pairs that are open besides: place, other place
 */
export function layOutOpen(set: WorldSet, w: number, extra: readonly number[], network: OpenNetwork): void {
  const { start } = network
  start.fill(0)
  let ends = extra.length
  for (const place of extra) start[place]!++
  visitOpen(set, w, (one, other) => {
    start[one]!++
    start[other]!++
    ends += 2
  })
  let entries = 0
  for (let p = 0; p < start.length; p++) start[p] = entries += start[p]!
  if (network.other.length < ends) network.other = new Uint32Array(ends + (ends >> 2))
  const { other } = network
  const put = (one: number, two: number) => {
    other[--start[one]!] = two
    other[--start[two]!] = one
  }
  visitOpen(set, w, put)
  for (let k = 0; k < extra.length; k += 2) put(extra[k]!, extra[k + 1]!)
  network.count = ends / 2
}

/** Of 32 ties each. */
const WORDS_BETWEEN_CHECKS = 1 << 13

function visitOpen(set: WorldSet, w: number, visit: (one: number, other: number) => void): void {
  const { start, other }: MutualTies = set.ties.mutual
  const { mutual, mutualWords } = blockOf(set, w)
  const first = (w % WORLDS_IN_BLOCK) * mutualWords
  let place = 0
  let end = start[1]!
  const walk = (begin: number, until: number) => {
    for (let word = begin; word < until; word++) {
      for (let open = mutual[first + word]!; open !== 0; open &= open - 1) {
        const k = (word << 5) + 31 - Math.clz32(open & -open)
        while (k >= end) end = start[++place + 1]!
        visit(place, other[k]!)
      }
    }
  }
  inStretches(mutualWords, set.control, walk, WORDS_BETWEEN_CHECKS)
}
