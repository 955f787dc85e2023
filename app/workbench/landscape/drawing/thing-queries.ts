import { type RawBuilder, sql } from 'kysely'
import { keepAudit } from '../../../people/audit/audit.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { ThingKind, Values } from './drawn-things.ts'

/** A thing as it stands, with the id of its row. */
export interface StoredThing {
  rowId: string
  values: Values
  /** who it is about, when that is not said in a field: the boundary of a standing */
  boundary: string | null
}

/** Lets nobody else change this drawing until the transaction ends: of two at once the second sees what the first did. */
export async function holdDrawing(tx: Tx, landscapeId: string): Promise<void> {
  await sql`select from landscape where id = ${landscapeId} for update`.execute(tx)
}

/** One thing by its id (for people, practices and boundaries the one in the drawing); null when it is not there, or not to be seen. */
export async function storedThing(
  tx: Tx,
  landscapeId: string,
  kind: ThingKind,
  id: string,
): Promise<StoredThing | null> {
  const byRow = kind !== 'person' && kind !== 'practice' && kind !== 'boundary'
  if (byRow && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null
  const { rows } = await reading[kind](landscapeId, id).execute(tx)
  const row = rows[0]
  if (!row) return null
  const said = Object.entries(row.values).filter(([, value]) => value !== null && value !== '')
  return { ...row, values: Object.fromEntries(said) as Values }
}

type Read = RawBuilder<StoredThing>

const person = (column: string) =>
  sql`(select s.external_id from participant_seen s where s.landscape_id = t.landscape_id and s.person_id = ${sql.ref(column)})`
const practice = sql`(select g.external_id from practice g where g.landscape_id = t.landscape_id and g.id = t.practice_id)`
const boundary = sql`(select b.external_id from boundary b where b.landscape_id = t.landscape_id and b.id = t.boundary_id)`

const reading: Record<ThingKind, (landscapeId: string, id: string) => Read> = {
  person: (at, id) => sql`select t.person_id as "rowId", null as boundary, jsonb_build_object(
      'name', case when t.consent = 'agreed' or t.person_id = viewer() then n.name else l.label end) as values
    from participant_seen t left join person n on n.id = t.person_id
    left join placeholder_label l on l.landscape_id = t.landscape_id and l.person_id = t.person_id and l.named_by = viewer()
    where t.landscape_id = ${at} and t.external_id = ${id}`,
  practice: (at, id) => sql`select t.id as "rowId", null as boundary, jsonb_build_object('name', t.name, 'kind', t.kind,
      'does', t.does, 'specialCategory', case when t.special_category then 'yes' end) as values
    from practice t where t.landscape_id = ${at} and t.external_id = ${id}`,
  membership: (
    at,
    id,
  ) => sql`select t.id as "rowId", null as boundary, jsonb_build_object('person', ${person('t.person_id')},
      'practice', ${practice}, 'weight', t.weight::text, 'mode', t.mode, 'since', t.since::text, 'until', t.until::text) as values
    from membership t where t.landscape_id = ${at} and t.id = ${id}`,
  boundary: (
    at,
    id,
  ) => sql`select t.id as "rowId", t.external_id as boundary, jsonb_build_object('name', t.name, 'kind', t.kind,
      'history', t.history, 'stakes', t.stakes) as values
    from boundary t where t.landscape_id = ${at} and t.external_id = ${id}`,
  side: (at, id) => sql`select t.id as "rowId", ${boundary} as boundary, jsonb_build_object('boundary', ${boundary},
      'name', t.name) as values
    from side t where t.landscape_id = ${at} and t.id = ${id}`,
  standing: (at, id) => sql`select t.id as "rowId", ${boundary} as boundary, jsonb_build_object(
      'person', ${person('t.person_id')}, 'practice', ${practice},
      'side', ${boundary} || '/' || coalesce((select s.name from side s where s.landscape_id = t.landscape_id and s.id = t.side_id), '')) as values
    from standing t where t.landscape_id = ${at} and t.id = ${id}`,
  tie: (at, id) => sql`select t.id as "rowId", null as boundary, jsonb_build_object('from', ${person('t.from_id')},
      'to', ${person('t.to_id')}, 'says', t.says, 'kind', t.kind, 'mutual', case when t.mutual then 'yes' end,
      'strength', t.strength::text, 'reportedBy', ${person('t.reported_by')}, 'since', t.true_from::text,
      'until', t.true_until::text, 'confirmed', t.confirmed_on::text) as values
    from tie t where t.landscape_id = ${at} and t.id = ${id}`,
  concern: (
    at,
    id,
  ) => sql`select t.id as "rowId", null as boundary, jsonb_build_object('person', ${person('t.person_id')},
      'practice', ${practice}, 'kind', t.kind, 'words', t.words, 'key', t.key) as values
    from concern t where t.landscape_id = ${at} and t.id = ${id}`,
}

/** Writes the changed fields of one thing; false when it is not the viewer's to change. */
export async function updateThing(
  tx: Tx,
  landscapeId: string,
  kind: Exclude<ThingKind, 'person'>,
  rowId: string,
  { to, sideId }: { to: Values; sideId: string | null },
): Promise<boolean> {
  const or = (value: string | undefined) => value || null
  const sets: Record<typeof kind, RawBuilder<unknown>> = {
    practice: sql`name = ${to.name}, kind = ${to.kind}, does = ${or(to.does)}, special_category = ${to.specialCategory === 'yes'}`,
    membership: sql`weight = ${to.weight}, mode = ${or(to.mode)}, since = ${or(to.since)}, until = ${or(to.until)}`,
    boundary: sql`name = ${to.name}, kind = ${to.kind}, history = ${or(to.history)}, stakes = ${or(to.stakes)}`,
    side: sql`name = ${to.name}`,
    standing: sql`side_id = ${sideId}`,
    tie: sql`says = ${to.says}, kind = ${to.kind}, mutual = ${to.mutual === 'yes'}, strength = ${to.strength},
      true_from = ${or(to.since)}, true_until = ${or(to.until)}, confirmed_on = ${or(to.confirmed)}`,
    concern: sql`kind = ${to.kind}, words = ${to.words}`,
  }
  const done =
    await sql`update ${sql.table(kind)} set ${sets[kind]} where landscape_id = ${landscapeId} and id = ${rowId}`.execute(
      tx,
    )
  return Number(done.numAffectedRows) > 0
}

/** Calls somebody otherwise, if they are the viewer's to name. */
export async function callPerson(tx: Tx, landscapeId: string, personId: string, name: string): Promise<boolean> {
  const { rows } = await sql<{ it: boolean }>`select call_person(${landscapeId}, ${personId}, ${name}) as it`.execute(
    tx,
  )
  return rows[0]!.it
}

/**
 * Takes one thing away with everything that hangs on it; false when it is not the viewer's to take. A person can be brought back for thirty
 * days, unless it is `forGood`.
 */
export async function deleteThing(
  tx: Tx,
  landscapeId: string,
  kind: ThingKind,
  rowId: string,
  forGood = false,
): Promise<boolean> {
  if (kind === 'person') {
    const { rows } = await sql<{ it: boolean }>`select take_out(${landscapeId}, ${rowId}, ${forGood}) as it`.execute(tx)
    if (rows[0]!.it) await keepAudit(tx, { what: 'taken-out', landscapeId, aboutId: rowId })
    return rows[0]!.it
  }
  const done = await sql`delete from ${sql.table(kind)} where landscape_id = ${landscapeId} and id = ${rowId}`.execute(
    tx,
  )
  return Number(done.numAffectedRows) > 0
}

/** A side that somebody can stand on: `choice` is "boundary/side", and "boundary/" for known to be unknown. */
export interface SideChoice {
  choice: string
  boundary: string
  boundaryId: string
  boundaryName: string
  boundaryKind: string
  sideId: string | null
  sideName: string | null
}

/** Every side of one boundary, or of all, in their order; the one that is known to be unknown stands last. */
export async function sideChoices(tx: Tx, landscapeId: string, of: string | null): Promise<SideChoice[]> {
  const { rows } = await sql<SideChoice>`
    select b.external_id || '/' || coalesce(s.name, '') as choice, b.external_id as boundary, b.id as "boundaryId",
      b.name as "boundaryName", b.kind as "boundaryKind", s.id as "sideId", s.name as "sideName"
    from boundary b left join lateral (
      select id, name, position from side where landscape_id = b.landscape_id and boundary_id = b.id
      union all select null, null, 1000000) s on true
    where b.landscape_id = ${landscapeId} and (${of}::text is null or b.external_id = ${of})
    order by b.position, b.external_id, s.position`.execute(tx)
  return rows
}

/** How much hangs on a thing and would go with it. */
export interface Hanging {
  memberships: number
  ties: number
  standings: number
  concerns: number
  sides: number
  spaces: number
}

export async function hangingOn(tx: Tx, landscapeId: string, kind: ThingKind, rowId: string): Promise<Hanging> {
  const column = sql.ref(`${kind === 'person' ? 'person' : kind}_id`)
  const count = (table: string, when: boolean, where = sql`${column} = ${rowId}`) =>
    when ? sql`(select count(*) from ${sql.table(table)} where landscape_id = ${landscapeId} and ${where})` : sql`0`
  const holder = kind === 'person' || kind === 'practice'
  const { rows } = await sql<Hanging>`select
    ${count('membership', holder)} as memberships,
    ${count('tie', kind === 'person', sql`${rowId} in (from_id, to_id)`)} as ties,
    ${count('standing', holder || kind === 'boundary' || kind === 'side')} as standings,
    ${count('concern', holder)} as concerns,
    ${count('side', kind === 'boundary')} as sides,
    ${count('space_person', kind === 'person')} as spaces`.execute(tx)
  return rows[0]!
}

export async function sidesLeft(tx: Tx, landscapeId: string, sideId: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from side where landscape_id = ${landscapeId} and boundary_id =
    (select boundary_id from side where landscape_id = ${landscapeId} and id = ${sideId})`.execute(tx)
  return rows[0]!.n
}

/** Who changed or removed a thing last, as far as the log says it to the viewer; looks at the newest 2,000 rows. */
export interface LastChange {
  did: 'added' | 'changed' | 'removed'
  at: Date
  by: string | null
  mine: boolean
  why: string | null
}

export async function lastChangeOf(
  tx: Tx,
  landscapeId: string,
  kind: ThingKind,
  rowId: string,
): Promise<LastChange | null> {
  const table = kind === 'person' ? 'participant' : kind
  const key = kind === 'person' ? 'person_id' : 'id'
  const { rows } =
    await sql<LastChange>`select c.did, c.changed_at as at, n.name as by, c.changed_by = viewer() as mine, c.why
    from (select * from change where landscape_id = ${landscapeId} order by changed_at desc, id desc limit 2000) c
    left join person n on n.id = c.changed_by
    where c.what = ${table} and coalesce(c.after, c.before) ->> ${key} = ${rowId}
    order by c.changed_at desc, c.id desc limit 1`.execute(tx)
  return rows[0] ?? null
}

export async function joinPeople(tx: Tx, landscapeId: string, kept: string, gone: string): Promise<string> {
  const { rows } = await sql<{ it: string }>`select join_people(${landscapeId}, ${kept}, ${gone}) as it`.execute(tx)
  return rows[0]!.it
}

/** Whether a word is taken as the key of a concern already, so that the same concern keeps one key. */
export async function concernKeyOf(tx: Tx, landscapeId: string, words: string): Promise<string | null> {
  const { rows } = await sql<{ key: string }>`select key from concern
    where landscape_id = ${landscapeId} and lower(words) = lower(${words}) order by id limit 1`.execute(tx)
  return rows[0]?.key ?? null
}
