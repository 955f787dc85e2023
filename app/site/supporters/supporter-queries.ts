import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Supporter } from './supporters.ts'

const columns = sql`id, position, shown, name, url, gives, grant_id as "grantId", ror, logo, chapters`

/** Those who are shown, in the order editors gave them. */
export async function listSupporters(tx: Tx): Promise<Supporter[]> {
  const { rows } =
    await sql<Supporter>`select ${columns} from supporter where shown order by position, name, id`.execute(tx)
  return rows
}

/** All of them, for editors: nobody else is given those that are not shown. */
export async function listEverySupporter(tx: Tx): Promise<Supporter[]> {
  const { rows } = await sql<Supporter>`select ${columns} from supporter order by position, name, id`.execute(tx)
  return rows
}

/** Writes one down, new or changed. */
export async function keepSupporter(tx: Tx, one: Supporter): Promise<void> {
  await sql`insert into supporter (id, position, shown, name, url, gives, grant_id, ror, logo, chapters)
    values (${one.id}, ${one.position}, ${one.shown}, ${one.name}, ${one.url}, ${one.gives}, ${one.grantId}, ${one.ror}, ${one.logo}, ${one.chapters})
    on conflict (id) do update set position = excluded.position, shown = excluded.shown, name = excluded.name, url = excluded.url,
      gives = excluded.gives, grant_id = excluded.grant_id, ror = excluded.ror, logo = excluded.logo, chapters = excluded.chapters`.execute(
    tx,
  )
}

export async function removeSupporter(tx: Tx, id: string): Promise<void> {
  await sql`delete from supporter where id = ${id}`.execute(tx)
}
