import type { ForwardTies } from '../clustering/forward-ties.ts'

/** The sum of the strengths of a person's ties, by rank: their number where ties have no strength. Cost O(people + ties). */
export function totalStrengths({ people, start, to, count, strength }: ForwardTies): Float64Array {
  const total = new Float64Array(people)
  if (!strength) {
    total.set(count)
    return total
  }
  for (let r = 0; r < people; r++) {
    for (let e = start[r]!; e < start[r + 1]!; e++) {
      total[r]! += strength[e]!
      total[to[e]!]! += strength[e]!
    }
  }
  return total
}
