import type { drawingWords } from '../drawing/drawing-words.ts'
import { optionKey } from '../drawing/thing-fields.tsx'
import { boundaryKinds, concernKinds, membershipModes, practiceKinds, tieKinds } from '../drawn-landscape.ts'
import type { LoggedRow } from './history-queries.ts'
import type { historyWords } from './history-words.ts'

interface Speaking {
  say: ReturnType<typeof historyWords>
  drawing: ReturnType<typeof drawingWords>
  /** what ids are called now */
  names: ReadonlyMap<string, string>
}

/** One row of the log as a sentence: what was done to what. Whoever is no longer here is called withdrawn. */
export function changeInWords(speaking: Speaking, row: LoggedRow): string {
  const { say } = speaking
  const now = row.after ?? row.before ?? {}
  if (row.what === 'participant' && row.did === 'changed') {
    const mark = Object.keys(marks).find((one): one is keyof typeof marks => one in now)
    return say(mark ? marks[mark] : 'said_something', { who: nameOf(speaking, now['person_id'], '') })
  }
  if (row.what === 'objection') {
    const thing = thingInWords(speaking, String(now['of']), now)
    return say(row.did === 'added' ? 'objected' : 'objected_no_more', { thing })
  }
  if (row.what === 'pin') return say(`pin_${row.did}`, { hill: nameOf(speaking, now['practice_id'], '') })
  const thing = thingInWords(speaking, row.what, now)
  const line = say(`did_${row.did}`, { thing })
  const differences = row.did === 'changed' ? differencesOf(speaking, row) : []
  return differences.length > 0 ? say('with_differences', { line, list: differences.join('; ') }) : line
}

/** What the log says instead of a name, or beside the rows that were moved. */
const marks = { called: 'called_otherwise', joined: 'joined', parted: 'parted' } as const

/** Ids of everybody and everything that these rows name. */
export function namedIn(rows: readonly LoggedRow[]): string[] {
  const ids = new Set<string>()
  for (const { before, after } of rows)
    for (const one of [before, after])
      for (const column of pointers) if (typeof one?.[column] === 'string') ids.add(one[column])
  return [...ids]
}

const pointers = [
  'id',
  'person_id',
  'practice_id',
  'boundary_id',
  'side_id',
  'from_id',
  'to_id',
  'space_id',
  'answered_by',
]

function nameOf({ say, names }: Speaking, id: unknown, own: unknown): string {
  const name = typeof id === 'string' ? names.get(id) : undefined
  if (name === '?') return say('nameless')
  return name ?? (typeof own === 'string' && own !== '' ? own : say('withdrawn'))
}

function thingInWords(speaking: Speaking, what: string, row: Record<string, unknown>): string {
  const { say, drawing } = speaking
  const of = (column: string) => nameOf(speaking, row[column], '')
  const holder = row['person_id'] ? of('person_id') : row['practice_id'] ? of('practice_id') : say('withdrawn')
  const said = (option: unknown) => (isOption(option) ? drawing(optionKey(option)) : String(option ?? ''))
  const parts: Record<string, { one: string; other: string }> = {
    participant: { one: of('person_id'), other: '' },
    consent: { one: of('person_id'), other: '' },
    membership: { one: of('person_id'), other: of('practice_id') },
    side: { one: String(row['name'] ?? ''), other: of('boundary_id') },
    standing: {
      one: holder,
      other: row['side_id'] ? `${of('boundary_id')}: ${of('side_id')}` : `${of('boundary_id')}: ${say('unknown_side')}`,
    },
    tie: {
      one: say('pair', { one: of('from_id'), other: of('to_id') }),
      other: row['says'] === 'no' ? say('no_tie') : said(row['kind']),
    },
    answer: { one: of('person_id'), other: '' },
    concern: { one: holder, other: typeof row['words'] === 'string' ? row['words'] : say('words_gone') },
    space_person: { one: of('person_id'), other: of('space_id') },
    invitation: { one: of('practice_id'), other: of('space_id') },
  }
  const { one, other } = parts[what] ?? { one: String(row['name'] ?? ''), other: '' }
  return say('thing', { what, one, other: shortened(other) })
}

/** What is not worth a word: who wrote a row down is said above it. */
const quiet = [
  'recorded_by',
  'recorded_at',
  'version',
  'position',
  'key',
  'external_id',
  'made_at',
  'considered_at',
  'as_of',
  'language',
]

function differencesOf(speaking: Speaking, { before, after }: LoggedRow): string[] {
  const { say } = speaking
  const changed = Object.keys(after ?? {}).filter(
    (column) => !quiet.includes(column) && JSON.stringify(before?.[column]) !== JSON.stringify(after?.[column]),
  )
  return changed.map((column) =>
    say('difference', {
      field: column,
      was: worded(speaking, column, before?.[column]),
      is: worded(speaking, column, after?.[column]),
    }),
  )
}

function worded(speaking: Speaking, column: string, value: unknown): string {
  const { say, drawing, names } = speaking
  if (value === null || value === undefined || value === '')
    return column === 'side_id' ? say('unknown_side') : drawing('not_said')
  if (typeof value === 'boolean') return drawing(value ? 'option_yes' : 'option_no')
  if (column.endsWith('_id')) return names.get(String(value)) ?? say('withdrawn')
  if (['kind', 'mode', 'says'].includes(column) && isOption(value)) return drawing(optionKey(value))
  return shortened(String(value))
}

const options: readonly string[] = [
  ...practiceKinds,
  ...boundaryKinds,
  ...tieKinds,
  ...concernKinds,
  ...membershipModes,
  ...['yes', 'no'],
]

function isOption(value: unknown): value is string {
  return typeof value === 'string' && options.includes(value)
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}
