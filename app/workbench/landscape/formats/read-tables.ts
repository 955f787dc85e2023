import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawGroups, drawPlaces } from './draw-groups.ts'
import { drawSides } from './draw-sides.ts'
import { drawnFrom, type Found } from './drawn-from.ts'
import { emptyLandscape } from './empty-landscape.ts'
import { firstRows } from './first-row.ts'
import { areKumuTables, readKumuSheets } from './kumu-sheets.ts'
import type { NamedFile } from './named-file.ts'
import { pairsWithoutHeader, readEdgeList } from './read-edge-list.ts'
import type { PlainNames } from './read-folder.ts'
import type { ReadOptions, TableLook } from './read-landscape.ts'
import { looksLikeMatrix, readMatrix } from './read-matrix.ts'
import { readSheet, startSheets } from './read-sheet.ts'
import { notice, refuseFile } from './read-table.ts'
import type { Reading } from './reading.ts'
import { guessChoice, meaningOfChoice, type TableChoice } from './table-choice.ts'
import { delimiterOf } from './table-rows.ts'

/** Sheets of people and lists of pairs, alone or together. Without a sheet everybody named in a pair is a person. */
export async function readTables(
  files: NamedFile[],
  reading: Reading,
  names: PlainNames,
  options: ReadOptions,
  tables: TableLook[],
): Promise<Found | null> {
  const heads = await Promise.all(files.map(async (file) => (await firstRows(file, mostRowsShown)) ?? []))
  if (!options.choices?.some(Boolean) && areKumuTables(heads.map((rows) => rows[0] ?? []))) {
    const map = await readKumuSheets(files, reading)
    return map && drawnFrom(files[0]!.name, map, reading, names, options)
  }
  const [only] = files
  if (only && files.length === 1 && !options.choices?.some(Boolean) && looksLikeMatrix(heads[0] ?? [])) {
    const { people, ties } = await readMatrix(only, reading)
    const drawn = { ...emptyLandscape({ name: names.landscape, ...(options.basis && { basis: options.basis }) }), ties }
    addEnds(drawn, people)
    return drawn.people.length === 0 ? null : { format: 'matrix', drawn }
  }
  const chosen: { file: NamedFile; choice: TableChoice; means: 'people' | 'ties' }[] = []
  for (const [nth, file] of files.entries()) {
    const rows = heads[nth]!
    const choice = options.choices?.[nth] ?? (await guessFor(file, rows[0] ?? []))
    const means = choice && meaningOfChoice(choice)
    tables.push({ file: file.name, rows, choice })
    if (choice && means) chosen.push({ file, choice, means })
    else {
      const value = (rows[0] ?? []).join(', ').slice(0, 80)
      const leftOut = choice?.roles.every((role) => role === 'skip')
      if (leftOut) notice(reading, { file: file.name, row: null, field: null, code: 'table-left-out' })
      else
        refuseFile(reading, { file: file.name, row: null, value, code: choice ? 'no-name-chosen' : 'columns-needed' })
    }
  }
  return drawTables(chosen, reading, names, options)
}

/** Rows of each table that somebody is shown, the first row included. */
const mostRowsShown = 6

async function drawTables(
  chosen: { file: NamedFile; choice: TableChoice; means: 'people' | 'ties' }[],
  reading: Reading,
  names: PlainNames,
  { basis }: ReadOptions,
): Promise<Found | null> {
  const drawn = emptyLandscape({ name: names.landscape, ...(basis && { basis }) })
  const sheets = chosen.filter(({ means }) => means === 'people')
  const read = startSheets()
  for (const { file, choice } of sheets) await readSheet(file, choice, read, reading)
  const rows = [...read.people.values()].map((one) => one.person)
  drawn.people = rows.map((row) => row.person)
  const listed = sheets.length > 0 ? new Set(drawn.people.map((person) => person.id)) : null
  for (const { file, choice, means } of chosen) {
    if (means === 'people') continue
    const { ties, ends } = await readEdgeList(file, choice, reading, listed)
    for (const tie of ties) drawn.ties.push(tie)
    if (listed === null) addEnds(drawn, ends)
  }
  const [sheet] = sheets
  if (sheet) {
    drawGroups(drawn, rows, sheet.file.name, reading)
    drawPlaces(drawn, rows, sheet.file.name, reading, names.place)
    const held = rows.flatMap(({ person, sides }) =>
      sides.map((one) => ({ ...one, person: person.id, practice: null })),
    )
    drawSides(drawn, held, sheet.file.name, reading)
  }
  return drawn.people.length === 0 ? null : { format: sheet ? 'sheet' : 'edge-list', drawn }
}

function addEnds(drawn: DrawnLandscape, ends: string[]): void {
  const known = new Set(drawn.people.map((person) => person.id))
  for (const id of ends) {
    if (!known.has(id)) drawn.people.push({ id, name: id, email: null, phone: null, language: null })
  }
}

async function guessFor(file: NamedFile, cells: string[]): Promise<TableChoice | null> {
  return guessChoice(cells) ?? ((await looksLikePairs(file, cells)) ? pairsWithoutHeader : null)
}

/** Pairs without a header: two columns (or a third of numbers) in a file of a network, or separated by spaces. */
async function looksLikePairs(file: NamedFile, cells: string[]): Promise<boolean> {
  if (file.rows) return false
  if (/\.(edges|edgelist)$/iu.test(file.name) || (await delimiterOf(file)) === ' ') return true
  return (cells.length === 2 || cells.length === 3) && cells.every((cell) => /^\s*\d+([.,]\d+)?\s*$/u.test(cell))
}
