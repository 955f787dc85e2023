import type { CustomFields, DrawnKeepApart, DrawnLandscape } from '../drawn-landscape.ts'
import { customHeading, customLabelsOf } from './custom-fields.ts'
import { type TableName, tableNames, writtenColumnsOf } from './folder-format.ts'

type Cell = string | number | boolean | null

/** One table of a drawing: its columns, custom fields last, and a cell for each of them in every row. */
export interface FolderTable {
  name: TableName
  columns: string[]
  rows: Cell[][]
}

/** A drawing as the tables of our folder; those without rows are left out, people excepted. */
export function folderTables(drawn: DrawnLandscape): FolderTable[] {
  return tableNames.flatMap((name) => {
    const things = rowsOf[name](drawn)
    if (things.length === 0 && name !== 'people') return []
    const columns = writtenColumnsOf(name)
    const labels = customLabelsOf(things)
    const rows = things.map((thing) => [
      ...columns.map((column) => plain(thing[column])),
      ...labels.map((label) => (thing.custom && Object.hasOwn(thing.custom, label) ? thing.custom[label]! : null)),
    ])
    return [{ name, columns: [...columns, ...labels.map(customHeading)], rows }]
  })
}

/** A text that a spreadsheet would run as a formula gets an apostrophe, which reading takes away; yes and no are words. */
export function safeCell(value: Cell): string | number {
  if (value === null) return ''
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return /^'*[=+\-@\t\r＝＋－＠]/u.test(value) ? `'${value}` : value
}

/** Several texts in one cell, separated by "|"; a "|" inside one of them is marked. */
export function severalIn(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/[\\|]/gu, '\\$&')).join('|')
}

type Row = { [column: string]: Cell | CustomFields | undefined; custom?: CustomFields }

function plain(value: Cell | CustomFields | undefined): Cell {
  return value === undefined || (typeof value === 'object' && value !== null) ? null : value
}

function keptApart(pair: DrawnKeepApart): Row {
  return {
    person_a: 'person' in pair.one ? pair.one.person : null,
    practice_a: 'practice' in pair.one ? pair.one.practice : null,
    person_b: 'person' in pair.other ? pair.other.person : null,
    practice_b: 'practice' in pair.other ? pair.other.practice : null,
    concern: pair.concern,
  }
}

/** The rows of each table; where a column has another name than the value it holds, it is said here. */
const rowsOf: Record<TableName, (drawn: DrawnLandscape) => Row[]> = {
  people: (drawn) => drawn.people.map((one) => ({ ...one })),
  practices: (drawn) => drawn.practices.map((one) => ({ ...one, special_category: one.specialCategory })),
  memberships: (drawn) => drawn.memberships.map((one) => ({ ...one })),
  boundaries: (drawn) => drawn.boundaries.map((one) => ({ ...one, sides: severalIn(one.sides) })),
  standings: (drawn) => drawn.standings.map((one) => ({ ...one })),
  ties: (drawn) => drawn.ties.map((one) => ({ ...one, reported_by: one.reportedBy })),
  legitimacy: (drawn) =>
    drawn.legitimacy.map((one) => ({ ...one, answered_by: one.answeredBy, would_come: one.wouldCome })),
  concerns: (drawn) => drawn.concerns.map((one) => ({ ...one })),
  answers: (drawn) => drawn.answers.map((one) => ({ ...one })),
  spaces: (drawn) => drawn.spaces.map((one) => ({ ...one, ground_rule: one.groundRule })),
  'space-people': (drawn) => drawn.spacePeople.map((one) => ({ ...one })),
  invitations: (drawn) => drawn.invitations.map((one) => ({ ...one })),
  'keep-apart': (drawn) => drawn.keepApart.map(keptApart),
  consents: (drawn) => drawn.consents.map((one) => ({ ...one })),
  'care-checks': (drawn) => (drawn.careChecks ?? []).map((one) => ({ ...one, looking_on: one.lookingOn })),
}
