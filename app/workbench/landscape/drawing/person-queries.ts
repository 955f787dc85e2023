import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { DrawnTie } from '../drawn-landscape.ts'

/** What is drawn of one person, each with the id of its row, as far as the viewer may see it. */
export interface DrawnOfPerson {
  memberships: { id: string; practice: string; name: string }[]
  standings: { id: string; boundary: string; boundaryName: string; side: string | null }[]
  ties: TieAccount[]
  concerns: { id: string; words: string; kind: 'cares' | 'offers' | 'seeks' }[]
}

/** One account of a tie: who told it, and what. */
export interface TieAccount {
  id: string
  other: string
  /** what the viewer calls them; null for "1 person, not yet asked" */
  otherName: string | null
  /** from this person to the other: for what flows one way */
  outward: boolean
  kind: DrawnTie['kind']
  says: 'yes' | 'no'
  strength: number
  reportedBy: string | null
  reporterName: string | null
  since: string | null
  until: string | null
  /** the day on which it was written down */
  recorded: string
}

/** What the viewer calls the person of this row of `participant_seen`. */
const calledOf = (row: 'o' | 'r') => {
  const [consent, person, landscape] = ['consent', 'person_id', 'landscape_id'].map((column) =>
    sql.ref(`${row}.${column}`),
  )
  return sql`case when ${consent} = 'agreed' or ${person} = viewer() then (select n.name from person n where n.id = ${person})
    else (select l.label from placeholder_label l
      where l.landscape_id = ${landscape} and l.person_id = ${person} and l.named_by = viewer()) end`
}

/**
 * On a boundary of who mixes with whom sides are told in sum alone (rule E4): a single one is shown to whoever wrote it down, and to the person.
 */
export async function drawnOfPerson(tx: Tx, landscapeId: string, rowId: string): Promise<DrawnOfPerson> {
  const memberships = await sql<DrawnOfPerson['memberships'][number]>`
    select m.id, p.external_id as practice, p.name from membership m
    join practice p on p.landscape_id = m.landscape_id and p.id = m.practice_id
    where m.landscape_id = ${landscapeId} and m.person_id = ${rowId} order by lower(p.name)`.execute(tx)
  const standings = await sql<DrawnOfPerson['standings'][number]>`
    select t.id, b.external_id as boundary, b.name as "boundaryName", s.name as side from standing t
    join boundary b on b.landscape_id = t.landscape_id and b.id = t.boundary_id
    left join side s on s.landscape_id = t.landscape_id and s.id = t.side_id
    where t.landscape_id = ${landscapeId} and t.person_id = ${rowId}
      and (b.kind <> 'social' or t.recorded_by = viewer() or t.person_id = viewer()) order by b.position, b.external_id, s.position`.execute(
    tx,
  )
  const ties = await sql<TieAccount>`
    select t.id, o.external_id as other, ${calledOf('o')} as "otherName", ${calledOf('r')} as "reporterName", t.from_id = ${rowId} as outward, t.kind, t.says, t.strength, r.external_id as "reportedBy",
      t.true_from as since, t.true_until as until, to_char(t.recorded_at at time zone 'UTC', 'YYYY-MM-DD') as recorded from tie t
    join participant_seen o on o.landscape_id = t.landscape_id and o.person_id = case t.from_id when ${rowId} then t.to_id else t.from_id end
    left join participant_seen r on r.landscape_id = t.landscape_id and r.person_id = t.reported_by
    where t.landscape_id = ${landscapeId} and (t.from_id = ${rowId} or t.to_id = ${rowId}) and t.retracted_at is null
    order by o.external_id collate "C", t.id limit 500`.execute(tx)
  const concerns = await sql<DrawnOfPerson['concerns'][number]>`
    select id, words, kind from concern where landscape_id = ${landscapeId} and person_id = ${rowId} order by id`.execute(
    tx,
  )
  return { memberships: memberships.rows, standings: standings.rows, ties: ties.rows, concerns: concerns.rows }
}

/** Rows about a person of which they said that they are wrong. */
export async function objectionsOf(tx: Tx, landscapeId: string, rowId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(membership_id, standing_id, tie_id, concern_id) as id from objection
    where landscape_id = ${landscapeId} and person_id = ${rowId}`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** What is said of one practice, each with the id of its row. */
export interface DrawnOfPractice {
  members: { id: string; person: string; name: string | null }[]
  standings: { id: string; boundary: string; boundaryName: string; side: string | null }[]
  concerns: { id: string; words: string; kind: 'cares' | 'offers' | 'seeks' }[]
}

/** At most 500 members. */
export async function drawnOfPractice(tx: Tx, landscapeId: string, external: string): Promise<DrawnOfPractice> {
  const of = sql`(select id from practice where landscape_id = ${landscapeId} and external_id = ${external})`
  const members = await sql<DrawnOfPractice['members'][number]>`
    select m.id, t.external_id as person, case when t.consent = 'agreed' or t.person_id = viewer() then n.name else l.label end as name
    from membership m join participant_seen t on t.landscape_id = m.landscape_id and t.person_id = m.person_id
    left join person n on n.id = t.person_id
    left join placeholder_label l on l.landscape_id = t.landscape_id and l.person_id = t.person_id and l.named_by = viewer()
    where m.landscape_id = ${landscapeId} and m.practice_id = ${of}
    order by lower(case when t.consent = 'agreed' or t.person_id = viewer() then n.name else l.label end), t.external_id limit 500`.execute(
    tx,
  )
  const standings = await sql<DrawnOfPractice['standings'][number]>`
    select t.id, b.external_id as boundary, b.name as "boundaryName", s.name as side from standing t
    join boundary b on b.landscape_id = t.landscape_id and b.id = t.boundary_id
    left join side s on s.landscape_id = t.landscape_id and s.id = t.side_id
    where t.landscape_id = ${landscapeId} and t.practice_id = ${of} order by b.position, b.external_id, s.position`.execute(
    tx,
  )
  const concerns = await sql<DrawnOfPractice['concerns'][number]>`
    select id, words, kind from concern where landscape_id = ${landscapeId} and practice_id = ${of} order by id`.execute(
    tx,
  )
  return { members: members.rows, standings: standings.rows, concerns: concerns.rows }
}

/** The sides of one boundary with the ids of their rows. */
export async function sidesOf(tx: Tx, landscapeId: string, boundary: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select s.id, s.name from side s
    join boundary b on b.landscape_id = s.landscape_id and b.id = s.boundary_id
    where s.landscape_id = ${landscapeId} and b.external_id = ${boundary} order by s.position`.execute(tx)
  return rows
}

/** Sums of what joining two people would do, counted as the database will do it, over what the viewer may see. */
export interface JoinCounts {
  memberships: { moves: number; same: number }
  ties: { moves: number; same: number }
  standings: { moves: number; same: number }
  concerns: { moves: number; same: number }
  between: number
}

export async function joinCounts(tx: Tx, landscapeId: string, kept: string, gone: string): Promise<JoinCounts> {
  const count = (what: string, table: string, same: ReturnType<typeof sql>) => sql`
    select ${what}::text as what, count(*) filter (where not same) as moves, count(*) filter (where same) as same from (
      select exists (select from ${sql.table(table)} o where o.landscape_id = t.landscape_id and ${same}) as same
      from ${sql.table(table)} t where t.landscape_id = ${landscapeId} and t.person_id = ${gone}) x`
  const end = (column: string) => sql`case ${sql.ref(column)} when ${gone} then ${kept} else ${sql.ref(column)} end`
  const { rows } = await sql<{ what: keyof JoinCounts; moves: number; same: number }>`
    ${count('memberships', 'membership', sql`o.person_id = ${kept} and o.practice_id = t.practice_id`)}
    union all ${count('standings', 'standing', sql`o.person_id = ${kept} and o.boundary_id = t.boundary_id and o.side_id is not distinct from t.side_id`)}
    union all ${count('concerns', 'concern', sql`o.person_id = ${kept} and o.key = t.key and o.kind = t.kind`)}
    union all select 'ties', count(*) filter (where not same), count(*) filter (where same) from (
      select exists (select from tie o where o.landscape_id = t.landscape_id and o.id <> t.id and o.kind = t.kind and o.says = t.says
        and o.mutual = t.mutual and o.reported_by is not distinct from t.reported_by and o.recorded_by is not distinct from t.recorded_by
        and o.retracted_at is null and ((o.from_id = ${end('t.from_id')}::uuid and o.to_id = ${end('t.to_id')}::uuid)
          or (t.mutual and o.to_id = ${end('t.from_id')}::uuid and o.from_id = ${end('t.to_id')}::uuid))) as same
      from tie t where t.landscape_id = ${landscapeId} and ${gone}::uuid in (t.from_id, t.to_id)
        and not ${kept}::uuid in (t.from_id, t.to_id)) x
    union all select 'between', count(*), 0 from tie t where t.landscape_id = ${landscapeId}
      and t.from_id = any (array[${kept}, ${gone}]::uuid[]) and t.to_id = any (array[${kept}, ${gone}]::uuid[])`.execute(
    tx,
  )
  const by = new Map(rows.map(({ what, moves, same }) => [what, { moves, same }]))
  const of = (what: 'memberships' | 'ties' | 'standings' | 'concerns') => by.get(what) ?? { moves: 0, same: 0 }
  return {
    memberships: of('memberships'),
    ties: of('ties'),
    standings: of('standings'),
    concerns: of('concerns'),
    between: by.get('between')?.moves ?? 0,
  }
}
