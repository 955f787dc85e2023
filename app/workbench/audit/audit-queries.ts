import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Does the viewer run this instance? */
export async function stewardsTheInstance(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ it: boolean }>`select i_steward_the_instance() as it`.execute(tx)
  return rows[0]!.it
}

/** Who these ids are, as far as the viewer sees their names today. Whoever was erased, or is nobody's to see, is not among them. */
export async function namesNowSeen(tx: Tx, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from person
    where id = any (${[...new Set(people)]}) and name is not null`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
