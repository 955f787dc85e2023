import { readSorting, type Sorting } from '../../../ui/table.tsx'
import type { ShownColumn, ShownTable } from './shown-column.ts'

/** Most rows of one table on one page; the rest is a page further on. */
const rowsAPage = 100

/** Rows as an address asks for them. */
export interface Arranged<Row> {
  sorting: Sorting<string>
  /** what the filter says; empty for no filter */
  find: string
  /** of the whole table */
  all: number
  /** those that the filter leaves, in order */
  found: Row[]
  page: number
  pages: number
  /** those of this page */
  shown: Row[]
}

/** Filters, sorts and pages a table as the address says: `find`, `sort`, `page`. What makes no sense there is taken as the usual. `isFirst` rows come before all others. */
export function arrangeRows<Row>(
  url: URL,
  language: string,
  table: ShownTable<Row>,
  isFirst: (row: Row) => boolean = () => false,
): Arranged<Row> {
  const { columns, rows, sortedBy } = table
  const sortable = columns.filter(({ sort }) => sort).map(({ key }) => key)
  const sorting = readSorting(url, sortable, { key: sortedBy, from: 'up' })
  const find = (url.searchParams.get('find') ?? '').trim().slice(0, 100)
  const left = find === '' ? rows : rows.filter((row) => says(columns, row, find))
  const inOrder = sorted(left, columns.find(({ key }) => key === sorting.key)?.sort, sorting, language)
  const found = [...inOrder.filter(isFirst), ...inOrder.filter((row) => !isFirst(row))]
  const pages = Math.max(1, Math.ceil(found.length / rowsAPage))
  const wish = Math.floor(Number(url.searchParams.get('page') ?? 1))
  const page = Math.min(Math.max(1, Number.isFinite(wish) ? wish : 1), pages)
  const at = (page - 1) * rowsAPage
  return { sorting, find, all: rows.length, found, page, pages, shown: found.slice(at, at + rowsAPage) }
}

/** Whether every word stands somewhere in the row, whatever its case and accents. */
function says<Row>(columns: readonly ShownColumn<Row>[], row: Row, find: string): boolean {
  const said = plain(columns.map(({ text }) => String(text(row))).join('\n'))
  return plain(find)
    .split(/\s+/)
    .every((word) => said.includes(word))
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase()
}

function sorted<Row>(rows: Row[], value: ShownColumn<Row>['sort'], { from }: Sorting<string>, language: string): Row[] {
  if (!value) return rows
  const compare = new Intl.Collator(language, { numeric: true }).compare
  const order = (a: string | number, b: string | number) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))
  const keyed = rows.map((row) => ({ row, by: value(row) })).sort((a, b) => order(a.by, b.by))
  const ordered = keyed.map(({ row }) => row)
  return from === 'down' ? ordered.reverse() : ordered
}
