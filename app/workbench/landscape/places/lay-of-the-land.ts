import { createHash } from 'node:crypto'
import type { Tx } from '../../../platform/db/database.ts'
import type { DrawnIds } from '../drawn-ids.ts'
import { drawnIds } from '../landscape.ts'
import type { Layout } from '../map/lay-out.ts'
import type { MapInput } from '../map/map-input.ts'
import { type Homes, homesOf, withPins } from '../map/with-pins.ts'
import { newestLayout, type StoredLayout } from './layout-queries.ts'
import { type Pin, pinsOf } from './pin-queries.ts'

/** Everything that is known of where things lie, before anything is laid out. */
export interface LayOfTheLand {
  ids: DrawnIds
  homes: Homes
  pins: Pin[]
  /** of what the places hang on */
  inputHash: string
  /** as it is kept: without pins */
  stored: StoredLayout | null
  /** as it was shown last: from here places move on; none before the first layout */
  shown: Layout | undefined
}

/** Reads where everything lay last, and what of it somebody put there. Cost: three queries, and memory in proportion to the people. */
export async function layOfTheLand(tx: Tx, landscapeId: string, input: MapInput): Promise<LayOfTheLand> {
  const ids = await drawnIds(tx, { id: landscapeId })
  const homes = homesOf(input)
  const known = new Set(input.practices.map(({ id }) => id))
  const pins = (await pinsOf(tx, landscapeId)).filter(({ id }) => known.has(id))
  const stored = await newestLayout(tx, landscapeId, ids)
  const shown = stored ? withPins(stored.layout, pins, homes) : aroundPins(pins)
  return { ids, homes, pins, inputHash: hashOf(input), stored, shown }
}

/** A layout of nothing but pinned hills: whatever is laid out from it lies around them. */
export function aroundPins(pins: readonly Pin[]): Layout | undefined {
  if (pins.length === 0) return undefined
  return { algorithm: 'two-stage/1', hills: pins.map(({ id, x, y }) => ({ id, x, y })), people: [] }
}

/** Of all a map shows, places depend on who belongs where and who is tied to whom, not on sides, clearings or spaces. */
function hashOf(input: MapInput): string {
  const people = input.people.map(({ id, memberships }) => [id, memberships])
  const dyads = input.dyads.map(({ a, b, weight }) => [a, b, weight])
  const practices = input.practices.map(({ id, people: size }) => [id, size])
  return createHash('sha256')
    .update(JSON.stringify([practices, people, dyads]))
    .digest('hex')
}
