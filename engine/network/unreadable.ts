import { BadInput } from '../bad-input.ts'

/** The error of bytes that are no landscape, or a damaged one: which place, what stands there, and what is wrong about it. */
export function unreadable(place: string, value: unknown, why: string): BadInput {
  return new BadInput(`Landscape bytes cannot be read: ${place}`, value, why)
}
