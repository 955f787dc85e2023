import { customLabel, customLabelOf } from './custom-fields.ts'
import type { NamedFile, TableRow } from './named-file.ts'
import type { Problem } from './problem.ts'
import { shortened } from './problem.ts'
import { type CustomHolder, type FileCount, noteHomeless, type Reading, tell, untell } from './reading.ts'
import { type KeptColumn, type Row, startRow } from './row.ts'
import { delimiterOf, tableRows } from './table-rows.ts'

/** What a table is expected to hold. */
export interface TableFormat {
  columns: readonly Column[]
  /** finds the field that a header speaks of; null when it is none of ours */
  fieldOf?: (header: string) => string | null
  /** where each field stands, counted from 0, when that was chosen instead of being read from the headers */
  chosen?: { positions: ReadonlyMap<string, number>; header: boolean; kept?: readonly number[] }
  /** what its rows are, where columns of no home may be kept as custom fields */
  of?: CustomHolder
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
  let header: Header | null = null
  let comments = 0
  for await (const one of tableRows(file, await delimiterOf(file))) {
    if (one.kind === 'broken') return brokenTable(one, count, found, reading)
    if (one.cells.every((cell) => cell.trim() === '')) continue
    if (format.isComment?.(one.cells)) {
      comments++
      continue
    }
    if (header === null) {
      header = readHeader(file.name, one.cells, format, reading)
      if (header === null) return []
      if (format.chosen?.header !== false) continue
    }
    count.rowsRead++
    if (count.rowsRead > reading.limits.rows) return brokenTable(tooManyRows(one.row, reading), count, found, reading)
    if (count.rowsRead % ROWS_BETWEEN_PAUSES === 0) await pause(reading)
    const row = startRow(file.name, one.row, one.cells, header, reading)
    const value = row.refused ? null : read(row)
    if (row.refused || value === null) {
      count.refused++
      reading.onRefused?.({ ...row, header: header.cells })
    } else {
      count.accepted++
      accepted.push(value)
      noteCellsOfNoHome(header, one.cells, { file: file.name, of: format.of ?? null }, reading)
    }
  }
  if (comments > 0) {
    notice(reading, { file: file.name, row: null, field: null, code: 'comments-skipped', facts: { count: comments } })
  }
  if (header === null) refuseFile(reading, { file: file.name, row: null, code: 'file-empty', value: null })
  else if (count.rowsRead === 0) notice(reading, { file: file.name, row: null, field: null, code: 'only-header' })
  return accepted
}

/** Lets other work of the process go on, and stops when the reader was told to. */
export async function pause(reading: Reading): Promise<void> {
  // browsers have no setImmediate
  await new Promise<void>((resolve) => (globalThis.setImmediate ?? setTimeout)(resolve))
  reading.signal?.throwIfAborted()
}

function tooManyRows(row: number, reading: Reading): TableRow & { kind: 'broken' } {
  return { kind: 'broken', row, code: 'too-many-rows', value: null, facts: { limit: reading.limits.rows } }
}

/** Everything said about single rows of the file gives way to the one reason why nothing of it comes in. */
function brokenTable(broken: TableRow & { kind: 'broken' }, count: FileCount, found: number, reading: Reading): [] {
  untell(reading, count.file, found)
  count.refused = count.rowsRead
  count.accepted = 0
  const { row, code, value, facts } = broken
  refuseFile(reading, { file: count.file, row, code, value, facts })
  return []
}

/** What the first row says about the columns. */
interface Header {
  cells: string[]
  positions: Map<string, number>
  kept: KeptColumn[]
  homeless: { at: number; field: string }[]
}

function readHeader(file: string, cells: string[], format: TableFormat, reading: Reading): Header | null {
  const { limits } = reading
  if (cells.length > limits.columns) {
    refuseFile(reading, { file, row: 1, code: 'too-many-columns', value: null, facts: { limit: limits.columns } })
    return null
  }
  if (format.chosen) return chosenHeader(cells, format.chosen, reading)
  const known = new Set(format.columns.map((column) => column.field))
  const positions = new Map<string, number>([['', cells.length]])
  const found: Header = { cells, positions, kept: [], homeless: [] }
  for (const [at, header] of cells.entries()) {
    const field = format.fieldOf ? format.fieldOf(header) : plainHeader(header)
    if (header.trim() === '') found.homeless.push({ at, field: `#${at + 1}` })
    else if (field === null || !known.has(field)) findHome(found, at, header, format.of !== undefined, reading)
    else if (positions.has(field)) {
      notice(reading, { file, row: null, field: shortened(header), code: 'column-twice' })
    } else positions.set(field, at)
  }
  const missing = format.columns.filter((column) => column.required && !positions.has(column.field))
  if (missing.length === 0) return found
  const facts = { columns: missing.map((column) => column.field).join(', ') }
  refuseFile(reading, { file, row: null, code: 'column-missing', value: shortened(cells.join(', ')), facts })
  return null
}

/** A column that is none of ours is kept where that was wished or where we wrote it so; otherwise it is counted. */
function findHome(found: Header, at: number, heading: string, canKeep: boolean, reading: Reading): void {
  const field = shortened(heading)
  const label = canKeep ? (customLabelOf(heading) ?? (reading.keep.has(field) ? customLabel(heading) : null)) : null
  if (label === null) found.homeless.push({ at, field })
  else keepColumn(found, at, label)
}

/** Two columns of one heading are kept as two fields. */
function keepColumn({ kept }: Header, at: number, label: string): void {
  const taken = new Set(kept.map((one) => one.label))
  let own = label
  for (let nth = 2; taken.has(own); nth++) own = `${label.slice(0, 190).toWellFormed()} ${nth}`
  kept.push({ at, label: own })
}

function noteCellsOfNoHome(
  { homeless }: Header,
  cells: string[],
  where: { file: string; of: CustomHolder | null },
  reading: Reading,
): void {
  for (const { at, field } of homeless) {
    const cell = cells[at]?.trim() ?? ''
    if (cell !== '') noteHomeless(reading, { ...where, field }, cell)
  }
}

function chosenHeader(
  cells: string[],
  { positions, header, kept = [] }: NonNullable<TableFormat['chosen']>,
  reading: Reading,
): Header {
  const width = header ? cells.length : reading.limits.columns
  const found: Header = {
    cells: header ? cells : [],
    positions: new Map([['', width], ...positions]),
    kept: [],
    homeless: [],
  }
  for (const at of kept) keepColumn(found, at, (header && customLabel(cells[at] ?? '')) || `#${at + 1}`)
  const chosen = new Set([...positions.values(), ...kept])
  for (const [at, cell] of cells.entries()) {
    if (chosen.has(at)) continue
    if (!header || cell.trim() === '') found.homeless.push({ at, field: `#${at + 1}` })
    else findHome(found, at, cell, true, reading)
  }
  return found
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
  tell(reading, { value: null, ...problem, severity: 'notice' })
}

export function refuseFile(reading: Reading, problem: Omit<Problem, 'severity' | 'field'> & { field?: string }): void {
  tell(reading, { field: null, ...problem, severity: 'refused-file' })
}
