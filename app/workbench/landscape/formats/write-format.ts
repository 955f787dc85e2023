import type { DrawnLandscape } from '../drawn-landscape.ts'
import { graphExport, isInGraph } from './graph-export.ts'
import { writeFolder } from './write-folder.ts'
import { writeGexf } from './write-gexf.ts'
import { writeGraphml } from './write-graphml.ts'
import { writeGraphology } from './write-graphology.ts'
import { writeKumuCsv, writeKumuJson, writeKumuWorkbook } from './write-kumu.ts'
import { writeWorkbook } from './write-workbook.ts'
import { zipFolder } from './zip-folder.ts'

/** Every format that a landscape can be taken away in, with the ending of its file. The first two hold all of it, the others its network. */
export const writtenFormats = {
  folder: 'zip',
  workbook: 'xlsx',
  gexf: 'gexf',
  graphml: 'graphml',
  graphology: 'json',
  'kumu-json': 'json',
  'kumu-workbook': 'xlsx',
  'kumu-csv': 'zip',
} as const

export type WrittenFormat = keyof typeof writtenFormats

const types: Record<string, string> = {
  zip: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  gexf: 'application/gexf+xml',
  graphml: 'application/graphml+xml',
  json: 'application/json',
}

export function isWrittenFormat(text: string): text is WrittenFormat {
  return Object.hasOwn(writtenFormats, text)
}

/** "coast.zip", "coast-kumu-csv.zip": the name of the landscape, and the format where the ending does not say it. */
export function nameOfWritten(slug: string, format: WrittenFormat): string {
  const ending = writtenFormats[format]
  const plain = format === 'folder' || format === 'workbook' || format === ending
  return plain ? `${slug}.${ending}` : `${slug}-${format}.${ending}`
}

/** The bytes of a landscape in a format, and their media type. What a viewer may not see is not in the drawing and so not in the file. */
export async function writeFormat(
  drawn: DrawnLandscape,
  format: WrittenFormat,
): Promise<{ bytes: Uint8Array; type: string }> {
  return { bytes: await bytesIn(drawn, format), type: types[writtenFormats[format]]! }
}

async function bytesIn(drawn: DrawnLandscape, format: WrittenFormat): Promise<Uint8Array> {
  if (format === 'folder') return zipFolder(writeFolder(drawn))
  if (format === 'workbook') return writeWorkbook(drawn)
  const graph = graphExport(drawn)
  if (format === 'kumu-workbook') return writeKumuWorkbook(graph)
  if (format === 'kumu-csv') return zipFolder(writeKumuCsv(graph))
  const write = { gexf: writeGexf, graphml: writeGraphml, graphology: writeGraphology, 'kumu-json': writeKumuJson }
  return Buffer.from(write[format](graph))
}

/**
 * What is in a landscape and in none of the network formats, with how much there is of each, as far as the viewer sees it. Private things
 * (addresses, answers about standing, who is kept apart, what people said about being mapped) are never in them and not counted here.
 */
export function leftOutOfNetworks(drawn: DrawnLandscape): [what: LeftOut, count: number][] {
  const stoodOn = new Set(drawn.standings.map(({ boundary }) => boundary))
  const { name: _, basis: __, ...about } = drawn.about
  const all: [LeftOut, number][] = [
    ['unnamed', drawn.people.filter((person) => person.name === null).length],
    ['no_ties', drawn.ties.filter((tie) => !isInGraph(tie)).length],
    ['boundaries', drawn.boundaries.filter(({ id }) => !stoodOn.has(id)).length],
    ['boundary_words', drawn.boundaries.flatMap(({ history, stakes }) => [history, stakes]).filter(isSaid).length],
    ['concerns', drawn.concerns.length],
    ['answers', drawn.answers.length],
    ['spaces', drawn.spaces.length],
    ['about', Object.values(about).filter(isSaid).length],
  ]
  return all.filter(([, count]) => count > 0)
}

function isSaid(value: string | boolean | readonly string[] | null): boolean {
  return value !== null && value !== false && (value === true || value.length > 0)
}

export type LeftOut =
  | 'unnamed'
  | 'no_ties'
  | 'boundaries'
  | 'boundary_words'
  | 'concerns'
  | 'answers'
  | 'spaces'
  | 'about'
