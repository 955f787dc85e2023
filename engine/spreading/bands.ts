/** The middle of many stories, and between what eight in ten of them lie. */
export interface Band {
  low: number
  median: number
  high: number
}

/**
 * Median and 10–90 % band, each the value of a story that was drawn (nearest rank), never a value between.
 *
 * @param values in any order; at least one
 */
export function bandOf(values: ArrayLike<number>): Band {
  const sorted = Float64Array.from(values).sort()
  return { low: ranked(sorted, 0.1), median: ranked(sorted, 0.5), high: ranked(sorted, 0.9) }
}

function ranked(sorted: Float64Array, share: number): number {
  // the small step back keeps 0.1 · 30 at 3, where rounding has made it a little more
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)]!
}
