import { type Key, sequence, shuffle, streamKey, worldKey } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { isPlaced, type Parts } from './dimension.ts'

/** Ties among people who belong to some part, each once. */
export interface PlacedTies {
  one: Uint32Array
  other: Uint32Array
  /** null = all 1 */
  strength: Float64Array | null
  /** strength of all of them */
  total: number
}

/** The ties of a network whose both ends belong to a part: a pair with arcs both ways stands there twice. Cost O(people + ties). */
export function placedTies({ people, start, to, strength, directed }: Network, parts: Parts): PlacedTies {
  const one = new Uint32Array(directed ? to.length : to.length / 2)
  const other = new Uint32Array(one.length)
  const weight = strength && new Float64Array(one.length)
  let count = 0
  let total = 0
  for (let i = 0; i < people; i++) {
    if (!isPlaced(parts, i)) continue
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const j = to[k]!
      if ((!directed && j < i) || !isPlaced(parts, j)) continue
      one[count] = i
      other[count] = j
      if (weight) weight[count] = strength[k]!
      total += strength ? strength[k]! : 1
      count++
    }
  }
  return {
    one: one.subarray(0, count),
    other: other.subarray(0, count),
    strength: weight === null ? null : weight.subarray(0, count),
    total,
  }
}

/** Draws in one part of the work. */
export const DRAWS_IN_PART = 20
const TIES_BETWEEN_CHECKS = 1 << 19

/**
 * Deals everybody's parts out anew, once for each draw of this part of the work, and asks what comes of it.
 *
 * A draw depends on the seed and its number alone: however draws are shared out, they are the same.
 *
 * @param ask given whose parts each person wears now (a person without parts wears their own)
 */
export function dealAnew(
  parts: Parts,
  nth: number,
  draws: number,
  seed: number | string,
  ask: (wears: Uint32Array, draw: number) => void,
): void {
  const stream: Key = streamKey(seed, 'shuffled labels')
  const wears = Uint32Array.from({ length: parts.start.length - 1 }, (_, i) => i)
  const placed = wears.filter((i) => isPlaced(parts, i))
  const last = Math.min(draws, (nth + 1) * DRAWS_IN_PART)
  for (let draw = nth * DRAWS_IN_PART; draw < last; draw++) {
    const dealt = placed.slice()
    shuffle(dealt, sequence(worldKey(stream, draw)))
    for (let k = 0; k < placed.length; k++) wears[placed[k]!] = dealt[k]!
    ask(wears, draw - nth * DRAWS_IN_PART)
  }
}

/** Calls `add` for every tie, with a place to stop now and then. */
export function overTies(ties: PlacedTies, control: Control | undefined, add: (k: number) => void): void {
  for (let from = 0; from < ties.one.length; from += TIES_BETWEEN_CHECKS) {
    checkpoint(control, 0)
    const end = Math.min(ties.one.length, from + TIES_BETWEEN_CHECKS)
    for (let k = from; k < end; k++) add(k)
  }
}

/** What draws at random gave, beside what was seen. */
export interface Shuffled {
  mean: number
  sd: number
  /** 2.5 % and 97.5 % of the draws lie below */
  low: number
  high: number
  /** share of draws at or below the seen value */
  atOrBelow: number
  draws: number
}

/** Sums draws up. `values` is put in order. Null without draws. */
export function summarised(values: Float64Array, seen: number): Shuffled | null {
  const draws = values.length
  if (draws === 0) return null
  let atOrBelow = 0
  // a value counts as equal within rounding
  for (const value of values) if (value <= seen + 1e-9 * Math.max(1, Math.abs(seen))) atOrBelow++
  values.sort()
  const mean = values.reduce((sum, value) => sum + value, 0) / draws
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws)
  const at = (share: number) => values[Math.min(draws - 1, Math.floor(share * draws))]!
  return { mean, sd, low: at(0.025), high: at(0.975), atOrBelow: atOrBelow / draws, draws }
}
