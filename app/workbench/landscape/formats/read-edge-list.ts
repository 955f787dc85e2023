import type { DrawnTie } from '../drawn-landscape.ts'
import { USUAL_STRENGTH, usuallyMutual } from './folder-format.ts'
import type { NamedFile } from './named-file.ts'
import { tieKindOf } from './other-words.ts'
import { notice, plainHeader, readTable, type TableFormat } from './read-table.ts'
import type { Reading } from './reading.ts'
import { idOf, numberOf, type Row, rawOf, refuse, required } from './row.ts'
import { delimiterOf, tableRows } from './table-rows.ts'

const headers: Record<string, string> = {
  from: 'source from de origem origen desde depuis person_a',
  to: 'target to para a destino vers cible person_b',
  weight: 'weight strength peso forca fuerza poids force',
  kind: 'type kind relation relationship tipo genero genre nature',
  direction: 'direction direcao direccion sens',
}

/** The field of an edge list that a header speaks of, or null. */
function edgeFieldOf(header: string): string | null {
  const plain = plainHeader(header)
  return Object.keys(headers).find((field) => headers[field]?.split(' ').includes(plain)) ?? null
}

/** True when the first row names two ends, as an edge list of Gephi, Kumu or a spreadsheet does. */
export function isEdgeHeader(cells: string[]): boolean {
  const fields = cells.map(edgeFieldOf)
  return fields.includes('from') && fields.includes('to')
}

export interface EdgeList {
  ties: DrawnTie[]
  /** everybody named at an end of an accepted row, in the order in which they first appear */
  ends: string[]
}

interface Edge {
  tie: DrawnTie
  weight: number | null
}

/**
 * Ties from a list of pairs, with or without a header. A weight between 0 and 1 is the strength; when any is larger, all
 * are divided by the largest, and a notice says so. A type of ours is the kind; "Directed" and "Undirected" are understood;
 * any other type is told as talks, with a notice for each different one.
 */
export async function readEdgeList(
  file: NamedFile,
  reading: Reading,
  people: { has(id: string): boolean } | null,
): Promise<EdgeList> {
  const otherKinds = new Map<string, number>()
  const delimiter = await delimiterOf(file)
  const edges = await readTable(file, await formatOf(file, delimiter), reading, (row) => {
    const from = endOf(row, 'from', people)
    const to = endOf(row, 'to', people)
    if (from !== '' && from === to) refuse(row, 'to', 'self-tie', to)
    const weight = numberOf(row, 'weight', null)
    if (weight !== null && weight < 0) refuse(row, 'weight', 'strength-outside', String(weight))
    return { tie: tieOf(row, from, to, otherKinds), weight }
  })
  for (const [value, count] of otherKinds) {
    notice(reading, { file: file.name, row: null, field: 'kind', value, code: 'kind-told-as-talks', facts: { count } })
  }
  setStrengths(edges, file.name, reading)
  const ties = edges.map((edge) => edge.tie)
  return { ties, ends: [...new Set(ties.flatMap((tie) => [tie.from, tie.to]))] }
}

function endOf(row: Row, field: string, people: { has(id: string): boolean } | null): string {
  const id = required(row, field, idOf(row, field))
  if (people && id !== '' && !people.has(id)) refuse(row, field, 'unknown-person', id)
  return id
}

/** Without a header the first two columns are the ends and a third is the weight. */
async function formatOf(file: NamedFile, delimiter: Parameters<typeof tableRows>[1]): Promise<TableFormat> {
  const columns = Object.keys(headers).map((field) => ({ field }))
  for await (const one of tableRows(file, delimiter)) {
    if (one.kind === 'broken' || (one.cells.some((cell) => cell !== '') && isEdgeHeader(one.cells))) break
    if (!isComment(one.cells) && one.cells.some((cell) => cell !== '')) {
      const positions = new Map(['from', 'to', 'weight'].map((field, at) => [field, at]))
      return { columns, chosen: { positions, header: false }, isComment }
    }
  }
  return { columns, fieldOf: edgeFieldOf, isComment }
}

/** Network files often begin with "# Nodes: 71" or "% asymmetric". A name such as "#climate" is no comment. */
function isComment(cells: string[]): boolean {
  return /^\s*[#%]+(\s|$)/u.test(cells[0] ?? '')
}

function tieOf(row: Row, from: string, to: string, otherKinds: Map<string, number>): DrawnTie {
  const said = rawOf(row, 'kind').trim()
  const plain = said.toLowerCase()
  const kind = tieKindOf(said)
  const direction =
    plain === 'directed' || plain === 'undirected' ? plain : rawOf(row, 'direction').trim().toLowerCase()
  if (!kind && said !== '' && direction !== plain && !row.refused) otherKinds.set(said, (otherKinds.get(said) ?? 0) + 1)
  const mutual = direction === '' ? usuallyMutual(kind ?? 'talks') : direction !== 'directed'
  return {
    from,
    to,
    kind: kind ?? 'talks',
    strength: USUAL_STRENGTH,
    mutual,
    says: 'yes',
    reportedBy: null,
    since: null,
    until: null,
    confirmed: null,
    recorded: null,
    retracted: null,
  }
}

function setStrengths(edges: Edge[], file: string, reading: Reading): void {
  const largest = edges.reduce((most, edge) => Math.max(most, edge.weight ?? 0), 0)
  for (const { tie, weight } of edges) if (weight !== null) tie.strength = largest > 1 ? weight / largest : weight
  if (largest <= 1) return
  const facts = { largest }
  notice(reading, { file, row: null, field: 'weight', value: String(largest), code: 'weights-scaled', facts })
}
