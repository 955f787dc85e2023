import type { DrawnLandscape, LandscapeAbout } from '../drawn-landscape.ts'
import { drawGroups, drawPlaces } from './draw-groups.ts'
import { emptyLandscape } from './empty-landscape.ts'
import { isAboutLivingPeople, type TableName, tableOfFile } from './folder-format.ts'
import { fileNameOf, type NamedFile } from './named-file.ts'
import { shortened } from './problem.ts'
import { readAbout } from './read-about.ts'
import { readBoundaries, readStandings } from './read-boundaries.ts'
import { readCareChecks } from './read-care-checks.ts'
import { readConcerns, readLegitimacy } from './read-legitimacy.ts'
import { type PersonRow, readConsents, readPeople } from './read-people.ts'
import { readMemberships, readPractices } from './read-practices.ts'
import { readInvitations, readKeepApart, readSpacePeople, readSpaces } from './read-spaces.ts'
import { notice, refuseFile } from './read-table.ts'
import { readAnswers, readTies } from './read-ties.ts'
import type { Reading } from './reading.ts'

/** The words a landscape gets where its files give none. */
export interface PlainNames {
  landscape: string
  /** name of the boundary made of the column "place" */
  place: string
}

/**
 * A landscape from our folder: every table is read in the order in which one refers to another, so that each row can be
 * checked where it stands. Null, with the reason among the problems, when nothing may be made of it.
 */
export async function readFolder(
  files: NamedFile[],
  reading: Reading,
  names: PlainNames,
): Promise<DrawnLandscape | null> {
  const tables = tablesAmong(files, reading)
  const about = await aboutAmong(files, reading, names.landscape)
  const peopleFile = tables.get('people')
  if (about === null) return null
  if (!peopleFile) {
    refuseFile(reading, { file: 'people.csv', row: null, value: null, code: 'people-missing' })
    return null
  }
  const table = async <T>(name: TableName, read: (file: NamedFile) => Promise<T[]>): Promise<T[]> => {
    const file = tables.get(name)
    return file ? read(file) : []
  }
  const drawn = emptyLandscape(about)
  const rows = await readPeople(peopleFile, reading)
  if (rows.length === 0) return null
  drawn.people = rows.map((row) => row.person)
  const people = new Set(drawn.people.map((person) => person.id))
  drawn.about.team = teamAmong(about.team, people, reading)
  drawn.consents = consentsFrom(await table('consents', (file) => readConsents(file, reading, people)), rows)
  drawn.practices = await table('practices', (file) => readPractices(file, reading))
  const practices = new Map(drawn.practices.map((practice) => [practice.id, practice]))
  drawn.boundaries = await table('boundaries', (file) => readBoundaries(file, reading))
  const boundaries = new Map(drawn.boundaries.map((boundary) => [boundary.id, boundary]))
  const ids = { people, practices, boundaries, livingPeople: isAboutLivingPeople(about.basis) }
  drawn.memberships = await table('memberships', (file) => readMemberships(file, reading, ids))
  drawn.standings = await table('standings', (file) => readStandings(file, reading, ids))
  drawn.ties = await table('ties', (file) => readTies(file, reading, people))
  drawn.legitimacy = await table('legitimacy', (file) => readLegitimacy(file, reading, ids))
  drawn.concerns = await table('concerns', (file) => readConcerns(file, reading, ids))
  drawn.answers = await table('answers', (file) => readAnswers(file, reading, people, practices))
  drawn.spaces = await table('spaces', (file) => readSpaces(file, reading))
  const spaces = new Set(drawn.spaces.map((space) => space.id))
  drawn.spacePeople = await table('space-people', (file) => readSpacePeople(file, reading, spaces, people))
  drawn.invitations = await table('invitations', (file) => readInvitations(file, reading, spaces, practices))
  drawn.keepApart = await table('keep-apart', (file) => readKeepApart(file, reading, ids))
  const careChecks = await table('care-checks', (file) => readCareChecks(file, reading))
  if (careChecks.length > 0) drawn.careChecks = careChecks
  drawGroups(drawn, rows, peopleFile.name, reading)
  drawPlaces(drawn, rows, peopleFile.name, reading, names.place)
  return drawn
}

/** Who convenes must be somebody of the landscape; whoever is not is told and left out. */
function teamAmong(team: string[], people: Set<string>, reading: Reading): string[] {
  const strangers = team.filter((id) => !people.has(id))
  for (const id of strangers) {
    notice(reading, { file: 'landscape.json', row: null, field: 'team', value: shortened(id), code: 'unknown-person' })
  }
  return team.filter((id) => people.has(id))
}

/** The column "consent" of people.csv speaks of the map, for people of whom consents.csv says nothing about it. */
function consentsFrom(consents: DrawnLandscape['consents'], rows: PersonRow[]): DrawnLandscape['consents'] {
  const said = new Set(consents.filter((one) => one.purpose === 'map').map((one) => one.person))
  const typed = rows.flatMap(({ person, consent }) =>
    consent === null || said.has(person.id)
      ? []
      : [{ person: person.id, purpose: 'map' as const, state: consent, said: null }],
  )
  return [...consents, ...typed]
}

function tablesAmong(files: NamedFile[], reading: Reading): Map<TableName, NamedFile> {
  const tables = new Map<TableName, NamedFile>()
  for (const file of files) {
    const name = fileNameOf(file.name)
    const table = tableOfFile(name)
    if (isAboutFile(file)) continue
    if (table === null) notice(reading, { file: file.name, row: null, field: null, code: 'file-not-known' })
    else if (tables.has(table)) notice(reading, { file: file.name, row: null, field: null, code: 'file-twice' })
    else tables.set(table, file)
  }
  return tables
}

async function aboutAmong(files: NamedFile[], reading: Reading, name: string): Promise<LandscapeAbout | null> {
  const file = files.find(isAboutFile)
  return file ? readAbout(file, reading, name) : emptyLandscape({ name }).about
}

/** In a workbook landscape.json is a sheet of its own. */
export function isAboutFile({ name, rows }: NamedFile): boolean {
  const plain = fileNameOf(name).toLowerCase()
  return plain === 'landscape.json' || (rows !== undefined && plain === 'landscape')
}
