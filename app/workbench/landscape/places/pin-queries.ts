import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

/** A hill that somebody put in a place. */
export interface Pin {
  /** the practice, by the id in the drawing */
  id: string
  x: number
  y: number
  /** changes with every move: what a page that moves it again must have seen */
  sign: string
  /** who put it there, as far as the viewer may read a name */
  by: string | null
  mine: boolean
  at: Date
}

/** What a page says of a hill that nobody pinned. */
export const unpinned = 'free'

/** The pinned hills of a landscape. */
export async function pinsOf(tx: Tx, landscapeId: string): Promise<Pin[]> {
  const { rows } = await sql<Pin>`select p.external_id as id, n.x, n.y, n.pinned_at as at, w.name as by,
      coalesce(n.pinned_by = viewer(), false) as mine, (extract(epoch from n.pinned_at) * 1000000)::bigint::text as sign
    from pin n join practice p on p.landscape_id = n.landscape_id and p.id = n.practice_id
    left join person w on w.id = n.pinned_by
    where n.landscape_id = ${landscapeId} order by p.external_id`.execute(tx)
  return rows
}

/** Puts a hill in a place; who and when is written by the database. */
export async function putPin(
  tx: Tx,
  landscapeId: string,
  practice: string,
  { x, y }: { x: number; y: number },
): Promise<void> {
  await sql`insert into pin (landscape_id, practice_id, x, y) values (${landscapeId}, ${practice}, ${x}, ${y})
    on conflict (landscape_id, practice_id) do update set x = excluded.x, y = excluded.y`.execute(tx)
}

/** Lets go of one hill, or of all; gives how many. */
export async function removePins(tx: Tx, landscapeId: string, practice: string | null): Promise<number> {
  const done = await sql`delete from pin where landscape_id = ${landscapeId}
    and (${practice}::uuid is null or practice_id = ${practice})`.execute(tx)
  return Number(done.numAffectedRows)
}

/** Was there a practice of this id that somebody took out? */
export async function wasTakenOut(tx: Tx, landscapeId: string, practice: string): Promise<boolean> {
  const { rows } =
    await sql`select from change where landscape_id = ${landscapeId} and what = 'practice' and did = 'removed'
    and before ->> 'external_id' = ${practice} limit 1`.execute(tx)
  return rows.length > 0
}

/** How many people have a membership in each of these practices. */
export async function membersOf(
  tx: Tx,
  landscapeId: string,
  practices: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{
    id: string
    n: number
  }>`select practice_id as id, count(distinct person_id) as n from membership
    where landscape_id = ${landscapeId} and practice_id = any (${practices}::uuid[]) group by 1`.execute(tx)
  return new Map(rows.map(({ id, n }) => [id, n]))
}
