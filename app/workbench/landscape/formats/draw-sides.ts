import type { BoundaryKind } from '@ecotone/engine/network/landscape-input.ts'
import { type DrawnBoundary, type DrawnLandscape, type DrawnStanding, practicesOnly } from '../drawn-landscape.ts'
import { freshId } from './draw-groups.ts'
import { shortened } from './problem.ts'
import { notice } from './read-table.ts'
import type { Reading } from './reading.ts'

/** Where somebody or a practice stands, as one column of sides says it. */
export interface SaidSides {
  boundary: { kind: BoundaryKind; name: string; sides: readonly string[] }
  /** those it stands on; none: known to be unknown */
  on: string[]
}

export type HeldSides = SaidSides & Pick<DrawnStanding, 'person' | 'practice'>

/**
 * Turns columns of sides into boundaries and standings. A boundary needs two sides; on a class, political or cultural one single
 * persons take none: both are told and left out.
 */
export function drawSides(drawn: DrawnLandscape, said: readonly HeldSides[], file: string, reading: Reading): void {
  const boundaries = new Map<string, DrawnBoundary>()
  const ids = new Map(drawn.boundaries.map((one) => [one.id, one]))
  for (const { boundary, on } of said) {
    const { kind, name, sides } = boundary
    const key = JSON.stringify([kind, name])
    const known = boundaries.get(key) ?? { id: '', name, kind, sides: [], history: null, stakes: null }
    boundaries.set(key, known)
    for (const side of [...sides, ...on]) if (!known.sides.includes(side)) known.sides.push(side)
  }
  for (const boundary of boundaries.values()) {
    if (boundary.sides.length < 2) {
      const value = shortened(boundary.sides[0] ?? '')
      notice(reading, { file, row: null, field: shortened(boundary.name), value, code: 'one-place' })
      continue
    }
    boundary.id = freshId(boundary.name, ids)
    ids.set(boundary.id, boundary)
    drawn.boundaries.push(boundary)
  }
  for (const { boundary, on, person, practice } of said) {
    const { id } = boundaries.get(JSON.stringify([boundary.kind, boundary.name]))!
    if (id === '') continue
    if (person !== null && practicesOnly.has(boundary.kind)) {
      const facts = { boundary: boundary.name }
      notice(reading, { file, row: null, field: shortened(person), code: 'practices-only', facts })
      continue
    }
    for (const side of on.length === 0 ? [null] : on) drawn.standings.push({ boundary: id, side, person, practice })
  }
}
