import { allBytes, type NamedFile, type TableRow } from './named-file.ts'
import { openApart } from './open-apart.ts'
import type { OpenedSheet, Value } from './open-workbook.ts'
import { shortened } from './problem.ts'
import { notice, pause, refuseFile } from './read-table.ts'
import { readZip } from './read-zip.ts'
import type { Reading } from './reading.ts'
import { bombIn } from './workbook-bomb.ts'

/**
 * The sheets of a workbook (.xlsx or .ods) as tables, hidden ones included; null, with the reason among the problems, when it cannot be
 * opened. Sheets called "(ignore)" and sheets without a row are told and left out. What formulas gave is read, formulas are not run.
 *
 * The archive is first checked from end to end like any other; then rows come one after another, so memory goes with the longest row
 * and with the texts that a workbook keeps in one place.
 */
export async function sheetsOf(file: NamedFile, kind: 'xlsx' | 'ods', reading: Reading): Promise<NamedFile[] | null> {
  const parts = await readZip(file, reading)
  if (parts === null) return null
  const bomb = await bombIn(parts)
  if (bomb !== null) {
    const facts = { limit: Math.round(reading.limits.unpackedBytes / 2 ** 20) }
    refuseFile(reading, { file: file.name, row: null, value: shortened(bomb), code: 'zip-bomb', facts })
    return null
  }
  const bytes = await allBytes(file, reading.limits.zipBytes)
  if (bytes === null) return null
  const opened = await openApart(bytes, kind)
  if ('why' in opened) {
    refuseFile(reading, { file: file.name, row: null, value: shortened(opened.why), code: 'workbook-damaged' })
    return null
  }
  // Each sheet is gone through by itself, and one part of the archive may be called a sheet a hundred thousand times.
  if (opened.sheets.length > mostSheets) {
    refuseFile(reading, {
      file: file.name,
      row: null,
      value: null,
      code: 'too-many-sheets',
      facts: { limit: mostSheets },
    })
    return null
  }
  const sheets: NamedFile[] = []
  const room = { cells: cellsKept }
  for (const { name, read } of opened.sheets) {
    await pause(reading)
    const sheet = await withFirstRows(
      {
        name: `${file.name}/${name}`,
        open: noBytes,
        rows: () => rowsOf(read, reading),
      },
      room,
    )
    if (/\(ignore\)/iu.test(name)) notice(reading, { file: sheet.name, row: null, field: null, code: 'sheet-ignored' })
    else if (sheet.rows === undefined)
      notice(reading, { file: sheet.name, row: null, field: null, code: 'sheet-empty' })
    else sheets.push(sheet)
  }
  return sheets
}

const mostSheets = 100

async function* rowsOf(read: OpenedSheet['read'], reading: Reading): AsyncGenerator<TableRow> {
  let last = 0
  try {
    for await (const { index, values } of read()) {
      last = index + 1
      yield { kind: 'row', row: last, cells: cellsOf(values, reading.limits.columns) }
      if (last % 50 === 0) await pause(reading)
    }
  } catch (error) {
    reading.signal?.throwIfAborted()
    yield { kind: 'broken', row: last + 1, code: 'workbook-damaged', value: shortened((error as Error).message) }
  }
}

/** A sheet is no text; whoever asks for its bytes finds none. */
async function* noBytes(): AsyncGenerator<Uint8Array> {}

const rowsKept = 1000
const cellsKept = 500_000

/**
 * Looks into a sheet. One without anything in it has no rows; one that is short is kept, because a sheet is gone through several times
 * and each time its workbook has to be opened anew; as long as there is room for those of all sheets together.
 */
async function withFirstRows(sheet: NamedFile, room: { cells: number }): Promise<NamedFile> {
  const kept: TableRow[] = []
  let something = false
  for await (const one of sheet.rows!()) {
    something ||= one.kind === 'broken' || one.cells.some((cell) => cell.trim() !== '')
    room.cells -= one.kind === 'row' ? one.cells.length + 1 : 1
    if (kept.length < rowsKept && room.cells > 0) kept.push(one)
    else if (something) return sheet
  }
  if (!something) return { name: sheet.name, open: sheet.open }
  return kept.length < rowsKept && room.cells > 0 ? { ...sheet, rows: () => inMemory(kept) } : sheet
}

async function* inMemory(rows: readonly TableRow[]): AsyncGenerator<TableRow> {
  yield* rows
}

/**
 * Some workbooks fill every row up to their last possible column: cells end where something is said, and one beyond those that a table may
 * have, where they are refused.
 */
function cellsOf(values: readonly Value[], most: number): string[] {
  let width = Math.min(values.length, most + 1)
  while (width > 0 && (values[width - 1] === null || values[width - 1] === '')) width--
  return values.slice(0, width).map(cellText)
}

/** A cell as it would stand in a CSV: days as 2027-03-01, yes and no in words. */
function cellText(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (!(value instanceof Date)) return String(value)
  if (Number.isNaN(value.getTime())) return ''
  const text = value.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.replace(/\.000Z$/u, 'Z')
}
