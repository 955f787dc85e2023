import type { DrawnLandscape } from '../../app/workbench/landscape/drawn-landscape.ts'

/**
 * What is wrong with a landscape that claims to be complete and clean? One sentence for each fault; none when it is sound.
 * Stricter than an import: it is for the examples we ship, where even an odd row is a mistake of ours.
 */
export function faultsOf(drawn: DrawnLandscape): string[] {
  return [
    ...repeated('people', drawn.people),
    ...repeated('practices', drawn.practices),
    ...repeated('boundaries', drawn.boundaries),
    ...repeated('spaces', drawn.spaces),
    ...danglingFaults(drawn),
    ...standingFaults(drawn),
    ...tieFaults(drawn),
    ...rowFaults(drawn),
  ]
}

function repeated(file: string, rows: readonly { id: string }[]): string[] {
  return rows
    .filter((row, at) => rows.findIndex((each) => each.id === row.id) !== at)
    .map((row) => `${file}: ${row.id} twice`)
}

/** References to people, practices and spaces that are not there. */
function danglingFaults(drawn: DrawnLandscape): string[] {
  const people = new Set(drawn.people.map((each) => each.id))
  const practices = new Set(drawn.practices.map((each) => each.id))
  const spaces = new Set(drawn.spaces.map((each) => each.id))
  const unknown = (file: string, kind: string, ids: Set<string>, id: string | null) =>
    id === null || ids.has(id) ? [] : [`${file}: no ${kind} "${id}"`]
  const person = (file: string, id: string | null) => unknown(file, 'person', people, id)
  const practice = (file: string, id: string | null) => unknown(file, 'practice', practices, id)
  const space = (file: string, id: string) => unknown(file, 'space', spaces, id)
  const holder = (one: DrawnLandscape['keepApart'][number]['one']) =>
    'person' in one ? person('keep-apart', one.person) : practice('keep-apart', one.practice)
  return [
    ...drawn.memberships.flatMap((row) => [
      ...person('memberships', row.person),
      ...practice('memberships', row.practice),
    ]),
    ...drawn.standings.flatMap((row) => [...person('standings', row.person), ...practice('standings', row.practice)]),
    ...drawn.ties.flatMap((row) => [row.from, row.to, row.reportedBy].flatMap((id) => person('ties', id))),
    ...drawn.legitimacy.flatMap((row) => [
      ...person('legitimacy', row.person),
      ...person('legitimacy', row.answeredBy),
      ...practice('legitimacy', row.practice),
    ]),
    ...drawn.concerns.flatMap((row) => [...person('concerns', row.person), ...practice('concerns', row.practice)]),
    ...drawn.answers.flatMap((row) => [...person('answers', row.person), ...practice('answers', row.about)]),
    ...drawn.spacePeople.flatMap((row) => [...person('space-people', row.person), ...space('space-people', row.space)]),
    ...drawn.invitations.flatMap((row) => [
      ...practice('invitations', row.practice),
      ...space('invitations', row.space),
    ]),
    ...drawn.keepApart.flatMap((row) => [...holder(row.one), ...holder(row.other)]),
    ...drawn.consents.flatMap((row) => person('consents', row.person)),
  ]
}

/** Sides that do not exist, nobody's or everybody's standing, and any person on a boundary where only practices may stand. */
function standingFaults(drawn: DrawnLandscape): string[] {
  const boundaries = new Map(drawn.boundaries.map((each) => [each.id, each]))
  const faults = drawn.boundaries.filter(
    (each) => new Set(each.sides).size !== each.sides.length || each.sides.length < 2,
  )
  const odd = faults.map((each) => `boundaries: ${each.id} needs two or more different sides`)
  const seen = new Set<string>()
  for (const row of drawn.standings) {
    const boundary = boundaries.get(row.boundary)
    const where = `standings: ${row.boundary}, ${row.person ?? row.practice}`
    if (!boundary) odd.push(`${where}: no such boundary`)
    else if (row.side !== null && !boundary.sides.includes(row.side)) odd.push(`${where}: no side "${row.side}"`)
    if ((row.person === null) === (row.practice === null)) odd.push(`${where}: exactly one of person and practice`)
    if (row.person && boundary && ['political', 'class', 'cultural'].includes(boundary.kind)) {
      odd.push(`${where}: a person's side on a ${boundary.kind} boundary`)
    }
    const key = JSON.stringify(row)
    if (seen.has(key)) odd.push(`${where}: the same row twice`)
    seen.add(key)
  }
  return odd
}

/** Self-ties, strengths out of range, days out of order, and pairs of whom one account says yes and another no. */
function tieFaults(drawn: DrawnLandscape): string[] {
  const says = new Map<string, string>()
  const faults: string[] = []
  for (const tie of drawn.ties.filter((each) => !each.retracted)) {
    const where = `ties: ${tie.from} to ${tie.to}`
    if (tie.from === tie.to) faults.push(`${where}: a tie to oneself`)
    if (!(tie.strength >= 0 && tie.strength <= 1)) faults.push(`${where}: strength ${tie.strength}`)
    if (tie.recorded && tie.confirmed && tie.recorded > tie.confirmed) faults.push(`${where}: recorded after confirmed`)
    const dyad = [tie.from, tie.to].sort().join(' ')
    if ((says.get(dyad) ?? tie.says) !== tie.says) faults.push(`${where}: yes and no`)
    says.set(dyad, tie.says)
  }
  const retracted = drawn.ties.filter((each) => each.retracted)
  const still = retracted.filter((each) => says.has([each.from, each.to].sort().join(' ')))
  return [...faults, ...still.map((each) => `ties: ${each.from} to ${each.to}: withdrawn and still told`)]
}

/** Rows twice, weights that are none, attestations without an answer, holders of concerns. */
function rowFaults(drawn: DrawnLandscape): string[] {
  const twice = (file: string, keys: string[]) =>
    keys.filter((key, at) => keys.indexOf(key) !== at).map((key) => `${file}: ${key} twice`)
  return [
    ...drawn.memberships.filter((row) => !(row.weight > 0)).map((row) => `memberships: ${row.person} weighs nothing`),
    ...twice(
      'memberships',
      drawn.memberships.map((row) => `${row.person} ${row.practice}`),
    ),
    ...twice(
      'space-people',
      drawn.spacePeople.map((row) => `${row.person} ${row.space}`),
    ),
    ...twice(
      'answers',
      drawn.answers.map((row) => `${row.person} ${row.question} ${row.about}`),
    ),
    ...twice(
      'consents',
      drawn.consents.map((row) => `${row.person} ${row.purpose}`),
    ),
    ...twice(
      'concerns',
      drawn.concerns.map((row) => `${row.concern} ${row.kind} ${row.person ?? row.practice}`),
    ),
    ...twice(
      'legitimacy',
      drawn.legitimacy.map((row) => `${row.person} ${row.practice} ${row.kind} ${row.answeredBy}`),
    ),
    ...drawn.legitimacy
      .filter((row) => (row.kind === 'attested') !== (row.wouldCome !== null && row.answeredBy !== null))
      .map((row) => `legitimacy: ${row.person} in ${row.practice}: claim and attestation are mixed`),
    ...drawn.legitimacy
      .filter((row) => row.answeredBy === row.person)
      .map((row) => `legitimacy: ${row.person} attests herself`),
    ...drawn.concerns
      .filter((row) => (row.person === null) === (row.practice === null))
      .map((row) => `concerns: ${row.concern}: exactly one of person and practice`),
  ]
}
