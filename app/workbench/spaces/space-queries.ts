import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { DrawnSpace, DrawnSpacePerson } from '../landscape/drawn-landscape.ts'

export interface SpaceRow extends DrawnSpace {
  rowId: string
  opportunityKey: string | null
}

const columns = sql`id as "rowId", external_id as id, name, question, why, stage, ground_rule as "groundRule",
  opportunity_key as "opportunityKey"`

export async function spaceRow(tx: Tx, landscapeId: string, externalId: string): Promise<SpaceRow | null> {
  const { rows } = await sql<SpaceRow>`select ${columns} from space
    where landscape_id = ${landscapeId} and external_id = ${externalId}`.execute(tx)
  return rows[0] ?? null
}

export interface BoardRow extends SpaceRow {
  people: number
  hosts: number
}

/** All spaces with how many people are in them, newest first; at most 500. */
export async function boardRows(tx: Tx, landscapeId: string): Promise<BoardRow[]> {
  const { rows } = await sql<BoardRow>`select ${columns},
      (select count(*) from space_person p where p.landscape_id = s.landscape_id and p.space_id = s.id) as people,
      (select count(*) from space_person p where p.landscape_id = s.landscape_id and p.space_id = s.id and p.role = 'host') as hosts
    from space s where landscape_id = ${landscapeId} order by made_at desc, external_id limit 500`.execute(tx)
  return rows
}

export interface NewSpace extends Omit<SpaceRow, 'rowId'> {
  landscapeId: string
  rowId: string
  madeBy: string
  madeAt: Date
}

export async function insertSpace(tx: Tx, one: NewSpace): Promise<void> {
  await sql`insert into space (landscape_id, id, external_id, name, question, why, stage, ground_rule, opportunity_key, made_by, made_at)
    values (${one.landscapeId}, ${one.rowId}, ${one.id}, ${one.name}, ${one.question}, ${one.why}, ${one.stage}, ${one.groundRule},
      ${one.opportunityKey}, ${one.madeBy}, ${one.madeAt})`.execute(tx)
}

export async function updateSpace(
  tx: Tx,
  landscapeId: string,
  rowId: string,
  to: Pick<DrawnSpace, 'name' | 'question' | 'why' | 'stage' | 'groundRule'>,
): Promise<void> {
  await sql`update space set name = ${to.name}, question = ${to.question}, why = ${to.why}, stage = ${to.stage},
    ground_rule = ${to.groundRule} where landscape_id = ${landscapeId} and id = ${rowId}`.execute(tx)
}

export interface SeatRow {
  personId: string
  role: DrawnSpacePerson['role']
  state: DrawnSpacePerson['state']
}

/** Makes these, and no others, the people of the space. */
export async function replaceSeats(
  tx: Tx,
  landscapeId: string,
  rowId: string,
  seats: readonly SeatRow[],
): Promise<void> {
  const ids = seats.map(({ personId }) => personId)
  await sql`delete from space_person where landscape_id = ${landscapeId} and space_id = ${rowId}
    and person_id <> all (${ids}::uuid[])`.execute(tx)
  if (seats.length === 0) return
  const roles = seats.map(({ role }) => role)
  const states = seats.map(({ state }) => state)
  await sql`insert into space_person (landscape_id, space_id, person_id, role, state)
    select ${landscapeId}, ${rowId}, person_id, role, state
    from unnest(${ids}::uuid[], ${roles}::text[], ${states}::text[]) as seat (person_id, role, state)
    on conflict (landscape_id, space_id, person_id) do update set role = excluded.role, state = excluded.state
    where (space_person.role, space_person.state) is distinct from (excluded.role, excluded.state)`.execute(tx)
}

export async function keepInvitation(
  tx: Tx,
  landscapeId: string,
  rowId: string,
  practiceId: string,
  words: string,
): Promise<void> {
  await sql`insert into invitation (landscape_id, space_id, practice_id, words)
    values (${landscapeId}, ${rowId}, ${practiceId}, ${words})
    on conflict (landscape_id, space_id, practice_id) do update set words = excluded.words`.execute(tx)
}

/** Back to what is drafted from facts. */
export async function dropInvitation(tx: Tx, landscapeId: string, rowId: string, practiceId: string): Promise<void> {
  await sql`delete from invitation where landscape_id = ${landscapeId} and space_id = ${rowId} and practice_id = ${practiceId}`.execute(
    tx,
  )
}
