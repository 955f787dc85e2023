import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/database.ts'

/** Does work of which nothing stays when it throws, while the transaction around it goes on. */
export async function attempt<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint attempt`.execute(tx)
  try {
    const done = await work()
    await sql`release savepoint attempt`.execute(tx)
    return done
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx)
    throw error
  }
}

/** One of several things that a cell lists: the row that says so, and what it is called. */
export interface Listed {
  row: string
  id: string
  name: string
}

/** The groups of a person, in the order in which the table lists them. */
export async function groupsOf(tx: Tx, landscapeId: string, personRow: string): Promise<Listed[]> {
  const { rows } = await sql<Listed>`select m.id as row, g.external_id as id, g.name from membership m
    join practice g on g.landscape_id = m.landscape_id and g.id = m.practice_id
    where m.landscape_id = ${landscapeId} and m.person_id = ${personRow} order by g.external_id collate "C"`.execute(tx)
  return rows
}

/** Where a person or practice stands on one boundary; known to be unknown has no name and comes last. */
export async function standingsOf(
  tx: Tx,
  landscapeId: string,
  { boundary, holder, row }: { boundary: string; holder: 'person' | 'practice'; row: string },
): Promise<Listed[]> {
  const { rows } =
    await sql<Listed>`select t.id as row, coalesce(s.name, '') as id, coalesce(s.name, '') as name from standing t
    join boundary b on b.landscape_id = t.landscape_id and b.id = t.boundary_id
    left join side s on s.landscape_id = t.landscape_id and s.id = t.side_id
    where t.landscape_id = ${landscapeId} and b.external_id = ${boundary} and ${sql.ref(`t.${holder}_id`)} = ${row}
    order by s.position nulls last`.execute(tx)
  return rows
}

/** The account of a tie with the row that holds it, and every value as the cell of it holds it. */
export interface AccountInTable {
  id: string
  from: string
  to: string
  reportedBy: string | null
  says: 'yes' | 'no'
  kind: string
  strength: string
  since: string
  until: string
  confirmed: string
}

/** Accounts of ties among some people, by the ids of their rows; what was taken back is left out. */
export async function accountsAmong(tx: Tx, landscapeId: string, people: readonly string[]): Promise<AccountInTable[]> {
  const { rows } = await sql<AccountInTable>`select id, from_id as "from", to_id as "to", reported_by as "reportedBy",
      says, kind, strength::text as strength, coalesce(true_from::text, '') as since, coalesce(true_until::text, '') as until,
      coalesce(confirmed_on::text, '') as confirmed
    from tie where landscape_id = ${landscapeId} and retracted_at is null
      and from_id = any (${people}::uuid[]) and to_id = any (${people}::uuid[]) order by id`.execute(tx)
  return rows
}
