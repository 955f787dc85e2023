import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { CustomFields } from '../drawn-landscape.ts'

export interface KeptRow {
  id: string
  fields: CustomFields
}

/** The custom fields of one person or practice, by its row id, as far as the viewer may see them. */
export async function keptOf(tx: Tx, landscapeId: string, rowId: string): Promise<KeptRow[]> {
  const { rows } = await sql<KeptRow>`select id, fields from custom_field
    where landscape_id = ${landscapeId} and ${rowId} in (person_id, practice_id) order by id`.execute(tx)
  return rows
}

/** Forgets a row of custom fields, if there is one that the viewer may forget. */
export async function deleteKept(tx: Tx, landscapeId: string, id: string): Promise<void> {
  await sql`delete from custom_field where landscape_id = ${landscapeId} and id = ${id}`.execute(tx)
}
