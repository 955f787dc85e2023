import { writeXlsx } from 'hucre/xlsx'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { FOLDER_FORMAT } from './folder-format.ts'
import { folderTables, safeCell, severalIn } from './folder-tables.ts'

/** A sheet to be written: its name, its headings and its rows. */
export interface SheetToWrite {
  name: string
  columns: readonly string[]
  rows: readonly (string | number | boolean | null)[][]
}

/** Our folder as one workbook: a sheet for each table, and one that says what the landscape is. Reading it again gives an equal landscape. */
export function writeWorkbook(drawn: DrawnLandscape): Promise<Uint8Array> {
  const about = { format: FOLDER_FORMAT, ...drawn.about, team: severalIn(drawn.about.team) }
  const said = Object.entries(about).filter(([, value]) => value !== null && value !== '')
  const sheets = folderTables(drawn).map(({ name, columns, rows }) => ({ name, columns, rows }))
  return writeSheets([{ name: 'landscape', columns: ['format', FOLDER_FORMAT], rows: said.slice(1) }, ...sheets])
}

/**
 * A workbook of these sheets. Every text is stored as text, so that nothing runs as a formula; one that looks like a formula keeps its
 * apostrophe besides, because it would run once somebody saves the sheet as CSV.
 */
export function writeSheets(sheets: readonly SheetToWrite[]): Promise<Uint8Array> {
  return writeXlsx({
    stringMode: 'inline',
    sheets: sheets.map(({ name, columns, rows }) => ({
      name,
      rows: [columns, ...rows].map((cells) => cells.map(workbookCell)),
      freezePane: { rows: 1 },
    })),
  })
}

/** Spreadsheets read "_x0041_" as the letter with that number, so an underscore that could begin one is written as a number itself. */
function workbookCell(value: string | number | boolean | null): string | number | null {
  const safe = safeCell(value)
  if (typeof safe === 'number') return safe
  return safe === '' ? null : safe.replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_')
}
