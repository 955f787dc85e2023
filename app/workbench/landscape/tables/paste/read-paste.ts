import { splitCsv } from '../../formats/split-csv.ts'
import type { RowWish } from '../cells/add-rows.ts'
import { type CellColumn, type CellTable, type ColumnName, cellColumnsOf } from '../cells/cell-columns.ts'
import { mostRows } from '../cells/change-cells.ts'
import { columnOfHeading } from '../cells/choice-words.ts'
import type { CellWish } from '../cells/set-cells.ts'

/** Where in a table a paste begins: the rows from there on, as they stand on the page, and the columns from there on. */
export interface PastedAt {
  things: readonly string[]
  columns: readonly string[]
}

/** A pasted cell that has no place. */
export interface Homeless {
  /** line of the paste, from 1 */
  line: number
  /** heading or number of the column */
  column: string
  value: string
}

export type Pasted =
  | {
      kind: 'read'
      cells: (CellWish & { line: number })[]
      rows: { line: number; row: RowWish }[]
      homeless: Homeless[]
    }
  | { kind: 'refused'; reason: 'nothing' | 'too-many-rows' | 'broken-quotes' }

/**
 * What a piece of a spreadsheet says of a table. With a row of headings, or where no place is given, every line is a new row. Else it is
 * laid onto the table from the place on; lines below the last row are new rows.
 */
export function readPaste(text: string, table: CellTable, at: PastedAt | null): Pasted {
  const lines = linesIn(text)
  if (lines === null) return { kind: 'refused', reason: 'broken-quotes' }
  const columns = cellColumnsOf[table]
  const headings = headingsIn(lines[0]?.cells ?? [], table, columns)
  const body = headings ? lines.slice(1) : lines
  if (body.length === 0) return { kind: 'refused', reason: 'nothing' }
  if (body.length > mostRows) return { kind: 'refused', reason: 'too-many-rows' }
  const read: Pasted = { kind: 'read', cells: [], rows: [], homeless: [] }
  const places = headings ?? (at ? at.columns.map((name) => nameIn(columns, name)) : columns.map(({ name }) => name))
  for (const [nth, { line, cells }] of body.entries()) {
    const thing = headings ? undefined : at?.things[nth]
    const row: RowWish = {}
    for (const [i, value] of cells.entries()) {
      const column = places[i] ?? null
      if (column === null) {
        const heading = headings ? lines[0]!.cells[i] : undefined
        if (value.trim() !== '') read.homeless.push({ line, column: heading?.trim() || String(i + 1), value })
      } else if (thing === undefined) row[column] = value
      else read.cells.push({ line, thing, column, text: value })
    }
    if (thing === undefined && Object.keys(row).length > 0) read.rows.push({ line, row })
  }
  return read
}

/** The lines with anything in them; tabs part them where there are any, else semicolons or commas. Null when a quote never closes. */
function linesIn(text: string): { line: number; cells: string[] }[] | null {
  const plain = text.replace(/^\uFEFF/u, '').replace(/(\r\n?|\n)$/u, '')
  const mark = ['\t', ';', ','].find((one) => plain.includes(one)) ?? '\t'
  const splitter = splitCsv(mark)
  const rows = splitter.push(plain)
  if (splitter.broken(true)) return null
  return [...rows, ...splitter.end()]
    .map((cells, nth) => ({ line: nth + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
}

/** No table has more columns; what is further right in a row of headings is none. */
const mostHeadings = 200

/** Which column each heading speaks of; null when the line is no row of headings. Of two for one column the first counts. */
function headingsIn(
  cells: readonly string[],
  table: CellTable,
  columns: readonly CellColumn[],
): (ColumnName | null)[] | null {
  const found = cells.slice(0, mostHeadings).map((cell) => columnOfHeading(table, columns, cell))
  const needed: ColumnName[] = table === 'ties' ? ['from', 'to'] : ['name']
  if (!needed.every((name) => found.includes(name))) return null
  return found.map((name, nth) => (found.indexOf(name) === nth ? name : null))
}

function nameIn(columns: readonly CellColumn[], name: string): ColumnName | null {
  return columns.find((column) => column.name === name)?.name ?? null
}
