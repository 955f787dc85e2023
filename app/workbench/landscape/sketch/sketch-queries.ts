import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

/** Says aloud, for the log of this transaction, what the changes are for. */
export async function sayWhy(tx: Tx, why: string): Promise<void> {
  await sql`select set_config('ecotone.why', ${why}, true)`.execute(tx)
}

/**
 * So many new ids after the last one in a landscape: "p001", "p002" … They tell nothing about anybody, and sort in the order in which
 * things were written down.
 */
export async function newOutsideIds(
  tx: Tx,
  landscapeId: string,
  letter: 'p' | 'g' | 'b',
  many: number,
): Promise<string[]> {
  const { rows } = await sql<{ last: number }>`select ${lastNumber(landscapeId, letter)} as last`.execute(tx)
  return Array.from({ length: many }, (_, nth) => letter + String(rows[0]!.last + 1 + nth).padStart(3, '0'))
}

/** People whom the viewer may not see have numbers as well, so the database is asked for theirs. */
function lastNumber(landscapeId: string, letter: 'p' | 'g' | 'b') {
  if (letter === 'p') return sql`last_given_number(${landscapeId})`
  const table = { g: 'practice', b: 'boundary' }[letter]
  return sql`(select coalesce(max(substring(external_id from 2)::int), 0) from ${sql.table(table)}
    where landscape_id = ${landscapeId} and external_id ~ ${`^${letter}[0-9]{1,8}$`})`
}

/** Replaces what the viewer said about a pair: an account of theirs is corrected, not doubled. */
export async function forgetMyAccounts(
  tx: Tx,
  landscapeId: string,
  pairs: { from_id: string; to_id: string }[],
): Promise<void> {
  await sql`delete from tie t using jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p (from_id uuid, to_id uuid)
    where t.landscape_id = ${landscapeId} and t.recorded_by = viewer() and t.reported_by is null
      and least(t.from_id, t.to_id) = least(p.from_id, p.to_id) and greatest(t.from_id, t.to_id) = greatest(p.from_id, p.to_id)`.execute(
    tx,
  )
}

/** Takes away every standing on a boundary, before new ones are written. */
export async function clearStandings(
  tx: Tx,
  landscapeId: string,
  boundaryId: string,
  of: 'practices' | 'people',
): Promise<void> {
  const column = of === 'practices' ? 'practice_id' : 'person_id'
  await sql`delete from standing where landscape_id = ${landscapeId} and boundary_id = ${boundaryId} and ${sql.ref(column)} is not null`.execute(
    tx,
  )
}

export async function sideIds(tx: Tx, landscapeId: string, boundaryId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; id: string }>`select name, id from side
    where landscape_id = ${landscapeId} and boundary_id = ${boundaryId} order by position`.execute(tx)
  return new Map(rows.map(({ name, id }) => [name, id]))
}
