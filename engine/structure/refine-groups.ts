import { shuffle } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { membersOf } from './members-of.ts'
import type { Search } from './move-to-better.ts'
import type { Tally, WeightedRows } from './weighted-rows.ts'

/** How far from the best a merge may be and still be chosen now and then, in mean strengths of a tie. */
const RANDOMNESS = 0.01
/** Beyond this many times RANDOMNESS behind the best, a merge is never chosen. */
const FAR = 20
const ROWS_BETWEEN_CHECKS = 1 << 13

/**
 * Builds each group anew from single people, so that what comes out holds together: only who is alone merges, only into a part that is
 * well connected within the group, and only where modularity does not fall. Source: the refinement of Traag, Waltman, van Eck 2019.
 *
 * @param group for each row, its group, 0 to `groups` − 1
 * @returns for each row, the number of its part (numbers below `rows.count`, some unused); every part is connected
 */
export function refineGroups(rows: WeightedRows, group: Uint32Array, groups: number, search: Search): Uint32Array {
  const { count, start, to, weight, pull, total } = rows
  const { tally, resolution, next, control } = search
  const part = new Uint32Array(count)
  for (let i = 0; i < count; i++) part[i] = i
  if (total === 0) return part
  const order = groupByGroup(group, groups, next)
  const groupPull = new Float64Array(count)
  for (let i = 0; i < count; i++) groupPull[group[i]!] = groupPull[group[i]!]! + pull[i]!
  const parts: Parts = {
    pull: pull.slice(),
    ties: strengthInside(rows, group, control),
    sizes: new Uint8Array(count).fill(1),
  }
  const scale = resolution / total
  const choice: Choice = { scale, closeness: (RANDOMNESS * total) / Math.max(1, to.length), next }
  for (let nth = 0; nth < count; nth++) {
    if ((nth & (ROWS_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, nth / count)
    const i = order[nth]!
    if (parts.sizes[i] !== 1) continue
    const own = group[i]!
    const inside = parts.ties[i]!
    const rest = groupPull[own]!
    if (inside === 0 || inside < scale * pull[i]! * (rest - pull[i]!)) continue
    const touched = tallyWithin(start[i]!, start[i + 1]!, to, weight, group, own, part, tally)
    const best = chosenPart(choice, tally, touched, parts, pull[i]!, rest)
    if (best >= 0) {
      parts.pull[best] = parts.pull[best]! + pull[i]!
      parts.ties[best] = parts.ties[best]! + inside - 2 * tally.weight[best]!
      parts.sizes[best] = 2
      parts.sizes[i] = 0
      part[i] = best
    }
    for (let t = 0; t < touched; t++) tally.weight[tally.touched[t]!] = 0
  }
  return part
}

/** All rows, group by group, each group in random order: groups do not touch one another, and one after another they stay near the processor. */
function groupByGroup(group: Uint32Array, groups: number, next: () => number): Uint32Array {
  const { memberStart, member } = membersOf(group, groups)
  for (let g = 0; g < groups; g++) shuffle(member.subarray(memberStart[g]!, memberStart[g + 1]!), next)
  return member
}

interface Parts {
  pull: Float64Array
  /** strength of ties from each part to the rest of its group */
  ties: Float64Array
  /** 0, 1, or 2 for more */
  sizes: Uint8Array
}

interface Choice {
  scale: number
  closeness: number
  next: () => number
}

function strengthInside(
  { count, start, to, weight }: WeightedRows,
  group: Uint32Array,
  control?: Control,
): Float64Array {
  const inside = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    if ((i & (4 * ROWS_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    const own = group[i]!
    const end = start[i + 1]!
    let sum = 0
    if (weight === null) for (let k = start[i]!; k < end; k++) sum += group[to[k]!] === own ? 1 : 0
    else for (let k = start[i]!; k < end; k++) if (group[to[k]!] === own) sum += weight[k]!
    inside[i] = sum
  }
  return inside
}

/** Adds the ties of one row that stay in its group to the tally by part. */
function tallyWithin(
  from: number,
  end: number,
  to: Uint32Array,
  weight: Float64Array | null,
  group: Uint32Array,
  own: number,
  part: Uint32Array,
  tally: Tally,
): number {
  const sums = tally.weight
  let touched = 0
  for (let k = from; k < end; k++) {
    const j = to[k]!
    if (group[j] !== own) continue
    const p = part[j]!
    const sum = sums[p]!
    if (sum === 0) tally.touched[touched++] = p
    sums[p] = sum + (weight === null ? 1 : weight[k]!)
  }
  return touched
}

/**
 * A part at random among those that do not lower modularity, the better the likelier: exp(gain / closeness). Staying alone gains 0 and
 * is one of the choices: −1.
 */
function chosenPart(choice: Choice, tally: Tally, touched: number, parts: Parts, pull: number, rest: number): number {
  const { scale, closeness, next } = choice
  const { weight, touched: list, gain } = tally
  let most = 0
  let possible = 0
  let best = -1
  for (let t = 0; t < touched; t++) {
    const p = list[t]!
    const partPull = parts.pull[p]!
    const here = weight[p]! - scale * pull * partPull
    if (here < 0 || here < most - FAR * closeness) continue
    if (parts.ties[p]! < scale * partPull * (rest - partPull)) continue
    // swapped to the front of the list, which stays whole
    list[t] = list[possible]!
    list[possible] = p
    gain[possible++] = here
    if (here > most || best < 0) {
      most = here
      best = p
    }
  }
  if (possible === 0 || (possible === 1 && most > FAR * closeness)) return best
  let sum = expBelow((0 - most) / closeness)
  for (let t = 0; t < possible; t++) sum += gain[t] = expBelow((gain[t]! - most) / closeness)
  let left = next() * sum
  for (let t = 0; t < possible; t++) {
    left -= gain[t]!
    if (left < 0) return list[t]!
  }
  return -1
}

/** exp(x) for x ≤ 0, from products alone and so the same everywhere: (1 + x / 1024)^1024, and 0 far below. Good to 1 % near 0. */
function expBelow(x: number): number {
  if (x < -FAR) return 0
  let power = 1 + x / 1024
  for (let squared = 0; squared < 10; squared++) power *= power
  return power
}
