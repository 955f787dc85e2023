import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

/** What kind of thing the words belong to. */
export const namedIn = [
  'landscape',
  'practice',
  'boundary',
  'concern',
  'space',
  'invitation',
  'journal_entry',
  'seen_opportunity',
  'custom_field',
  'change',
] as const

/** A place in the words of others where somebody who is gone may still be named. */
export interface Naming {
  id: string
  what: (typeof namedIn)[number]
  /** what it is called, and its id in the drawing, where it is there and has those */
  name: string | null
  externalId: string | null
  foundAt: Date
}

/** The places that nobody has ticked off, the newest first; none for whoever is no steward. One place once, however many parts of it. */
export async function namingsOf(tx: Tx, landscapeId: string): Promise<Naming[]> {
  const { rows } = await sql<Naming>`
    select distinct on (n.what, n.row_key) n.id, n.what, n.found_at as "foundAt",
      coalesce(g.name, b.name, s.name) as name, coalesce(g.external_id, b.external_id, s.external_id) as "externalId"
    from naming n
    left join practice g on n.what = 'practice' and g.landscape_id = n.landscape_id and g.id::text = n.row_key
    left join boundary b on n.what = 'boundary' and b.landscape_id = n.landscape_id and b.id::text = n.row_key
    left join space s on n.what in ('space', 'invitation') and s.landscape_id = n.landscape_id and s.id::text = n.row_key
    where n.landscape_id = ${landscapeId}
    order by n.what, n.row_key, n.found_at desc`.execute(tx)
  return rows.toSorted((a, b) => b.foundAt.getTime() - a.foundAt.getTime())
}

/** Ticks a place off, with all its parts; false when there is none such for this viewer. */
export async function tickOff(tx: Tx, landscapeId: string, id: string): Promise<boolean> {
  const { rows } = await sql`delete from naming n using naming one
    where one.landscape_id = ${landscapeId} and one.id = ${id} and n.landscape_id = ${landscapeId}
      and n.what = one.what and n.row_key = one.row_key returning n.id`.execute(tx)
  return rows.length > 0
}
