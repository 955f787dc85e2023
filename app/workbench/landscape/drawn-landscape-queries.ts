import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { CustomFields, DrawnCareCheck, DrawnLandscape, DrawnLegitimacy } from './drawn-landscape.ts'
import { type OutsideIds, readOutsideIds } from './outside-ids.ts'
import { tellLegitimacy } from './told-legitimacy-queries.ts'

type ForWhat = 'page' | 'analysis' | 'export'
type Rows<Part extends keyof DrawnLandscape> = DrawnLandscape[Part] extends (infer Row)[] ? Row : never

/**
 * Reads one landscape whole, as the viewer of this transaction may see it, in the order of external ids. Row ids are turned into external
 * ids here and not by joins: a fresh import has no statistics, and a wrong plan over 200,000 ties took minutes.
 *
 * Others may be drawing meanwhile. So what points at something is read before what it points at, and the ids last of all: whatever came
 * in between is complete, and whatever went in between is left out with all that pointed at it.
 */
export async function readDrawnLandscape(tx: Tx, landscapeId: string, forWhat: ForWhat): Promise<DrawnLandscape> {
  const read = <T>(query: RawBuilder<T>) => query.execute(tx).then(({ rows }) => rows)
  const [about] = await read(aboutOf(landscapeId))
  if (!about) throw new Error(`There is no landscape ${landscapeId} that this viewer may read.`)
  const invitations = await read(invitationsOf(landscapeId))
  const spacePeople = await read(spacePeopleOf(landscapeId))
  const keepApart = await read(keepApartOf(landscapeId))
  const legitimacy = await readLegitimacy(tx, landscapeId, forWhat)
  const consents = await read(forWhat === 'export' ? consentsOf(landscapeId) : newestConsentsOf(landscapeId))
  const answers = await read(answersOf(landscapeId))
  const concerns = await read(concernsOf(landscapeId))
  const custom = await customFieldsIn(tx, landscapeId)
  const careChecks = forWhat === 'export' ? await read(careChecksOf(landscapeId)) : []
  const ties = withCustom(await read(tiesOf(landscapeId)), custom)
  const standings = await read(standingsOf(landscapeId))
  const memberships = withCustom(await read(membershipsOf(landscapeId)), custom)
  const spaces = await read(spacesOf(landscapeId))
  const boundaries = await read(boundariesOf(landscapeId))
  const practices = withCustom(await read(practicesOf(landscapeId)), custom)
  const people = withCustom(await read(peopleOf(landscapeId)), custom)
  const ids = await readOutsideIds(tx, landscapeId)
  return {
    about,
    people: inOrder(people, ids, ['id']),
    practices: inOrder(practices, ids, ['id']),
    memberships: inOrder(memberships, ids, ['person', 'practice']),
    boundaries: outside(boundaries, ids, ['id']),
    standings: inOrder(standings, ids, ['boundary', 'person', 'practice']),
    ties: inOrder(ties, ids, ['from', 'to', 'reportedBy'], (tie) => tie.kind),
    legitimacy: inOrder(legitimacy, ids, ['person', 'practice', 'answeredBy'], (one) => one.kind),
    concerns: inOrder(concerns, ids, ['practice', 'person'], (one) => `${one.concern} ${one.kind}`),
    answers: inOrder(answers, ids, ['person', 'about'], (answer) => answer.question),
    spaces: inOrder(spaces, ids, ['id']),
    spacePeople: inOrder(spacePeople, ids, ['space', 'person']),
    invitations: inOrder(invitations, ids, ['space', 'practice']),
    keepApart: outside(keepApart, ids, ['onePerson', 'onePractice', 'otherPerson', 'otherPractice']).map(keepApartPair),
    consents: inOrder(consents, ids, ['person'], (one) => `${one.purpose} ${one.said}`),
    ...(careChecks.length > 0 && { careChecks }),
  }
}

type WithRow<Part extends 'people' | 'practices' | 'memberships' | 'ties'> = Rows<Part> & { row?: string }

/** Custom fields by the id of the row that they are of. Of several that people kept of one thing, all are read; the last wins. */
async function customFieldsIn(tx: Tx, landscapeId: string): Promise<Map<string, CustomFields>> {
  const { rows } = await sql<{ of: string; fields: CustomFields }>`
    select coalesce(person_id, practice_id, membership_id, tie_id) as of, fields
    from custom_field where landscape_id = ${landscapeId} order by id`.execute(tx)
  const found = new Map<string, CustomFields>()
  for (const { of, fields } of rows) found.set(of, { ...found.get(of), ...fields })
  return found
}

function withCustom<Row extends { row?: string; custom?: CustomFields }>(
  rows: Row[],
  custom: ReadonlyMap<string, CustomFields>,
): Row[] {
  for (const one of rows) {
    const fields = custom.get(one.row!)
    if (fields) one.custom = fields
    delete one.row
  }
  return rows
}

/** Row ids replaced by those of the drawing, in the named columns; null stays null. A row that points at something gone is left out. */
function outside<Row extends object>(rows: Row[], ids: OutsideIds, columns: (keyof Row)[]): Row[] {
  return rows.filter((row) => {
    for (const column of columns) {
      if (row[column] === null) continue
      const id = ids.get(row[column] as string)
      if (id === undefined) return false
      row[column] = id as Row[typeof column]
    }
    return true
  })
}

/** The same, sorted by the named columns (nothing before something), then by `more`; equal rows keep the order they were stored in. */
function inOrder<Row extends object>(
  rows: Row[],
  ids: OutsideIds,
  columns: (keyof Row)[],
  more?: (row: Row) => string,
): Row[] {
  const text = (row: Row, column: keyof Row) => (row[column] ?? '') as string
  return outside(rows, ids, columns).sort((a, b) => {
    for (const column of columns) {
      const one = text(a, column)
      const other = text(b, column)
      if (one !== other) return one < other ? -1 : 1
    }
    if (!more) return 0
    const one = more(a)
    const other = more(b)
    return one === other ? 0 : one < other ? -1 : 1
  })
}

const aboutOf = (id: string) => sql<
  DrawnLandscape['about']
>`select name, language, drawn_by as "drawnBy", hope, for_whom as "forWhom",
  not_our_aim as "notOurAim", known_gaps as "knownGaps", basis, source, licence, complete, as_of as "asOf",
  array(select p.external_id from convener c join participant_seen p using (landscape_id, person_id)
    where c.landscape_id = ${id} order by p.external_id collate "C") as team
  from landscape where id = ${id}`

// What the viewer calls somebody stands in for the name of a person who has not agreed yet.
const peopleOf = (id: string) => sql<
  WithRow<'people'>
>`select n.person_id as id, coalesce(n.name, l.label) as name, n.email, n.phone, n.language, n.person_id as row
  from people_in(${id}) n
  left join placeholder_label l on l.landscape_id = ${id} and l.person_id = n.person_id and l.named_by = viewer()`

const practicesOf = (id: string) => sql<
  WithRow<'practices'>
>`select id, name, kind, does, special_category as "specialCategory", id as row
  from practice where landscape_id = ${id}`

const membershipsOf = (id: string) => sql<
  WithRow<'memberships'>
>`select person_id as person, practice_id as practice, weight, mode, since, until, id as row
  from membership where landscape_id = ${id}`

const boundariesOf = (id: string) => sql<Rows<'boundaries'>>`select b.id, b.name, b.kind,
  array(select s.name from side s where s.landscape_id = b.landscape_id and s.boundary_id = b.id order by s.position) as sides,
  b.history, b.stakes
  from boundary b where b.landscape_id = ${id} order by b.position, b.external_id collate "C"`

const standingsOf = (id: string) => sql<
  Rows<'standings'>
>`select t.boundary_id as boundary, s.name as side, t.person_id as person, t.practice_id as practice
  from standing t left join side s on s.landscape_id = t.landscape_id and s.id = t.side_id
  where t.landscape_id = ${id} order by s.position nulls last`

const tiesOf = (id: string) => sql<
  WithRow<'ties'>
>`select from_id as "from", to_id as "to", kind, strength, mutual, says,
  reported_by as "reportedBy", true_from as since, true_until as until, confirmed_on as confirmed,
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD') as recorded, to_char(retracted_at at time zone 'UTC', 'YYYY-MM-DD') as retracted, id as row
  from tie where landscape_id = ${id} order by id`

const concernsOf = (id: string) => sql<
  Rows<'concerns'>
>`select key as concern, words, kind, person_id as person, practice_id as practice
  from concern where landscape_id = ${id} order by id`

const answersOf = (id: string) => sql<Rows<'answers'>>`select person_id as person, question, about_practice_id as about,
  asked_on as asked, answered_on as answered
  from answer where landscape_id = ${id} order by id`

const spacesOf = (id: string) => sql<Rows<'spaces'>>`select id, name, question, why, stage, ground_rule as "groundRule"
  from space where landscape_id = ${id}`

const spacePeopleOf = (id: string) => sql<
  Rows<'spacePeople'>
>`select space_id as space, person_id as person, role, state
  from space_person where landscape_id = ${id}`

const invitationsOf = (id: string) => sql<Rows<'invitations'>>`select space_id as space, practice_id as practice, words
  from invitation where landscape_id = ${id}`

// Of two words of one moment the more private stands last, and the last one counts.
const consentsOf = (id: string) => sql<Rows<'consents'>>`select person_id as person, purpose, state,
  to_char(said_at at time zone 'UTC', 'YYYY-MM-DD') as said
  from consent where landscape_id = ${id}
  order by said_at, array_position(array['agreed', 'told', 'not yet asked', 'hidden', 'withdrawn'], state), id`

// Who answered stays here; that it was answered, when and how goes along.
const careChecksOf = (id: string) => sql<DrawnCareCheck>`select decision,
  to_char(answered_at at time zone 'UTC', 'YYYY-MM-DD') as answered, harm, asked, looking_on as "lookingOn", keeping, stopping
  from care_check where landscape_id = ${id} order by answered_at desc, id desc`

// The newest word to each purpose; and a word of everybody who is out of the analysis or of introductions for this viewer (rule E3).
const newestConsentsOf = (id: string) => sql<Rows<'consents'>>`
  with newest as (
    select distinct on (person_id, purpose) person_id, purpose, state, said_at from consent where landscape_id = ${id}
    order by person_id, purpose, said_at desc,
      array_position(array['withdrawn', 'hidden', 'not yet asked', 'told', 'agreed'], state)
  )
  select coalesce(n.person_id, o.person_id) as person, coalesce(n.purpose, o.purpose) as purpose, coalesce(o.state, n.state) as state,
    to_char(n.said_at at time zone 'UTC', 'YYYY-MM-DD') as said
  from newest n full join (
    select w.purpose, out.person_id, out.state from unnest(array['analysis', 'introductions']) w (purpose)
    cross join lateral out_of(${id}, w.purpose) out
  ) o on o.person_id = n.person_id and o.purpose = n.purpose`

interface KeepApartRow {
  onePerson: string | null
  onePractice: string | null
  otherPerson: string | null
  otherPractice: string | null
  concern: string | null
}

const keepApartOf = (
  id: string,
) => sql<KeepApartRow>`select one_person_id as "onePerson", one_practice_id as "onePractice",
  other_person_id as "otherPerson", other_practice_id as "otherPractice", concern_key as concern
  from keep_apart where landscape_id = ${id} order by id`

function keepApartPair(row: KeepApartRow): Rows<'keepApart'> {
  return {
    one: row.onePerson === null ? { practice: row.onePractice! } : { person: row.onePerson },
    other: row.otherPerson === null ? { practice: row.otherPractice! } : { person: row.otherPerson },
    concern: row.concern,
  }
}

// A page gets none; the analysis gets what may be told, spelled out as answers without a name; an export gets what was written down.
async function readLegitimacy(tx: Tx, id: string, forWhat: ForWhat): Promise<DrawnLegitimacy[]> {
  if (forWhat === 'page') return []
  if (forWhat === 'analysis') return tellLegitimacy(tx, id)
  const { rows } = await sql<DrawnLegitimacy>`select person_id as person, practice_id as practice, kind,
    answered_by as "answeredBy", would_come as "wouldCome", ground, recorded_on as recorded
    from legitimacy where landscape_id = ${id} order by id`.execute(tx)
  return rows
}
