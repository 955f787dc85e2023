import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

/** One row of a table of the drawing as it stood at the end of a day. */
export interface KnownRow {
  what: string
  row: Record<string, unknown>
}

/** The tables of which a drawing is made up again. */
const tables = [
  'landscape',
  'participant',
  'practice',
  'membership',
  'boundary',
  'side',
  'standing',
  'tie',
  'answer',
  'concern',
  'space',
  'space_person',
]

/**
 * Every row as the last change up to the end of this day (UTC) left it, read from the log as the viewer may read it. Cost: one pass over
 * the log up to then; about a second for 200,000 rows.
 */
export async function rowsKnownOn(tx: Tx, landscapeId: string, day: string): Promise<KnownRow[]> {
  const { rows } = await sql<KnownRow>`
    select what, after as row from (
      select distinct on (what, key) what, did, after from (
        select c.id, c.what, c.did, c.after, case c.what
          when 'participant' then coalesce(c.after, c.before) ->> 'person_id'
          when 'space_person' then (coalesce(c.after, c.before) ->> 'space_id') || (coalesce(c.after, c.before) ->> 'person_id')
          else coalesce(c.after, c.before) ->> 'id' end as key
        from change c
        where c.landscape_id = ${landscapeId} and c.what = any (${tables})
          and c.changed_at < (${day}::date + 1)::timestamp at time zone 'UTC'
      ) logged order by what, key, id desc
    ) last where did <> 'removed' order by what, after ->> 'id', after ->> 'person_id'`.execute(tx)
  return rows
}

/** The day on which the log of a landscape begins. */
export async function firstDayOf(tx: Tx, landscapeId: string): Promise<string | null> {
  const { rows } = await sql<{
    day: string | null
  }>`select to_char(min(changed_at) at time zone 'UTC', 'YYYY-MM-DD') as day
    from change where landscape_id = ${landscapeId}`.execute(tx)
  return rows[0]?.day ?? null
}
