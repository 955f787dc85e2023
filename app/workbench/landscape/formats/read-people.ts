import { consentStates, type DrawnConsent, type DrawnPerson, purposes } from '../drawn-landscape.ts'
import type { SaidSides } from './draw-sides.ts'
import { columnsOf } from './folder-format.ts'
import type { NamedFile } from './named-file.ts'
import { readTable } from './read-table.ts'
import type { Reading } from './reading.ts'
import { customOf, dayOf, idOf, known, nameOf, oneOf, partsOf, type Row, refuse, required } from './row.ts'

/** One row of people.csv, with the conveniences for a landscape typed by hand. */
export interface PersonRow {
  person: DrawnPerson
  groups: string[]
  places: string[]
  /** where they stand on boundaries of which the sheet has a column */
  sides: SaidSides[]
  consent: DrawnConsent['state'] | null
}

type Ids = { has(id: string): boolean }

export function readPeople(file: NamedFile, reading: Reading): Promise<PersonRow[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('people'), of: 'people' }, reading, (row) => {
    const id = freshId(row, seen)
    const person: DrawnPerson = {
      id,
      name: nameOf(row, 'name'),
      email: nameOf(row, 'email'),
      phone: nameOf(row, 'phone'),
      language: nameOf(row, 'language'),
      ...customOf(row),
    }
    const groups = partsOf(row, 'group')
    const places = partsOf(row, 'place')
    return { person, groups, places, sides: [], consent: oneOf(row, 'consent', consentStates, null) }
  })
}

/** The id of a row, refused when an earlier row has it: the first is kept, and the second told where the first stands. */
export function freshId(row: Row, seen: Map<string, number>): string {
  const id = required(row, 'id', idOf(row, 'id'))
  const first = seen.get(id)
  if (first !== undefined) refuse(row, 'id', 'duplicate-id', id, { first })
  else if (!row.refused) seen.set(id, row.row)
  return id
}

/** Refuses a row that says exactly what an earlier one said. */
export function freshFact(row: Row, seen: Map<string, number>, ...parts: (string | null)[]): void {
  const key = JSON.stringify(parts)
  const first = seen.get(key)
  if (first !== undefined) refuse(row, null, 'said-before', null, { first })
  else if (!row.refused) seen.set(key, row.row)
}

export function readConsents(file: NamedFile, reading: Reading, people: Ids): Promise<DrawnConsent[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('consents') }, reading, (row) => {
    const person = known(row, 'person', people, 'unknown-person')
    const purpose = oneOf(row, 'purpose', purposes, null)
    const state = oneOf(row, 'state', consentStates, null)
    const said = dayOf(row, 'said')
    if (purpose === null) required(row, 'purpose', null)
    if (state === null) required(row, 'state', null)
    if (purpose === null || state === null) return null
    freshFact(row, seen, person, purpose)
    return { person, purpose, state, said }
  })
}
