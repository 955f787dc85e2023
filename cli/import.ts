import { parseArgs } from 'node:util'
import { readAddress } from '../app/people/people.ts'
import { findWhoMaySignIn } from '../app/people/people-queries.ts'
import { isLanguage, type Language } from '../app/platform/i18n/language.ts'
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
  --skip-refused   go on without rows that cannot come in

Exit codes: 0 done, 1 the landscape cannot be used, 2 the command was not understood.
`

interface Wish extends ReadWish {
  name: string | null
  email: string | null
  preview: boolean
}

export async function run(args: string[], terminal: Terminal): Promise<ExitCode | Misunderstood> {
  const wish = readWish(args)
  if ('kind' in wish) return wish
  const here = await readLandscapeAt(wish, terminal)
  if (here === null) return 1
  const { drawn } = here
  const say = cliWords(wish.language)
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
    const outcome = await importLandscape(db, clock, who, { drawn, name, why: 'import' })
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
    terminal.aside(`${say('nobody_in_it')}\n`)
    return 1
  }
  const address = `${origin}/landscapes/${outcome.slug}/landscape`
  terminal.answer(`${say('imported', { name, rows: outcome.rows, address })}\n`)
  return 0
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
