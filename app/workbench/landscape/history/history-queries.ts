import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

/** One row of the log, as the viewer may read it. */
export interface LoggedRow {
  what: string
  did: 'added' | 'changed' | 'removed'
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** What one transaction did: its rows share the moment and the person. */
export interface Deed {
  /** the moment in microseconds: names the deed in addresses */
  id: string
  at: Date
  by: string | null
  mine: boolean
  why: string | null
  /** the deed that this one undid */
  undoes: string | null
  rows: number
  /** somebody went, was joined or is called otherwise: the log alone cannot bring that back */
  ofPeople: boolean
  /** the first few of them, people before what went with them */
  shown: LoggedRow[]
}

/** A moment as microseconds, so that an address can carry it whole: a `Date` ends at the millisecond. */
const digits = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000000)::bigint::text`

/** The moment that the id of a deed stands for. */
export function moment(deed: string): RawBuilder<Date> {
  return sql`(timestamptz 'epoch' + ${deed}::bigint * interval '1 microsecond')`
}

/** Deeds, newest first, from before one of them on; of each at most eight rows. `tables` empty means all. */
export async function deeds(
  tx: Tx,
  landscapeId: string,
  { before, tables, most }: { before: string | null; tables: readonly string[]; most: number },
): Promise<Deed[]> {
  const { rows } = await sql<Deed>`
    with page as (
      select c.changed_at, c.changed_by, max(c.why) as why, max(c.undoes) as undoes, count(*) as n
      from change c where c.landscape_id = ${landscapeId}
        and (${before}::text is null or c.changed_at < ${before === null ? sql`now()` : moment(before)})
        and (${tables.length === 0} or c.what = any (${tables}))
      group by c.changed_at, c.changed_by order by c.changed_at desc limit ${most}
    )
    select ${digits('d.changed_at')} as id, d.changed_at as at, p.name as by, d.changed_by = viewer() as mine, d.why,
      ${digits('d.undoes')} as undoes, d.n as rows, s.shown,
      exists (select from change p where p.landscape_id = ${landscapeId} and p.changed_at = d.changed_at and p.what = 'participant'
        and (p.did = 'removed' or p.after ?| array['called', 'joined'])) as "ofPeople"
    from page d left join person p on p.id = d.changed_by
    cross join lateral (select jsonb_agg(jsonb_build_object('what', r.what, 'did', r.did, 'before', r.before, 'after', r.after) order by r.what <> 'participant', r.did = 'removed', r.id) as shown
      from (select * from change c where c.landscape_id = ${landscapeId} and c.changed_at = d.changed_at
        and c.changed_by is not distinct from d.changed_by and (${tables.length === 0} or c.what = any (${tables}))
        order by c.what <> 'participant', c.did = 'removed', c.id limit 8) r) s
    order by d.changed_at desc`.execute(tx)
  return rows.map((row) => ({ ...row, mine: row.mine === true }))
}

/** The deed that this transaction is, whether or not it has changed anything yet. */
export async function deedOfNow(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select (extract(epoch from now()) * 1000000)::bigint::text as id`.execute(
    tx,
  )
  return rows[0]!.id
}

/** Which deeds were undone by which, over the whole landscape: few, because an undo is a deed of one hand. */
export async function undoings(tx: Tx, landscapeId: string): Promise<{ id: string; undoes: string }[]> {
  const { rows } = await sql<{ id: string; undoes: string }>`
    select distinct ${digits('changed_at')} as id, ${digits('undoes')} as undoes from change
    where landscape_id = ${landscapeId} and undoes is not null`.execute(tx)
  return rows
}

/** What one deed did to people, and whether it undid another one. Null when there is no such deed for the viewer. */
export async function peopleRows(
  tx: Tx,
  landscapeId: string,
  id: string,
): Promise<{ rows: LoggedRow[]; undoes: boolean } | null> {
  const { rows } = await sql<{ undoes: boolean; people: LoggedRow[] }>`select bool_or(undoes is not null) as undoes,
      coalesce(jsonb_agg(jsonb_build_object('what', what, 'did', did, 'before', before, 'after', after) order by id)
        filter (where what = 'participant'), '[]') as people
    from change where landscape_id = ${landscapeId} and changed_at = ${moment(id)} having count(*) > 0`.execute(tx)
  return rows[0] ? { rows: rows[0].people, undoes: rows[0].undoes } : null
}

/** What of a deed is left out, because it is turned round with these people. */
export interface LeftOut {
  who: readonly string[]
  did: readonly LoggedRow['did'][]
}

/** One deed but for these: its rows as far as the viewer may read them, the newest first, and how many there are in truth. */
export async function restOfDeed(
  tx: Tx,
  landscapeId: string,
  id: string,
  { who, did }: LeftOut,
  most: number,
): Promise<{ rows: LoggedRow[]; all: number }> {
  const { rows } = await sql<LoggedRow>`select what, did, before, after from change
    where landscape_id = ${landscapeId} and changed_at = ${moment(id)}
      and not (did = any (${did}) and (people_named(before) && ${who}::text[] or people_named(after) && ${who}::text[]))
    order by id desc limit ${most + 1}`.execute(tx)
  const counted = await sql<{
    all: number
  }>`select coalesce(max(rows_of_deed(${landscapeId}, c.changed_at, c.changed_by, ${who}, ${did})), 0) as all
    from (select distinct changed_at, changed_by from change where landscape_id = ${landscapeId} and changed_at = ${moment(id)}) c`.execute(
    tx,
  )
  return { rows, all: counted.rows[0]!.all }
}

/** Says aloud, for the log of this transaction, which deed it undoes. */
export async function sayWhatIsUndone(tx: Tx, id: string): Promise<void> {
  await sql`select set_config('ecotone.undoes', ${moment(id)}::text, true)`.execute(tx)
}

/** The tables whose rows can be put back as they were, each with its key and the columns that a change may have touched. */
export const restorable = {
  practice: { key: ['id'], columns: ['name', 'kind', 'does', 'special_category'] },
  membership: { key: ['id'], columns: ['weight', 'mode', 'since', 'until'] },
  boundary: { key: ['id'], columns: ['name', 'kind', 'history', 'stakes', 'position'] },
  side: { key: ['id'], columns: ['name', 'position'] },
  standing: { key: ['id'], columns: ['side_id'], writer: 'recorded_by' },
  tie: {
    key: ['id'],
    columns: ['kind', 'strength', 'mutual', 'says', 'true_from', 'true_until', 'confirmed_on', 'retracted_at'],
    writer: 'recorded_by',
  },
  answer: { key: ['id'], columns: ['asked_on', 'answered_on'], writer: 'recorded_by' },
  concern: { key: ['id'], columns: ['words', 'kind'], writer: 'recorded_by' },
  legitimacy: { key: ['id'], columns: [], writer: 'recorded_by' },
  keep_apart: { key: ['id'], columns: [], writer: 'flagged_by' },
  space: { key: ['id'], columns: ['name', 'question', 'why', 'stage', 'ground_rule'] },
  space_person: { key: ['space_id', 'person_id'], columns: ['role', 'state'] },
  invitation: { key: ['space_id', 'practice_id'], columns: ['words'] },
  pin: { key: ['practice_id'], columns: ['x', 'y', 'pinned_by', 'pinned_at'] },
} as const satisfies Record<string, { key: readonly string[]; columns: readonly string[]; writer?: string }>
export type Restorable = keyof typeof restorable

type Row = Record<string, unknown>

function where(landscapeId: string, table: Restorable, row: Row) {
  const keys = restorable[table].key.map((key) => sql`${sql.ref(`t.${key}`)} = ${row[key] as string}::uuid`)
  return sql`t.landscape_id = ${landscapeId} and ${sql.join(keys, sql` and `)}`
}

/** Does the row stand as the log left it? Compared column by column, over those that the log holds. */
export async function standsAs(
  tx: Tx,
  landscapeId: string,
  table: Restorable,
  row: Row,
): Promise<'same' | 'other' | 'gone'> {
  const { rows } = await sql<{ same: boolean }>`
    select to_jsonb(t) - 'landscape_id' = to_jsonb(jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(row)}::jsonb)) - 'landscape_id' as same
    from ${sql.table(table)} t where ${where(landscapeId, table, row)}`.execute(tx)
  return rows[0] ? (rows[0].same ? 'same' : 'other') : 'gone'
}

/** Takes back an addition; false when it is not the viewer's to take. */
export async function takeBack(tx: Tx, landscapeId: string, table: Restorable, row: Row): Promise<boolean> {
  const done = await sql`delete from ${sql.table(table)} t where ${where(landscapeId, table, row)}`.execute(tx)
  return Number(done.numAffectedRows) === 1
}

/** Puts the columns of a row back to what they were. */
export async function putBack(
  tx: Tx,
  landscapeId: string,
  table: Restorable,
  { before, columns }: { before: Row; columns: readonly string[] },
): Promise<boolean> {
  const names = columns.map((column) => sql.ref(column))
  const values = columns.map((column) => sql.ref(`r.${column}`))
  const done = await sql`update ${sql.table(table)} t set (${sql.join(names)}) = (select ${sql.join(values)}
      from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(before)}::jsonb) r)
    where ${where(landscapeId, table, before)}`.execute(tx)
  return Number(done.numAffectedRows) === 1
}

/** Writes a removed row again. Who writes it down is who undoes. */
export async function writeAgain(
  tx: Tx,
  landscapeId: string,
  table: Restorable,
  row: Row,
  viewerId: string,
): Promise<void> {
  const shape: { key: readonly string[]; writer?: string } = restorable[table]
  const whole = { ...row, landscape_id: landscapeId, ...(shape.writer && { [shape.writer]: viewerId }) }
  await sql`insert into ${sql.table(table)}
    select * from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(whole)}::jsonb)`.execute(tx)
}

/** How many rows would go if this one went. */
export async function hangingRows(tx: Tx, landscapeId: string, table: string, id: string): Promise<number> {
  const pointing: Record<string, [string, string][]> = {
    practice: ['membership', 'standing', 'concern', 'legitimacy', 'invitation', 'custom_field'].map((one) => [
      one,
      'practice_id',
    ]),
    boundary: [
      ['side', 'boundary_id'],
      ['standing', 'boundary_id'],
    ],
    side: [['standing', 'side_id']],
    space: [
      ['space_person', 'space_id'],
      ['invitation', 'space_id'],
      ['journal_entry', 'space_id'],
    ],
    participant: [
      ...['membership', 'standing', 'concern', 'legitimacy', 'answer', 'space_person', 'custom_field'].map(
        (one): [string, string] => [one, 'person_id'],
      ),
      ['tie', 'from_id'],
      ['tie', 'to_id'],
      ['tie', 'reported_by'],
    ],
  }
  const counts = (pointing[table] ?? []).map(
    ([name, column]) =>
      sql`(select count(*) from ${sql.table(name)} where landscape_id = ${landscapeId} and ${sql.ref(column)} = ${id})`,
  )
  if (counts.length === 0) return 0
  const { rows } = await sql<{ n: number }>`select ${sql.join(counts, sql` + `)} as n`.execute(tx)
  return rows[0]!.n
}

/** What rows of the log are called now, by the ids in them: people as the viewer may call them. What is no longer there is not in it. */
export async function namesNow(tx: Tx, landscapeId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string | null }>`
    select t.person_id as id, coalesce(case when t.consent = 'agreed' or t.person_id = viewer() then n.name else l.label end,
        case when t.consent = 'withdrawn' then '' else '?' end) as name
      from participant_seen t left join person n on n.id = t.person_id
      left join placeholder_label l on l.landscape_id = t.landscape_id and l.person_id = t.person_id and l.named_by = viewer()
      where t.landscape_id = ${landscapeId} and t.person_id = any (${ids}::uuid[])
    union all select id, name from practice where landscape_id = ${landscapeId} and id = any (${ids}::uuid[])
    union all select id, name from boundary where landscape_id = ${landscapeId} and id = any (${ids}::uuid[])
    union all select id, name from side where landscape_id = ${landscapeId} and id = any (${ids}::uuid[])
    union all select id, name from space where landscape_id = ${landscapeId} and id = any (${ids}::uuid[])`.execute(tx)
  return new Map(rows.flatMap(({ id, name }) => (name ? [[id, name]] : [])))
}

/** How many things that the viewer wrote down are said to be wrong by those they are about. */
export async function wrongOfMine(tx: Tx, landscapeId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from objection o
    left join standing s on s.landscape_id = o.landscape_id and s.id = o.standing_id
    left join tie t on t.landscape_id = o.landscape_id and t.id = o.tie_id
    left join concern c on c.landscape_id = o.landscape_id and c.id = o.concern_id
    left join membership m on m.landscape_id = o.landscape_id and m.id = o.membership_id
    left join participant_seen p on p.landscape_id = o.landscape_id and p.person_id = m.person_id
    where o.landscape_id = ${landscapeId} and viewer() in (s.recorded_by, t.recorded_by, c.recorded_by, p.named_by)`.execute(
    tx,
  )
  return rows[0]!.n
}
