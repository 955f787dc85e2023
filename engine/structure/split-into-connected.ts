import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { joinTrees } from './join-trees.ts'

const PEOPLE_BETWEEN_CHECKS = 1 << 15

/**
 * Splits every group whose people no chain of ties inside it joins, in place: such a split never lowers modularity.
 *
 * Union–find over the ties inside groups. Cost O(people + ties).
 *
 * @param group for each person, a group; afterwards the number of the first person of their group
 */
export function splitIntoConnected({ people, start, to }: Network, group: Uint32Array, control?: Control): void {
  const parent = new Uint32Array(people)
  for (let i = 0; i < people; i++) parent[i] = i
  for (let i = 0; i < people; i++) {
    if ((i & (PEOPLE_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, i / people)
    const own = group[i]!
    const end = start[i + 1]!
    for (let k = start[i]!; k < end; k++) {
      const j = to[k]!
      if (group[j] === own) joinTrees(parent, i, j)
    }
  }
  // a parent is never above its child, so it is a root already when its child comes
  for (let i = 0; i < people; i++) group[i] = parent[i] = parent[parent[i]!]!
}
