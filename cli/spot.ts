import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { buildLandscape } from '@ecotone/engine/network/build-landscape.ts'
import type { SpotResult } from '@ecotone/engine/opportunities/spot-outcome.ts'
import { spotTogether } from '@ecotone/engine/opportunities/spot-together.ts'
import { nodeCrew } from '@ecotone/engine/workers/node-crew.ts'
import { isLanguage } from '../app/platform/i18n/language.ts'
import type { DrawnLandscape } from '../app/workbench/landscape/drawn-landscape.ts'
import { isDay } from '../app/workbench/landscape/formats/is-day.ts'
import { landscapeInput } from '../app/workbench/landscape/landscape-input.ts'
import { decoysIn } from '../app/workbench/opportunities/decoys-in.ts'
import { namesIn } from '../app/workbench/opportunities/names-in.ts'
import { openToIntroductions } from '../app/workbench/opportunities/open-to-introductions.ts'
import { opportunitySentences } from '../app/workbench/opportunities/opportunity-words.ts'
import { cliWords } from './cli-words.ts'
import { type ExitCode, type Misunderstood, misunderstood, type Terminal } from './exit.ts'
import { columnsFrom, type ReadHere, type ReadWish, readLandscapeAt } from './read-landscape-at.ts'
import { spottedAsText } from './spotted-as-text.ts'

export const usage = `Usage: ecotone spot <folder | file | .zip> [options]

Where would a new conversation teach the whole landscape most? Reads our folder format, a workbook, sheets of people, lists
of pairs, Kumu, GEXF, GraphML or graphology's JSON, and prints ten opportunities. The same landscape, seed and day give the same ten, here and on the page.

  --boundary B     only openings across this boundary (its id or name)
  --size N         how many people a space would hold (12)
  --seed N         which possible worlds are drawn (7)
  --worlds N       how many of them (400)
  --workers N      on how many processors; the result is the same (1, and all of them for more than 200,000 people and ties)
  --as-of DAY      look at the landscape as of this day, such as 2027-03-01 (today)
  --team A,B       ids of the people who convene, instead of those that the landscape names
  --brief          the table alone, without the cards
  --json           one JSON object on standard output and nothing else
  --progress       show progress on standard error even when nobody seems to watch
  --language L     en, pt, es or fr (en)
  --columns C      the columns of a sheet, counted from 1: name=2,group=1,place=3
  --no-header      the first row of the sheet is already somebody
  --skip-refused   go on without rows that cannot come in

Ctrl-C stops it. Exit codes: 0 done, 1 the landscape cannot be used, 2 the command was not understood.
`

interface Wish extends ReadWish {
  boundary: string | null
  size: number
  seed: number
  worlds: number | null
  workers: number | null
  asOf: string
  team: string[]
  json: boolean
  brief: boolean
  progress: boolean
}

export async function run(args: string[], terminal: Terminal): Promise<ExitCode | Misunderstood> {
  const wish = readWish(args, new Date())
  if ('kind' in wish) return wish
  const here = await readLandscapeAt(wish, terminal)
  if (here === null) return 1
  const say = cliWords(wish.language)
  const boundary = wish.boundary === null ? null : boundaryCalled(wish.boundary, here.drawn)
  if (boundary === undefined) {
    const known = here.drawn.boundaries.map(({ id, name }) => (id === name ? id : `${id} (${name})`)).join(', ')
    terminal.aside(`${say('unknown_boundary', { value: wish.boundary, known: known || '–' })}\n`)
    return 1
  }
  const stranger = wish.team.find((id) => !here.drawn.people.some((person) => person.id === id))
  if (stranger !== undefined) {
    terminal.aside(`${say('unknown_person', { value: stranger })}\n`)
    return 1
  }
  const result = await spotIn(here.drawn, wish, boundary, terminal)
  terminal.answer(wish.json ? asJson(here, result, wish) : spottedAsText(here.drawn, result, wish.language, wish.brief))
  return 0
}

function readWish(args: string[], now: Date): Wish | Misunderstood {
  const parsed = parse(args)
  if ('kind' in parsed) return parsed
  const { values, positionals } = parsed
  const [path, ...others] = positionals
  if (path === undefined || others.length > 0) return misunderstood('Give one folder, file or .zip.')
  const [size, seed, worlds, workers] = [
    wholeNumber(values.size, 2, 500),
    wholeNumber(values.seed, 0, 2 ** 32 - 1),
    wholeNumber(values.worlds, 2, 1_000_000),
    wholeNumber(values.workers, 1, 64),
  ]
  if (size === null) return misunderstood(`--size is ${values.size}: give a whole number from 2 to 500.`)
  if (seed === null) return misunderstood(`--seed is ${values.seed}: give a whole number from 0 to 4294967295.`)
  if (worlds === null) return misunderstood(`--worlds is ${values.worlds}: give a whole number from 2 to 1000000.`)
  if (workers === null) return misunderstood(`--workers is ${values.workers}: give a whole number from 1 to 64.`)
  const language = values.language ?? 'en'
  if (!isLanguage(language)) return misunderstood(`--language is ${language}: give en, pt, es or fr.`)
  const asOf = values['as-of'] ?? now.toISOString().slice(0, 10)
  if (!isDay(asOf)) return misunderstood(`--as-of is ${asOf}: give a day such as 2027-03-01.`)
  const columns = values.columns === undefined ? null : columnsFrom(values.columns, !values['no-header'])
  if (values.columns !== undefined && columns === null) {
    return misunderstood(`--columns is ${values.columns}: write for example name=1,group=2.`)
  }
  return {
    path,
    language,
    columns,
    asOf,
    skipRefused: values['skip-refused'] ?? false,
    boundary: values.boundary ?? null,
    size: size ?? 12,
    seed: seed ?? 7,
    worlds: worlds ?? null,
    workers: workers ?? null,
    team: (values.team ?? '').split(',').flatMap((id) => id.trim() || []),
    json: values.json ?? false,
    brief: values.brief ?? false,
    progress: values.progress ?? false,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        boundary: { type: 'string' },
        size: { type: 'string' },
        seed: { type: 'string' },
        worlds: { type: 'string' },
        workers: { type: 'string' },
        'as-of': { type: 'string' },
        team: { type: 'string' },
        language: { type: 'string' },
        columns: { type: 'string' },
        'no-header': { type: 'boolean' },
        'skip-refused': { type: 'boolean' },
        json: { type: 'boolean' },
        brief: { type: 'boolean' },
        progress: { type: 'boolean' },
      },
    })
  } catch (error) {
    return misunderstood((error as Error).message)
  }
}

/** The number typed; undefined when none was, null when it is none or out of range. */
function wholeNumber(text: string | undefined, least: number, most: number): number | null | undefined {
  if (text === undefined) return undefined
  const number = /^\d{1,10}$/u.test(text) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : null
}

function boundaryCalled(wish: string, drawn: DrawnLandscape): string | undefined {
  const byId = drawn.boundaries.find(({ id }) => id === wish)
  return (byId ?? drawn.boundaries.find(({ name }) => name.toLowerCase() === wish.toLowerCase()))?.id
}

/** From so many people and ties on, all processors are worth the memory that each of them takes. */
const LARGE = 200_000

function workersFor({ people, ties }: DrawnLandscape, { workers }: Wish): number {
  const wanted = workers ?? (people.length + ties.length > LARGE ? availableParallelism() : 1)
  return wanted === 1 ? 0 : wanted
}

async function spotIn(
  drawn: DrawnLandscape,
  wish: Wish,
  boundary: string | null,
  terminal: Terminal,
): Promise<SpotResult> {
  const { seed, size, worlds, asOf, team, language } = wish
  const say = cliWords(language)
  const shown = terminal.watched || wish.progress
  let last = -1
  const onProgress = (share: number) => {
    const done = Math.floor(share * 100)
    if (!shown || done <= last) return
    last = done
    terminal.aside(terminal.watched ? `\r${say('progress', { done })} ` : `${say('progress', { done })}\n`)
  }
  const landscape = buildLandscape(landscapeInput(drawn, { asOf, team: team.length > 0 ? team : drawn.about.team }))
  const crew = nodeCrew(workersFor(drawn, wish))
  try {
    const asked = {
      seed,
      size,
      boundary: boundary ?? undefined,
      introductions: openToIntroductions(drawn),
      decoys: decoysIn(drawn.about, 1),
      assumptions: worlds === null ? undefined : { worlds },
    }
    const outcome = await spotTogether(crew, landscape, asked, { onProgress })
    if (outcome.kind !== 'spotted') throw new Error(`Spotting ended with ${JSON.stringify(outcome)}`)
    return outcome
  } finally {
    await crew.close()
    if (terminal.watched && last >= 0) terminal.aside('\r      \r')
  }
}

/** One object: the landscape in numbers, what was assumed, and the opportunities with their sentences. */
function asJson({ drawn, refused }: ReadHere, result: SpotResult, { language, asOf }: Wish): string {
  const names = namesIn(drawn, language)
  const { assumptions, seed, size, boundary, engineVersion, reach, noEffect, opportunities } = result
  return `${JSON.stringify({
    landscape: {
      name: drawn.about.name,
      basis: drawn.about.basis,
      asOf,
      people: drawn.people.length,
      practices: drawn.practices.length,
      boundaries: drawn.boundaries.length,
      ties: drawn.ties.length,
      refusedRows: refused,
      reach,
      noEffect,
    },
    assumptions: { ...assumptions, seed, size, boundary, engineVersion },
    opportunities: opportunities.map((one) => ({ ...one, words: opportunitySentences(one, names, language) })),
  })}\n`
}
