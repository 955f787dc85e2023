import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** What the drawing calls each row, by the row's id; a row that is not in the landscape (any longer) is not in it. */
export type OutsideIds = ReadonlyMap<string, string>

/** External ids of everything in a landscape that has one, as far as the viewer may know them. */
export async function readOutsideIds(tx: Tx, landscapeId: string): Promise<OutsideIds> {
  const { rows } = await sql<{ id: string; external: string }>`
    select person_id as id, external_id as external from participant_seen where landscape_id = ${landscapeId}
    union all select id, external_id from practice where landscape_id = ${landscapeId}
    union all select id, external_id from boundary where landscape_id = ${landscapeId}
    union all select id, external_id from space where landscape_id = ${landscapeId}`.execute(tx)
  return new Map(rows.map(({ id, external }) => [id, external]))
}
