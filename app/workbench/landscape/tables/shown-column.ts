import type { Child } from 'hono/jsx'

/** A column of a table as it is shown, filtered, sorted and written into a file. */
export interface ShownColumn<Row> {
  key: string
  label: string
  numeric?: true
  /** what it is sorted by; a column without it cannot be sorted */
  sort?: (row: Row) => string | number
  /** what the cell says, as text: for the filter and for files */
  text: (row: Row) => string | number
  /** the same as it is drawn; the text unless given */
  cell?: (row: Row) => Child
  /** leads to something on the page, and is in no file */
  pageOnly?: true
}

/** A table before anybody filtered, sorted or paged it. */
export interface ShownTable<Row> {
  caption: string
  columns: ShownColumn<Row>[]
  rows: Row[]
  /** how it is sorted until somebody asks for something else */
  sortedBy: string
}
