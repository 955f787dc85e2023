import { type Basis, bases, type LandscapeAbout } from '../drawn-landscape.ts'
import { cleanText } from './clean-text.ts'
import { FOLDER_FORMAT } from './folder-format.ts'
import { splitTexts } from './graph-map.ts'
import { isDay } from './is-day.ts'
import type { NamedFile } from './named-file.ts'
import { type ProblemCode, shortened } from './problem.ts'
import { asObject, type JsonObject, readJson } from './read-json.ts'
import { notice, refuseFile } from './read-table.ts'
import type { Reading } from './reading.ts'
import { tableRows } from './table-rows.ts'

const texts = ['language', 'drawnBy', 'hope', 'forWhom', 'notOurAim', 'knownGaps', 'source', 'licence'] as const
/** Characters that the name of a landscape may have. */
const longestName = 200
const keys = new Set<string>([...texts, 'format', 'name', 'basis', 'complete', 'asOf', 'team'])

/**
 * What landscape.json says about the landscape; null, with the reason among the problems, when it cannot be trusted.
 * A basis decides who may see people, so a basis that is missing or not understood is never guessed.
 */
export async function readAbout(file: NamedFile, reading: Reading, name: string): Promise<LandscapeAbout | null> {
  if (file.rows) return trustedAbout(await saidInSheet(file), file.name, reading, name)
  const json = await readJson(file, reading)
  return json && trustedAbout(asObject(json.value), file.name, reading, name)
}

/** The same as a sheet of a workbook: a word and what it says in each row. */
async function saidInSheet(file: NamedFile): Promise<JsonObject> {
  const said: JsonObject = {}
  for await (const one of tableRows(file, ',')) {
    if (one.kind === 'broken') break
    const [key = '', raw = ''] = one.cells
    const text = /^'+[=+\-@\t\r＝＋－＠]/u.test(raw) ? raw.slice(1) : raw
    if (key.trim() === '' || text === '') continue
    if (key === 'complete') said[key] = text === 'yes' ? true : text === 'no' ? false : text
    else said[key] = key === 'team' ? splitTexts(text) : text
  }
  return said
}

function trustedAbout(said: JsonObject | null, file: string, reading: Reading, name: string): LandscapeAbout | null {
  const refused = (field: string, code: ProblemCode, value: string | null, facts?: Record<string, string>) => {
    refuseFile(reading, { file, row: null, field, value, code, facts })
    return null
  }
  if (said === null || said['format'] !== FOLDER_FORMAT)
    return refused('format', 'format-not-known', shortened(JSON.stringify(said?.['format'] ?? null)))
  for (const key of Object.keys(said).filter((one) => !keys.has(one))) {
    notice(reading, { file, row: null, field: shortened(key), code: 'column-not-known' })
  }
  const basis = bases.find((one) => one === said['basis']) ?? null
  if (basis === null) {
    const value = shortened(JSON.stringify(said['basis'] ?? null))
    return refused('basis', 'word-not-allowed', value, { words: bases.join(', ') })
  }
  const about = aboutOf(said, basis, file, reading, name)
  if (basis !== 'published' || (about.source !== null && about.licence !== null)) return about
  return refused(about.source === null ? 'source' : 'licence', 'published-needs-source', null)
}

function aboutOf(said: JsonObject, basis: Basis, file: string, reading: Reading, name: string): LandscapeAbout {
  const text = (key: string, limit = reading.limits.cell): string | null => {
    const value = said[key] ?? null
    if (value === null) return null
    const clean = typeof value === 'string' ? cleanText(value, true) : { text: null, changed: true }
    if (clean.changed || (clean.text?.length ?? 0) > limit) {
      notice(reading, { file, row: null, field: key, value: shortened(String(value)), code: 'cleaned' })
    }
    return clean.text?.slice(0, limit).toWellFormed().trim() ?? null
  }
  const asOf = text('asOf')
  if (asOf !== null && !isDay(asOf)) notice(reading, { file, row: null, field: 'asOf', value: asOf, code: 'not-a-day' })
  const complete = said['complete'] ?? false
  if (typeof complete !== 'boolean') {
    notice(reading, { file, row: null, field: 'complete', value: shortened(String(complete)), code: 'not-yes-or-no' })
  }
  const [language, drawnBy, hope, forWhom, notOurAim, knownGaps, source, licence] = texts.map((key) => text(key))
  return {
    name: text('name', longestName) ?? name,
    language: language ?? null,
    drawnBy: drawnBy ?? null,
    hope: hope ?? null,
    forWhom: forWhom ?? null,
    notOurAim: notOurAim ?? null,
    knownGaps: knownGaps ?? null,
    basis,
    source: source ?? null,
    licence: licence ?? null,
    complete: complete === true,
    asOf: asOf !== null && isDay(asOf) ? asOf : null,
    team: teamOf(said, file, reading),
  }
}

/** Ids of the people who convene; whether they are in the landscape is known once people.csv is read. */
function teamOf(said: JsonObject, file: string, reading: Reading): string[] {
  const team = said['team'] ?? []
  if (Array.isArray(team) && team.every((id) => typeof id === 'string')) return [...new Set(team)]
  notice(reading, { file, row: null, field: 'team', value: shortened(JSON.stringify(team)), code: 'column-not-known' })
  return []
}
