import { readOds, streamOdsRows } from 'hucre/ods'
import { readXlsx, streamXlsxRows } from 'hucre/xlsx'
import { allBytes, type NamedFile, type TableRow } from './named-file.ts'
import { shortened } from './problem.ts'
import { notice, pause, refuseFile } from './read-table.ts'
import { readZip } from './read-zip.ts'
import type { Reading } from './reading.ts'

type Value = string | number | boolean | Date | null

/**
 * The sheets of a workbook (.xlsx or .ods) as tables, hidden ones included; null, with the reason among the problems, when it cannot be
 * opened. Sheets called "(ignore)" and sheets without a row are told and left out. What formulas gave is read, formulas are not run.
 *
 * The archive is first checked from end to end like any other; then rows come one after another, so memory goes with the longest row
 * and with the texts that a workbook keeps in one place.
 */
export async function sheetsOf(file: NamedFile, kind: 'xlsx' | 'ods', reading: Reading): Promise<NamedFile[] | null> {
  if ((await readZip(file, reading)) === null) return null
  const bytes = await allBytes(file, reading.limits.zipBytes)
  if (bytes === null) return null
  const names = await sheetNames(bytes, kind)
  if (!Array.isArray(names)) {
    refuseFile(reading, { file: file.name, row: null, value: shortened(names.why), code: 'workbook-damaged' })
    return null
  }
  const sheets: NamedFile[] = []
  for (const [nth, name] of names.entries()) {
    const sheet = sheetAt(file, { bytes, kind, nth, name }, reading)
    if (/\(ignore\)/iu.test(name)) notice(reading, { file: sheet.name, row: null, field: null, code: 'sheet-ignored' })
    else if (await isEmpty(sheet)) notice(reading, { file: sheet.name, row: null, field: null, code: 'sheet-empty' })
    else sheets.push(sheet)
  }
  return sheets
}

async function sheetNames(bytes: Uint8Array, kind: 'xlsx' | 'ods'): Promise<string[] | { why: string }> {
  const names: string[] = []
  const sheets = ({ name }: { name: string }) => {
    names.push(name)
    return false
  }
  try {
    await (kind === 'xlsx' ? readXlsx(bytes, { sheets }) : readOds(bytes, { sheets }))
    return names
  } catch (error) {
    return { why: (error as Error).message }
  }
}

interface SheetPlace {
  bytes: Uint8Array
  kind: 'xlsx' | 'ods'
  nth: number
  name: string
}

function sheetAt(file: NamedFile, place: SheetPlace, reading: Reading): NamedFile {
  const { bytes, kind, nth, name } = place
  async function* rows(): AsyncGenerator<TableRow> {
    let last = 0
    try {
      const read = kind === 'xlsx' ? streamXlsxRows(bytes, { sheet: nth }) : streamOdsRows(bytes, { sheets: [nth] })
      for await (const { index, values } of read) {
        last = index + 1
        yield { kind: 'row', row: last, cells: values.map(cellText) }
        if (last % 1000 === 0) await pause(reading)
      }
    } catch (error) {
      reading.signal?.throwIfAborted()
      yield { kind: 'broken', row: last + 1, code: 'workbook-damaged', value: shortened((error as Error).message) }
    }
  }
  return { name: `${file.name}/${name}`, open: () => rowsAsBytes(), rows }
}

/** A sheet is no text; whoever asks for its bytes finds none. */
async function* rowsAsBytes(): AsyncGenerator<Uint8Array> {}

async function isEmpty(sheet: NamedFile): Promise<boolean> {
  for await (const one of sheet.rows!()) {
    if (one.kind === 'broken' || one.cells.some((cell) => cell.trim() !== '')) return false
  }
  return true
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
