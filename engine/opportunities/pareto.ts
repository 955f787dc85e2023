/**
 * Which options are not beaten on all counts, and in what order to read them when one order is wanted.
 *
 * The counts are never added up with weights of ours. Many weightings are drawn at random, all equally likely, and the
 * order is that of the mean place over them; the share of weightings in which an option comes first is
 * reported with it (stochastic multicriteria acceptability analysis, Lahdelma and others 1998). A narrow lead in mean
 * place says little: read the shares.
 */

import { type Control, checkpoint } from '../control.ts'
import { portableLog } from '../portable-log.ts'

/** One option's counts, all "more is better"; null = cannot be said, and then counts as the middle of what is known. */
export type Counts = readonly (number | null)[]

export interface Standing {
  meanRank: number
  shareFirst: number
  shareTopThree: number
  unbeaten: boolean
}

/** Each puts up to a thousand options in order, and each option is compared with as many. */
const WEIGHTINGS_BETWEEN_STOPS = 16

/** True when `one` is at least as good as `other` on every count known of both, and better on at least one. */
export function beats(one: Counts, other: Counts): boolean {
  let better = false
  for (let k = 0; k < one.length; k++) {
    const x = one[k] ?? null
    const y = other[k] ?? null
    if (x === null || y === null) {
      if (x !== y) return false
      continue
    }
    if (x < y) return false
    if (x > y) better = true
  }
  return better
}

/**
 * Places of the options over `weightings` random weightings (uniform on the simplex). Each count is first turned
 * into a mid-rank from 0 to 1 among the options, so that units do not weigh. Cost: options² × counts + weightings × options × log(options).
 */
export function orderOptions(
  options: readonly Counts[],
  next: () => number,
  weightings = 1000,
  control?: Control,
): Standing[] {
  const n = options.length
  if (n === 0) return []
  const columns = options[0]!.length
  const ranks = Array.from({ length: columns }, (_, k) => midRanks(options.map((option) => option[k] ?? null)))
  const sum = new Float64Array(n)
  const first = new Float64Array(n)
  const topThree = new Float64Array(n)
  const score = new Float64Array(n)
  const places = Array.from({ length: n }, (_, i) => i)
  for (let w = 0; w < weightings; w++) {
    if (w % WEIGHTINGS_BETWEEN_STOPS === 0) checkpoint(control, w / weightings)
    score.fill(0)
    for (let k = 0; k < columns; k++) {
      const weight = -portableLog(1 - next())
      const column = ranks[k]!
      for (let i = 0; i < n; i++) score[i]! += weight * column[i]!
    }
    places.sort((i, j) => score[j]! - score[i]! || i - j)
    countPlaces(places, score, sum, first, topThree)
  }
  return options.map((option, i) => {
    if (i % WEIGHTINGS_BETWEEN_STOPS === 0) checkpoint(control, 1)
    return {
      meanRank: sum[i]! / weightings,
      shareFirst: first[i]! / weightings,
      shareTopThree: topThree[i]! / weightings,
      unbeaten: !options.some((other, j) => j !== i && beats(other, option)),
    }
  })
}

/** The mean score of each option over all weightings: the mean of its mid-ranks. Cost: options × counts × log(options). */
export function expectedScores(options: readonly Counts[], control?: Control): Float64Array {
  const scores = new Float64Array(options.length)
  for (let k = 0; k < (options[0]?.length ?? 0); k++) {
    checkpoint(control, 0)
    const ranks = midRanks(options.map((option) => option[k] ?? null))
    for (let i = 0; i < scores.length; i++) scores[i]! += ranks[i]!
  }
  return scores
}

/** Equal scores share a place, so that the order in which options came in says nothing. */
function countPlaces(
  places: number[],
  score: Float64Array,
  sum: Float64Array,
  first: Float64Array,
  topThree: Float64Array,
): void {
  let from = 0
  while (from < places.length) {
    let to = from + 1
    while (to < places.length && score[places[to]!] === score[places[from]!]) to++
    const size = to - from
    const inTopThree = Math.max(0, Math.min(3, to) - from) / size
    for (let at = from; at < to; at++) {
      const i = places[at]!
      sum[i]! += (from + 1 + to) / 2
      if (from === 0) first[i]! += 1 / size
      topThree[i]! += inTopThree
    }
    from = to
  }
}

/** Mid-ranks scaled to 0–1, best 1; unknown = 0.5. */
function midRanks(values: readonly (number | null)[]): Float64Array {
  const known = Float64Array.from(values.filter((value) => value !== null)).sort()
  return Float64Array.from(values, (value) => {
    if (value === null || known.length < 2) return 0.5
    const below = lowerBound(known, value, false)
    const upTo = lowerBound(known, value, true)
    return (below + upTo - 1) / 2 / (known.length - 1)
  })
}

function lowerBound(sorted: Float64Array, value: number, after: boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value || (after && sorted[middle] === value)) low = middle + 1
    else high = middle
  }
  return low
}
