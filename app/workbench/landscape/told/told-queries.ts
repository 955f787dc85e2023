import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { DrawnConsent } from '../drawn-landscape.ts'

/** Somebody the viewer named, with how the viewer calls them and what they said. */
export interface NamedPerson {
  /** id in the drawing */
  id: string
  name: string | null
  state: DrawnConsent['state']
  namedAt: Date
}

/** Everybody the viewer brought onto this map, the untold first, the longest waiting at the top. */
export async function namedByMe(tx: Tx, landscapeId: string): Promise<NamedPerson[]> {
  const { rows } =
    await sql<NamedPerson>`select p.external_id as id, coalesce(n.name, l.label) as name, p.consent as state, p.named_at as "namedAt"
    from participant_seen p join people_in(${landscapeId}) n using (person_id)
    left join placeholder_label l on l.landscape_id = p.landscape_id and l.person_id = p.person_id and l.named_by = viewer()
    where p.landscape_id = ${landscapeId} and p.named_by = viewer()
    order by p.consent <> 'not yet asked', p.named_at, p.external_id collate "C"`.execute(tx)
  return rows
}

/** Writes a person's word down, if the viewer may; the database moves their name to where it then belongs. */
export async function writeConsent(
  tx: Tx,
  said: { id: string; landscapeId: string; who: string; state: DrawnConsent['state']; name: string | null; at: Date },
): Promise<'recorded' | 'not-allowed' | 'name-needed'> {
  const { rows } = await sql<{ outcome: 'recorded' | 'not-allowed' | 'name-needed' }>`
    select record_consent(${said.id}, ${said.landscapeId}, ${said.who}, ${said.state}, ${said.name}, ${said.at}) as outcome,
      set_config('ecotone.why', 'told', true)`.execute(tx)
  return rows[0]!.outcome
}
