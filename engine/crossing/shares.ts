import { type Control, checkpoint, stretch } from '../control.ts'
import { inStretches } from '../network/in-stretches.ts'
import type { Landscape } from '../network/landscape.ts'
import { type Dimension, type Parts, partsOf } from './dimension.ts'

/** Parts, and how much of each person is in each: shares of a person sum to 1. */
export interface Shares extends Parts {
  /** beside `part` */
  share: Float64Array
}

/** How much of each person is in each practice (their weights), or on each side of a boundary (equal shares of one's sides). */
export function sharesOf(landscape: Landscape, dimension: Dimension, control?: Control): Shares {
  const parts = partsOf(landscape, dimension, stretch(control, 0, 0.5))
  if (dimension === 'practices') return { ...parts, share: landscape.memberWeight }
  return evenShares(parts, stretch(control, 0.5, 1))
}

/** Everybody evenly in all of their parts. */
export function evenShares(parts: Parts, control?: Control): Shares {
  const { start } = parts
  const share = new Float64Array(parts.part.length)
  inStretches(start.length - 1, control, (begin, end) => {
    for (let i = begin; i < end; i++) {
      const count = start[i + 1]! - start[i]!
      for (let k = start[i]!; k < start[i + 1]!; k++) share[k] = 1 / count
    }
  })
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
export function meanInCommon(shares: Shares, control?: Control): number | null {
  const { start, part, share, people, placed } = shares
  if (placed < 2) return null
  const inPart = people.map((list) => new Float64Array(list.length))
  const filled = new Uint32Array(people.length)
  inStretches(start.length - 1, control, (begin, end) => {
    for (let i = begin; i < end; i++) {
      for (let k = start[i]!; k < start[i + 1]!; k++) inPart[part[k]!]![filled[part[k]!]!++] = share[k]!
    }
  })
  let sum = 0
  for (const values of inPart) {
    checkpoint(control, 1)
    values.sort()
    for (let k = 0; k < values.length; k++) sum += values[k]! * (values.length - 1 - k)
  }
  return sum / ((placed * (placed - 1)) / 2)
}
