import type { Language } from '../app/platform/i18n/language.ts'
import type { DrawnLandscape } from '../app/workbench/landscape/drawn-landscape.ts'
import type { Problem } from '../app/workbench/landscape/formats/problem.ts'
import { problemWithPlace } from '../app/workbench/landscape/formats/problem-words.ts'
import { type ReadOptions, type ReadSummary, readLandscape } from '../app/workbench/landscape/formats/read-landscape.ts'
import type { SheetColumns, SheetField } from '../app/workbench/landscape/formats/read-sheet.ts'
import { cliWords } from './cli-words.ts'
import type { Terminal } from './exit.ts'
import { filesAt } from './files-at.ts'

export interface ReadWish {
  path: string
  language: Language
  columns: SheetColumns | null
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
  if (wish.columns) options.columns = wish.columns
  const outcome = await readLandscape(found.files, options)
  tell(outcome.problems, wish, terminal)
  if (outcome.kind === 'unreadable') {
    if (!outcome.problems.includes(outcome.problem)) tell([outcome.problem], wish, terminal)
    return null
  }
  const refused = outcome.summary.files.reduce((sum, file) => sum + file.refused, 0)
  const bad = outcome.problems.some((one) => one.severity !== 'notice')
  if (bad && !wish.skipRefused) {
    terminal.aside(`${say('stopped', { refused })}\n`)
    return null
  }
  return { drawn: outcome.drawn, summary: outcome.summary, refused }
}

function tell(problems: Problem[], { language }: ReadWish, terminal: Terminal): void {
  for (const one of problems.slice(0, MOST_SHOWN)) terminal.aside(`${problemWithPlace(one, language)}\n`)
  const more = problems.length - MOST_SHOWN
  if (more > 0) terminal.aside(`${cliWords(language)('more_problems', { more })}\n`)
}

const sheetFields: readonly string[] = ['name', 'group', 'place', 'id', 'email', 'phone', 'language']

/** Columns as typed, counted from 1: "name=2,group=1". Null when it cannot be understood or has no name. */
export function columnsFrom(text: string, header: boolean): SheetColumns | null {
  const chosen: Partial<Record<SheetField, number>> = {}
  for (const part of text.split(',')) {
    const [field = '', number = ''] = part.split('=').map((one) => one.trim())
    if (!sheetFields.includes(field) || !/^[1-9]\d{0,3}$/u.test(number)) return null
    chosen[field as SheetField] = Number(number) - 1
  }
  return chosen.name === undefined ? null : { ...chosen, name: chosen.name, header }
}
