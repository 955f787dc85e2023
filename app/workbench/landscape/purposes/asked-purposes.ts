import type { Purpose } from '../drawn-landscape.ts'

/** What everybody on a map is asked about, one by one, in the order of the screen; `map` stands before them. */
export const askedPurposes = [
  'ties',
  'analysis',
  'introductions',
  'stories',
  'newsletter',
] as const satisfies readonly Purpose[]
