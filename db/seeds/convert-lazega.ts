import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DrawnLandscape } from '../../app/workbench/landscape/drawn-landscape.ts'
import { emptyLandscape } from '../../app/workbench/landscape/formats/empty-landscape.ts'
import { splitCsv } from '../../app/workbench/landscape/formats/split-csv.ts'
import { writeFolder } from '../../app/workbench/landscape/formats/write-folder.ts'

const offices = { 1: 'Boston', 2: 'Hartford', 3: 'Providence' } as Record<string, string>
const specialties = { 1: 'Litigation', 2: 'Corporate' } as Record<string, string>
const ranks = { 1: 'Partners', 2: 'Associates' } as Record<string, string>

interface Place {
  office: string
  specialty: string
  rank: string
}

/** A specialty of null: lawyers of both, where each alone would be fewer than five. */
type Group = Omit<Place, 'specialty'> & { specialty: string | null }

/**
 * Lazega's law firm as a landscape: 71 lawyers, a group for each office, specialty and rank, two boundaries, and a tie for
 * each "goes to … for advice", turned round so that it runs from the one who is asked to the one who learns. Gender, age,
 * seniority and law school are left where they are.
 *
 * `nodes` and `edges` are the texts of law_advice.nodes.csv and law_advice.edges.csv; lawyers keep their numbers.
 */
export function lazegaLandscape(nodes: string, edges: string): DrawnLandscape {
  const drawn = emptyLandscape({
    name: 'Lazega law firm, advice',
    language: 'en',
    basis: 'published',
    source:
      'E. Lazega, The Collegial Phenomenon (Oxford University Press, 2001); advice network as distributed with the R package networkdata',
    licence: 'distributed freely for research and teaching',
    knownGaps: 'A firm in New England, 1988 to 1991. Everybody answered about everybody.',
    complete: true,
  })
  const lawyers = rowsOf(nodes).map((row) => ({ id: valueIn(row, 'idx'), ...placeOf(row) }))
  const groups = groupsOf(lawyers)
  for (const { id, ...place } of lawyers) {
    const group = groups.get(fineKey(place)) ?? place
    drawn.people.push({ id, name: `Lawyer ${id}`, email: null, phone: null, language: null })
    drawn.memberships.push({ person: id, practice: idOf(group), weight: 1, mode: null, since: null, until: null })
    drawn.answers.push({ person: id, question: 'ties', about: null, asked: null, answered: '1991-01-01' })
    if (group.specialty === null) {
      drawn.standings.push({ boundary: 'specialty', side: place.specialty, person: id, practice: null })
    }
  }
  drawBoundaries(drawn, [...new Map([...groups.values()].map((group) => [idOf(group), group])).values()])
  for (const row of rowsOf(edges)) {
    const [asks, asked] = [valueIn(row, 'source'), valueIn(row, 'target')]
    const days = { since: null, until: null, confirmed: null, recorded: null, retracted: null }
    const said = { kind: 'learns' as const, strength: 0.5, mutual: false, says: 'yes' as const, reportedBy: asks }
    drawn.ties.push({ from: asked, to: asks, ...said, ...days })
  }
  return drawn
}

/** Groups stand on the sides; in a group of both specialties each lawyer stands on their own. */
function drawBoundaries(drawn: DrawnLandscape, groups: Group[]): void {
  const unsaid = { history: null, stakes: null }
  drawn.boundaries.push(
    { id: 'office', name: 'Office', kind: 'geographic', sides: Object.values(offices), ...unsaid },
    { id: 'specialty', name: 'Specialty', kind: 'disciplinary', sides: Object.values(specialties), ...unsaid },
  )
  for (const group of groups) {
    const { office, specialty, rank } = group
    const id = idOf(group)
    const name = specialty === null ? `${rank}, ${office}` : `${specialty} ${rank.toLowerCase()}, ${office}`
    drawn.practices.push({ id, name, kind: 'institution', does: null, specialCategory: false })
    drawn.standings.push({ boundary: 'office', side: office, person: null, practice: id })
    for (const side of specialty === null ? Object.values(specialties) : [specialty]) {
      drawn.standings.push({ boundary: 'specialty', side, person: null, practice: id })
    }
  }
}

/** By office, specialty and rank; where that leaves fewer than five, by office and rank alone. */
function groupsOf(places: Place[]): Map<string, Group> {
  const sizes = new Map<string, number>()
  for (const place of places) sizes.set(fineKey(place), (sizes.get(fineKey(place)) ?? 0) + 1)
  return new Map(
    places.map((place) => {
      const few = (sizes.get(fineKey(place)) ?? 0) < 5
      return [fineKey(place), few ? { ...place, specialty: null } : place]
    }),
  )
}

function placeOf(row: TableRow): Place {
  return {
    office: nameIn(offices, valueIn(row, 'office')),
    specialty: nameIn(specialties, valueIn(row, 'practice')),
    rank: nameIn(ranks, valueIn(row, 'status')),
  }
}

function fineKey({ office, specialty, rank }: Place): string {
  return `${specialty} ${rank} ${office}`
}

function idOf({ office, specialty, rank }: Group): string {
  return [specialty, rank, office]
    .filter((part) => part !== null)
    .join('-')
    .toLowerCase()
}

type TableRow = Record<string, string>

function rowsOf(csv: string): TableRow[] {
  const splitter = splitCsv(',')
  const [header = [], ...rows] = [...splitter.push(csv), ...splitter.end()]
  return rows.map((row) => Object.fromEntries(header.map((field, at) => [field, row[at] ?? ''])))
}

function valueIn(row: TableRow, field: string): string {
  const value = row[field]
  if (!value) throw new Error(`A row of the Lazega files has no "${field}": ${JSON.stringify(row)}`)
  return value
}

function nameIn(names: Record<string, string>, code: string): string {
  const name = names[code]
  if (!name) throw new Error(`The Lazega files have a code that is not in their description: ${code}`)
  return name
}

if (import.meta.main) {
  const [from, to] = process.argv.slice(2)
  if (!from || !to) {
    process.stderr.write('Usage: node db/seeds/convert-lazega.ts <folder with law_advice.*.csv> <folder to write>\n')
    process.exit(2)
  }
  const read = (name: string) => readFile(join(from, name), 'utf8')
  const drawn = lazegaLandscape(await read('law_advice.nodes.csv'), await read('law_advice.edges.csv'))
  await mkdir(to, { recursive: true })
  for (const [name, content] of writeFolder(drawn)) await writeFile(join(to, name), content)
  process.stdout.write(`${drawn.people.length} people and ${drawn.ties.length} ties written to ${to}\n`)
}
