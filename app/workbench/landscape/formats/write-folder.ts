import type { DrawnLandscape } from '../drawn-landscape.ts'
import { FOLDER_FORMAT } from './folder-format.ts'
import { folderTables } from './folder-tables.ts'
import { writeCsv } from './write-csv.ts'

/**
 * The files of our folder for a drawn landscape, by name. Reading them again gives an equal landscape. Tables without
 * rows are left out, people.csv excepted; each file begins with the mark that lets spreadsheets read accents.
 */
export function writeFolder(drawn: DrawnLandscape): Map<string, string> {
  const files = new Map([['landscape.json', `${JSON.stringify({ format: FOLDER_FORMAT, ...drawn.about }, null, 2)}\n`]])
  for (const { name, columns, rows } of folderTables(drawn)) files.set(`${name}.csv`, writeCsv(columns, rows))
  return files
}
