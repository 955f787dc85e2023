import { setImmediate } from 'node:timers/promises'
import type { NamedFile } from './named-file.ts'
import type { Problem } from './problem.ts'
import { shortened } from './problem.ts'
import type { FileCount, Reading } from './reading.ts'
import { type Row, startRow } from './row.ts'
import { delimiterOf, type TableRow, tableRows } from './table-rows.ts'

/** What a table is expected to hold. */
export interface TableFormat {
  columns: readonly Column[]
  /** finds the field that a header speaks of; null when it is none of ours */
  fieldOf?: (header: string) => string | null
  /** where each field stands, counted from 0, when that was chosen instead of being read from the headers */
  chosen?: { positions: ReadonlyMap<string, number>; header: boolean }
  /** rows that speak about the file and hold nothing of it */
  isComment?: (cells: string[]) => boolean
}

export interface Column {
  field: string
  required?: true
}

const ROWS_BETWEEN_PAUSES = 1000

/**
 * Reads a table with a header and gives what `read` makes of each row. A row that `read` refused is left out and counted;
 * a file that breaks off, lacks a required column or exceeds a limit gives nothing at all, with the reason: never half.
 */
export async function readTable<T>(
  file: NamedFile,
  format: TableFormat,
  reading: Reading,
  read: (row: Row) => T | null,
): Promise<T[]> {
  const count: FileCount = { file: file.name, rowsRead: 0, accepted: 0, refused: 0 }
  reading.files.push(count)
  const found = reading.problems.length
  const accepted: T[] = []
  let positions: Map<string, number> | null = null
  let comments = 0
  for await (const one of tableRows(file, await delimiterOf(file))) {
    if (one.kind === 'broken') return brokenTable(one, count, found, reading)
    if (one.cells.every((cell) => cell.trim() === '')) continue
    if (format.isComment?.(one.cells)) {
      comments++
      continue
    }
    if (positions === null) {
      positions = readHeader(file.name, one.cells, format, reading)
      if (positions === null) return []
      if (format.chosen?.header !== false) continue
    }
    count.rowsRead++
    if (count.rowsRead > reading.limits.rows) return brokenTable(tooManyRows(one.row, reading), count, found, reading)
    if (count.rowsRead % ROWS_BETWEEN_PAUSES === 0) await pause(reading)
    const row = startRow(file.name, one.row, one.cells, positions, reading)
    const value = row.refused ? null : read(row)
    if (row.refused || value === null) count.refused++
    else {
      count.accepted++
      accepted.push(value)
    }
  }
  if (comments > 0) {
    notice(reading, { file: file.name, row: null, field: null, code: 'comments-skipped', facts: { count: comments } })
  }
  if (positions === null) refuseFile(reading, { file: file.name, row: null, code: 'file-empty', value: null })
  else if (count.rowsRead === 0) notice(reading, { file: file.name, row: null, field: null, code: 'only-header' })
  return accepted
}

/** Lets other work of the process go on, and stops when the reader was told to. */
export async function pause(reading: Reading): Promise<void> {
  await setImmediate()
  reading.signal?.throwIfAborted()
}

function tooManyRows(row: number, reading: Reading): TableRow & { kind: 'broken' } {
  return { kind: 'broken', row, code: 'too-many-rows', value: null, facts: { limit: reading.limits.rows } }
}

/** Everything said about single rows of the file gives way to the one reason why nothing of it comes in. */
function brokenTable(broken: TableRow & { kind: 'broken' }, count: FileCount, found: number, reading: Reading): [] {
  reading.problems.length = found
  count.refused = count.rowsRead
  count.accepted = 0
  const { row, code, value, facts } = broken
  refuseFile(reading, { file: count.file, row, code, value, facts })
  return []
}

function readHeader(file: string, cells: string[], format: TableFormat, reading: Reading): Map<string, number> | null {
  const { limits } = reading
  if (cells.length > limits.columns) {
    refuseFile(reading, { file, row: 1, code: 'too-many-columns', value: null, facts: { limit: limits.columns } })
    return null
  }
  if (format.chosen) return chosenPositions(file, cells, format.chosen, reading)
  const known = new Set(format.columns.map((column) => column.field))
  const positions = new Map<string, number>([['', cells.length]])
  for (const [at, header] of cells.entries()) {
    const field = format.fieldOf ? format.fieldOf(header) : plainHeader(header)
    if (header.trim() === '') continue
    if (field === null || !known.has(field)) {
      notice(reading, { file, row: null, field: shortened(header), code: 'column-not-known' })
    } else if (positions.has(field)) {
      notice(reading, { file, row: null, field: shortened(header), code: 'column-twice' })
    } else positions.set(field, at)
  }
  const missing = format.columns.filter((column) => column.required && !positions.has(column.field))
  if (missing.length === 0) return positions
  const facts = { columns: missing.map((column) => column.field).join(', ') }
  refuseFile(reading, { file, row: null, code: 'column-missing', value: shortened(cells.join(', ')), facts })
  return null
}

function chosenPositions(
  file: string,
  cells: string[],
  { positions, header }: NonNullable<TableFormat['chosen']>,
  reading: Reading,
): Map<string, number> {
  const chosen = new Set(positions.values())
  for (const [at, cell] of cells.entries()) {
    if (!header || chosen.has(at) || cell.trim() === '') continue
    notice(reading, { file, row: null, field: shortened(cell), code: 'column-not-known' })
  }
  return new Map([['', header ? cells.length : reading.limits.columns], ...positions])
}

/** A header as our own files write it: "Special category" and "special-category" are special_category. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFD')
    .replace(/[\p{Diacritic}\uFEFF]/gu, '')
    .toLowerCase()
    .trim()
    .replace(/[\s_-]+/gu, '_')
}

export function notice(
  reading: Reading,
  problem: Omit<Problem, 'severity' | 'value'> & { value?: string | null },
): void {
  reading.problems.push({ value: null, ...problem, severity: 'notice' })
}

export function refuseFile(reading: Reading, problem: Omit<Problem, 'severity' | 'field'> & { field?: string }): void {
  reading.problems.push({ field: null, ...problem, severity: 'refused-file' })
}
