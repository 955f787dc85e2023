import type { BoundaryKind } from '@ecotone/engine/network/landscape-input.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { practicesOnly } from '../drawn-landscape.ts'
import { insertRows } from '../keep-landscape-queries.ts'
import { drawnIds, type Landscape } from '../landscape.ts'
import { clearStandings, newOutsideIds, sayWhy, sideIds } from './sketch-queries.ts'

/** Adds a boundary with two or more sides and gives its external id. */
export async function drawBoundary(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  what: { name: string; kind: BoundaryKind; sides: string[] },
): Promise<{ kind: 'drawn'; id: string } | { kind: 'refused'; reason: 'no-name' | 'one-side' | 'sides-alike' }> {
  const sides = what.sides.map((side) => side.trim()).filter(Boolean)
  if (!what.name.trim()) return { kind: 'refused', reason: 'no-name' }
  if (sides.length < 2) return { kind: 'refused', reason: 'one-side' }
  if (new Set(sides.map((side) => side.toLocaleLowerCase())).size < sides.length)
    return { kind: 'refused', reason: 'sides-alike' }
  await sayWhy(tx, 'first sketch')
  const newId = () => uuidv7(clock.now().getTime())
  const [external] = await newOutsideIds(tx, landscape.id, 'b', 1)
  const boundary = {
    landscape_id: landscape.id,
    id: newId(),
    external_id: external!,
    name: what.name.trim(),
    kind: what.kind,
    position: Number(external!.slice(1)),
  }
  await insertRows(tx, 'boundary', [boundary])
  await insertRows(
    tx,
    'side',
    sides.map((name, position) => ({
      landscape_id: landscape.id,
      id: newId(),
      boundary_id: boundary.id,
      name,
      position,
    })),
  )
  return { kind: 'drawn', id: boundary.external_id }
}

/** Where somebody stands: names of sides; several = both; `null` = asked oneself and does not know. Left out = nothing said. */
export type SaidStanding = { holder: string; sides: string[] | null }

/**
 * Puts whole groups, or single people as exceptions, onto the sides of a boundary. What was said before about groups (or people) on
 * this boundary is replaced, so that the form can be sent again.
 */
export async function standOn(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  boundary: { id: string; kind: BoundaryKind },
  of: 'practices' | 'people',
  said: SaidStanding[],
): Promise<{ kind: 'kept' } | { kind: 'refused'; reason: 'practices-only' | 'unknown-holder'; value?: string }> {
  if (of === 'people' && practicesOnly.has(boundary.kind)) return { kind: 'refused', reason: 'practices-only' }
  await sayWhy(tx, 'first sketch')
  const ids = await drawnIds(tx, landscape)
  const holders = of === 'practices' ? ids.practice : ids.person
  const unknown = said.find(({ holder }) => !holders.has(holder))
  if (unknown) return { kind: 'refused', reason: 'unknown-holder', value: unknown.holder }
  const boundaryId = ids.boundary.get(boundary.id)!
  const sides = await sideIds(tx, landscape.id, boundaryId)
  await clearStandings(tx, landscape.id, boundaryId, of)
  const rows = said.flatMap(({ holder, sides: names }) =>
    (names ?? [null]).map((name) => ({
      landscape_id: landscape.id,
      id: uuidv7(clock.now().getTime()),
      boundary_id: boundaryId,
      boundary_kind: boundary.kind,
      side_id: name === null ? null : sides.get(name),
      [of === 'practices' ? 'practice_id' : 'person_id']: holders.get(holder),
      recorded_by: landscape.viewerId,
    })),
  )
  await insertRows(tx, 'standing', rows)
  return { kind: 'kept' }
}
