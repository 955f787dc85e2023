import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readAddress } from '../app/people/people.ts'
import { findWhoMaySignIn } from '../app/people/people-queries.ts'
import { systemClock } from '../app/platform/clock.ts'
import { isLanguage, type Language } from '../app/platform/i18n/language.ts'
import { type CareAnswers, careQuestions, lacksCare } from '../app/workbench/landscape/care/care-check.ts'
import { answersInFile, careFile } from '../app/workbench/landscape/care/care-file.ts'
import { careWords } from '../app/workbench/landscape/care/care-words.ts'
import type { DrawnLandscape } from '../app/workbench/landscape/drawn-landscape.ts'
import { type ImportOutcome, importLandscape } from '../app/workbench/landscape/import-landscape.ts'
import { cliWords } from './cli-words.ts'
import { type ExitCode, type Misunderstood, misunderstood, type Terminal } from './exit.ts'
import { columnsFrom, type ReadWish, readLandscapeAt } from './read-landscape-at.ts'
import { atTheWorkbench } from './workbench.ts'

export const usage = `Usage: ecotone import <folder | file | .zip> [options]

Brings a landscape into the workbench, whole or not at all. Reads what spot reads. First every row that cannot come in is
named; nothing is stored until there is none, or until --skip-refused says to go on without them.

  --name N         what the landscape is called, instead of the name in its files
  --email E        whose it will be: somebody who may sign in (the first convener)
  --preview        only say what would come in
  --language L     en, pt, es or fr (en)
  --columns C      the columns of a sheet, counted from 1: name=2,group=1,place=3
  --no-header      the first row of the sheet is already somebody
  --keep H         keep what stands under this heading of no place as a custom field; may be given several times
  --care F         the care check, answered in this file: asked for where people who live and a boundary of class,
                   politics or culture come in together
  --care-questions write its five questions to standard output, to be answered under each, and do nothing else
  --skip-refused   go on without rows that cannot come in

Exit codes: 0 done, 1 the landscape cannot be used, 2 the command was not understood.
`

interface Wish extends ReadWish {
  name: string | null
  email: string | null
  preview: boolean
  care: string | null
}

export async function run(args: string[], terminal: Terminal): Promise<ExitCode | Misunderstood> {
  if (args.includes('--care-questions')) return askForCare(args, terminal)
  const wish = readWish(args)
  if ('kind' in wish) return wish
  const here = await readLandscapeAt(wish, terminal)
  if (here === null) return 1
  const { drawn } = here
  const say = cliWords(wish.language)
  const care = await careAt(wish, drawn, terminal)
  if (care === 'missing') return 1
  const name = wish.name ?? drawn.about.name
  const { people, practices, boundaries, ties } = drawn
  const counts = {
    people: people.length,
    practices: practices.length,
    boundaries: boundaries.length,
    ties: ties.length,
  }
  terminal.aside(`${say('counts', { name, ...counts })}\n`)
  if (wish.preview) return 0
  return atTheWorkbench<ExitCode>(terminal, async ({ db, clock, auth, origin, firstConvener }) => {
    const email = wish.email ?? firstConvener
    const who = await findWhoMaySignIn(auth.kysely, readAddress(email) ?? '')
    if (!who) {
      terminal.aside(`${say('no_such_person', { email })}\n`)
      return 1
    }
    const outcome = await importLandscape(db, clock, who, { drawn, name, why: 'import', care })
    return told(outcome, { name, origin, language: wish.language }, terminal)
  })
}

function told(
  outcome: ImportOutcome,
  { name, origin, language }: { name: string; origin: string; language: Language },
  terminal: Terminal,
): ExitCode {
  const say = cliWords(language)
  if (outcome.kind === 'refused') {
    const why = {
      'nobody-in-it': say('nobody_in_it'),
      'care-check-first': careWords(language)('cli_needed'),
      'too-many-today': say('too_many_today'),
    }
    terminal.aside(`${why[outcome.reason]}\n`)
    return 1
  }
  const address = `${origin}/landscapes/${outcome.slug}/landscape`
  terminal.answer(`${say('imported', { name, rows: outcome.rows, address })}\n`)
  return 0
}

/** The five questions for a file to answer them in. */
function askForCare(args: string[], terminal: Terminal): ExitCode {
  const language = args[args.indexOf('--language') + 1] ?? 'en'
  terminal.answer(careFile(isLanguage(language) ? language : 'en'))
  return 0
}

/** What was answered of the care check; "missing" when the drawing needs it and it is not answered, which was said. */
async function careAt(
  { care, preview, language }: Wish,
  drawn: DrawnLandscape,
  terminal: Terminal,
): Promise<CareAnswers | null | 'missing'> {
  const say = careWords(language)
  const text = care === null ? null : await readFile(care, 'utf8').catch(() => '')
  const answers = text === null ? null : answersInFile(text)
  if (preview || !lacksCare(drawn, answers, systemClock.now())) return answers
  if (answers === null) terminal.aside(`${say('cli_needed')}\n`)
  else {
    const left = careQuestions.filter((question) => answers[question] === '').map((question) => say(`q_${question}`))
    terminal.aside(`${say('cli_left_open', { file: care, questions: left.join(' ') })}\n`)
  }
  return 'missing'
}

function readWish(args: string[]): Wish | Misunderstood {
  const parsed = parse(args)
  if ('kind' in parsed) return parsed
  const { values, positionals } = parsed
  const [path, ...others] = positionals
  if (path === undefined || others.length > 0) return misunderstood('Give one folder, file or .zip.')
  const language = values.language ?? 'en'
  if (!isLanguage(language)) return misunderstood(`--language is ${language}: give en, pt, es or fr.`)
  const columns = values.columns === undefined ? null : columnsFrom(values.columns, !values['no-header'])
  if (values.columns !== undefined && columns === null) {
    return misunderstood(`--columns is ${values.columns}: write for example name=1,group=2.`)
  }
  const name = values.name?.trim() || null
  if ((name?.length ?? 0) > 200) return misunderstood('--name is longer than 200 characters.')
  const skipRefused = values['skip-refused'] ?? false
  const keep = values.keep ?? []
  return {
    path,
    language,
    columns,
    skipRefused,
    keep,
    name,
    email: values.email ?? null,
    preview: values.preview ?? false,
    care: values.care ?? null,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        email: { type: 'string' },
        preview: { type: 'boolean' },
        care: { type: 'string' },
        'care-questions': { type: 'boolean' },
        language: { type: 'string' },
        columns: { type: 'string' },
        'no-header': { type: 'boolean' },
        keep: { type: 'string', multiple: true },
        'skip-refused': { type: 'boolean' },
      },
    })
  } catch (error) {
    return misunderstood((error as Error).message)
  }
}
