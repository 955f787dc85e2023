import { boundaryKinds, type DrawnBoundary, type DrawnStanding, practicesOnly } from '../drawn-landscape.ts'
import { columnsOf } from './folder-format.ts'
import type { NamedFile } from './named-file.ts'
import { freshFact, freshId } from './read-people.ts'
import { readTable } from './read-table.ts'
import type { Reading } from './reading.ts'
import { idOf, known, nameOf, oneOf, partsOf, type Row, rawOf, refuse, required, textOf } from './row.ts'

export function readBoundaries(file: NamedFile, reading: Reading): Promise<DrawnBoundary[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('boundaries') }, reading, (row) => {
    const id = freshId(row, seen)
    const name = required(row, 'name', nameOf(row, 'name'))
    const kind = oneOf(row, 'kind', boundaryKinds, null)
    if (kind === null) required(row, 'kind', null)
    const sides = partsOf(row, 'sides')
    const twice = sides.find((side, at) => sides.indexOf(side) !== at)
    if (twice !== undefined) refuse(row, 'sides', 'side-twice', twice)
    else if (sides.length < 2) refuse(row, 'sides', 'one-side', rawOf(row, 'sides'))
    return { id, name, kind: kind ?? 'other', sides, history: textOf(row, 'history'), stakes: textOf(row, 'stakes') }
  })
}

export interface StandingRules {
  people: { has(id: string): boolean }
  practices: { has(id: string): boolean }
  boundaries: ReadonlyMap<string, DrawnBoundary>
}

export function readStandings(file: NamedFile, reading: Reading, rules: StandingRules): Promise<DrawnStanding[]> {
  const seen = new Map<string, number>()
  const sure = new Map<string, boolean>()
  return readTable(file, { columns: columnsOf('standings') }, reading, (row) => {
    const boundary = rules.boundaries.get(known(row, 'boundary', rules.boundaries, 'unknown-boundary'))
    const holder = oneHolder(row, 'person', 'practice', rules)
    const side = nameOf(row, 'side')
    if (row.refused || !boundary) return null
    if (side !== null && !boundary.sides.includes(side)) {
      refuse(row, 'side', 'unknown-side', side, { sides: boundary.sides.join(', ') })
    }
    if (holder.person !== null && practicesOnly.has(boundary.kind)) {
      refuse(row, 'person', 'practices-only', holder.person, { boundary: boundary.name })
    }
    const place = JSON.stringify([boundary.id, holder.person, holder.practice])
    if ((sure.get(place) ?? side !== null) !== (side !== null)) refuse(row, 'side', 'side-and-unknown', side)
    freshFact(row, seen, boundary.id, side, holder.person, holder.practice)
    if (!row.refused) sure.set(place, side !== null)
    return { boundary: boundary.id, side, ...holder }
  })
}

/** A person or a practice, never both and never neither. */
export function oneHolder(
  row: Row,
  personField: string,
  practiceField: string,
  ids: { people: { has(id: string): boolean }; practices: { has(id: string): boolean } },
): { person: string | null; practice: string | null } {
  const person = idOf(row, personField)
  const practice = idOf(row, practiceField)
  if ((person === null) === (practice === null)) {
    refuse(row, personField, 'person-or-practice', person, { fields: `${personField}, ${practiceField}` })
  } else if (person !== null && !ids.people.has(person)) refuse(row, personField, 'unknown-person', person)
  else if (practice !== null && !ids.practices.has(practice)) refuse(row, practiceField, 'unknown-practice', practice)
  return { person, practice }
}
