import type { Tx } from '../../../platform/db/database.ts'
import { peopleCalled } from '../drawing/named-queries.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { findableToday, notAnalysedToday } from './known-queries.ts'
import { type KnownOf, rowsKnownOn } from './known-rows.ts'
import { hiding } from './may-be-found.ts'

type Row = Record<string, unknown>
type Of = (row: string) => Row[]

/**
 * The drawing as it was recorded at the end of a day, made up again from the log: whatever is changed later, it stays the same. The log
 * keeps no names, so people are called what they are called today; whoever was erased or took it back since is counted, and called
 * `withdrawn`.  They and whoever hides today stand as hidden, also where they had not hidden
 * yet, and whoever is out of the analysis today is out of it on that day. Legitimacy and flags are no part of it.
 */
export async function landscapeKnownOn(
  tx: Tx,
  landscape: KnownOf,
  day: string,
  withdrawn: string,
): Promise<DrawnLandscape | null> {
  const rows = await rowsKnownOn(tx, landscape, day)
  const of: Of = (what) => rows.get(what) ?? []
  const [about] = of('landscape')
  if (!about) return null
  const today = new Map((await peopleCalled(tx, landscape.id)).map((one) => [one.rowId, one]))
  const outside = new Map<string, string>()
  for (const { person_id } of of('participant')) {
    const id = text(person_id)!
    outside.set(id, today.get(id)?.id ?? id)
  }
  for (const what of ['practice', 'boundary', 'space'])
    for (const row of of(what)) outside.set(text(row['id'])!, text(row['external_id'])!)
  const people = of('participant').map((row) => {
    const person = today.get(text(row['person_id'])!)
    const name = !person || person.withdrawn ? withdrawn : person.name
    return { id: outside.get(text(row['person_id'])!)!, name, email: null, phone: null, language: null }
  })
  const practices = of('practice').map(practiceOf)
  const drawn: DrawnLandscape = {
    about: aboutOf(about),
    people: people.toSorted(by(({ id }) => id)),
    practices: practices.toSorted(by(({ id }) => id)),
    ...saidOf(of, outside),
    ...dividedOf(of, outside),
    ...convenedOf(of, outside),
    legitimacy: [],
    invitations: [],
    keepApart: [],
    consents: await notAnalysedToday(tx, landscape.id),
  }
  return hiding(drawn, await findableToday(tx, landscape.id))
}

function aboutOf(row: Row): DrawnLandscape['about'] {
  return {
    name: text(row['name'])!,
    language: text(row['language']),
    drawnBy: text(row['drawn_by']),
    hope: text(row['hope']),
    forWhom: text(row['for_whom']),
    notOurAim: text(row['not_our_aim']),
    knownGaps: text(row['known_gaps']),
    basis: row['basis'] as DrawnLandscape['about']['basis'],
    source: text(row['source']),
    licence: text(row['licence']),
    complete: row['complete'] === true,
    asOf: text(row['as_of']),
    team: [],
  }
}

function practiceOf(row: Row): DrawnLandscape['practices'][number] {
  return {
    id: text(row['external_id'])!,
    name: text(row['name'])!,
    kind: row['kind'] as DrawnLandscape['practices'][number]['kind'],
    does: text(row['does']),
    specialCategory: row['special_category'] === true,
  }
}

/** What was said of people and practices; what points at somebody who may not be seen is left out. */
function saidOf(of: Of, outside: ReadonlyMap<string, string>) {
  const id = (value: unknown) => (typeof value === 'string' ? outside.get(value) : undefined)
  const holderOf = (row: Row) => ({ person: id(row['person_id']) ?? null, practice: id(row['practice_id']) ?? null })
  const memberships = of('membership').flatMap((row): DrawnLandscape['memberships'] => {
    const [person, practice] = [id(row['person_id']), id(row['practice_id'])]
    if (person === undefined || practice === undefined) return []
    const mode = row['mode'] as DrawnLandscape['memberships'][number]['mode']
    return [
      { person, practice, weight: Number(row['weight']), mode, since: text(row['since']), until: text(row['until']) },
    ]
  })
  const ties = of('tie').flatMap((row) => tieOf(row, id))
  const concerns = of('concern').flatMap((row): DrawnLandscape['concerns'] => {
    const holder = holderOf(row)
    const words = text(row['words'])
    if ((holder.person === null) === (holder.practice === null) || words === null) return []
    return [{ concern: text(row['key'])!, words, kind: row['kind'] as 'cares', ...holder }]
  })
  const answers = of('answer').flatMap((row): DrawnLandscape['answers'] => {
    const person = id(row['person_id'])
    if (person === undefined) return []
    const about = id(row['about_practice_id']) ?? null
    const [asked, answered] = [text(row['asked_on']), text(row['answered_on'])]
    return [{ person, question: text(row['question'])!, about, asked, answered }]
  })
  return {
    memberships: memberships.toSorted(by(({ person, practice }) => `${person}\0${practice}`)),
    ties: ties.toSorted(by(({ from, to }) => `${from}\0${to}`)),
    concerns,
    answers,
  }
}

function tieOf(row: Row, id: (value: unknown) => string | undefined): DrawnLandscape['ties'] {
  const [from, to] = [id(row['from_id']), id(row['to_id'])]
  if (from === undefined || to === undefined) return []
  return [
    {
      from,
      to,
      kind: row['kind'] as DrawnLandscape['ties'][number]['kind'],
      strength: Number(row['strength']),
      mutual: row['mutual'] === true,
      says: row['says'] as 'yes' | 'no',
      reportedBy: id(row['reported_by']) ?? null,
      since: text(row['true_from']),
      until: text(row['true_until']),
      confirmed: text(row['confirmed_on']),
      recorded: dayOf(row['recorded_at']),
      retracted: dayOf(row['retracted_at']),
    },
  ]
}

function dividedOf(of: Of, outside: ReadonlyMap<string, string>) {
  const sides = of('side').toSorted((a, b) => Number(a['position']) - Number(b['position']))
  const sideNames = new Map(sides.map((row) => [row['id'], text(row['name'])!]))
  const inOrder = of('boundary').toSorted(
    (a, b) =>
      Number(a['position']) - Number(b['position']) || (String(a['external_id']) < String(b['external_id']) ? -1 : 1),
  )
  const boundaries = inOrder.map((row): DrawnLandscape['boundaries'][number] => ({
    id: text(row['external_id'])!,
    name: text(row['name'])!,
    kind: row['kind'] as DrawnLandscape['boundaries'][number]['kind'],
    sides: sides.filter((side) => side['boundary_id'] === row['id']).map((side) => text(side['name'])!),
    history: text(row['history']),
    stakes: text(row['stakes']),
  }))
  const standings = of('standing').flatMap((row): DrawnLandscape['standings'] => {
    const boundary = outside.get(String(row['boundary_id']))
    const person = outside.get(String(row['person_id'])) ?? null
    const practice = outside.get(String(row['practice_id'])) ?? null
    if (boundary === undefined || (person === null) === (practice === null)) return []
    return [{ boundary, side: sideNames.get(row['side_id']) ?? null, person, practice }]
  })
  const key = ({ boundary, person, practice, side }: (typeof standings)[number]) =>
    [boundary, person ?? '', practice ?? '', side ?? ''].join('\0')
  return { boundaries, standings: standings.toSorted(by(key)) }
}

function convenedOf(of: Of, outside: ReadonlyMap<string, string>) {
  const spaces = of('space').map((row): DrawnLandscape['spaces'][number] => ({
    id: text(row['external_id'])!,
    name: text(row['name'])!,
    question: text(row['question'])!,
    why: text(row['why']),
    stage: row['stage'] as DrawnLandscape['spaces'][number]['stage'],
    groundRule: row['ground_rule'] as DrawnLandscape['spaces'][number]['groundRule'],
  }))
  const spacePeople = of('space_person').flatMap((row): DrawnLandscape['spacePeople'] => {
    const [space, person] = [outside.get(String(row['space_id'])), outside.get(String(row['person_id']))]
    if (space === undefined || person === undefined) return []
    return [{ space, person, role: row['role'] as 'host', state: row['state'] as 'asked' }]
  })
  return {
    spaces: spaces.toSorted(by(({ id }) => id)),
    spacePeople: spacePeople.toSorted(by(({ space, person }) => `${space}\0${person}`)),
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function dayOf(value: unknown): string | null {
  return typeof value === 'string' ? new Date(value).toISOString().slice(0, 10) : null
}

function by<One>(key: (one: One) => string): (a: One, b: One) => number {
  return (a, b) => {
    const [one, other] = [key(a), key(b)]
    return one === other ? 0 : one < other ? -1 : 1
  }
}
