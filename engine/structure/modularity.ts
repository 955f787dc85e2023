import { BadInput, numberWithin } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'

const PEOPLE_BETWEEN_CHECKS = 1 << 15

/**
 * How much more do ties stay inside these groups than they would if everybody kept their number of ties and tied at random?
 *
 * Undirected: `Q = Σ_c [ W_c / W − γ (K_c / 2W)² ]`, W_c the strength of ties inside c, K_c the strength of all ties of its people, W
 * of all ties (Newman, Girvan 2004; resolution γ: Reichardt, Bornholdt 2006). Directed: `K_c²` becomes out × in over W² (Leicht,
 * Newman 2008).
 *
 * Cost O(people + ties).
 *
 * What misleads: groups much smaller than the whole can be invisible to it (Fortunato, Barthélemy 2007); random networks score well above
 * 0, too.
 *
 * @param group for each person, a whole number from 0 to people − 1
 * @returns below 1; null without ties
 * @throws BadInput for a group that is no such number, or a resolution that is not from 0 to 1,000; Error named AbortError when stopped
 */
export function modularity(
  network: Network,
  group: ArrayLike<number>,
  resolution = 1,
  control?: Control,
): number | null {
  const { people, start, to, strength, directed } = network
  checkGroups(people, group)
  numberWithin('resolution', resolution, 0, 1000)
  const out = new Float64Array(people)
  let total = 0
  let inside = 0
  for (let i = 0; i < people; i++) {
    if ((i & (PEOPLE_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, i / people)
    const own = group[i]!
    const end = start[i + 1]!
    let sum = 0
    let kept = 0
    if (strength === null) {
      for (let k = start[i]!; k < end; k++) if (group[to[k]!] === own) kept++
      sum = end - start[i]!
    } else {
      for (let k = start[i]!; k < end; k++) {
        sum += strength[k]!
        if (group[to[k]!] === own) kept += strength[k]!
      }
    }
    out[own] = out[own]! + sum
    total += sum
    inside += kept
  }
  if (total === 0) return null
  const incoming = directed ? strengthComingIn(network, group) : out
  let chance = 0
  for (let g = 0; g < people; g++) chance += (out[g]! / total) * (incoming[g]! / total)
  return inside / total - resolution * chance
}

function strengthComingIn({ people, inStart, inStrength }: Network, group: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(people)
  for (let i = 0; i < people; i++) {
    let sum = inStart[i + 1]! - inStart[i]!
    if (inStrength) {
      sum = 0
      for (let k = inStart[i]!; k < inStart[i + 1]!; k++) sum += inStrength[k]!
    }
    sums[group[i]!] = sums[group[i]!]! + sum
  }
  return sums
}

/** @throws BadInput unless there is one whole number below `people` for each person */
function checkGroups(people: number, group: ArrayLike<number>): void {
  if (group.length !== people)
    throw new BadInput('number of groups given', group.length, `give one for each of ${people} people`)
  for (let i = 0; i < people; i++) {
    const own = group[i]!
    if (!(Number.isInteger(own) && own >= 0 && own < people)) {
      throw new BadInput(`group of person ${i}`, own, `give a whole number from 0 to ${people - 1}`)
    }
  }
}
