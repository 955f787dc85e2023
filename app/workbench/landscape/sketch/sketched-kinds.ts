import type { BoundaryKind } from '@ecotone/engine/network/landscape-input.ts'

/** Kinds of boundaries on which a single person may have a side; the others ask for more care than a first sketch takes. */
export const sketchedKinds = [
  'other',
  'geographic',
  'disciplinary',
  'institutional',
  'social',
] as const satisfies readonly BoundaryKind[]
