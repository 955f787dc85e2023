import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Names of the landscapes of which nobody else takes care: they go with the account. Only a steward can be the last one in a team. */
export async function landscapesOfMineAlone(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select l.name from landscape l join convener mine on mine.landscape_id = l.id
    where mine.person_id = viewer() and mine.role = 'steward' and not exists (
      select from convener other where other.landscape_id = l.id and other.person_id <> mine.person_id)
    order by l.name, l.id`.execute(tx)
  return rows.map(({ name }) => name)
}
