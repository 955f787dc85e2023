import type { FieldProblem } from '../../drawing/drawn-things.ts'
import { cleanText } from '../../formats/clean-text.ts'
import { partsIn } from '../../formats/row.ts'
import type { CellColumn, CellTable } from './cell-columns.ts'
import { choiceMeant } from './choice-words.ts'

/** Stands in a list of sides for "known to be unknown". */
export const unknownSide = '?'

/** What was typed into a cell of one field, as the field keeps it. What the field may hold is asked of it afterwards. */
export function valueTyped(
  table: CellTable,
  column: CellColumn,
  text: string,
): { value: string } | { problem: FieldProblem } {
  const typed = cleanText(text, false).text ?? ''
  if (typed === '') return { value: '' }
  if (column.as === 'choice') {
    const value = choiceMeant(table, column, typed)
    return value === null ? { problem: 'not-offered' } : { value }
  }
  // 0,5 as most of Europe writes it
  if (column.as === 'number') return { value: typed.replace(/^([+-]?\d*),(\d+)$/u, '$1.$2') }
  return { value: typed }
}

/** The names in a cell that lists several. */
export function namesTyped(text: string): string[] {
  const names = partsIn(text).flatMap((part) => cleanText(part, false).text ?? [])
  return [...new Map(names.map((name) => [name.toLocaleLowerCase(), name])).values()]
}

/** Several names as one cell holds them. */
export function namesInCell(names: readonly string[]): string {
  return names.map((name) => name.replace(/[\\|]/gu, '\\$&')).join(' | ')
}
