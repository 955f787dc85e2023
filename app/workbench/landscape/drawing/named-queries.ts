import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

export interface Named {
  id: string
  rowId: string
  name: string | null
}

/** People, practices or boundaries by what the viewer calls them, at most `most`, in the order of their names. */
export async function namedThings(
  tx: Tx,
  landscapeId: string,
  kind: 'person' | 'practice' | 'boundary',
  most: number,
): Promise<Named[]> {
  if (kind !== 'person') {
    const { rows } = await sql<Named>`select external_id as id, id as "rowId", name from ${sql.table(kind)}
      where landscape_id = ${landscapeId} order by lower(name), external_id limit ${most}`.execute(tx)
    return rows
  }
  const people = await peopleCalled(tx, landscapeId)
  const compare = new Intl.Collator().compare
  return people.sort((one, other) => compare(one.name ?? '\uffff', other.name ?? '\uffff')).slice(0, most)
}

/** The one person, practice or boundary with this id, or with this name when nobody else has it. */
export async function namedThing(
  tx: Tx,
  landscapeId: string,
  kind: 'person' | 'practice' | 'boundary',
  text: string,
): Promise<Named | 'unknown' | 'several'> {
  if (kind === 'person') return namedPerson(tx, landscapeId, text)
  const { rows } = await sql<Named>`select external_id as id, id as "rowId", name from ${sql.table(kind)}
    where landscape_id = ${landscapeId} and (external_id = ${text} or lower(name) = lower(${text}))
    order by external_id <> ${text} limit 3`.execute(tx)
  return onlyOne(rows, text)
}

async function namedPerson(tx: Tx, landscapeId: string, text: string): Promise<Named | 'unknown' | 'several'> {
  const { rows } =
    await sql<Named>`${onePerson} where t.landscape_id = ${landscapeId} and t.external_id = ${text}`.execute(tx)
  if (rows[0]) return rows[0]
  const lower = text.toLocaleLowerCase()
  const people = await peopleCalled(tx, landscapeId)
  return onlyOne(
    people.filter(({ name }) => name?.toLocaleLowerCase() === lower),
    text,
  )
}

function onlyOne(found: Named[], text: string): Named | 'unknown' | 'several' {
  if (found.length === 0) return 'unknown'
  return found[0]!.id === text || found.length === 1 ? found[0]! : 'several'
}

const onePerson = sql`select t.external_id as id, t.person_id as "rowId",
    case when t.consent = 'agreed' or t.person_id = viewer() then n.name else l.label end as name
  from participant_seen t left join person n on n.id = t.person_id
  left join placeholder_label l on l.landscape_id = t.landscape_id and l.person_id = t.person_id and l.named_by = viewer()`

/**
 * Everybody in a landscape by what the viewer calls them; null for "1 person, not yet asked". Three plain queries put together here: as
 * one join over a fresh import, which has no statistics, it took fifteen seconds for 15,000 people.
 */
export async function peopleCalled(tx: Tx, landscapeId: string): Promise<(Named & { withdrawn: boolean })[]> {
  const people = await sql<{
    id: string
    rowId: string
    withdrawn: boolean
  }>`select external_id as id, person_id as "rowId",
    consent = 'withdrawn' as withdrawn from participant_seen where landscape_id = ${landscapeId} order by external_id`.execute(
    tx,
  )
  const names = await sql<{
    id: string
    name: string | null
  }>`select person_id as id, name from people_in(${landscapeId})`.execute(tx)
  const labels = await sql<{ id: string; label: string }>`select person_id as id, label from placeholder_label
    where landscape_id = ${landscapeId} and named_by = viewer()`.execute(tx)
  const labelOf = new Map(labels.rows.map(({ id, label }) => [id, label]))
  const nameOf = new Map(names.rows.map(({ id, name }) => [id, name]))
  return people.rows.map((one) => ({ ...one, name: nameOf.get(one.rowId) ?? labelOf.get(one.rowId) ?? null }))
}
