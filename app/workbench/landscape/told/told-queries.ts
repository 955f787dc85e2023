import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { DrawnConsent, Purpose } from '../drawn-landscape.ts'

/** Somebody the viewer named, with how the viewer calls them and what they said. */
export interface NamedPerson {
  /** id in the drawing */
  id: string
  name: string | null
  state: DrawnConsent['state']
  namedAt: Date
  /** what they said yes to, beside the map */
  agreed: Purpose[]
  /** told in some way, or said something themselves */
  wasTold: boolean
  /** may be written to by the program; null where the viewer may not have it write */
  hasAddress: boolean | null
  /** a letter that did not arrive; the address only for whoever wrote it down */
  failed: { address: string | null; at: Date } | null
}

/** Everybody the viewer brought onto this map, the untold first, the longest waiting at the top. */
export async function namedByMe(tx: Tx, landscapeId: string): Promise<NamedPerson[]> {
  const { rows } =
    await sql<NamedPerson>`select p.external_id as id, coalesce(n.name, l.label) as name, p.consent as state, p.named_at as "namedAt",
      array(select a.purpose from agreement a where a.landscape_id = p.landscape_id and a.person_id = p.person_id) as agreed,
      p.told_at is not null or p.consent <> 'not yet asked' as "wasTold", w.has_address as "hasAddress",
      case when f.person_id is not null then jsonb_build_object('address', f.address, 'at', f.failed_at) end as failed
    from participant_seen p join people_in(${landscapeId}) n using (person_id)
    left join placeholder_label l on l.landscape_id = p.landscape_id and l.person_id = p.person_id and l.named_by = viewer()
    left join waiting_to_be_told(${landscapeId}) w on w.person_id = p.person_id
    left join letters_that_failed(${landscapeId}) f on f.person_id = p.person_id
    where p.landscape_id = ${landscapeId} and p.named_by = viewer()
    order by p.consent <> 'not yet asked', p.named_at, p.external_id collate "C"`.execute(tx)
  return rows.map((row) => ({ ...row, failed: row.failed && { ...row.failed, at: new Date(row.failed.at) } }))
}

/** Writes a person's word down, if the viewer may; the database moves their name to where it then belongs. */
export async function writeConsent(
  tx: Tx,
  said: { id: string; landscapeId: string; who: string; state: DrawnConsent['state']; name: string | null; at: Date },
): Promise<'recorded' | 'not-allowed' | 'name-needed'> {
  const { rows } = await sql<{ outcome: 'recorded' | 'not-allowed' | 'name-needed' }>`
    select case when ${said.state} = 'agreed' and said_no_themselves(${said.landscapeId}, ${said.who}, 'map') then 'not-allowed'
        else record_consent(${said.id}, ${said.landscapeId}, ${said.who}, ${said.state}, ${said.name}, ${said.at}) end as outcome,
      set_config('ecotone.why', 'told', true)`.execute(tx)
  return rows[0]!.outcome
}

/** Writes down what somebody said to the purposes beside the map, if the viewer may. */
export async function writePurposes(
  tx: Tx,
  said: { landscapeId: string; who: string; purposes: Partial<Record<Purpose, boolean>>; at: Date },
): Promise<'recorded' | 'not-allowed' | 'their-own-word'> {
  const { rows } = await sql<{ outcome: 'recorded' | 'not-allowed' | 'their-own-word' }>`
    select record_purposes(${said.landscapeId}, ${said.who}, ${JSON.stringify(said.purposes)}::jsonb, ${said.at}) as outcome`.execute(
    tx,
  )
  return rows[0]!.outcome
}
