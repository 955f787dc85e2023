import type { DrawnTie } from '../drawn-landscape.ts'
import { USUAL_STRENGTH, usuallyMutual } from './folder-format.ts'
import type { NamedFile } from './named-file.ts'
import { tieKindOf } from './other-words.ts'
import { periodOf } from './read-practices.ts'
import { notice, readTable } from './read-table.ts'
import type { Reading } from './reading.ts'
import { customOf, dayOf, idOf, numberOf, type Row, rawOf, refuse, required } from './row.ts'
import { setStrengths } from './set-strengths.ts'
import { formatOfChoice, type TableChoice } from './table-choice.ts'

export interface EdgeList {
  ties: DrawnTie[]
  /** everybody named at an end of an accepted row, in the order in which they first appear */
  ends: string[]
}

/**
 * Ties from a list of pairs, with or without a header. A weight between 0 and 1 is the strength; when any is larger, all
 * are divided by the largest, and a notice says so. A type of ours is the kind; "Directed" and "Undirected" are understood;
 * any other type is told as talks, with a notice for each different one.
 */
export async function readEdgeList(
  file: NamedFile,
  choice: TableChoice,
  reading: Reading,
  people: { has(id: string): boolean } | null,
): Promise<EdgeList> {
  const otherKinds = new Map<string, number>()
  const format = { ...formatOfChoice(choice, 'ties'), isComment }
  const edges = await readTable(file, format, reading, (row) => {
    const from = endOf(row, 'from', people)
    const to = endOf(row, 'to', people)
    if (from !== '' && from === to) refuse(row, 'to', 'self-tie', to)
    const weight = numberOf(row, 'weight', null)
    if (weight !== null && weight < 0) refuse(row, 'weight', 'strength-outside', String(weight))
    return { tie: tieOf(row, from, to, otherKinds, people), weight }
  })
  for (const [value, count] of otherKinds) {
    notice(reading, { file: file.name, row: null, field: 'kind', value, code: 'kind-told-as-talks', facts: { count } })
  }
  setStrengths(edges, file.name, reading)
  const ties = edges.map((edge) => edge.tie)
  return { ties, ends: [...new Set(ties.flatMap((tie) => [tie.from, tie.to, tie.reportedBy ?? tie.from]))] }
}

function endOf(row: Row, field: string, people: { has(id: string): boolean } | null): string {
  const id = required(row, field, idOf(row, field))
  if (people && id !== '' && !people.has(id)) refuse(row, field, 'unknown-person', id)
  return id
}

/** What a list of pairs without a header holds: two ends, and a weight when there is a third column. */
export const pairsWithoutHeader: TableChoice = { header: false, roles: ['from', 'to', 'weight'] }

/** Network files often begin with "# Nodes: 71" or "% asymmetric". A name such as "#climate" is no comment. */
function isComment(cells: string[]): boolean {
  return /^\s*[#%]+(\s|$)/u.test(cells[0] ?? '')
}

function tieOf(
  row: Row,
  from: string,
  to: string,
  otherKinds: Map<string, number>,
  people: { has(id: string): boolean } | null,
): DrawnTie {
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
    reportedBy: reporterOf(row, people),
    ...periodOf(row),
    confirmed: dayOf(row, 'confirmed'),
    recorded: null,
    retracted: null,
    ...customOf(row),
  }
}

/** Where there is a sheet of people, only they report; without one, whoever is named is somebody. */
function reporterOf(row: Row, people: { has(id: string): boolean } | null): string | null {
  const id = idOf(row, 'reported_by')
  if (id !== null && people && !people.has(id)) refuse(row, 'reported_by', 'unknown-person', id)
  return id
}
