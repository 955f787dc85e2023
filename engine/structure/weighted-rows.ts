import { bothWays } from '../clustering/both-ways.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { membersOf } from './members-of.ts'

/** A network of people, or of groups taken as one, as the search for communities reads it: every tie stands at both ends. */
export interface WeightedRows {
  count: number
  start: Uint32Array
  to: Uint32Array
  /** null = all 1 */
  weight: Float64Array | null
  /** strength of all ties of each one, ties inside a group counted twice */
  pull: Float64Array
  /** sum of `pull`: twice the strength of all ties */
  total: number
}

const ROWS_BETWEEN_CHECKS = 1 << 13

/** Rows of a network; a one-way tie counts as a tie, and the two ways of a pair are added. */
export function weightedRows(network: Network): WeightedRows {
  const { people } = network
  const { start, to, strength: weight } = bothWays(network)
  const pull = new Float64Array(people)
  let total = 0
  for (let i = 0; i < people; i++) {
    let sum = 0
    if (weight === null) sum = start[i + 1]! - start[i]!
    else for (let k = start[i]!; k < start[i + 1]!; k++) sum += weight[k]!
    pull[i] = sum
    total += sum
  }
  return { count: people, start, to, weight, pull, total }
}

/** Work space as large as the network: an entry per group, zero between uses, and a list of those in use. */
export interface Tally {
  weight: Float64Array
  touched: Uint32Array
  /** what joining each of those in use would gain */
  gain: Float64Array
}

export function tallyFor(count: number): Tally {
  return { weight: new Float64Array(count), touched: new Uint32Array(count), gain: new Float64Array(count) }
}

/**
 * Takes each group as one: ties between groups are added up, ties inside stay in `pull` alone.
 *
 * @param group for each row, its group, 0 to `count` − 1, none empty
 * Cost O(ties), one row after another: no sorting.
 */
export function contracted(
  rows: WeightedRows,
  group: Uint32Array,
  count: number,
  tally: Tally,
  control?: Control,
): WeightedRows {
  const { start, to, weight } = rows
  const { memberStart, member } = membersOf(group, count)
  const pull = new Float64Array(count)
  const outStart = new Uint32Array(count + 1)
  // room for all arcs: memory that is never written to is never taken
  const outTo = new Uint32Array(to.length)
  const outWeight = new Float64Array(to.length)
  let at = 0
  let checked = 0
  for (let g = 0; g < count; g++) {
    let touched = 0
    let sum = 0
    if (memberStart[g]! >= checked) {
      checkpoint(control, checked / rows.count)
      checked += ROWS_BETWEEN_CHECKS
    }
    for (let e = memberStart[g]!; e < memberStart[g + 1]!; e++) {
      const i = member[e]!
      sum += rows.pull[i]!
      touched = tallyRow(start[i]!, start[i + 1]!, to, weight, group, tally, touched)
    }
    pull[g] = sum
    for (let t = 0; t < touched; t++) {
      const other = tally.touched[t]!
      if (other !== g) {
        outTo[at] = other
        outWeight[at++] = tally.weight[other]!
      }
      tally.weight[other] = 0
    }
    outStart[g + 1] = at
  }
  const [keptTo, keptWeight] = [outTo.subarray(0, at), outWeight.subarray(0, at)]
  return { count, start: outStart, to: keptTo, weight: keptWeight, pull, total: rows.total }
}

/** Adds the ties of one row to the tally by group; answers how many groups are touched now. */
export function tallyRow(
  from: number,
  end: number,
  to: Uint32Array,
  weight: Float64Array | null,
  group: Uint32Array,
  tally: Tally,
  touched: number,
): number {
  const sums = tally.weight
  const list = tally.touched
  if (weight === null) {
    for (let k = from; k < end; k++) {
      const g = group[to[k]!]!
      const sum = sums[g]!
      if (sum === 0) list[touched++] = g
      sums[g] = sum + 1
    }
    return touched
  }
  for (let k = from; k < end; k++) {
    const g = group[to[k]!]!
    const sum = sums[g]!
    if (sum === 0) list[touched++] = g
    sums[g] = sum + weight[k]!
  }
  return touched
}
