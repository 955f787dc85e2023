import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** External ids beside the ids of the rows. External ids are what drawings, results and URLs carry; row ids are what tables carry. */
export interface DrawnIds {
  person: Map<string, string>
  practice: Map<string, string>
  boundary: Map<string, string>
  /** the other way: row id to external id */
  externalOf: Map<string, string>
}

export async function readDrawnIds(tx: Tx, landscapeId: string): Promise<DrawnIds> {
  const { rows } = await sql<{ what: 'person' | 'practice' | 'boundary'; id: string; external: string }>`
    select 'person' as what, person_id as id, external_id as external from participant_seen where landscape_id = ${landscapeId}
    union all select 'practice', id, external_id from practice where landscape_id = ${landscapeId}
    union all select 'boundary', id, external_id from boundary where landscape_id = ${landscapeId}`.execute(tx)
  const ids: DrawnIds = { person: new Map(), practice: new Map(), boundary: new Map(), externalOf: new Map() }
  for (const row of rows) {
    ids[row.what].set(row.external, row.id)
    ids.externalOf.set(row.id, row.external)
  }
  return ids
}
