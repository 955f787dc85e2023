import { type GraphConnection, type GraphItem, type GraphMap, textsOf } from './graph-map.ts'
import { mergeItems } from './merge-items.ts'
import { fileNameOf, type NamedFile } from './named-file.ts'
import { pause, refuseFile } from './read-table.ts'
import type { Reading } from './reading.ts'
import { delimiterOf, tableRows } from './table-rows.ts'

type KumuTable = 'elements' | 'connections'

/** Which of Kumu's two tables a first row heads: exactly as Kumu asks for them, which sets them apart from other tools' tables. */
function kumuTableOf(cells: readonly string[]): KumuTable | null {
  const heads = cells.map((cell) => cell.replace(/^\uFEFF/u, '').trim())
  const [first, ...others] = heads[0] === 'ID' ? heads.slice(1) : heads
  if (first === 'Label') return 'elements'
  return first === 'From' && others[0] === 'To' ? 'connections' : null
}

/** True for tables that Kumu would read as a project and that are not just any sheet of people or list of pairs. */
export function areKumuTables(heads: readonly (readonly string[])[]): boolean {
  const tables = heads.map(kumuTableOf)
  if (tables.some((table) => table === null)) return false
  const fields = new Set(heads.flat().map((head) => head.trim()))
  const ofKumu = ['Direction', 'Tags', 'Description', 'Image'].some((field) => fields.has(field))
  return tables.includes('elements') && (tables.includes('connections') || (fields.has('Type') && ofKumu))
}

interface Section {
  table: KumuTable
  header: string[]
}

/**
 * A map from Kumu's tables, each a file or a sheet. In a workbook two blank rows may begin another table with a header of its own.
 * Null, with the reason among the problems, when one of them breaks off.
 */
export async function readKumuSheets(files: readonly NamedFile[], reading: Reading): Promise<GraphMap | null> {
  const elements: GraphItem[] = []
  const connections: { item: GraphItem; from: string; to: string; direction: string }[] = []
  let rows = 0
  for (const file of files) {
    let section: Section | null = null
    let last = 0
    for await (const one of tableRows(file, await delimiterOf(file))) {
      if (one.kind === 'broken') {
        refuseFile(reading, { file: file.name, row: one.row, code: one.code, value: one.value, facts: one.facts })
        return null
      }
      if (one.cells.every((cell) => cell.trim() === '')) continue
      const gap = file.rows !== undefined && one.row - last > 2
      const table: KumuTable | null = section === null || gap ? kumuTableOf(one.cells) : null
      last = one.row
      if (table !== null) {
        section = { table, header: one.cells.map((cell) => cell.replace(/^\uFEFF/u, '').trim()) }
        continue
      }
      if (section === null) continue
      if (++rows > reading.limits.rows) {
        const facts = { limit: reading.limits.rows }
        refuseFile(reading, { file: file.name, row: one.row, code: 'too-many-rows', value: null, facts })
        return null
      }
      if (rows % 1000 === 0) await pause(reading)
      const item = itemOf(file, one, section)
      const cell = (head: string) => cellUnder(section!.header, one.cells, head).trim()
      if (section.table === 'elements') elements.push(item)
      else connections.push({ item, from: cell('From'), to: cell('To'), direction: cell('Direction').toLowerCase() })
    }
  }
  const ids = new Set(elements.flatMap((one) => one.id ?? []))
  return {
    format: 'kumu-sheets',
    name: null,
    ...mergeItems(elements),
    connections: connections.flatMap((one) => connectionsOf(one, ids)),
    leftOut: [],
    privateFields: [],
    makesEnds: ids.size === 0,
  }
}

const itself = new Set(['id', 'label', 'type', 'from', 'to', 'direction'])

function itemOf(file: NamedFile, { row, cells }: { row: number; cells: string[] }, { header }: Section): GraphItem {
  const fields = new Map<string, unknown>()
  for (const [at, raw] of cells.entries()) {
    const head = header[at] || `#${at + 1}`
    const text = plainText(raw)
    if (text === '' || (itself.has(head.toLowerCase()) && header.indexOf(head) === at)) continue
    fields.set(fields.has(head) ? `${head} ${at + 1}` : head, text)
  }
  const cell = (head: string) => plainText(cellUnder(header, cells, head)) || null
  return {
    path: `${fileNameOf(file.name)} ${row}`,
    place: { file: file.name, row, header, cells },
    id: cell('ID'),
    label: cell('Label'),
    types: textsOf(cell('Type')),
    fields,
  }
}

/** The cell under a heading, in whatever case it was written. */
function cellUnder(header: readonly string[], cells: readonly string[], head: string): string {
  return cells[header.findIndex((one) => one.toLowerCase() === head.toLowerCase())] ?? ''
}

/** Without the apostrophe that a spreadsheet needs before a text that looks like a formula. */
function plainText(cell: string): string {
  return /^'+[=+\-@\t\r＝＋－＠]/u.test(cell) ? cell.slice(1).trim() : cell.trim()
}

/** One row may lead to several elements, separated by "|"; an id is taken whole. */
function connectionsOf(
  { item, from, to, direction }: { item: GraphItem; from: string; to: string; direction: string },
  ids: ReadonlySet<string>,
): GraphConnection[] {
  const [start, end] = [plainText(from), plainText(to)]
  const targets = ids.has(end) ? [end] : textsOf(end)
  return (targets.length === 0 ? [null] : targets).map((one) => {
    return { ...item, from: start || null, to: one, direction: direction || null }
  })
}
