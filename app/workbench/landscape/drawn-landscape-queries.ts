import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type {
  DrawnAnswer,
  DrawnBoundary,
  DrawnConcern,
  DrawnConsent,
  DrawnInvitation,
  DrawnKeepApart,
  DrawnLandscape,
  DrawnLegitimacy,
  DrawnMembership,
  DrawnPerson,
  DrawnPractice,
  DrawnSpace,
  DrawnSpacePerson,
  DrawnStanding,
  DrawnTie,
  LandscapeAbout,
} from './drawn-landscape.ts'

type ForWhat = 'page' | 'analysis' | 'export'

/** Reads one landscape whole, as the viewer of this transaction may see it. Rows come in the order of their external ids. */
export async function readDrawnLandscape(tx: Tx, landscapeId: string, forWhat: ForWhat): Promise<DrawnLandscape> {
  const read = <T>(query: RawBuilder<T>) => query.execute(tx).then(({ rows }) => rows)
  const about = await read(aboutOf(landscapeId))
  if (!about[0]) throw new Error(`There is no landscape ${landscapeId} that this viewer may read.`)
  return {
    about: about[0],
    people: await read(peopleOf(landscapeId)),
    practices: await read(practicesOf(landscapeId)),
    memberships: await read(membershipsOf(landscapeId)),
    boundaries: await read(boundariesOf(landscapeId)),
    standings: await read(standingsOf(landscapeId)),
    ties: await read(tiesOf(landscapeId)),
    legitimacy: await readLegitimacy(tx, landscapeId, forWhat),
    concerns: await read(concernsOf(landscapeId)),
    answers: await read(answersOf(landscapeId)),
    spaces: await read(spacesOf(landscapeId)),
    spacePeople: await read(spacePeopleOf(landscapeId)),
    invitations: await read(invitationsOf(landscapeId)),
    keepApart: (await read(keepApartOf(landscapeId))).map(keepApartPair),
    consents: await read(consentsOf(landscapeId)),
  }
}

const aboutOf = (
  id: string,
) => sql<LandscapeAbout>`select name, language, drawn_by as "drawnBy", hope, for_whom as "forWhom",
  not_our_aim as "notOurAim", known_gaps as "knownGaps", basis, source, licence, complete, as_of as "asOf"
  from landscape where id = ${id}`

// What the viewer calls somebody stands in for the name of a person who has not agreed yet.
const peopleOf = (
  id: string,
) => sql<DrawnPerson>`select p.external_id as id, coalesce(n.name, l.label) as name, n.email, n.phone, n.language
  from participant_seen p join people_in(${id}) n using (person_id)
  left join placeholder_label l on l.landscape_id = p.landscape_id and l.person_id = p.person_id and l.named_by = viewer()
  where p.landscape_id = ${id} order by p.external_id collate "C"`

const practicesOf = (
  id: string,
) => sql<DrawnPractice>`select external_id as id, name, kind, does, special_category as "specialCategory"
  from practice where landscape_id = ${id} order by external_id collate "C"`

const membershipsOf = (
  id: string,
) => sql<DrawnMembership>`select p.external_id as person, g.external_id as practice, m.weight::float8 as weight,
  m.mode, m.since, m.until
  from membership m join participant_seen p using (landscape_id, person_id)
  join practice g on g.landscape_id = m.landscape_id and g.id = m.practice_id
  where m.landscape_id = ${id} order by p.external_id collate "C", g.external_id collate "C"`

const boundariesOf = (id: string) => sql<DrawnBoundary>`select b.external_id as id, b.name, b.kind,
  array(select s.name from side s where s.landscape_id = b.landscape_id and s.boundary_id = b.id order by s.position) as sides,
  b.history, b.stakes
  from boundary b where b.landscape_id = ${id} order by b.position, b.external_id collate "C"`

const standingsOf = (
  id: string,
) => sql<DrawnStanding>`select b.external_id as boundary, s.name as side, p.external_id as person, g.external_id as practice
  from standing t
  join boundary b on b.landscape_id = t.landscape_id and b.id = t.boundary_id
  left join side s on s.landscape_id = t.landscape_id and s.id = t.side_id
  left join participant_seen p on p.landscape_id = t.landscape_id and p.person_id = t.person_id
  left join practice g on g.landscape_id = t.landscape_id and g.id = t.practice_id
  where t.landscape_id = ${id}
  order by b.position, g.external_id collate "C" nulls last, p.external_id collate "C" nulls last, s.position nulls last`

const tiesOf = (id: string) => sql<DrawnTie>`select a.external_id as from, b.external_id as to, t.kind,
  t.strength::float8 as strength, t.mutual, t.says, r.external_id as "reportedBy", t.true_from as since, t.true_until as until,
  t.confirmed_on as confirmed, to_char(t.recorded_at at time zone 'UTC', 'YYYY-MM-DD') as recorded,
  to_char(t.retracted_at at time zone 'UTC', 'YYYY-MM-DD') as retracted
  from tie t join participant_seen a on a.landscape_id = t.landscape_id and a.person_id = t.from_id
  join participant_seen b on b.landscape_id = t.landscape_id and b.person_id = t.to_id
  left join participant_seen r on r.landscape_id = t.landscape_id and r.person_id = t.reported_by
  where t.landscape_id = ${id}
  order by a.external_id collate "C", b.external_id collate "C", t.kind, t.id`

const concernsOf = (
  id: string,
) => sql<DrawnConcern>`select c.key as concern, c.words, c.kind, p.external_id as person, g.external_id as practice
  from concern c left join participant_seen p on p.landscape_id = c.landscape_id and p.person_id = c.person_id
  left join practice g on g.landscape_id = c.landscape_id and g.id = c.practice_id
  where c.landscape_id = ${id}
  order by c.key collate "C", c.kind, g.external_id collate "C" nulls last, p.external_id collate "C" nulls last, c.id`

const answersOf = (id: string) => sql<DrawnAnswer>`select p.external_id as person, a.question, g.external_id as about,
  a.asked_on as asked, a.answered_on as answered
  from answer a join participant_seen p using (landscape_id, person_id)
  left join practice g on g.landscape_id = a.landscape_id and g.id = a.about_practice_id
  where a.landscape_id = ${id}
  order by p.external_id collate "C", a.question, g.external_id collate "C" nulls first, a.id`

const spacesOf = (
  id: string,
) => sql<DrawnSpace>`select external_id as id, name, question, why, stage, ground_rule as "groundRule"
  from space where landscape_id = ${id} order by external_id collate "C"`

const spacePeopleOf = (
  id: string,
) => sql<DrawnSpacePerson>`select s.external_id as space, p.external_id as person, m.role, m.state
  from space_person m join participant_seen p using (landscape_id, person_id)
  join space s on s.landscape_id = m.landscape_id and s.id = m.space_id
  where m.landscape_id = ${id} order by s.external_id collate "C", p.external_id collate "C"`

const invitationsOf = (
  id: string,
) => sql<DrawnInvitation>`select s.external_id as space, g.external_id as practice, i.words
  from invitation i join space s on s.landscape_id = i.landscape_id and s.id = i.space_id
  join practice g on g.landscape_id = i.landscape_id and g.id = i.practice_id
  where i.landscape_id = ${id} order by s.external_id collate "C", g.external_id collate "C"`

const consentsOf = (id: string) => sql<DrawnConsent>`select p.external_id as person, c.purpose, c.state,
  to_char(c.said_at at time zone 'UTC', 'YYYY-MM-DD') as said
  from consent c join participant_seen p using (landscape_id, person_id)
  where c.landscape_id = ${id} order by p.external_id collate "C", c.purpose, c.said_at, c.id`

interface KeepApartRow {
  onePerson: string | null
  onePractice: string | null
  otherPerson: string | null
  otherPractice: string | null
  concern: string | null
}

const keepApartOf = (
  id: string,
) => sql<KeepApartRow>`select p.external_id as "onePerson", g.external_id as "onePractice",
  q.external_id as "otherPerson", h.external_id as "otherPractice", k.concern_key as concern
  from keep_apart k
  left join participant_seen p on p.landscape_id = k.landscape_id and p.person_id = k.one_person_id
  left join participant_seen q on q.landscape_id = k.landscape_id and q.person_id = k.other_person_id
  left join practice g on g.landscape_id = k.landscape_id and g.id = k.one_practice_id
  left join practice h on h.landscape_id = k.landscape_id and h.id = k.other_practice_id
  where k.landscape_id = ${id} order by k.id`

function keepApartPair(row: KeepApartRow): DrawnKeepApart {
  return {
    one: row.onePerson === null ? { practice: row.onePractice! } : { person: row.onePerson },
    other: row.otherPerson === null ? { practice: row.otherPractice! } : { person: row.otherPerson },
    concern: row.concern,
  }
}

// A page gets none; the analysis gets counts, spelled out as answers without a name; an export gets what was written down.
async function readLegitimacy(tx: Tx, id: string, forWhat: ForWhat): Promise<DrawnLegitimacy[]> {
  if (forWhat === 'page') return []
  if (forWhat === 'analysis') return (await legitimacyCounts(tx, id)).flatMap(namelessAnswers)
  const { rows } =
    await sql<DrawnLegitimacy>`select p.external_id as person, g.external_id as practice, l.kind, a.external_id as "answeredBy",
    l.would_come as "wouldCome", l.ground, l.recorded_on as recorded
    from legitimacy l join participant_seen p using (landscape_id, person_id)
    join practice g on g.landscape_id = l.landscape_id and g.id = l.practice_id
    left join participant_seen a on a.landscape_id = l.landscape_id and a.person_id = l.answered_by
    where l.landscape_id = ${id}
    order by p.external_id collate "C", g.external_id collate "C", l.kind, a.external_id collate "C" nulls last, l.id`.execute(
      tx,
    )
  return rows
}

interface LegitimacyCount {
  person: string
  practice: string
  wouldCome: number
  wouldNot: number
  claimed: boolean
}

async function legitimacyCounts(tx: Tx, id: string): Promise<LegitimacyCount[]> {
  const { rows } = await sql<LegitimacyCount>`select p.external_id as person, g.external_id as practice,
    c.would_come as "wouldCome", c.would_not as "wouldNot", c.claimed
    from legitimacy_counts(${id}) c
    join participant_seen p on p.landscape_id = ${id} and p.person_id = c.person_id
    join practice g on g.landscape_id = ${id} and g.id = c.practice_id
    order by p.external_id collate "C", g.external_id collate "C"`.execute(tx)
  return rows
}

function namelessAnswers({ person, practice, wouldCome, wouldNot, claimed }: LegitimacyCount): DrawnLegitimacy[] {
  const nameless = { person, practice, answeredBy: null, ground: null, recorded: null }
  const answers = [...Array(wouldCome).fill(true), ...Array(wouldNot).fill(false)] as boolean[]
  return [
    ...(claimed ? [{ ...nameless, kind: 'claimed' as const, wouldCome: null }] : []),
    ...answers.map((yes) => ({ ...nameless, kind: 'attested' as const, wouldCome: yes })),
  ]
}
