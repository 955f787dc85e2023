import { readOds } from 'hucre/ods'
import { readXlsx, streamXlsxRows } from 'hucre/xlsx'

export type WorkbookKind = 'xlsx' | 'ods'
export type Value = string | number | boolean | Date | null

/** A row of a sheet, and which it is, from 0. */
export interface SheetRow {
  index: number
  values: readonly Value[]
}

export interface OpenedSheet {
  name: string
  /** goes through the sheet once more */
  read: () => AsyncIterable<SheetRow>
}

export type OpenedWorkbook = { sheets: OpenedSheet[] } | { why: string }

/**
 * The sheets of a workbook. An .xlsx is read sheet by sheet, row by row; an .ods has all of its sheets in one part, which is read once.
 * Holds its thread for seconds and takes up to a gigabyte for the largest: call `openApart`, which is this on a thread of its own.
 */
export async function openWorkbook(bytes: Uint8Array, kind: WorkbookKind): Promise<OpenedWorkbook> {
  try {
    if (kind === 'ods') {
      const { sheets } = await readOds(bytes)
      return { sheets: sheets.map(({ name, rows }) => ({ name, read: () => listed(rows) })) }
    }
    const names: string[] = []
    await readXlsx(bytes, {
      sheets: ({ name }) => {
        names.push(name)
        return false
      },
    })
    return { sheets: names.map((name, sheet) => ({ name, read: () => streamXlsxRows(bytes, { sheet }) })) }
  } catch (error) {
    return { why: (error as Error).message }
  }
}

async function* listed(rows: readonly (readonly Value[])[]) {
  for (const [index, values] of rows.entries()) yield { index, values }
}
