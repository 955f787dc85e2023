import { type Field, type FieldName, fieldsOf, type ThingKind } from '../../drawing/drawn-things.ts'

/** The tables one can work in. */
export const cellTables = ['practices', 'people', 'ties'] as const
export type CellTable = (typeof cellTables)[number]

/** What a row of each table is. */
export const thingIn = { practices: 'practice', people: 'person', ties: 'tie' } as const satisfies Record<
  CellTable,
  ThingKind
>

export const columnNames = [
  'name',
  'kind',
  'does',
  'groups',
  'side',
  'from',
  'to',
  'told_by',
  'says',
  'strength',
  'since',
  'until',
  'confirmed',
] as const
export type ColumnName = (typeof columnNames)[number]

/** A column that can be written in: a field of the thing itself, or several things listed in one cell (groups of a person, sides). */
export interface CellColumn {
  name: ColumnName
  as: Field['as'] | 'groups' | 'sides'
  field?: FieldName
  choices?: readonly string[]
  optional?: true
  /** longest text, or largest number */
  most?: number
  /** said when the row is added, and never changed afterwards */
  once?: true
}

const groups: CellColumn = { name: 'groups', as: 'groups', optional: true }
const side: CellColumn = { name: 'side', as: 'sides', optional: true }

/** Whether there is a tie: told of, told that there is none, or not known, and then no account is kept. */
const says: CellColumn = { name: 'says', as: 'choice', field: 'says', choices: ['yes', 'no', 'unknown'] }

/** The columns of each table in the order in which they stand, and in which pasted rows without headings are read. */
export const cellColumnsOf: Record<CellTable, readonly CellColumn[]> = {
  practices: [of('practice', 'name'), of('practice', 'kind'), of('practice', 'does'), side],
  people: [of('person', 'name'), groups, side],
  ties: [
    of('tie', 'from'),
    of('tie', 'to'),
    of('tie', 'reportedBy', 'told_by'),
    says,
    of('tie', 'kind'),
    of('tie', 'strength'),
    of('tie', 'since'),
    of('tie', 'until'),
    of('tie', 'confirmed'),
  ],
}

export function cellColumn(table: CellTable, name: string): CellColumn | undefined {
  return cellColumnsOf[table].find((column) => column.name === name)
}

function of(kind: ThingKind, field: FieldName, name = field as ColumnName): CellColumn {
  const { as, choices, optional, most, once } = fieldsOf[kind].find((one) => one.name === field)!
  return {
    name,
    as,
    field,
    ...(choices && { choices }),
    ...(optional && { optional }),
    ...(most && { most }),
    ...(once && { once }),
  }
}
