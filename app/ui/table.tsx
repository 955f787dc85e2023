import type { Child } from 'hono/jsx'
import type { Language } from '../platform/i18n/language.ts'
import { fieldId } from './form.tsx'
import { Icon } from './icon.tsx'
import { uiWords } from './ui-words.ts'

export interface Column {
  label: string
  /** Numbers stand to the right, in figures of equal width. */
  numeric?: boolean
  /** Where following the heading leads: the same page, sorted by this column. */
  href?: string
  sorted?: 'up' | 'down'
}

export interface TableProps {
  language: Language
  caption: Child
  columns: Column[]
  /** One cell per column; the first of each row is its heading, unless `heading` says another. */
  rows: Child[][]
  heading?: number
  /** What to say instead of a table without rows. */
  empty?: Child
  /** On a phone each row stands as a small list of its own, so that nothing is scrolled sideways. */
  rowsOnPhone?: boolean
}

/**
 * A table for reading and listening: caption, headings, sorted by links (no JavaScript), in a region that can be
 * scrolled by keyboard when it is wider than the screen.
 */
export function Table({ language, caption, columns, rows, heading = 0, empty, rowsOnPhone = false }: TableProps) {
  if (rows.length === 0 && empty) return <>{empty}</>
  const id = fieldId(`table-${columns.map((column) => column.label).join('-')}`)
  return (
    <section class={rowsOnPhone ? 'table-region table-rows' : 'table-region'} tabindex={0} aria-labelledby={id}>
      {/* the roles are said once more, because a table that is laid out as a list loses them in some browsers */}
      <table role={rowsOnPhone ? 'table' : undefined}>
        <caption id={id}>
          <span class="caption-words">{caption}</span>
          <span class="sr">{uiWords(language)('table_scrolls')}</span>
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading language={language} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr role={rowsOnPhone ? 'row' : undefined}>
              {row.map((cell, i) =>
                i === heading ? (
                  <th scope="row" role={rowsOnPhone ? 'rowheader' : undefined}>
                    {cell}
                  </th>
                ) : (
                  <Cell column={columns[i]} labelled={rowsOnPhone}>
                    {cell}
                  </Cell>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface CellProps {
  column: Column | undefined
  labelled: boolean
  children: Child
}

function Cell({ column, labelled, children }: CellProps) {
  return (
    <td
      class={column?.numeric ? 'numeric' : undefined}
      role={labelled ? 'cell' : undefined}
      data-label={labelled ? column?.label : undefined}
    >
      {children}
    </td>
  )
}

const ariaSort = { up: 'ascending', down: 'descending' } as const
const sortIcon = { up: 'arrow-up', down: 'arrow-down' } as const

function Heading({ language, column }: { language: Language; column: Column }) {
  const say = uiWords(language)
  return (
    <th
      scope="col"
      class={column.numeric ? 'numeric' : undefined}
      aria-sort={column.sorted ? ariaSort[column.sorted] : undefined}
    >
      {column.href ? (
        <a href={column.href} aria-label={say('sort_by', { column: column.label })}>
          {column.label} <Icon name={column.sorted ? sortIcon[column.sorted] : 'chevrons-up-down'} size={16} />
        </a>
      ) : (
        column.label
      )}
    </th>
  )
}

/** How a table is sorted: by which column, and from which end. */
export interface Sorting<Key extends string> {
  key: Key
  from: 'up' | 'down'
}

/** Reads `?sort=people` or `?sort=-people` from an address; an unknown column gives `otherwise`. */
export function readSorting<Key extends string>(url: URL, keys: readonly Key[], otherwise: Sorting<Key>): Sorting<Key> {
  const wish = url.searchParams.get('sort') ?? ''
  const key = keys.find((one) => one === wish.replace(/^-/, ''))
  return key ? { key, from: wish.startsWith('-') ? 'down' : 'up' } : otherwise
}

/** The address of the same page sorted by `key`; following it again turns the order round. */
export function sortingHref<Key extends string>(url: URL, key: Key, now: Sorting<Key>, numeric = false): string {
  const first = numeric ? 'down' : 'up'
  const from = now.key === key ? (now.from === 'up' ? 'down' : 'up') : first
  const query = new URLSearchParams(url.searchParams)
  query.set('sort', from === 'down' ? `-${key}` : key)
  return `${url.pathname}?${query}`
}

/** A column that can be sorted by; its `href` keeps everything else in the address. */
export function sortableColumn<Key extends string>(
  url: URL,
  now: Sorting<Key>,
  column: { key: Key; label: string; numeric?: boolean },
): Column {
  return {
    label: column.label,
    ...(column.numeric && { numeric: true }),
    href: sortingHref(url, column.key, now, column.numeric),
    ...(now.key === column.key && { sorted: now.from }),
  }
}
