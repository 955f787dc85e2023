import type { Parts } from '../crossing/dimension.ts'

/** The part of each person who belongs to exactly one, −1 for the others; and how many these are. */
export function onePartOf({ start, part }: Parts): { label: Int32Array; leftOut: number } {
  let leftOut = 0
  const label = Int32Array.from({ length: start.length - 1 }, (_, i) => {
    if (start[i + 1]! - start[i]! === 1) return part[start[i]!]!
    leftOut++
    return -1
  })
  return { label, leftOut }
}
