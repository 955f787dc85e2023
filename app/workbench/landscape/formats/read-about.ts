import type { Basis, LandscapeAbout } from '../drawn-landscape.ts'
import { cleanText } from './clean-text.ts'
import { bases, FOLDER_FORMAT } from './folder-format.ts'
import type { NamedFile } from './named-file.ts'
import { shortened } from './problem.ts'
import { asObject, type JsonObject, readJson } from './read-json.ts'
import { notice, refuseFile } from './read-table.ts'
import type { Reading } from './reading.ts'
import { isDay } from './row.ts'

const texts = ['language', 'drawnBy', 'hope', 'forWhom', 'notOurAim', 'knownGaps', 'source', 'licence'] as const
const keys = new Set<string>([...texts, 'format', 'name', 'basis', 'complete', 'asOf', 'team'])

/**
 * What landscape.json says about the landscape; null, with the reason among the problems, when it cannot be trusted.
 * A basis decides who may see people, so a basis that is missing or not understood is never guessed.
 */
export async function readAbout(file: NamedFile, reading: Reading, name: string): Promise<LandscapeAbout | null> {
  const json = await readJson(file, reading)
  if (json === null) return null
  const said = asObject(json.value)
  if (said === null || said['format'] !== FOLDER_FORMAT) {
    const value = shortened(JSON.stringify(said?.['format'] ?? null))
    refuseFile(reading, { file: file.name, row: null, field: 'format', value, code: 'format-not-known' })
    return null
  }
  for (const key of Object.keys(said).filter((one) => !keys.has(one))) {
    notice(reading, { file: file.name, row: null, field: shortened(key), code: 'column-not-known' })
  }
  const basis = bases.find((one) => one === said['basis']) ?? null
  if (basis === null) {
    const facts = { words: bases.join(', ') }
    const value = shortened(JSON.stringify(said['basis'] ?? null))
    refuseFile(reading, { file: file.name, row: null, field: 'basis', value, code: 'word-not-allowed', facts })
    return null
  }
  const about = aboutOf(said, basis, file.name, reading, name)
  if (basis !== 'published' || (about.source !== null && about.licence !== null)) return about
  const field = about.source === null ? 'source' : 'licence'
  refuseFile(reading, { file: file.name, row: null, field, value: null, code: 'published-needs-source' })
  return null
}

function aboutOf(said: JsonObject, basis: Basis, file: string, reading: Reading, name: string): LandscapeAbout {
  const text = (key: string): string | null => {
    const value = said[key] ?? null
    if (value === null) return null
    const clean = typeof value === 'string' ? cleanText(value, true) : { text: null, changed: true }
    if (clean.changed || (clean.text?.length ?? 0) > reading.limits.cell) {
      notice(reading, { file, row: null, field: key, value: shortened(String(value)), code: 'cleaned' })
    }
    return clean.text?.slice(0, reading.limits.cell).trim() ?? null
  }
  const asOf = text('asOf')
  if (asOf !== null && !isDay(asOf)) notice(reading, { file, row: null, field: 'asOf', value: asOf, code: 'not-a-day' })
  const complete = said['complete'] ?? false
  if (typeof complete !== 'boolean') {
    notice(reading, { file, row: null, field: 'complete', value: shortened(String(complete)), code: 'not-yes-or-no' })
  }
  const [language, drawnBy, hope, forWhom, notOurAim, knownGaps, source, licence] = texts.map(text)
  return {
    name: text('name') ?? name,
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
