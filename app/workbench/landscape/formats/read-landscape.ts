import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawGroups, drawPlaces } from './draw-groups.ts'
import { emptyLandscape } from './empty-landscape.ts'
import { tableOfFile } from './folder-format.ts'
import { kumuMapOf } from './kumu.ts'
import { type Limits, usualLimits } from './limits.ts'
import { fileNameOf, type NamedFile } from './named-file.ts'
import type { Problem, ProblemCode } from './problem.ts'
import { isEdgeHeader, readEdgeList } from './read-edge-list.ts'
import { type PlainNames, readFolder } from './read-folder.ts'
import { readJson } from './read-json.ts'
import { type KumuMeaning, readKumu } from './read-kumu.ts'
import type { PersonRow } from './read-people.ts'
import { guessColumns, readSheet, type SheetColumns } from './read-sheet.ts'
import { notice, refuseFile } from './read-table.ts'
import { readZip } from './read-zip.ts'
import { type FileCount, type Reading, startReading } from './reading.ts'
import { recogniseFile } from './recognise-file.ts'
import { delimiterOf, tableRows } from './table-rows.ts'

export interface ReadOptions {
  /** the landscape's name where the files give none */
  name?: string
  /** name of the boundary made of a column of places */
  placeName?: string
  /** the columns of a single sheet, chosen by hand; otherwise they are guessed from its headers */
  columns?: SheetColumns
  /** what the elements of a Kumu map are, by their type */
  kumuTypes?: Record<string, KumuMeaning>
  limits?: Partial<Limits>
  signal?: AbortSignal
}

export type LandscapeFormat = 'folder' | 'sheet' | 'edge-list' | 'kumu-blueprint' | 'kumu-backup'

export type ReadOutcome =
  | { kind: 'read'; drawn: DrawnLandscape; problems: Problem[]; summary: ReadSummary }
  | { kind: 'unreadable'; problem: Problem; problems: Problem[] }

export interface ReadSummary {
  format: LandscapeFormat
  files: FileCount[]
}

/**
 * What landscape do these files hold, and what of them cannot come in?
 *
 * Takes our folder (its files, or one .zip of it), sheets of people, edge lists, both together, or Kumu JSON, told apart
 * by content. Every row is either drawn or refused with file, row and field; nothing is stored. Tables stream, so memory
 * goes with the landscape, not with the files. Throws only what `signal` throws.
 */
export async function readLandscape(files: NamedFile[], options: ReadOptions = {}): Promise<ReadOutcome> {
  const reading = startReading({ ...usualLimits, ...options.limits }, options.signal ?? null)
  const names: PlainNames = { landscape: options.name ?? plainName(files), place: options.placeName ?? 'Place' }
  const found = await readFiles(files, reading, names, options)
  const { problems } = reading
  if (found)
    return { kind: 'read', drawn: found.drawn, problems, summary: { format: found.format, files: reading.files } }
  const reason = problems.findLast((one) => one.severity === 'refused-file') ?? nobodyIn(files, reading)
  return { kind: 'unreadable', problem: reason, problems }
}

function nobodyIn(files: NamedFile[], reading: Reading): Problem {
  const file = reading.files.at(-1)?.file ?? files[0]?.name ?? ''
  return { file, row: null, field: null, value: null, code: 'nobody-in-it', severity: 'refused-file' }
}

function plainName(files: NamedFile[]): string {
  const [first] = files
  const parts = (first?.name ?? '').split(/[\\/]/u)
  const named = files.length === 1 ? (parts.at(-1) ?? '') : (parts.at(-2) ?? '')
  return (
    named
      .replace(/\.[a-z0-9]{1,8}$/iu, '')
      .slice(0, 200)
      .trim() || 'Landscape'
  )
}

interface Found {
  format: LandscapeFormat
  drawn: DrawnLandscape
}

async function readFiles(
  files: NamedFile[],
  reading: Reading,
  names: PlainNames,
  options: ReadOptions,
): Promise<Found | null> {
  const unpacked = await unpack(files, reading)
  if (unpacked === null) return null
  const readable = await keepReadable(unpacked, reading)
  if (await isFolder(readable)) {
    const drawn = await readFolder(readable, reading, names)
    return drawn && { format: 'folder', drawn }
  }
  const json = readable.filter((file) => file.kind === 'json')
  if (json[0]) return readJsonLandscape(json[0], reading, names, options)
  return readTables(readable, reading, names, options)
}

type Recognised = NamedFile & { kind: 'text' | 'json' }

/** One archive is opened whatever it is called; archives among other files are left alone, and told. */
async function unpack(files: NamedFile[], reading: Reading): Promise<NamedFile[] | null> {
  const [only] = files
  if (files.length === 1 && only && (await recogniseFile(only)) === 'zip') return readZip(only, reading)
  return files
}

async function keepReadable(files: NamedFile[], reading: Reading): Promise<Recognised[]> {
  const readable: Recognised[] = []
  for (const file of files) {
    const kind = await recogniseFile(file)
    const refused = (code: ProblemCode) => refuseFile(reading, { file: file.name, row: null, value: null, code })
    if (kind === 'text' || kind === 'json') readable.push({ ...file, kind })
    else if (kind === 'empty') refused('file-empty')
    else if (kind === 'zip') notice(reading, { file: file.name, row: null, field: null, code: 'zip-inside' })
    else refused(kind.unreadable)
  }
  return readable
}

/** Our folder has people.csv with ids, or at least two files with names of ours. */
async function isFolder(files: NamedFile[]): Promise<boolean> {
  const ours = files.filter((file) => {
    const name = fileNameOf(file.name)
    return name.toLowerCase() === 'landscape.json' || tableOfFile(name) !== null
  })
  const people = ours.find((file) => tableOfFile(fileNameOf(file.name)) === 'people')
  if (ours.length > 1 || !people) return ours.length > 1
  return (await firstRow(people)).some((cell) => cell.trim().toLowerCase() === 'id')
}

async function firstRow(file: NamedFile): Promise<string[]> {
  for await (const one of tableRows(file, await delimiterOf(file))) {
    if (one.kind === 'broken') break
    if (one.cells.some((cell) => cell.trim() !== '') && !/^[#%]/u.test(one.cells[0] ?? '')) return one.cells
  }
  return []
}

async function readJsonLandscape(
  file: NamedFile,
  reading: Reading,
  names: PlainNames,
  options: ReadOptions,
): Promise<Found | null> {
  const json = await readJson(file, reading)
  if (json === null) return null
  const map = kumuMapOf(json.value)
  if (map === null) {
    const code = fileNameOf(file.name).toLowerCase() === 'landscape.json' ? 'people-missing' : 'json-not-known'
    refuseFile(reading, { file: file.name, row: null, value: null, code })
    return null
  }
  const drawn = readKumu(file.name, map, reading, { name: names.landscape, types: options.kumuTypes })
  return drawn && { format: map.shape, drawn }
}

/** Sheets of people and lists of pairs, alone or together. Without a sheet everybody named in a pair is a person. */
async function readTables(
  files: Recognised[],
  reading: Reading,
  names: PlainNames,
  options: ReadOptions,
): Promise<Found | null> {
  const sheets: { file: NamedFile; columns: SheetColumns }[] = []
  const lists: NamedFile[] = []
  for (const file of files) {
    const cells = await firstRow(file)
    const columns = options.columns ?? guessColumns(cells)
    if (!options.columns && (isEdgeHeader(cells) || (await looksLikeEdges(file)))) lists.push(file)
    else if (columns && sheets.length === 0) sheets.push({ file, columns })
    else if (columns) refuseFile(reading, { file: file.name, row: null, value: null, code: 'second-sheet' })
    else
      refuseFile(reading, { file: file.name, row: null, value: cells.join(', ').slice(0, 80), code: 'columns-needed' })
  }
  const drawn = emptyLandscape({ name: names.landscape })
  const [sheet] = sheets
  const rows: PersonRow[] = sheet ? await readSheet(sheet.file, sheet.columns, reading) : []
  drawn.people = rows.map((row) => row.person)
  const listed = sheet ? new Set(drawn.people.map((person) => person.id)) : null
  for (const file of lists) {
    const { ties, ends } = await readEdgeList(file, reading, listed)
    drawn.ties.push(...ties)
    if (listed === null) addEnds(drawn, ends)
  }
  if (sheet) {
    drawGroups(drawn, rows, sheet.file.name, reading)
    drawPlaces(drawn, rows, sheet.file.name, reading, names.place)
  }
  return drawn.people.length === 0 ? null : { format: sheet ? 'sheet' : 'edge-list', drawn }
}

function addEnds(drawn: DrawnLandscape, ends: string[]): void {
  const known = new Set(drawn.people.map((person) => person.id))
  for (const id of ends) {
    if (!known.has(id)) drawn.people.push({ id, name: id, email: null, phone: null, language: null })
  }
}

/** Pairs without a header: two columns (or a third of numbers) in a file of a network, or separated by spaces. */
async function looksLikeEdges(file: NamedFile): Promise<boolean> {
  if (/\.(edges|edgelist)$/iu.test(file.name) || (await delimiterOf(file)) === ' ') return true
  const cells = await firstRow(file)
  return (cells.length === 2 || cells.length === 3) && cells.every((cell) => /^\s*\d+([.,]\d+)?\s*$/u.test(cell))
}
