import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { fileFromBytes, type NamedFile } from './named-file.ts'
import { type ReadOptions, type ReadOutcome, readLandscape } from './read-landscape.ts'
import type { TableChoice } from './table-choice.ts'
import { nameOfWritten, type WrittenFormat, writeFormat } from './write-format.ts'

const inputs = new URL('../../../../../shared/inputs/', import.meta.url)

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

/** What has no home is kept when wished, every value of it, and survives being written and read again. */
async function keptAllTheSame(path: string, file: NamedFile, first: Readable, options: ReadOptions): Promise<void> {
  const keep = first.summary.homeless.map(({ field }) => field)
  const again = await readLandscape([file], { ...options, keep })
  if (again.kind !== 'read') throw new Error(again.problem.code)
  expect(again.summary.homeless, `${path}: nothing is without a home now`).toEqual([])
  const noHome = first.summary.homeless.reduce((all, one) => all + one.count, 0)
  expect(customIn(again.drawn).length - customIn(first.drawn).length, `${path}: every value is kept`).toBe(noHome)
  const { drawn } = again
  const isLarge = drawn.people.length + drawn.ties.length > 3000
  const formats: WrittenFormat[] = [
    'folder',
    'gexf',
    ...(isLarge ? [] : (['workbook', 'graphml', 'graphology', 'kumu-csv'] as const)),
  ]
  for (const format of formats) {
    const { bytes } = await writeFormat(drawn, format)
    const back = await readLandscape([fileFromBytes(nameOfWritten('back', format), bytes)])
    if (back.kind !== 'read') throw new Error(`${path} ${format}: ${JSON.stringify(back.problem)}`)
    expect(sizes(back.drawn), `${path} ${format}`).toEqual(sizes(drawn))
    expect(customIn(back.drawn), `${path} ${format}`).toEqual(customIn(drawn))
  }
}

function customIn({ people, practices, memberships, ties }: DrawnLandscape): string[] {
  const things = [...people, ...practices, ...memberships, ...ties]
  return things.flatMap(({ custom }) => Object.entries(custom ?? {}).map((pair) => pair.join(': '))).sort()
}

function sizes({ people, practices, memberships, boundaries, standings, ties }: DrawnLandscape) {
  return [people, practices, memberships, boundaries, standings, ties].map(({ length }) => length)
}

function asTable(rows: Told[]): string {
  const lines = rows.map((one) =>
    [one.file.padEnd(30), one.format.padEnd(10), one.read, one.taken, one.refused, one.noHome, one.why].join(' | '),
  )
  return ['file | format | read | taken | refused | of no home | why not', ...lines].join('\n')
}

const shown = process.env['ECOTONE_ROUND_TRIPS'] === undefined ? () => {} : console.log

/** Reads every file, prints the table when asked to, and gives those of which nothing comes in, with the reason. */
async function unreadableAmong(paths: string[]): Promise<string[]> {
  const rows: Told[] = []
  for (const path of paths) rows.push(await told(path))
  shown(asTable(rows))
  return rows.flatMap(({ file, why }) => (why === '' ? [] : `${file} ${why}`))
}

describe('of the files of other tools nothing is lost without a word, and what is kept comes back:', () => {
  const networks = filesIn(['graphs-graphology', 'graphs-gexf'], /\.(gexf|graphml|json)$/u)
  const workbooks = filesIn(['xlsx-sheetjs'], /\.(xlsx|ods)$/u)
  const tables = filesIn(['csv-spectrum', 'csv-papaparse', 'csv-listmonk', 'landscape-opensustain'], /\.csv$/u)

  test.runIf(networks.length > 0)('networks', { timeout: 120_000 }, async () => {
    // Two have no node in them.
    expect(await unreadableAmong(networks)).toEqual(['pedantic.gexf nobody-in-it', 'sanitized.gexf nobody-in-it'])
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

  test.runIf(workbooks.length > 0)('workbooks', { timeout: 120_000 }, async () => {
    // Nothing is in these, or nothing in their first column.
    expect(await unreadableAmong(workbooks)).toEqual([
      'BlankSheetTypes.ods nobody-in-it',
      'author_snowman.ods nobody-in-it',
      'author_snowman.xlsx nobody-in-it',
      'custom_properties.xlsx nobody-in-it',
      'page_margins_2016.xlsx nobody-in-it',
      'threaded_comments_none.xlsx nobody-in-it',
    ])
  })

  test.runIf(tables.length > 0)('tables', { timeout: 120_000 }, async () => {
    expect(await unreadableAmong(tables)).toEqual([])
  })
})
