import type { TieKind } from '@ecotone/engine/network/landscape-input.ts'
import type { Basis } from '../drawn-landscape.ts'
import type { Column } from './read-table.ts'

/** Our own folder: one landscape.json and a table for each kind of thing. Only people.csv has to be there. */
export const FOLDER_FORMAT = 'ecotone-landscape/1'

export type TableName =
  | 'people'
  | 'practices'
  | 'memberships'
  | 'boundaries'
  | 'standings'
  | 'ties'
  | 'legitimacy'
  | 'concerns'
  | 'answers'
  | 'spaces'
  | 'space-people'
  | 'invitations'
  | 'keep-apart'
  | 'consents'
  | 'care-checks'

/** The columns of each table in the order in which they are written; "!" marks those that must be there. */
const columns: Record<TableName, string> = {
  people: 'id! name email phone language group place consent',
  practices: 'id! name! kind does special_category',
  memberships: 'person! practice! weight mode since until',
  boundaries: 'id! name! kind! sides! history stakes',
  standings: 'boundary! side! person practice',
  ties: 'from! to! kind strength mutual says reported_by since until confirmed recorded retracted',
  legitimacy: 'person! practice! kind! answered_by would_come ground recorded',
  concerns: 'concern! words kind person practice',
  answers: 'person! question about asked answered',
  spaces: 'id! name! question why stage ground_rule',
  'space-people': 'space! person! role! state',
  invitations: 'space! practice! words!',
  'keep-apart': 'person_a practice_a person_b practice_b concern',
  consents: 'person! purpose! state! said',
  'care-checks': 'decision! answered! harm asked looking_on keeping stopping',
}

export const tableNames = Object.keys(columns) as TableName[]

export function columnsOf(table: TableName): Column[] {
  return columns[table]
    .split(' ')
    .map((word) => (word.endsWith('!') ? { field: word.slice(0, -1), required: true } : { field: word }))
}

/** The columns that an export writes: all but the conveniences for typing a small landscape by hand. */
export function writtenColumnsOf(table: TableName): string[] {
  const typedByHand = table === 'people' ? ['group', 'place', 'consent'] : []
  return columnsOf(table)
    .map((column) => column.field)
    .filter((field) => !typedByHand.includes(field))
}

/** Which of our tables a file is by its name ("People.CSV" is people); null when none. */
export function tableOfFile(fileName: string): TableName | null {
  const name = fileName.toLowerCase().replace(/\.(csv|tsv|txt)$/u, '')
  return tableNames.find((table) => table === name.replace(/[\s_]+/gu, '-')) ?? null
}

/** Whether a tie of this kind runs both ways when nobody said. */
export function usuallyMutual(kind: TieKind): boolean {
  return kind !== 'learns' && kind !== 'funds'
}

/** What a tie of unsaid strength counts as. */
export const USUAL_STRENGTH = 0.5

/** Landscapes of people who live and were not asked by a publisher: their locks and clocks run for real. */
export function isAboutLivingPeople(basis: Basis): boolean {
  return basis === 'own-sketch' || basis === 'consented'
}
