import { BadInput } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'

/** How many people are looked at between two checkpoints: some milliseconds. */
const STRETCH = 1 << 15

/**
 * How deep in the network does each person sit? The core number of a person is the largest k for which they belong to a group in which
 * everybody has at least k ties inside the group.
 *
 * Those with fewest ties leave first, and whoever is left with as few by that leaves too. Nobody is sorted into buckets: each round
 * sweeps over all who are left, in order of number. They have at least k ties each, so all sweeps together look at no more people than
 * there are ends of ties, and no array is read at random but one.
 *
 * Cost O(people + ties). Memory: 12 bytes a person. Source: S. B. Seidman, 1983; in linear time: V. Batagelj and M. Zaveršnik, 2003.
 *
 * What misleads: it counts ties, not what they carry; one list of names read aloud makes a deep core.
 *
 * @returns core number for each person; 0 without ties
 * @throws BadInput for a directed network; Error named AbortError when stopped
 */
export function kCore(network: Network, control?: Control): Int32Array {
  const { people, start, to } = network
  if (network.directed)
    throw new BadInput('network.directed', true, 'a core is made of ties both ways; build it undirected')
  // ties to those who are left; of those who have gone, their core number
  const left = new Int32Array(people)
  const there = new Uint32Array(people)
  for (let i = 0; i < people; i++) {
    left[i] = start[i + 1]! - start[i]!
    there[i] = i
  }
  const leaving = new Uint32Array(people)
  let gone = 0
  let remaining = people
  for (let k = 0; remaining > 0; k++) {
    let next = gone
    let kept = 0
    for (let at = 0; at < remaining; at++) {
      const i = there[at]!
      if (left[i]! > k) there[kept++] = i
      else if (left[i] === k) leaving[gone++] = i
    }
    remaining = kept
    while (next < gone) {
      checkpoint(control, gone / people)
      const pause = Math.min(gone, next + STRETCH)
      for (; next < pause; next++) gone = takeAway(leaving[next]!, k, gone)
    }
  }
  control?.onProgress?.(1)
  return left

  /** Takes a person's ties from those who are left; whoever has k ties now leaves next. */
  function takeAway(person: number, k: number, tail: number): number {
    const end = start[person + 1]!
    for (let e = start[person]!; e < end; e++) {
      const other = to[e]!
      const ties = left[other]!
      if (ties <= k) continue
      left[other] = ties - 1
      if (ties - 1 === k) leaving[tail++] = other
    }
    return tail
  }
}
