import type { CustomFields } from '../drawn-landscape.ts'
import { cleanId, cleanText } from './clean-text.ts'
import { customFields } from './custom-fields.ts'
import { isDay } from './is-day.ts'
import { type Problem, type ProblemCode, shortened } from './problem.ts'
import { type Reading, tell } from './reading.ts'

/** One row while it is read. Each question below answers with a value and, when the cell is wrong, refuses the row. */
export interface Row {
  file: string
  row: number
  cells: string[]
  positions: Map<string, number>
  /** columns whose cells are kept as custom fields */
  kept: readonly KeptColumn[]
  reading: Reading
  refused: boolean
  /** why it is refused */
  reasons: Problem[]
}

export interface KeptColumn {
  at: number
  label: string
}

type Facts = Record<string, string | number>

export function startRow(
  file: string,
  row: number,
  cells: string[],
  { positions, kept }: Pick<Row, 'positions' | 'kept'>,
  reading: Reading,
): Row {
  const started: Row = { file, row, cells, positions, kept, reading, refused: false, reasons: [] }
  const width = positions.get('') ?? cells.length
  const extra = cells.findIndex((cell, at) => at >= width && cell.trim() !== '')
  if (extra !== -1) refuse(started, null, 'too-many-cells', cells[extra] ?? null, { cells: cells.length, width })
  return started
}

/** Says why this row does not come in. A row may have several reasons and is still one row. */
export function refuse(row: Row, field: string | null, code: ProblemCode, value: string | null, facts?: Facts): void {
  row.refused = true
  const short = value === null ? null : shortened(value)
  const problem: Problem = { file: row.file, row: row.row, field, value: short, code, severity: 'refused-row', facts }
  row.reasons.push(problem)
  tell(row.reading, problem)
}

export function remark(row: Row, field: string | null, code: ProblemCode, value: string | null, facts?: Facts): void {
  const short = value === null ? null : shortened(value)
  tell(row.reading, { file: row.file, row: row.row, field, value: short, code, severity: 'notice', facts })
}

/** The cell as it stands, without the apostrophe that a spreadsheet needs before a formula-like text. */
export function rawOf(row: Row, field: string): string {
  const at = row.positions.get(field)
  return at === undefined ? '' : plainCell(row.cells[at] ?? '')
}

function plainCell(cell: string): string {
  return /^'+[=+\-@\t\r＝＋－＠]/u.test(cell) ? cell.slice(1) : cell
}

/** What the row says under headings that are none of ours and are kept; to be spread into what is drawn of it. */
export function customOf(row: Row): { custom?: CustomFields } {
  const { cell: limit } = row.reading.limits
  const pairs = row.kept.map(({ at, label }): [string, string] => [label, plainCell(row.cells[at] ?? '')])
  const long = pairs.find(([, raw]) => raw.length > limit)
  if (long) refuse(row, long[0], 'too-long', long[1], { limit })
  const custom = customFields(pairs, row.reading.limits)
  return custom ? { custom } : {}
}

/** Free text with its line breaks, or null when the cell is empty. */
export function textOf(row: Row, field: string, limit = row.reading.limits.cell): string | null {
  return cleaned(row, field, cleanText(rawOf(row, field), true), limit)
}

/** A name on one line, or null when the cell is empty. */
export function nameOf(row: Row, field: string, limit = row.reading.limits.name): string | null {
  return cleaned(row, field, cleanText(rawOf(row, field), false), limit)
}

/** An id, or null when the cell is empty. */
export function idOf(row: Row, field: string): string | null {
  return cleaned(row, field, cleanId(rawOf(row, field)), row.reading.limits.id)
}

function cleaned(row: Row, field: string, clean: { text: string | null; changed: boolean }, limit: number) {
  const raw = rawOf(row, field)
  if (clean.text !== null && clean.text.length > limit) refuse(row, field, 'too-long', raw, { limit })
  else if (clean.changed) remark(row, field, 'cleaned', raw)
  return clean.text
}

/** What a cell that may not be empty says; "" (and the row refused) when it is. */
export function required(row: Row, field: string, value: string | null): string {
  if (value === null && !row.refused) refuse(row, field, 'cell-empty', null)
  return value ?? ''
}

/** One of the words allowed here, in any case; `usual` when the cell is empty. */
export function oneOf<W extends string, U extends W | null>(
  row: Row,
  field: string,
  words: readonly W[],
  usual: U,
): W | U {
  const raw = rawOf(row, field).trim().toLowerCase().replace(/\s+/gu, ' ')
  if (raw === '') return usual
  const word = words.find((one) => one === raw)
  if (word) return word
  refuse(row, field, 'word-not-allowed', rawOf(row, field), { words: words.join(', ') })
  return usual
}

const YES = new Set(['yes', 'y', 'true', '1', 'sim', 's', 'si', 'sí', 'oui', 'o', 'x'])
const NO = new Set(['no', 'n', 'false', '0', 'não', 'nao', 'non'])

/** Yes or no in four languages; `usual` when the cell is empty. */
export function yesOrNo<U extends boolean | null>(row: Row, field: string, usual: U): boolean | U {
  const raw = rawOf(row, field).trim().toLowerCase()
  if (raw === '') return usual
  if (YES.has(raw)) return true
  if (NO.has(raw)) return false
  refuse(row, field, 'not-yes-or-no', rawOf(row, field))
  return usual
}

/** A number, also with a decimal comma; `usual` when the cell is empty. NaN and infinite values are refused. */
export function numberOf<U extends number | null>(row: Row, field: string, usual: U): number | U {
  const raw = rawOf(row, field).trim()
  if (raw === '') return usual
  const value = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/iu.test(raw) ? Number(raw.replace(',', '.')) : Number.NaN
  if (Number.isFinite(value)) return value
  refuse(row, field, 'not-a-number', raw)
  return usual
}

/** An ISO day such as 2027-03-01 that the calendar has, or null when the cell is empty. */
export function dayOf(row: Row, field: string): string | null {
  const raw = rawOf(row, field).trim()
  if (raw === '') return null
  if (isDay(raw)) return raw
  refuse(row, field, 'not-a-day', raw)
  return null
}

/** An id that must be one of those already read; "" (and the row refused) otherwise. */
export function known(row: Row, field: string, ids: { has(id: string): boolean }, code: ProblemCode): string {
  const id = required(row, field, idOf(row, field))
  if (id !== '' && !ids.has(id)) refuse(row, field, code, id)
  return id
}

/** The parts of a cell that holds several, separated by "|"; "\\|" stands for the mark itself. */
export function partsIn(cell: string): string[] {
  const parts: string[] = []
  let part = ''
  for (let at = 0; at < cell.length; at++) {
    const letter = cell[at]
    const next = cell[at + 1]
    if (letter === '\\' && (next === '|' || next === '\\')) part += cell[++at]
    else if (letter === '|') {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part]
}

/** The same of a row, each part clean and on one line. */
export function partsOf(row: Row, field: string): string[] {
  const raw = rawOf(row, field)
  const clean = partsIn(raw).map((one) => cleanText(one, false))
  if (clean.some((one) => one.changed)) remark(row, field, 'cleaned', raw)
  const limit = row.reading.limits.name
  if (clean.some((one) => (one.text?.length ?? 0) > limit)) refuse(row, field, 'too-long', raw, { limit })
  return clean.flatMap((one) => one.text ?? [])
}
