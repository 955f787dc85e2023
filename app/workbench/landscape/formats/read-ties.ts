import { type DrawnAnswer, type DrawnTie, tieKinds } from '../drawn-landscape.ts'
import { columnsOf, USUAL_STRENGTH, usuallyMutual } from './folder-format.ts'
import type { NamedFile } from './named-file.ts'
import { freshFact } from './read-people.ts'
import { periodOf } from './read-practices.ts'
import { readTable } from './read-table.ts'
import type { Reading } from './reading.ts'
import { customOf, dayOf, idOf, known, nameOf, numberOf, oneOf, type Row, refuse, yesOrNo } from './row.ts'

type Ids = { has(id: string): boolean }

/** Ties as told. Several accounts of one pair are welcome; a person cannot have a tie with themselves. */
export function readTies(file: NamedFile, reading: Reading, people: Ids): Promise<DrawnTie[]> {
  return readTable(file, { columns: columnsOf('ties'), of: 'ties' }, reading, (row) => {
    const from = known(row, 'from', people, 'unknown-person')
    const to = known(row, 'to', people, 'unknown-person')
    if (from === to && from !== '') refuse(row, 'to', 'self-tie', to)
    const kind = oneOf(row, 'kind', tieKinds, 'talks')
    return {
      from,
      to,
      kind,
      strength: strengthOf(row, 'strength'),
      mutual: yesOrNo(row, 'mutual', usuallyMutual(kind)),
      says: yesOrNo(row, 'says', true) ? 'yes' : 'no',
      reportedBy: personOrNobody(row, 'reported_by', people),
      ...periodOf(row),
      confirmed: dayOf(row, 'confirmed'),
      recorded: dayOf(row, 'recorded'),
      retracted: dayOf(row, 'retracted'),
      ...customOf(row),
    }
  })
}

/** A strength from 0 to 1; an empty cell is an ordinary tie, half way between faint and strong. */
function strengthOf(row: Row, field: string): number {
  const strength = numberOf(row, field, USUAL_STRENGTH)
  if (strength < 0 || strength > 1) refuse(row, field, 'strength-outside', String(strength))
  return strength
}

export function personOrNobody(row: Row, field: string, people: Ids): string | null {
  const id = idOf(row, field)
  if (id !== null && !people.has(id)) refuse(row, field, 'unknown-person', id)
  return id
}

/** Who was asked what: what separates "no" from "nobody knows". */
export function readAnswers(file: NamedFile, reading: Reading, people: Ids, practices: Ids): Promise<DrawnAnswer[]> {
  const seen = new Map<string, number>()
  return readTable(file, { columns: columnsOf('answers') }, reading, (row) => {
    const person = known(row, 'person', people, 'unknown-person')
    const question = nameOf(row, 'question', 100) ?? 'ties'
    const about = idOf(row, 'about')
    if (about !== null && !practices.has(about)) refuse(row, 'about', 'unknown-practice', about)
    const asked = dayOf(row, 'asked')
    const answered = dayOf(row, 'answered')
    if (asked !== null && answered !== null && answered < asked) {
      refuse(row, 'answered', 'answered-before-asked', answered, { asked })
    }
    freshFact(row, seen, person, question, about, asked, answered)
    return { person, question, about, asked, answered }
  })
}
