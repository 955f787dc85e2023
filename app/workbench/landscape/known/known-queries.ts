import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { DrawnConsent } from '../drawn-landscape.ts'

/** One row of a table of the drawing as it stood at the end of a day. */
export interface KnownRow {
  what: string
  row: Record<string, unknown>
}

/** The tables of which a drawing is made up again. */
const tables = [
  'landscape',
  'participant',
  'practice',
  'membership',
  'boundary',
  'side',
  'standing',
  'tie',
  'answer',
  'concern',
  'space',
  'space_person',
]

/** What the log last told of one thing in a while: its row, or null where it was taken out. */
export interface KnownChange {
  what: string
  key: string
  row: Record<string, unknown> | null
}

/**
 * What was changed after the end of one day (null: from the beginning) up to the end of another (UTC), each thing as it was left, read
 * from the log as the viewer may read it. Cost: one pass over the log in between; a second and a half for 140,000 rows.
 */
export async function changesKnown(
  tx: Tx,
  landscapeId: string,
  { after, until }: { after: string | null; until: string },
): Promise<KnownChange[]> {
  const { rows } = await sql<KnownChange>`
    select distinct on (what, key) what, key, case when did <> 'removed' then after end as row from (
      select c.id, c.what, c.did, c.after, ${keyOf('c')} as key
      from change c
      where c.landscape_id = ${landscapeId} and c.what = any (${tables})
        and (${after}::text is null or c.changed_at >= ${endOf(after ?? until)}) and c.changed_at < ${endOf(until)}
    ) logged order by what, key, id desc`.execute(tx)
  return rows
}

/** What a row of the log is about. */
const keyOf = (log: string) => {
  const row = sql`coalesce(${sql.ref(`${log}.after`)}, ${sql.ref(`${log}.before`)})`
  return sql`case ${sql.ref(`${log}.what`)}
    when 'participant' then ${row} ->> 'person_id'
    when 'space_person' then (${row} ->> 'space_id') || (${row} ->> 'person_id')
    else ${row} ->> 'id' end`
}

const endOf = (day: string) => sql`(${day}::date + 1)::timestamp at time zone 'UTC'`

/** Every person, practice and membership there ever was, each as it was last: who left is among them. Cost: one pass over their log. */
export async function everKnown(tx: Tx, landscapeId: string): Promise<KnownRow[]> {
  const { rows } = await sql<KnownRow>`
    select distinct on (what, key) what, row from (
      select c.id, c.what, coalesce(c.after, c.before) as row, ${keyOf('c')} as key
      from change c where c.landscape_id = ${landscapeId} and c.what = any (array['participant', 'practice', 'membership'])
    ) logged order by what, key, id desc`.execute(tx)
  return rows
}

/** Who of the landscape may be shown as somebody today, by outside id: whoever did not hide or take back their word. */
export async function findableToday(tx: Tx, landscapeId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select external_id as id from participant_seen
    where landscape_id = ${landscapeId} and consent not in ('hidden', 'withdrawn')`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Of whom readings read nothing today, by outside id: their words on analysis, also for the measures of a past day (rule E3). */
export async function notAnalysedToday(tx: Tx, landscapeId: string): Promise<DrawnConsent[]> {
  const { rows } = await sql<Pick<DrawnConsent, 'person' | 'state'>>`select p.external_id as person, o.state
    from out_of(${landscapeId}, 'analysis') o join participant_seen p on p.landscape_id = ${landscapeId} and p.person_id = o.person_id`.execute(
    tx,
  )
  return rows.map((row) => ({ ...row, purpose: 'analysis', said: null }))
}

/** Names the newest places that are kept of a landscape; null before the first. */
export async function newestPlaces(tx: Tx, landscapeId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from layout where landscape_id = ${landscapeId} and not proposed
    order by made_at desc, id desc limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

/** A day on which something was changed: how much, and of what how much came and went. */
export interface DayOfChange {
  /** ISO day */
  day: string
  changes: number
  peopleAdded: number
  peopleRemoved: number
  tiesAdded: number
  tiesRemoved: number
}

/** Every day (UTC) on which the drawing was changed, the first one first. Cost: one pass over the log. */
export async function daysOfChange(tx: Tx, landscapeId: string): Promise<DayOfChange[]> {
  const count = (what: string, did: string) => sql<number>`count(*) filter (where what = ${what} and did = ${did})::int`
  const { rows } = await sql<DayOfChange>`
    select to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as changes,
      ${count('participant', 'added')} as "peopleAdded", ${count('participant', 'removed')} as "peopleRemoved",
      ${count('tie', 'added')} as "tiesAdded", ${count('tie', 'removed')} as "tiesRemoved"
    from change where landscape_id = ${landscapeId} and what = any (${tables})
    group by 1 order by 1`.execute(tx)
  return rows
}

/**
 * Every day up to today on which, by what is known now, a tie or a membership began or was over. People who began or ended belonging
 * somewhere are counted once for each practice.
 */
export async function daysInTruth(tx: Tx, landscapeId: string, today: string): Promise<DayOfChange[]> {
  const { rows } = await sql<DayOfChange>`
    select to_char(day, 'YYYY-MM-DD') as day, count(*)::int as changes,
      count(*) filter (where what = 'membership' and began)::int as "peopleAdded",
      count(*) filter (where what = 'membership' and not began)::int as "peopleRemoved",
      count(*) filter (where what = 'tie' and began)::int as "tiesAdded",
      count(*) filter (where what = 'tie' and not began)::int as "tiesRemoved"
    from (
      select 'tie' as what, true as began, true_from as day from tie
        where landscape_id = ${landscapeId} and retracted_at is null
      union all select 'tie', false, true_until + 1 from tie where landscape_id = ${landscapeId} and retracted_at is null
      union all select 'membership', true, since from membership where landscape_id = ${landscapeId}
      union all select 'membership', false, until + 1 from membership where landscape_id = ${landscapeId}
    ) dated where day <= ${today}::date group by day order by day`.execute(tx)
  return rows
}

/** The day on which the log of a landscape begins. */
export async function firstDayOf(tx: Tx, landscapeId: string): Promise<string | null> {
  const { rows } = await sql<{
    day: string | null
  }>`select to_char(min(changed_at) at time zone 'UTC', 'YYYY-MM-DD') as day
    from change where landscape_id = ${landscapeId}`.execute(tx)
  return rows[0]?.day ?? null
}
