import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readAddress } from '../app/people/people.ts'
import { findWhoMaySignIn } from '../app/people/people-queries.ts'
import { isLanguage } from '../app/platform/i18n/language.ts'
import { exportLandscape } from '../app/workbench/landscape/export-landscape.ts'
import { writeFolder } from '../app/workbench/landscape/formats/write-folder.ts'
import {
  isWrittenFormat,
  type WrittenFormat,
  writeFormat,
  writtenFormats,
} from '../app/workbench/landscape/formats/write-format.ts'
import { landscapesOf } from '../app/workbench/landscape/landscape.ts'
import { cliWords } from './cli-words.ts'
import { type ExitCode, type Misunderstood, misunderstood, type Terminal } from './exit.ts'
import { atTheWorkbench } from './workbench.ts'

export const usage = `Usage: ecotone export <landscape> <folder | file> [options]

Writes a landscape of the workbench for one of its stewards: our folder, complete, in a folder or a .zip; or, by the ending of
the file, a workbook (.xlsx), GEXF (.gexf), GraphML (.graphml) or graphology's JSON (.json). The landscape is named as in its
address: /landscapes/<landscape>. Bringing a folder or a workbook in again gives an equal landscape; the others hold its network.

  --format F       instead of the ending: folder, workbook, gexf, graphml, graphology, kumu-json, kumu-workbook, kumu-csv
  --email E        the steward who asks (the first convener)
  --language L     en, pt, es or fr (en)

Exit codes: 0 done, 1 it cannot be written, 2 the command was not understood.
`

export async function run(args: string[], terminal: Terminal): Promise<ExitCode | Misunderstood> {
  const parsed = parse(args)
  if ('kind' in parsed) return parsed
  const { values, positionals } = parsed
  const [landscape, path, ...others] = positionals
  if (!landscape || !path || others.length > 0) return misunderstood('Give a landscape and where to write it.')
  const language = values.language ?? 'en'
  if (!isLanguage(language)) return misunderstood(`--language is ${language}: give en, pt, es or fr.`)
  const say = cliWords(language)
  const format = values.format ?? formatByEnding(path)
  if (format !== null && !isWrittenFormat(format))
    return misunderstood(`--format is ${format}: give one of ${Object.keys(writtenFormats).join(', ')}.`)
  const refused = (sentence: string): ExitCode => {
    terminal.aside(`${sentence}\n`)
    return 1
  }
  if (await isTaken(path)) return refused(say('not_empty', { path }))
  return atTheWorkbench<ExitCode>(terminal, async ({ db, auth, firstConvener }) => {
    const email = values.email ?? firstConvener
    const who = await findWhoMaySignIn(auth.kysely, readAddress(email) ?? '')
    if (!who) return refused(say('no_such_person', { email }))
    const outcome = await exportLandscape(db, who, landscape)
    if (outcome.kind === 'stewards-only') return refused(say('stewards_only', { email, landscape }))
    if (outcome.kind === 'not-found') {
      const seen = await db.as({ kind: 'person', id: who.id }, landscapesOf)
      const known = seen.map(({ slug }) => slug).join(', ') || '–'
      return refused(say('no_such_landscape', { email, landscape, known }))
    }
    const files = format === null ? writeFolder(outcome.drawn) : null
    if (files) await writeFiles(path, files)
    else await writeOne(path, (await writeFormat(outcome.drawn, format ?? 'folder')).bytes)
    terminal.answer(`${say('written', { files: files?.size ?? 1, path })}\n`)
    return 0
  })
}

/** True for a file that is there, and for a folder with anything in it: an export never writes over something. */
async function isTaken(path: string): Promise<boolean> {
  const inside = await readdir(path).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? [] : null))
  return inside === null || inside.length > 0
}

/** What the ending of a file asks for; null for a path that is to be a folder. */
function formatByEnding(path: string): WrittenFormat | null {
  const ending = /\.(\w+)$/u.exec(path)?.[1]?.toLowerCase() ?? ''
  const found = Object.entries(writtenFormats).find(([, one]) => one === ending)?.[0]
  return found !== undefined && isWrittenFormat(found) ? found : null
}

/** Written beside and then named, so that a half-written file never carries the name. */
async function writeOne(path: string, bytes: Uint8Array): Promise<void> {
  const aside = `${path}.${process.pid}`
  try {
    await writeFile(aside, bytes, { flag: 'wx', mode: 0o600 })
    await rename(aside, path)
  } finally {
    await rm(aside, { force: true })
  }
}

async function writeFiles(path: string, files: Map<string, string>): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const aside = await mkdtemp(join(dirname(path), `.${basename(path)}-`))
  try {
    for (const [name, content] of files) await writeFile(join(aside, name), content, { mode: 0o600 })
    await rename(aside, path)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

function parse(args: string[]) {
  try {
    const options = { email: { type: 'string' }, language: { type: 'string' }, format: { type: 'string' } } as const
    return parseArgs({ args, allowPositionals: true, options })
  } catch (error) {
    return misunderstood((error as Error).message)
  }
}
