import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import { moment } from './history-queries.ts'
import type { Hindrance } from './people-of-deed.ts'

/** What the database answers: "done", or why not and what is missing. */
type Answer = ['done' | Hindrance['reason'], what?: string, id?: string]

function hindranceIn([reason, what, id]: Answer): Hindrance | null {
  if (reason === 'done') return null
  return what !== undefined && id !== undefined ? { reason, missing: { what, id } } : { reason }
}

/** Brings back whoever a deed took out, with all that went with them. */
export async function bringBack(tx: Tx, landscapeId: string, deed: string): Promise<Hindrance | null> {
  const { rows } = await sql<{ it: Answer }>`select bring_back(${landscapeId}, ${moment(deed)}) as it`.execute(tx)
  return hindranceIn(rows[0]!.it)
}

/** Parts two drawings of one person that a deed joined. */
export async function partAgain(tx: Tx, landscapeId: string, deed: string): Promise<Hindrance | null> {
  const { rows } = await sql<{ it: Answer }>`select part_again(${landscapeId}, ${moment(deed)}) as it`.execute(tx)
  return hindranceIn(rows[0]!.it)
}

/** Calls somebody what they were called before a deed. */
export async function callAgain(
  tx: Tx,
  landscapeId: string,
  person: string,
  deed: string,
): Promise<'done' | Hindrance['reason']> {
  const { rows } = await sql<{
    it: 'done' | Hindrance['reason']
  }>`select call_again(${landscapeId}, ${person}, ${moment(deed)}) as it`.execute(tx)
  return rows[0]!.it
}

/** Whether anything was said of somebody after a deed, also what the viewer may not read. */
export async function saidSince(tx: Tx, landscapeId: string, person: string, deed: string): Promise<boolean> {
  const { rows } = await sql<{
    it: boolean
  }>`select said_since(${landscapeId}, ${person}, ${moment(deed)}) as it`.execute(tx)
  return rows[0]!.it
}

/** Deeds of people that the viewer can still undo, by their ids, each with its last moment. Says nothing of whom. */
export async function stillKept(tx: Tx, landscapeId: string): Promise<Map<string, Date>> {
  const { rows } = await sql<{
    id: string
    until: Date
  }>`select (extract(epoch from taken_at) * 1000000)::bigint::text as id,
    until from still_kept(${landscapeId})`.execute(tx)
  return new Map(rows.map(({ id, until }) => [id, until]))
}

/** When and as what something that is missing was taken out, as far as the log says it to the viewer. */
export async function takenOutSince(
  tx: Tx,
  landscapeId: string,
  { what, id }: { what: string; id: string },
): Promise<{ deed: string; name: string | null } | null> {
  const key = what === 'participant' ? 'person_id' : 'id'
  const { rows } = await sql<{ deed: string; name: string | null }>`
    select (extract(epoch from changed_at) * 1000000)::bigint::text as deed, before ->> 'name' as name from change
    where landscape_id = ${landscapeId} and what = ${what} and did = 'removed' and before ->> ${key} = ${id}
    order by id desc limit 1`.execute(tx)
  return rows[0] ?? null
}

/** Lets go for good of everybody whom a deed took out and who could still be brought back. Says how many those were. */
export async function letGoOfDeed(tx: Tx, landscapeId: string, deed: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select let_go_of_deed(${landscapeId}, ${moment(deed)}) as n`.execute(tx)
  return rows[0]!.n
}
