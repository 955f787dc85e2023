import {
  type DrawnInvitation,
  type DrawnKeepApart,
  type DrawnSpace,
  type DrawnSpacePerson,
  groundRules,
  invitationStates,
  spaceRoles,
  stages,
} from '../drawn-landscape.ts'
import { columnsOf } from './folder-format.ts'
import type { NamedFile } from './named-file.ts'
import { oneHolder } from './read-boundaries.ts'
import { freshFact, freshId } from './read-people.ts'
import { readTable } from './read-table.ts'
import type { Reading } from './reading.ts'
import { idOf, known, nameOf, oneOf, refuse, required, textOf } from './row.ts'

type Ids = { has(id: string): boolean }
interface Known {
  people: Ids
  practices: Ids
}

export function readSpaces(file: NamedFile, reading: Reading): Promise<DrawnSpace[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('spaces') }, reading, (row) => {
    const id = freshId(row, seen)
    const name = required(row, 'name', nameOf(row, 'name'))
    const question = textOf(row, 'question', 2000) ?? name
    const why = textOf(row, 'why')
    const stage = oneOf(row, 'stage', stages, 'imagined')
    return { id, name, question, why, stage, groundRule: oneOf(row, 'ground_rule', groundRules, 'open') }
  })
}

export function readSpacePeople(
  file: NamedFile,
  reading: Reading,
  spaces: Ids,
  people: Ids,
): Promise<DrawnSpacePerson[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('space-people') }, reading, (row) => {
    const space = known(row, 'space', spaces, 'unknown-space')
    const person = known(row, 'person', people, 'unknown-person')
    const role = oneOf(row, 'role', spaceRoles, null)
    if (role === null) required(row, 'role', null)
    freshFact(row, seen, space, person)
    const state = oneOf(row, 'state', invitationStates, 'not yet asked')
    return { space, person, role: role ?? 'invited', state }
  })
}

export function readInvitations(
  file: NamedFile,
  reading: Reading,
  spaces: Ids,
  practices: Ids,
): Promise<DrawnInvitation[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('invitations') }, reading, (row) => {
    const space = known(row, 'space', spaces, 'unknown-space')
    const practice = known(row, 'practice', practices, 'unknown-practice')
    freshFact(row, seen, space, practice)
    return { space, practice, words: required(row, 'words', textOf(row, 'words')) }
  })
}

export function readKeepApart(file: NamedFile, reading: Reading, ids: Known): Promise<DrawnKeepApart[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('keep-apart') }, reading, (row) => {
    const a = oneHolder(row, 'person_a', 'practice_a', ids)
    const b = oneHolder(row, 'person_b', 'practice_b', ids)
    if (!row.refused && a.person === b.person && a.practice === b.practice) {
      refuse(row, b.person === null ? 'practice_b' : 'person_b', 'same-twice', b.person ?? b.practice)
    }
    const concern = idOf(row, 'concern')
    freshFact(row, seen, a.person, a.practice, b.person, b.practice, concern)
    return { one: holderOf(a), other: holderOf(b), concern }
  })
}

function holderOf(pair: { person: string | null; practice: string | null }) {
  return pair.person === null ? { practice: pair.practice ?? '' } : { person: pair.person }
}
