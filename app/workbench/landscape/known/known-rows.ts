import type { Tx } from '../../../platform/db/database.ts'
import { keptInMemory } from '../../../platform/kept-in-memory.ts'
import type { Landscape } from '../landscape.ts'
import { changesKnown } from './known-queries.ts'

type Row = Record<string, unknown>
type Known = Map<string, Map<string, Row>>

/** Whose knowledge of which landscape: with the parts that say who asks, what was read is kept and only what came later is read anew. */
export type KnownOf = { id: string } & Partial<Pick<Landscape, 'version' | 'viewerId' | 'role' | 'basis' | 'example'>>

interface Kept {
  sign: string
  day: string
  known: Known
}

/** A landscape of 20,000 people costs some 100 MB here, so few are kept. */
const kept = keptInMemory<string, Kept>()
const mostKept = 3

/**
 * Every row of the drawing as the log left it at the end of a day (UTC), by table, in the order of their keys, as the viewer may read it.
 * Played forward, only the days in between are read: what the same viewer asked last is kept for as long as nothing at all is changed in
 * the landscape, also not what anybody agreed to. It holds no names.
 */
export async function rowsKnownOn(tx: Tx, landscape: KnownOf, day: string): Promise<Map<string, Row[]>> {
  const before = keptOf(landscape, day)
  const after = before?.day ?? null
  const changes = after === day ? [] : await changesKnown(tx, landscape.id, { after, until: day })
  // another request of the same viewer may have gone on meanwhile
  if (before !== null && before.day !== after) return rowsKnownOn(tx, landscape, day)
  const known: Known = before?.known ?? new Map()
  for (const { what, key, row } of changes) {
    const things = known.get(what) ?? new Map<string, Row>()
    known.set(what, things)
    if (row === null) things.delete(key)
    else things.set(key, row)
  }
  keep(landscape, before, { sign: signOf(landscape), day, known })
  const inOrder = (things: Map<string, Row>) => [...things].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  return new Map([...known].map(([what, things]) => [what, inOrder(things)]))
}

/** What is kept of this viewer's knowledge of an earlier day, or of this one. */
function keptOf(landscape: KnownOf, day: string): Kept | null {
  const found = kept.get(keyOf(landscape)) ?? null
  return found !== null && found.sign === signOf(landscape) && found.day <= day ? found : null
}

function keep(landscape: KnownOf, before: Kept | null, state: Kept): void {
  if (landscape.version === undefined || landscape.viewerId === undefined) return
  if (before) before.day = state.day
  const key = keyOf(landscape)
  kept.delete(key)
  kept.set(key, before ?? state)
  const oldest = kept.keys().next().value
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}

function keyOf({ id, viewerId }: KnownOf): string {
  return `${id} ${viewerId}`
}

/** The same as long as the same viewer may read the same. */
function signOf({ version, role, basis, example }: KnownOf): string {
  return [version, role, basis, example].join(' ')
}
