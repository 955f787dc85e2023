import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'

/** Counts are kept as `part` times this to the power of `blocks`. */
const BLOCK = 2 ** 512
/** People looked at between two places to stop. */
const STRIDE = 4_096

interface Counts {
  readonly ringOf: Int32Array
  readonly part: Float64Array
  readonly blocks: Uint32Array
}

/**
 * Dependencies of a walk on which more shortest paths lead to somebody than a number can hold, such as across a large grid: the same
 * sums, with counts of any size.
 *
 * @param order people reached, nearest first; those at distance d are `order[ring[d]]` up to, not including, `order[ring[d + 1]]`
 */
export function addDependenciesOfManyPaths(
  network: Network,
  order: Uint32Array,
  ring: Uint32Array,
  rings: number,
  sum: Float64Array,
  control: Control | undefined,
): void {
  const n = network.people
  const counts = { ringOf: new Int32Array(n).fill(-1), part: new Float64Array(n), blocks: new Uint32Array(n) }
  for (let d = 0; d < rings; d++) for (let k = ring[d]!; k < ring[d + 1]!; k++) counts.ringOf[order[k]!] = d
  const reached = ring[rings]!
  counts.part[order[0]!] = 1
  for (let k = 1; k < reached; k++) {
    countPaths(network, counts, order[k]!)
    if (k % STRIDE === 0) checkpoint(control, 0)
  }
  const carried = new Float64Array(n)
  for (let k = reached - 1; k > 0; k--) {
    const v = order[k]!
    carried[v] = carriedBy(network, counts, carried, v)
    sum[v]! += carried[v]!
    if (k % STRIDE === 0) checkpoint(control, 0)
  }
}

/** Adds up the paths of those one ring nearer. */
function countPaths({ inStart, from }: Network, { ringOf, part, blocks }: Counts, person: number): void {
  let most = 0
  const nearer = (a: number) => ringOf[from[a]!] === ringOf[person]! - 1
  for (let a = inStart[person]!; a < inStart[person + 1]!; a++) if (nearer(a)) most = Math.max(most, blocks[from[a]!]!)
  let count = 0
  for (let a = inStart[person]!; a < inStart[person + 1]!; a++) {
    const v = from[a]!
    // two blocks less are less than rounding
    if (nearer(a) && blocks[v]! >= most - 1) count += blocks[v] === most ? part[v]! : part[v]! / BLOCK
  }
  part[person] = count >= BLOCK ? count / BLOCK : count
  blocks[person] = count >= BLOCK ? most + 1 : most
}

function carriedBy({ start, to }: Network, { ringOf, part, blocks }: Counts, carried: Float64Array, person: number) {
  let all = 0
  for (let a = start[person]!; a < start[person + 1]!; a++) {
    const w = to[a]!
    const more = blocks[w]! - blocks[person]!
    if (ringOf[w] !== ringOf[person]! + 1 || more > 1) continue
    all += ((part[person]! / part[w]!) * (1 + carried[w]!)) / (more === 1 ? BLOCK : 1)
  }
  return all
}
