import type { Basis, DrawnLandscape } from '../drawn-landscape.ts'
import { drawnFrom, type Found } from './drawn-from.ts'
import { firstRows } from './first-row.ts'
import { tableOfFile } from './folder-format.ts'
import type { KumuMeaning } from './graph-drawing.ts'
import type { GraphFormat, GraphMap } from './graph-map.ts'
import { graphologyMapOf } from './graphology.ts'
import { kumuMapOf } from './kumu.ts'
import { type Limits, usualLimits } from './limits.ts'
import { fileNameOf, type NamedFile } from './named-file.ts'
import type { Problem, ProblemCode, Severity } from './problem.ts'
import { isAboutFile, type PlainNames, readFolder } from './read-folder.ts'
import { readGexf } from './read-gexf.ts'
import { readGraphml } from './read-graphml.ts'
import { readJson } from './read-json.ts'
import { notice, refuseFile } from './read-table.ts'
import { readTables } from './read-tables.ts'
import { readZip } from './read-zip.ts'
import { type FileCount, foundOf, type Homeless, type Reading, type RefusedRow, startReading } from './reading.ts'
import { type FileKind, recogniseFile } from './recognise-file.ts'
import type { TableChoice } from './table-choice.ts'
import { sheetsOf } from './workbook.ts'

export interface ReadOptions {
  /** the landscape's name where the files give none */
  name?: string
  /** on what ground it will be drawn where the files do not say: decides what they may say of people who live */
  basis?: Basis
  /** name of the boundary made of a column of places */
  placeName?: string
  /** what the columns of somebody's own tables are, by the number of the table; the others are guessed from their headings */
  choices?: readonly (TableChoice | undefined)[]
  /** headings of no home that are kept as custom fields */
  keep?: readonly string[]
  /** what the elements of a Kumu map are, by their type */
  kumuTypes?: Record<string, KumuMeaning>
  limits?: Partial<Limits>
  signal?: AbortSignal
  /** told each row that does not come in, as it stands in its file */
  onRefused?: (refused: RefusedRow) => void
}

export type LandscapeFormat = 'folder' | 'workbook' | 'sheet' | 'edge-list' | 'matrix' | GraphFormat

export type ReadOutcome =
  | { kind: 'read'; drawn: DrawnLandscape; problems: Problem[]; summary: ReadSummary; tables: TableLook[] }
  | { kind: 'unreadable'; problem: Problem; problems: Problem[]; tables: TableLook[] }

export interface ReadSummary {
  format: LandscapeFormat
  files: FileCount[]
  /** what stands under headings that are none of our words and was left where it is, most frequent first */
  homeless: Homeless[]
  /** how much was found of each severity: of many problems of one kind only some are told one by one */
  found: Record<Severity, number>
}

/** One of somebody's own tables, as it was taken. */
export interface TableLook {
  file: string
  /** the first row and some that follow */
  rows: string[][]
  choice: TableChoice | null
}

/**
 * What landscape do these files hold, and what of them cannot come in?
 *
 * Takes our folder (as files, one .zip, or a workbook), sheets of people, edge lists, both together, Kumu's tables and JSON, GraphML,
 * GEXF and graphology's JSON, told apart by content. Every row is either drawn or refused with file, row and field; nothing is stored.
 * Tables and XML stream, so memory goes with the landscape, not with the files. Throws only what `signal` throws.
 */
export async function readLandscape(files: NamedFile[], options: ReadOptions = {}): Promise<ReadOutcome> {
  const { signal = null, keep = [], onRefused = null } = options
  const reading = startReading({ ...usualLimits, ...options.limits }, { signal, keep, onRefused })
  const names: PlainNames = { landscape: options.name ?? plainName(files), place: options.placeName ?? 'Place' }
  const tables: TableLook[] = []
  const found = await readFiles(files, reading, names, options, tables)
  const { problems } = reading
  if (found) {
    const homeless = [...reading.homeless.values()].sort((a, b) => b.count - a.count)
    const summary = { format: found.format, files: reading.files, homeless, found: foundOf(reading) }
    return { kind: 'read', drawn: found.drawn, problems, summary, tables }
  }
  const reason = problems.findLast((one) => one.severity === 'refused-file') ?? nobodyIn(files, reading)
  return { kind: 'unreadable', problem: reason, problems, tables }
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

async function readFiles(
  files: NamedFile[],
  reading: Reading,
  names: PlainNames,
  options: ReadOptions,
  tables: TableLook[],
): Promise<Found | null> {
  const unpacked = await unpack(files, reading)
  if (unpacked === null) return null
  const readable = await keepReadable(unpacked, reading)
  const isWorkbook = readable.length > 0 && readable.every((file) => file.kind === 'sheet')
  if (await isFolder(readable)) {
    const drawn = await readFolder(readable, reading, names)
    return drawn && { format: isWorkbook ? 'workbook' : 'folder', drawn }
  }
  const graph = readable.find(({ kind }) => kind === 'json' || kind === 'gexf' || kind === 'graphml')
  if (graph) {
    for (const file of readable)
      if (file !== graph) notice(reading, { file: file.name, row: null, field: null, code: 'file-beside-graph' })
    return readGraph(graph, reading, names, options)
  }
  return readTables(readable, reading, names, options, tables)
}

type Recognised = NamedFile & { kind: 'text' | 'json' | 'gexf' | 'graphml' | 'sheet' }

/** One archive is opened whatever it is called; archives among other files are left alone, and told. */
async function unpack(files: NamedFile[], reading: Reading): Promise<NamedFile[] | null> {
  const [only] = files
  if (files.length !== 1 || !only || (await recogniseFile(only)) !== 'zip') return files
  const inside = await readZip(only, reading)
  // A workbook may begin with any of its parts.
  return inside?.some(({ name }) => name === 'xl/workbook.xml') ? files : inside
}

async function keepReadable(files: NamedFile[], reading: Reading): Promise<Recognised[]> {
  const readable: Recognised[] = []
  for (const file of files) {
    const kind = await recogniseFile(file)
    const refused = (code: ProblemCode) => refuseFile(reading, { file: file.name, row: null, value: null, code })
    if (kind === 'empty') refused('file-empty')
    else if (isWorkbookKind(kind, files)) {
      const sheets = await sheetsOf(file, kind === 'ods' ? 'ods' : 'xlsx', reading)
      for (const sheet of sheets ?? []) readable.push({ ...sheet, kind: 'sheet' })
    } else if (kind === 'zip') notice(reading, { file: file.name, row: null, field: null, code: 'zip-inside' })
    else if (typeof kind === 'object') refused(kind.unreadable)
    else if (kind !== 'xlsx' && kind !== 'ods') readable.push({ ...file, kind })
  }
  return readable
}

/** A single archive that is still one here was found to be a workbook. */
function isWorkbookKind(kind: FileKind, files: NamedFile[]): boolean {
  return kind === 'xlsx' || kind === 'ods' || (kind === 'zip' && files.length === 1)
}

/** Our folder has people.csv with ids, or at least two files with names of ours. */
async function isFolder(files: NamedFile[]): Promise<boolean> {
  const ours = files.filter((file) => {
    return isAboutFile(file) || tableOfFile(fileNameOf(file.name)) !== null
  })
  const people = ours.find((file) => tableOfFile(fileNameOf(file.name)) === 'people')
  if (ours.length > 1 || !people) return ours.length > 1
  return ((await firstRows(people, 1))[0] ?? []).some((cell) => cell.trim().toLowerCase() === 'id')
}

async function readGraph(
  file: Recognised,
  reading: Reading,
  names: PlainNames,
  options: ReadOptions,
): Promise<Found | null> {
  const map = file.kind === 'json' ? await mapInJson(file, reading) : await mapInXml(file, reading)
  return map && drawnFrom(file.name, map, reading, names, options)
}

function mapInXml(file: Recognised, reading: Reading): Promise<GraphMap | null> {
  return file.kind === 'gexf' ? readGexf(file, reading) : readGraphml(file, reading)
}

async function mapInJson(file: NamedFile, reading: Reading): Promise<GraphMap | null> {
  const json = await readJson(file, reading)
  if (json === null) return null
  const map = kumuMapOf(json.value) ?? graphologyMapOf(json.value)
  if (map !== null) return map
  const code = fileNameOf(file.name).toLowerCase() === 'landscape.json' ? 'people-missing' : 'json-not-known'
  refuseFile(reading, { file: file.name, row: null, value: null, code })
  return null
}
