import type { Language } from '../../../../platform/i18n/language.ts'
import { languages } from '../../../../platform/i18n/language.ts'
import { tieKindOf } from '../../formats/other-words.ts'
import { plainHeader } from '../../formats/read-table.ts'
import { roleOfHeading } from '../../formats/table-choice.ts'
import { landscapeWords } from '../../landscape-words.ts'
import { cellWords } from '../cell-words.ts'
import { type CellColumn, type CellTable, type ColumnName, cellTables } from './cell-columns.ts'

type Key = Parameters<ReturnType<typeof landscapeWords>>[0]

/** How the tables say one of the values that a column offers. */
export function choiceInWords(language: Language, table: CellTable, column: CellColumn, choice: string): string {
  const say = landscapeWords(language)
  if (column.name === 'says') return choice === 'unknown' ? say('not_known') : say(choice as 'yes')
  return say(`${table === 'ties' ? 'tie' : 'kind'}_${choice}` as Key)
}

/** The value that a word stands for: our own word, what the tables say in any of four languages, or what other tools say; else null. */
export function choiceMeant(table: CellTable, column: CellColumn, text: string): string | null {
  const meant = plainHeader(text)
  const choice = column.choices?.find(
    (one) =>
      one === meant || languages.some((tongue) => plainHeader(choiceInWords(tongue, table, column, one)) === meant),
  )
  if (choice !== undefined) return choice
  if (column.name === 'says') return meant === '?' ? 'unknown' : null
  return table === 'ties' && column.name === 'kind' ? tieKindOf(text) : null
}

/** What stands above a column. */
export function columnInWords(language: Language, table: CellTable, name: ColumnName): string {
  const say = landscapeWords(language)
  if (name === 'name') return say(table === 'practices' ? 'col_practice' : 'col_name')
  if (name === 'groups') return say('in_practices')
  if (name === 'kind' || name === 'side' || name === 'from' || name === 'to') return say(`col_${name}`)
  return cellWords(language)(`col_${name}`)
}

/** What other tools head columns with, as `bring` reads it, and our columns. */
const rolesAs = { name: 'name', group: 'groups', from: 'from', to: 'to', weight: 'strength', kind: 'kind' } as const

/** The column that a heading speaks of, as our tables are headed in four languages or as files are that one brings; else null. */
export function columnOfHeading(table: CellTable, among: readonly CellColumn[], heading: string): ColumnName | null {
  const meant = plainHeader(heading)
  const found = among.find(
    ({ name }) =>
      name === meant || languages.some((tongue) => plainHeader(columnInWords(tongue, table, name)) === meant),
  )
  if (found) return found.name
  const role = roleOfHeading(heading, table === 'ties' ? 'ties' : 'people')
  const name = rolesAs[role as keyof typeof rolesAs]
  return among.some((column) => column.name === name) ? name : null
}

export function isCellTable(name: unknown): name is CellTable {
  return cellTables.some((table) => table === name)
}
