import type { Parts } from '../crossing/dimension.ts'
import { tellable } from '../tellable.ts'

/** The part of each person who belongs to exactly one, with enough people in it, −1 for the others; and how many these are. */
export function onePartOf({ start, part, people }: Parts, fewest: number): { label: Int32Array; leftOut: number } {
  let leftOut = 0
  const enough = people.map((list) => tellable(list.length, fewest))
  const label = Int32Array.from({ length: start.length - 1 }, (_, i) => {
    const own = part[start[i]!]!
    if (start[i + 1]! - start[i]! === 1 && enough[own]) return own
    leftOut++
    return -1
  })
  return { label, leftOut }
}
