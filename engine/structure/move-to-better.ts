import { shuffle } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { type Tally, tallyRow, type WeightedRows } from './weighted-rows.ts'

/** A change must gain more than this share of one's ties, so that rounding never moves anybody back and forth. */
const LEAST_GAIN = 1e-10
const MOVES_BETWEEN_CHECKS = 1 << 13

/** How to look for better groups. */
export interface Search {
  resolution: number
  /** uniform numbers, 0 to 1 */
  next: () => number
  tally: Tally
  control?: Control
}

/**
 * Lets everybody, in random order, move to the group that raises modularity most, until nobody gains by moving. Only those whose
 * neighbour has moved are asked again (the fast local move of Traag, Waltman, van Eck 2019).
 *
 * Changes `group` (numbers below `rows.count`, some unused afterwards).
 *
 * @returns whether anybody moved
 */
export function moveToBetter(rows: WeightedRows, group: Uint32Array, search: Search): boolean {
  const { count, start, to, weight, pull, total } = rows
  if (total === 0) return false
  const { tally, resolution } = search
  const groups = openGroups(rows, group)
  const { pulls, sizes } = groups
  // a circle of waiting people; nobody waits twice, so it never overflows
  const waiting = new Uint32Array(count)
  for (let i = 0; i < count; i++) waiting[i] = i
  shuffle(waiting, search.next)
  const waits = new Uint8Array(count).fill(1)
  const sums = tally.weight
  const list = tally.touched
  let head = 0
  let left = count
  let asked = 0
  let done = 0
  let moved = false
  while (left > 0) {
    const i = waiting[head]!
    if (++head === count) head = 0
    left--
    waits[i] = 0
    if ((++asked & (MOVES_BETWEEN_CHECKS - 1)) === 0) {
      done = Math.max(done, 1 - left / count)
      checkpoint(search.control, done)
    }
    const from = start[i]!
    const end = start[i + 1]!
    const own = group[i]!
    const touched = tallyRow(from, end, to, weight, group, tally, 0)
    const pullOf = pull[i]!
    const share = (resolution * pullOf) / total
    pulls[own] = pulls[own]! - pullOf
    let best = own
    let gain = sums[own]! - share * pulls[own]! + LEAST_GAIN * pullOf
    for (let t = 0; t < touched; t++) {
      const g = list[t]!
      const here = sums[g]! - share * pulls[g]!
      sums[g] = 0
      if (here > gain) {
        gain = here
        best = g
      }
    }
    if (gain < 0 && sizes[own]! > 1) best = emptyGroup(groups)
    pulls[best] = pulls[best]! + pullOf
    if (best === own) continue
    moved = true
    moveOne(groups, group, i, best)
    for (let k = from; k < end; k++) {
      const j = to[k]!
      if (waits[j] === 0 && group[j] !== best) {
        waits[j] = 1
        let tail = head + left++
        if (tail >= count) tail -= count
        waiting[tail] = j
      }
    }
  }
  return moved
}

interface Groups {
  /** strength of all ties of the people of each group */
  pulls: Float64Array
  sizes: Uint32Array
  /** numbers that no group has */
  free: number[]
}

function openGroups({ count, pull }: WeightedRows, group: Uint32Array): Groups {
  const pulls = new Float64Array(count)
  const sizes = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    pulls[group[i]!] = pulls[group[i]!]! + pull[i]!
    sizes[group[i]!]!++
  }
  const free: number[] = []
  for (let g = count - 1; g >= 0; g--) if (sizes[g] === 0) free.push(g)
  return { pulls, sizes, free }
}

function emptyGroup({ free }: Groups): number {
  return free[free.length - 1]!
}

function moveOne({ sizes, free, pulls }: Groups, group: Uint32Array, i: number, to: number): void {
  const from = group[i]!
  group[i] = to
  if (sizes[to]!++ === 0) free.pop()
  if (--sizes[from]! === 0) {
    pulls[from] = 0
    free.push(from)
  }
}
