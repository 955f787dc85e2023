import { severalIn } from './folder-tables.ts'
import { type GraphExport, type GraphLink, type GraphThing, MEMBER } from './graph-export.ts'
import { writeCsv } from './write-csv.ts'
import { headingsOf } from './write-gexf.ts'
import { type SheetToWrite, writeSheets } from './write-workbook.ts'

/** A network as Kumu's simple blueprint. Ends are ids, so that two people of one name stay two. */
export function writeKumuJson({ name, things, links }: GraphExport): string {
  const elements = things.map(({ id, label, type, said }) => {
    return { ...Object.fromEntries(said), id, label: label ?? id, type }
  })
  const connections = links.map((link) => {
    const { id, from, to, type, weight, said } = link
    return { ...Object.fromEntries(said), id, from, to, direction: directionOf(link), type, [weightName(link)]: weight }
  })
  return `${JSON.stringify({ name, elements, connections }, null, 1)}\n`
}

/** The same as Kumu's two tables. */
function kumuTables({ things, links }: GraphExport): [SheetToWrite, SheetToWrite] {
  const ofThings = headingsOf(things)
  const ofLinks = headingsOf(links)
  const elements = things.map((thing) => [
    thing.id,
    thing.label ?? thing.id,
    thing.type,
    ...ofThings.map((heading) => thing.said.get(heading) ?? null),
  ])
  const connections = links.map((link) => [
    link.id,
    link.from,
    severalIn([link.to]),
    directionOf(link),
    link.type,
    link.type === MEMBER ? null : link.weight,
    link.type === MEMBER ? link.weight : null,
    ...ofLinks.map((heading) => link.said.get(heading) ?? null),
  ])
  return [
    { name: 'Elements', columns: ['ID', 'Label', 'Type', ...ofThings.map(kumuHeading)], rows: elements },
    {
      name: 'Connections',
      columns: ['ID', 'From', 'To', 'Direction', 'Type', 'Strength', 'Weight', ...ofLinks.map(kumuHeading)],
      rows: connections,
    },
  ]
}

export function writeKumuWorkbook(graph: GraphExport): Promise<Uint8Array> {
  return writeSheets(kumuTables(graph))
}

/** Two CSV files, for bringing into Kumu one after the other. */
export function writeKumuCsv(graph: GraphExport): Map<string, string> {
  return new Map(
    kumuTables(graph).map(({ name, columns, rows }) => [`${name.toLowerCase()}.csv`, writeCsv(columns, rows)]),
  )
}

/** Kumu breaks its own search on ids with "_" or "." in them. */
export function idsThatKumuBreaks({ things }: GraphExport): number {
  return things.filter(({ id }: GraphThing) => /[_.]/u.test(id)).length
}

function kumuHeading(heading: string): string {
  return heading === 'description' ? 'Description' : heading
}

function directionOf({ directed }: GraphLink): string {
  return directed ? 'directed' : 'mutual'
}

function weightName({ type }: GraphLink): string {
  return type === MEMBER ? 'weight' : 'strength'
}
