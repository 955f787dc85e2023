import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Somebody else who has a writing open. */
export interface OpenElsewhere {
  name: string
  since: Date
}

/** Whoever was not seen for so long, in minutes, has most likely left: without a script a page cannot say so. */
const minutesOpen = 20

/** Notes that the viewer has this writing open. */
export async function noteOpen(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`
    insert into writing_open as o (writing_id, person_id, since, seen_at) values (${id}, viewer(), ${now}, ${now})
    on conflict (writing_id, person_id) do update set seen_at = ${now},
      since = case when o.seen_at < ${before(now)} then ${now} else o.since end`.execute(tx)
}

/** Who else has it open, whoever was first first. */
export async function openElsewhere(tx: Tx, id: string, now: Date): Promise<OpenElsewhere[]> {
  const { rows } = await sql<OpenElsewhere>`
    select n.name, o.since from writing_open o join names_of_editors(array(
      select person_id from writing_open where writing_id = ${id})) n on n.id = o.person_id
    where o.writing_id = ${id} and o.person_id <> viewer() and o.seen_at >= ${before(now)} order by o.since`.execute(tx)
  return rows
}

/** What these people are called; those who are gone are missing. */
export async function namesOfEditors(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`select id, name from names_of_editors(${wanted})`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function before(now: Date): Date {
  return new Date(now.getTime() - minutesOpen * 60_000)
}
