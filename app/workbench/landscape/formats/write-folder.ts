import type { DrawnKeepApart, DrawnLandscape } from '../drawn-landscape.ts'
import { FOLDER_FORMAT, type TableName, tableNames, writtenColumnsOf } from './folder-format.ts'

type Cell = string | number | boolean | null
type Cells = Record<string, Cell>

/**
 * The files of our folder for a drawn landscape, by name. Reading them again gives an equal landscape. Tables without
 * rows are left out, people.csv excepted; each file begins with the mark that lets spreadsheets read accents.
 */
export function writeFolder(drawn: DrawnLandscape): Map<string, string> {
  const files = new Map([['landscape.json', `${JSON.stringify({ format: FOLDER_FORMAT, ...drawn.about }, null, 2)}\n`]])
  for (const table of tableNames) {
    const rows = rowsOf[table](drawn)
    if (rows.length > 0 || table === 'people') files.set(`${table}.csv`, writeTable(writtenColumnsOf(table), rows))
  }
  return files
}

/** A CSV with a header. Text that a spreadsheet would run as a formula gets an apostrophe, which reading takes away. */
function writeTable(columns: string[], rows: Cells[]): string {
  const lines = rows.map((row) => columns.map((column) => cellOf(row[column] ?? null)).join(','))
  return `\uFEFF${[columns.join(','), ...lines].join('\n')}\n`
}

function cellOf(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const safe = /^'*[=+\-@\t\r＝＋－＠]/u.test(value) ? `'${value}` : value
  return /[",;\n\r\t]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function sidesOf(sides: string[]): string {
  return sides.map((side) => side.replace(/[\\|]/gu, '\\$&')).join('|')
}

function keptApart(pair: DrawnKeepApart): Cells {
  return {
    person_a: 'person' in pair.one ? pair.one.person : null,
    practice_a: 'practice' in pair.one ? pair.one.practice : null,
    person_b: 'person' in pair.other ? pair.other.person : null,
    practice_b: 'practice' in pair.other ? pair.other.practice : null,
    concern: pair.concern,
  }
}

/** The rows of each table; where a column has another name than the value it holds, it is said here. */
const rowsOf: Record<TableName, (drawn: DrawnLandscape) => Cells[]> = {
  people: (drawn) => drawn.people.map((one) => ({ ...one })),
  practices: (drawn) => drawn.practices.map((one) => ({ ...one, special_category: one.specialCategory })),
  memberships: (drawn) => drawn.memberships.map((one) => ({ ...one })),
  boundaries: (drawn) => drawn.boundaries.map((one) => ({ ...one, sides: sidesOf(one.sides) })),
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
}
