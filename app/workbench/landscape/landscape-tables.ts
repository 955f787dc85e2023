import type { DrawnLandscape, DrawnTie, PracticeKind } from './drawn-landscape.ts'
import { isAggregate } from './map/map-input.ts'

/**
 * The landscape as rows: the same content as the map, for whoever reads tables better. Nothing here measures a person (rule E9).
 */
export interface PracticeRow {
  id: string
  name: string
  kind: PracticeKind
  does: string | null
  people: number
  answered: number
  tiesInside: number
  tiesAcross: number
  /** names of its sides on the chosen boundary */
  sides: string[]
  /** the same as it was said: "?" for known to be unknown */
  said: string[]
}

export interface PersonRow {
  id: string
  /** null: "1 person, not yet asked" */
  name: string | null
  practices: { id: string; name: string }[]
  answered: boolean
  /** names of the sides on the chosen boundary, those of their groups unless told of themselves; null where single people's sides are not shown */
  sides: string[] | null
  /** what was said of themselves: "?" for known to be unknown */
  said: string[]
}

export interface TieEnd {
  id: string
  name: string | null
  practices: string[]
}

export interface TieRow {
  from: TieEnd
  to: TieEnd
  accounts: DrawnTie[]
  /** on different sides of the chosen boundary, sharing none; null when a side is not known. Where single people's sides are not shown, by their groups alone */
  crosses: boolean | null
}

/** One account of a tie, among those that are there of the same pair. */
export interface AccountRow {
  from: TieEnd
  to: TieEnd
  account: DrawnTie
  reportedBy: TieEnd | null
  /** which one it is of how many, and whether they contradict each other */
  nth: number
  accounts: number
  differ: boolean
  crosses: boolean | null
}

/** Everything the tables need, looked up once. Cost: one pass over each list of the drawing. */
export function tablesOf(drawn: DrawnLandscape, boundaryId: string | null) {
  const names = new Map(drawn.people.map(({ id, name }) => [id, name]))
  const practices = new Map(drawn.practices.map((practice) => [practice.id, practice]))
  const belongs = Map.groupBy(drawn.memberships, ({ person }) => person)
  const practicesOf = (person: string) =>
    (belongs.get(person) ?? []).flatMap(({ practice }) => practices.get(practice) ?? [])
  const answered = new Set(drawn.answers.filter((answer) => answer.answered !== null).map(({ person }) => person))
  const sides = sidesOn(drawn, boundaryId)
  const kind = drawn.boundaries.find(({ id }) => id === boundaryId)?.kind
  const aggregate = kind !== undefined && isAggregate(kind)
  // where nobody's own side is told, nothing that is told of two people may follow from it either (rule E4)
  const sidesOf = (person: string) =>
    (aggregate ? undefined : sides.person.get(person)) ?? [
      ...new Set(practicesOf(person).flatMap(({ id }) => sides.practice.get(id) ?? [])),
    ]
  const ties = dyads(drawn.ties)
  return {
    drawn,
    names,
    practicesOf,
    belongs,
    answered,
    practiceSides: sides.practice,
    said: sides.said,
    sidesOf,
    aggregate,
    ties,
    boundaryId,
  }
}

export type Tables = ReturnType<typeof tablesOf>

export function practiceRows(tables: Tables): PracticeRow[] {
  const members = Map.groupBy(tables.drawn.memberships, ({ practice }) => practice)
  const inside = new Map<string, number>()
  const across = new Map<string, number>()
  for (const [, accounts] of tables.ties) {
    if (!accounts.some(({ says }) => says === 'yes')) continue
    const { from, to } = accounts[0]!
    const one = new Set(tables.practicesOf(from).map(({ id }) => id))
    const other = new Set(tables.practicesOf(to).map(({ id }) => id))
    for (const id of one.union(other)) add(one.has(id) && other.has(id) ? inside : across, id)
  }
  return tables.drawn.practices.map(({ id, name, kind, does }) => {
    const people = [...new Set((members.get(id) ?? []).map(({ person }) => person))]
    return {
      id,
      name,
      kind,
      does,
      people: people.length,
      answered: people.filter((person) => tables.answered.has(person)).length,
      tiesInside: inside.get(id) ?? 0,
      tiesAcross: across.get(id) ?? 0,
      sides: tables.practiceSides.get(id) ?? [],
      said: tables.said.practice.get(id) ?? [],
    }
  })
}

export function personRows(tables: Tables): PersonRow[] {
  const { aggregate } = tables
  return tables.drawn.people.map(({ id, name }) => ({
    id,
    name,
    practices: tables.practicesOf(id).map((practice) => ({ id: practice.id, name: practice.name })),
    answered: tables.answered.has(id),
    sides: tables.boundaryId === null || aggregate ? null : tables.sidesOf(id),
    said: aggregate ? [] : (tables.said.person.get(id) ?? []),
  }))
}

export function tieRows(tables: Tables): TieRow[] {
  return [...tables.ties.values()].map((accounts) => {
    const { from, to } = accounts[0]!
    return {
      from: endOf(tables, from),
      to: endOf(tables, to),
      accounts,
      crosses: crossing(tables, from, to),
    }
  })
}

/** The same, an account a row: those of one pair follow each other. */
export function accountRows(tables: Tables): AccountRow[] {
  return tieRows(tables).flatMap(({ accounts, crosses }) => {
    const told = new Set(accounts.map(({ says, kind }) => (says === 'no' ? 'no' : kind)))
    return accounts.map((account, nth) => ({
      from: endOf(tables, account.from),
      to: endOf(tables, account.to),
      account,
      reportedBy: account.reportedBy === null ? null : endOf(tables, account.reportedBy),
      nth,
      accounts: accounts.length,
      differ: told.size > 1,
      crosses,
    }))
  })
}

function endOf(tables: Tables, id: string) {
  return { id, name: tables.names.get(id) ?? null, practices: tables.practicesOf(id).map(({ name }) => name) }
}

function crossing(tables: Tables, from: string, to: string): boolean | null {
  if (tables.boundaryId === null) return null
  const one = tables.sidesOf(from)
  const other = tables.sidesOf(to)
  return one.length === 0 || other.length === 0 ? null : !one.some((side) => other.includes(side))
}

function sidesOn(drawn: DrawnLandscape, boundaryId: string | null) {
  const person = new Map<string, string[]>()
  const practice = new Map<string, string[]>()
  const said = { person: new Map<string, string[]>(), practice: new Map<string, string[]>() }
  const note = (table: Map<string, string[]>, holder: string, sides: string[]) =>
    table.set(holder, [...(table.get(holder) ?? []), ...sides])
  for (const standing of drawn.standings) {
    if (standing.boundary !== boundaryId) continue
    const of = standing.person === null ? 'practice' : 'person'
    const holder = standing.person ?? standing.practice!
    note(of === 'person' ? person : practice, holder, standing.side === null ? [] : [standing.side])
    note(said[of], holder, [standing.side ?? '?'])
  }
  return { person, practice, said }
}

/** Accounts by dyad, whoever is named first; what was taken back is left out. */
function dyads(ties: DrawnTie[]): Map<string, DrawnTie[]> {
  const standing = ties.filter(({ retracted }) => retracted === null)
  return Map.groupBy(standing, ({ from, to }) => JSON.stringify(from < to ? [from, to] : [to, from]))
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
