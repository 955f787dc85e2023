import type { Landscape } from '../network/landscape.ts'
import { type Dimension, type Parts, partsOf } from './dimension.ts'

/** Parts, and how much of each person is in each: shares of a person sum to 1. */
export interface Shares extends Parts {
  /** beside `part` */
  share: Float64Array
}

/** How much of each person is in each practice (their weights), or on each side of a boundary (equal shares of one's sides). */
export function sharesOf(landscape: Landscape, dimension: Dimension): Shares {
  const parts = partsOf(landscape, dimension)
  return dimension === 'practices' ? { ...parts, share: landscape.memberWeight } : evenShares(parts)
}

/** Everybody evenly in all of their parts. */
export function evenShares(parts: Parts): Shares {
  const share = new Float64Array(parts.part.length)
  for (let i = 0; i + 1 < parts.start.length; i++) {
    const [from, end] = [parts.start[i]!, parts.start[i + 1]!]
    share.fill(1 / (end - from), from, end)
  }
  return { ...parts, share }
}

/** How much two people have in common, 0 to 1: `o_ij = Σ_g min(m_ig, m_jg)`. */
export function inCommon({ start, part, share }: Shares, one: number, other: number): number {
  let i = start[one]!
  let j = start[other]!
  const iEnd = start[one + 1]!
  const jEnd = start[other + 1]!
  let sum = 0
  while (i < iEnd && j < jEnd) {
    const [a, b] = [part[i]!, part[j]!]
    if (a === b) sum += Math.min(share[i]!, share[j]!)
    if (a <= b) i++
    if (b <= a) j++
  }
  return sum
}

/**
 * The mean of `inCommon` over all pairs of people who belong to parts; null below two people.
 *
 * Exact: within a part, everybody has in common with those of larger share their own share. Cost O(memberships · log).
 */
export function meanInCommon(shares: Shares): number | null {
  const { start, part, share, people, placed } = shares
  if (placed < 2) return null
  const inPart = people.map((list) => new Float64Array(list.length))
  const filled = new Uint32Array(people.length)
  for (let i = 0; i + 1 < start.length; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) inPart[part[k]!]![filled[part[k]!]!++] = share[k]!
  }
  let sum = 0
  for (const values of inPart) {
    values.sort()
    for (let k = 0; k < values.length; k++) sum += values[k]! * (values.length - 1 - k)
  }
  return sum / ((placed * (placed - 1)) / 2)
}
