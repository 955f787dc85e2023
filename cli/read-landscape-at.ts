import type { Language } from '../app/platform/i18n/language.ts'
import type { DrawnLandscape } from '../app/workbench/landscape/drawn-landscape.ts'
import type { Problem } from '../app/workbench/landscape/formats/problem.ts'
import { problemWithPlace } from '../app/workbench/landscape/formats/problem-words.ts'
import { type ReadOptions, type ReadSummary, readLandscape } from '../app/workbench/landscape/formats/read-landscape.ts'
import type { Homeless } from '../app/workbench/landscape/formats/reading.ts'
import { type ColumnRole, personRoles, type TableChoice } from '../app/workbench/landscape/formats/table-choice.ts'
import { cliWords } from './cli-words.ts'
import type { Terminal } from './exit.ts'
import { filesAt } from './files-at.ts'

export interface ReadWish {
  path: string
  language: Language
  columns: TableChoice | null
  /** headings of no home whose values are kept as custom fields */
  keep?: string[]
  /** go on without the rows that cannot come in */
  skipRefused: boolean
}

export interface ReadHere {
  drawn: DrawnLandscape
  summary: ReadSummary
  refused: number
}

const MOST_SHOWN = 50

/**
 * The landscape at a path, or null when it cannot be used: then file, row and field of what is wrong stand on `aside`. A row
 * that cannot come in stops it too, unless rows may be left out: nobody should read results of half a landscape unawares.
 */
export async function readLandscapeAt(wish: ReadWish, terminal: Terminal): Promise<ReadHere | null> {
  const say = cliWords(wish.language)
  const found = await filesAt(wish.path)
  if (found.kind === 'none') {
    terminal.aside(`${found.why}\n`)
    return null
  }
  const options: ReadOptions = { name: found.name, placeName: say('place') }
  if (wish.columns) options.choices = [wish.columns]
  if (wish.keep) options.keep = wish.keep
  const outcome = await readLandscape(found.files, options)
  const things = outcome.kind === 'read' ? Object.values(outcome.summary.found).reduce((sum, n) => sum + n) : 0
  tell(outcome.problems, wish, terminal, things)
  if (outcome.kind === 'unreadable') {
    if (!outcome.problems.includes(outcome.problem)) tell([outcome.problem], wish, terminal)
    return null
  }
  const refused = outcome.summary.files.reduce((sum, file) => sum + file.refused, 0)
  tellHomeless(outcome.summary.homeless, wish, terminal)
  const bad = outcome.problems.some((one) => one.severity !== 'notice')
  if (bad && !wish.skipRefused) {
    terminal.aside(`${say('stopped', { refused })}\n`)
    return null
  }
  return { drawn: outcome.drawn, summary: outcome.summary, refused }
}

function tell(problems: Problem[], { language }: ReadWish, terminal: Terminal, found = 0): void {
  for (const one of problems.slice(0, MOST_SHOWN)) terminal.aside(`${problemWithPlace(one, language)}\n`)
  const more = Math.max(found, problems.length) - MOST_SHOWN
  if (more > 0) terminal.aside(`${cliWords(language)('more_problems', { more })}\n`)
}

/** What has no place in a landscape is left where it is, and never without a word. */
function tellHomeless(homeless: Homeless[], { language }: ReadWish, terminal: Terminal): void {
  const say = cliWords(language)
  for (const { file, field, count, example } of homeless.slice(0, MOST_SHOWN))
    terminal.aside(`${say('homeless', { file, field, count, example })}\n`)
}

/** Columns as typed, counted from 1: "name=2,group=1". Null when it cannot be understood or has no name. */
export function columnsFrom(text: string, header: boolean): TableChoice | null {
  const roles: ColumnRole[] = []
  for (const part of text.split(',')) {
    const [field = '', number = ''] = part.split('=').map((one) => one.trim())
    const role = personRoles.find((one) => one === field)
    if (!role || !/^[1-9]\d{0,2}$/u.test(number)) return null
    while (roles.length < Number(number)) roles.push('skip')
    roles[Number(number) - 1] = role
  }
  return roles.includes('name') ? { header, roles } : null
}
