import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { asLines, asNetwork, missingIn } from './as-network.fixture.ts'
import { fileFromBytes, type NamedFile } from './named-file.ts'
import { type ReadOptions, type ReadOutcome, readLandscape } from './read-landscape.ts'
import type { TableChoice } from './table-choice.ts'
import {
  isWrittenFormat,
  leftOutOfNetworks,
  nameOfWritten,
  type WrittenFormat,
  writeFormat,
  writtenFormats,
} from './write-format.ts'

const inputs = new URL('../../../../../shared/inputs/', import.meta.url)

/** The long form (`bin/test --round-trips`) writes every landscape whole in every format, and prints what became of each file. */
const isLong = process.env['ECOTONE_ROUND_TRIPS'] !== undefined

const written = Object.keys(writtenFormats).filter(isWrittenFormat)

/** Real files of other tools, beside the project and no part of it. */
function filesIn(folders: string[], endings: RegExp): string[] {
  if (!existsSync(inputs)) {
    console.log('skipped: files of other tools are not beside the project')
    return []
  }
  return folders.flatMap((folder) =>
    readdirSync(new URL(folder, inputs), { recursive: true, encoding: 'utf8' })
      .filter((name) => endings.test(name))
      .map((name) => `${folder}/${name}`)
      .sort(),
  )
}

interface Told {
  file: string
  format: string
  /** rows, nodes and edges: read, taken, and refused with a reason each */
  read: number
  taken: number
  refused: number
  /** values under headings of no home, each counted, with an example for each heading */
  noHome: number
  /** why nothing at all could be made of it; empty otherwise */
  why: string
}

type Readable = Extract<ReadOutcome, { kind: 'read' }>

/** Reads a file as it comes and, where nobody could tell its columns, with the first column taken for names and the others kept. */
async function asItComes(file: NamedFile): Promise<{ outcome: ReadOutcome; options: ReadOptions }> {
  const outcome = await readLandscape([file])
  if (outcome.kind === 'read' || outcome.tables.every(({ rows }) => rows.length === 0)) return { outcome, options: {} }
  const choices = outcome.tables.map(({ rows }): TableChoice => {
    const width = Math.max(0, ...rows.map((cells) => cells.length))
    return { header: rows.length > 1, roles: Array.from({ length: width }, (_, at) => (at === 0 ? 'name' : 'keep')) }
  })
  return { outcome: await readLandscape([file], { choices }), options: { choices } }
}

async function told(path: string): Promise<Told> {
  const name = basename(path)
  const file = fileFromBytes(name, readFileSync(new URL(path, inputs)))
  const { outcome, options } = await asItComes(file)
  if (outcome.kind === 'unreadable')
    return { file: name, format: '–', read: 0, taken: 0, refused: 0, noHome: 0, why: outcome.problem.code }
  const { files, homeless, format, found } = outcome.summary
  const sum = (key: 'rowsRead' | 'accepted' | 'refused') => files.reduce((all, one) => all + one[key], 0)
  expect(sum('accepted') + sum('refused'), `${path}: every row is taken or refused`).toBe(sum('rowsRead'))
  if (sum('refused') > 0) expect(found['refused-row'], `${path}: what is refused is told`).toBeGreaterThan(0)
  for (const one of homeless) expect(one.example, `${path}: ${one.field}`).not.toBe('')
  await keptAllTheSame(path, file, outcome, options)
  const noHome = homeless.reduce((all, one) => all + one.count, 0)
  return { file: name, format, read: sum('rowsRead'), taken: sum('accepted'), refused: sum('refused'), noHome, why: '' }
}

/** What has no home is kept when wished, every value of it, and all of it survives being written in each format and read again. */
async function keptAllTheSame(path: string, file: NamedFile, first: Readable, options: ReadOptions): Promise<void> {
  const keep = first.summary.homeless.map(({ field }) => field)
  const again = await readLandscape([file], { ...options, keep })
  if (again.kind !== 'read') throw new Error(again.problem.code)
  expect(again.summary.homeless, `${path}: nothing is without a home now`).toEqual([])
  const noHome = first.summary.homeless.reduce((all, one) => all + one.count, 0)
  expect(customIn(again.drawn) - customIn(first.drawn), `${path}: every value is kept`).toBe(noHome)
  const { drawn } = again
  const isSampled = !isLong && drawn.people.length + drawn.ties.length > SAMPLED_OVER
  if (isSampled) await comesBack(path, drawn, 'folder')
  for (const format of written) await comesBack(path, isSampled ? someOf(drawn) : drawn, format)
}

/** Larger landscapes are written whole in our folder alone, and the first of their people in every format. */
const SAMPLED_OVER = 1500
const SAMPLED_PEOPLE = 300

/** The first people of a landscape with everything that is said among them. */
function someOf(drawn: DrawnLandscape): DrawnLandscape {
  const people = drawn.people.slice(0, SAMPLED_PEOPLE)
  const ids = new Set(people.map(({ id }) => id))
  return {
    ...drawn,
    people,
    memberships: drawn.memberships.filter(({ person }) => ids.has(person)),
    standings: drawn.standings.filter(({ person }) => person === null || ids.has(person)),
    ties: drawn.ties.filter(({ from, to }) => ids.has(from) && ids.has(to)),
  }
}

/**
 * Names, practices, memberships, sides, ties with their ends, kind, strength, direction and days, and custom fields: whole formats give
 * an equal landscape, networks all but what they tell that they leave behind, which is private here or nothing.
 */
async function comesBack(path: string, drawn: DrawnLandscape, format: WrittenFormat): Promise<void> {
  const { bytes } = await writeFormat(drawn, format)
  const back = await readLandscape([fileFromBytes(nameOfWritten('back', format), bytes)])
  if (back.kind !== 'read') throw new Error(`${path} ${format}: ${JSON.stringify(back.problem)}`)
  expect(back.summary.found['refused-row'], `${path} ${format}: no row of ours is refused`).toBe(0)
  expect(back.summary.homeless, `${path} ${format}: every heading of ours is known again`).toEqual([])
  const isWhole = format === 'folder' || format === 'workbook'
  expect(asLines(withName(back.drawn, drawn, format)), `${path} ${format}`).toEqual(
    asLines(isWhole ? drawn : asNetwork(drawn)),
  )
  const leftBehind = isWhole ? [] : leftOutOfNetworks(drawn)
  expect(missingIn(back.drawn, drawn), `${path} ${format}`).toEqual(Object.fromEntries(leftBehind))
}

/** Kumu's sheets do not say what a landscape is called, and the page says so. */
function withName(back: DrawnLandscape, { about }: DrawnLandscape, format: WrittenFormat): DrawnLandscape {
  const isNameless = format === 'kumu-workbook' || format === 'kumu-csv'
  return isNameless ? { ...back, about: { ...back.about, name: about.name } } : back
}

function customIn({ people, practices, memberships, ties }: DrawnLandscape): number {
  const things = [...people, ...practices, ...memberships, ...ties]
  return things.reduce((sum, { custom }) => sum + Object.keys(custom ?? {}).length, 0)
}

function asTable(rows: Told[]): string {
  const lines = rows.map((one) =>
    [one.file.padEnd(30), one.format.padEnd(10), one.read, one.taken, one.refused, one.noHome, one.why].join(' | '),
  )
  return ['file | format | read | taken | refused | of no home | why not', ...lines].join('\n')
}

/** The sums of a family, as the table in docs/formats has them; a row that is neither taken nor told failed silently. */
function inSum(family: string, rows: Told[]): string {
  const sum = (key: 'read' | 'taken' | 'refused') => rows.reduce((all, one) => all + one[key], 0)
  const [read, taken, refused] = [sum('read'), sum('taken'), sum('refused')]
  const silently = read - taken - refused
  return `${family}: ${rows.length} files, ${read} rows read, ${taken} taken, ${refused} told, ${silently} failed silently`
}

/** Reads every file, prints the table when the long form is asked for, and gives those of which nothing comes in, with the reason. */
async function unreadableAmong(family: string, paths: string[]): Promise<string[]> {
  const rows: Told[] = []
  for (const path of paths) rows.push(await told(path))
  if (isLong) console.log(`${asTable(rows)}\n${inSum(family, rows)}`)
  return rows.flatMap(({ file, why }) => (why === '' ? [] : `${file} ${why}`))
}

describe('of the files of other tools nothing is lost without a word, and what is drawn comes back from every format:', () => {
  const networks = filesIn(['graphs-graphology', 'graphs-gexf'], /\.(gexf|graphml|json)$/u)
  const workbooks = filesIn(['xlsx-sheetjs'], /\.(xlsx|ods)$/u)
  const tables = filesIn(['csv-spectrum', 'csv-papaparse', 'csv-listmonk', 'landscape-opensustain'], /\.csv$/u)

  test.runIf(networks.length > 0)('networks', { timeout: 300_000 }, async () => {
    // Two have no node in them.
    expect(await unreadableAmong('networks', networks)).toEqual([
      'pedantic.gexf nobody-in-it',
      'sanitized.gexf nobody-in-it',
    ])
  })

  test.runIf(networks.length > 0)('as many nodes and edges as a plain count finds', async () => {
    for (const path of networks.filter((one) => !one.endsWith('.json'))) {
      const text = readFileSync(new URL(path, inputs), 'utf8')
      const outcome = await readLandscape([fileFromBytes(basename(path), Buffer.from(text))])
      if (outcome.kind === 'unreadable') continue
      const counted = [...text.matchAll(/<(?:node|edge)[\s>]/gu)].length
      expect(outcome.summary.files[0]?.rowsRead, path).toBe(counted)
    }
  })

  test.runIf(workbooks.length > 0)('workbooks', { timeout: 300_000 }, async () => {
    // Nothing is in these, or nothing in their first column.
    expect(await unreadableAmong('workbooks', workbooks)).toEqual([
      'BlankSheetTypes.ods nobody-in-it',
      'author_snowman.ods nobody-in-it',
      'author_snowman.xlsx nobody-in-it',
      'custom_properties.xlsx nobody-in-it',
      'page_margins_2016.xlsx nobody-in-it',
      'threaded_comments_none.xlsx nobody-in-it',
    ])
  })

  test.runIf(tables.length > 0)('tables', { timeout: 300_000 }, async () => {
    expect(await unreadableAmong('tables', tables)).toEqual([])
  })
})
