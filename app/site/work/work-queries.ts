import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Did whoever asks write any note in the handbook? */
export async function wroteNotes(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ wrote: boolean }>`
    select exists (select 1 from reader_note where written_by = viewer()) as wrote`.execute(tx)
  return rows[0]!.wrote
}
