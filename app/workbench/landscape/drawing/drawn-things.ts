import { createHash } from 'node:crypto'
import { isUuid } from '../../../platform/uuid.ts'
import { boundaryKinds, concernKinds, membershipModes, practiceKinds, tieKinds } from '../drawn-landscape.ts'
import { isDay } from '../formats/is-day.ts'

/** What can be added, changed and removed by itself in a drawing. */
export const thingKinds = [
  'person',
  'practice',
  'membership',
  'boundary',
  'side',
  'standing',
  'tie',
  'concern',
] as const
export type ThingKind = (typeof thingKinds)[number]

export type FieldName =
  | 'name'
  | 'kind'
  | 'does'
  | 'specialCategory'
  | 'person'
  | 'practice'
  | 'weight'
  | 'mode'
  | 'since'
  | 'until'
  | 'history'
  | 'stakes'
  | 'sides'
  | 'boundary'
  | 'side'
  | 'from'
  | 'to'
  | 'says'
  | 'mutual'
  | 'strength'
  | 'reportedBy'
  | 'confirmed'
  | 'words'
  | 'key'

/** What a thing says, field by field, as text: the same on a form, over the API and in a comparison. Empty means not said. */
export type Values = Partial<Record<FieldName, string>>

export interface Field {
  name: FieldName
  as: 'line' | 'text' | 'lines' | 'choice' | 'number' | 'day' | 'yes' | 'person' | 'practice' | 'boundary' | 'side'
  choices?: readonly string[]
  /** most characters, or the largest number */
  most?: number
  optional?: true
  /** said when it is added, and never changed afterwards */
  once?: true
}

const name: Field = { name: 'name', as: 'line', most: 300 }

/** What is asked about each kind of thing, in the order of the form. */
export const fieldsOf: Record<ThingKind, readonly Field[]> = {
  person: [name, { name: 'practice', as: 'practice', optional: true, once: true }],
  practice: [
    name,
    { name: 'kind', as: 'choice', choices: practiceKinds },
    { name: 'does', as: 'line', most: 500, optional: true },
    { name: 'specialCategory', as: 'yes', optional: true },
  ],
  membership: [
    { name: 'person', as: 'person', once: true },
    { name: 'practice', as: 'practice', once: true },
    { name: 'weight', as: 'number', most: 1_000_000 },
    { name: 'mode', as: 'choice', choices: membershipModes, optional: true },
    { name: 'since', as: 'day', optional: true },
    { name: 'until', as: 'day', optional: true },
  ],
  boundary: [
    name,
    { name: 'kind', as: 'choice', choices: boundaryKinds },
    { name: 'sides', as: 'lines', most: 3000, once: true },
    { name: 'history', as: 'text', most: 5000, optional: true },
    { name: 'stakes', as: 'text', most: 5000, optional: true },
  ],
  side: [{ name: 'boundary', as: 'boundary', once: true }, name],
  standing: [
    { name: 'person', as: 'person', optional: true, once: true },
    { name: 'practice', as: 'practice', optional: true, once: true },
    { name: 'side', as: 'side' },
  ],
  tie: [
    { name: 'from', as: 'person', once: true },
    { name: 'to', as: 'person', once: true },
    { name: 'says', as: 'choice', choices: ['yes', 'no'] },
    { name: 'kind', as: 'choice', choices: tieKinds },
    { name: 'mutual', as: 'yes', optional: true },
    { name: 'strength', as: 'number', most: 1 },
    { name: 'reportedBy', as: 'person', optional: true, once: true },
    { name: 'since', as: 'day', optional: true },
    { name: 'until', as: 'day', optional: true },
    { name: 'confirmed', as: 'day', optional: true },
  ],
  concern: [
    { name: 'person', as: 'person', optional: true, once: true },
    { name: 'practice', as: 'practice', optional: true, once: true },
    { name: 'kind', as: 'choice', choices: concernKinds },
    { name: 'words', as: 'text', most: 500 },
    { name: 'key', as: 'line', most: 200, optional: true, once: true },
  ],
}

/** What a new one says before anybody says otherwise. */
export const firstValues: Record<ThingKind, Values> = {
  person: {},
  practice: { kind: 'community' },
  membership: { weight: '1' },
  boundary: { kind: 'other' },
  side: {},
  standing: {},
  tie: { says: 'yes', kind: 'talks', mutual: 'yes', strength: '0.5' },
  concern: { kind: 'cares' },
}

/** What is wrong with a field, as a word for whoever says it in sentences. */
export type FieldProblem =
  | 'missing'
  | 'too-long'
  | 'not-offered'
  | 'not-a-number'
  | 'not-a-day'
  | 'unknown'
  | 'several'
  | 'one-side'
  | 'alike'
  | 'one-holder'
  | 'same-person'
  | 'ends-before'
export type FieldProblems = Partial<Record<FieldName, FieldProblem>>

/**
 * Holds what was said of a thing to what can be said of it: every problem by field, or none. Whether a person or practice it names is
 * there, the database knows.
 */
export function problemsOf(kind: ThingKind, values: Values, isNew: boolean): FieldProblems {
  const problems: FieldProblems = {}
  for (const field of fieldsOf[kind]) {
    if (field.once && !isNew) continue
    const problem = problemOf(field, values[field.name] ?? '')
    if (problem) problems[field.name] = problem
  }
  if (isNew && (kind === 'standing' || kind === 'concern') && !values.person === !values.practice)
    problems.practice ??= 'one-holder'
  if (isNew && kind === 'tie' && values.from && values.from === values.to) problems.to ??= 'same-person'
  if (values.since && values.until && values.until < values.since) problems.until ??= 'ends-before'
  return problems
}

function problemOf(field: Field, value: string): FieldProblem | null {
  if (value === '') return field.optional ? null : 'missing'
  if (field.as === 'choice' || field.as === 'yes')
    return (field.choices ?? ['yes']).includes(value) ? null : 'not-offered'
  if (field.as === 'number') return isWithin(field, value) ? null : 'not-a-number'
  if (field.as === 'day') return isDay(value) ? null : 'not-a-day'
  if (value.length > (field.most ?? 300)) return 'too-long'
  return field.as === 'lines' ? sidesProblem(sidesIn(value)) : null
}

function isWithin({ name: of, most }: Field, value: string): boolean {
  const number = Number(value)
  return Number.isFinite(number) && number <= most! && (of === 'weight' ? number > 0 : number >= 0)
}

function sidesProblem(sides: string[]): FieldProblem | null {
  if (sides.length < 2 || sides.length > 8) return 'one-side'
  if (sides.some((side) => side.length > 300)) return 'too-long'
  return new Set(sides.map((side) => side.toLocaleLowerCase())).size < sides.length ? 'alike' : null
}

/** Names of sides, one on a line. */
export function sidesIn(lines: string): string[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

/**
 * A sign of a thing as it stands: what it says, and which row it is. A form carries it, so that nobody overwrites what they did not see,
 * and so that the log can be asked about what is no longer there.
 */
export function signOf(kind: ThingKind, { rowId, values }: { rowId: string; values: Values }): string {
  const said = fieldsOf[kind].map(({ name: field }) => values[field] ?? '')
  return `${createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22)}.${rowId}`
}

/** Which row a sign is of; null for anything that is no sign. */
export function rowIn(sign: string): string | null {
  const row = sign.slice(sign.indexOf('.') + 1)
  return isUuid(row) ? row : null
}
