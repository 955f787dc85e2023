import type { Child } from 'hono/jsx'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { sortableColumn, Table } from '../../../ui/table.tsx'
import type { Arranged } from './arrange-rows.ts'
import { cellWords } from './cell-words.ts'
import type { ShownColumn, ShownTable } from './shown-column.ts'
import type { TablePlace } from './table-place.ts'

interface ShownProps<Row> {
  at: TablePlace
  table: ShownTable<Row>
  arranged: Arranged<Row>
  /** a box before each row that takes it into the choice; null where rows are not chosen */
  choose: ((row: Row) => { name: string; value: string; called: string }) | null
  /** values of the rows that are chosen already */
  ticked?: ReadonlySet<string>
}

/** The form to which the boxes of chosen rows belong; it stands above the table. */
export const chosenForm = 'chosen-rows'

/** One page of a table, as it was filtered and sorted, with the boxes that choose rows. */
export function ShownRows<Row>({ at, table, arranged, choose, ticked }: ShownProps<Row>) {
  const { say, url } = at
  const more = cellWords(say.language)
  const columns = table.columns.filter(isWished(url))
  const box = (row: Row): Child => {
    const { name, value, called } = choose!(row)
    const label = more('choose_row', { name: called })
    return (
      <input
        type="checkbox"
        form={chosenForm}
        name={name}
        value={value}
        aria-label={label}
        checked={ticked?.has(value)}
      />
    )
  }
  return (
    <Table
      language={say.language}
      caption={`${table.caption.replace(/[^.]$/u, '$&.')} ${more('as_of', { day: writeDay(say.language, at.day) })}`}
      heading={choose ? 1 : 0}
      columns={[
        ...(choose ? [{ label: more('col_choose') }] : []),
        ...columns.map(({ key, label, numeric, sort }) => {
          const column = { label, ...(numeric && { numeric }) }
          return sort ? sortableColumn(url, arranged.sorting, { key, ...column }) : column
        }),
      ]}
      rows={arranged.shown.map((row) => [
        ...(choose ? [box(row)] : []),
        ...columns.map(({ cell, text }) => (cell ? cell(row) : text(row))),
      ])}
      empty={<p class="muted table-none">{more('none_found', { find: arranged.find })}</p>}
    />
  )
}

/** Which columns the address asks for: all, or the first and those that it names. */
export function isWished(url: URL): (column: ShownColumn<never>, nth: number) => boolean {
  const wished = url.searchParams.getAll('column')
  return ({ key, pageOnly }, nth) => nth === 0 || pageOnly === true || wished.length === 0 || wished.includes(key)
}

/** Leads from one page of a table to the others. */
export function Pages({ at: { say, url }, page, pages }: { at: TablePlace; page: number; pages: number }) {
  if (pages < 2) return null
  const near = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages)
  const href = (n: number) => {
    const query = new URLSearchParams(url.searchParams)
    query.set('page', String(n))
    return `${url.pathname}?${query}`
  }
  return (
    <nav class="segments pages" aria-label={say('pages')}>
      {[...new Set(near)].map((n) => (
        <a href={href(n)} aria-current={n === page ? 'page' : undefined}>
          {n}
        </a>
      ))}
    </nav>
  )
}
