import { BadInput } from '../bad-input.ts'
import { isAmount } from './amount.ts'
import { concernKinds, tieKinds } from './landscape.ts'
import type { LandscapeInput } from './landscape-input.ts'

/** What may stand in a field, and what to say where something else does. */
type Rule = readonly [fits: (value: unknown) => boolean, advice: string]

const LONGEST_ID = 10_000
const MOST_ANSWERS = 2 ** 31 - 2

const isId = (value: unknown) => typeof value === 'string' && value !== '' && value.length <= LONGEST_ID
const id: Rule = [isId, `give an id: a text of 1 to ${LONGEST_ID} characters`]
const idOrNull: Rule = [(value) => value === null || isId(value), 'give an id, or null']
const flag: Rule = [(value) => typeof value === 'boolean', 'give true or false']
const list: Rule = [Array.isArray, 'give a list of ids']
const share: Rule = [(value) => typeof value === 'number' && value >= 0 && value <= 1, 'give a number from 0 to 1']
const amount: Rule = [isAmount, 'give a number above 0, from 1e-100 to 1e100']
const stake: Rule = [(value) => value === 0 || isAmount(value), 'give 0, or a number from 1e-100 to 1e100']
const count: Rule = [
  (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_ANSWERS,
  `give a whole number from 0 to ${MOST_ANSWERS}`,
]
const oneOf = (kinds: readonly string[]): Rule => [
  (value) => kinds.includes(value as string),
  `give one of ${kinds.join(', ')}`,
]
const holder: Rule = [isHolder, 'name one person or one practice, such as { person: "ana" }']

/** The fields of each table that nothing later looks at closely. */
const tables = {
  people: {},
  practices: {},
  memberships: { person: id, practice: id, weight: amount },
  boundaries: { id, sides: list },
  standings: { boundary: id, holder, sides: list },
  ties: {
    from: id,
    to: id,
    mutual: flag,
    kind: oneOf(tieKinds),
    strength: share,
    freshness: share,
    says: oneOf(['yes', 'no']),
  },
  answers: { person: id, about: idOrNull },
  concerns: { id, holder, kind: oneOf(concernKinds) },
  legitimacy: { person: id, practice: id, wouldCome: count, wouldNot: count, claimed: flag },
  keepApart: { one: holder, other: holder, concern: idOrNull },
  spaces: { id, people: list },
  stakes: { from: id, to: id, weight: stake },
} satisfies Partial<Record<keyof LandscapeInput, Record<string, Rule>>>

/** All tables but the four that may also come as columns; none is left out. */
export type OtherTables = Omit<LandscapeInput, 'people' | 'practices' | 'memberships' | 'ties'>

/**
 * The rows of a table, when each is an object whose fields hold what belongs there.
 *
 * @throws BadInput naming the table, the row, the field and the value given
 */
export function soundRows<T extends keyof typeof tables>(
  given: Pick<Partial<LandscapeInput>, T>,
  table: T,
): LandscapeInput[T] {
  const rows: unknown = given[table]
  if (!Array.isArray(rows)) throw new BadInput(table, rows, 'give a list of rows')
  const rules = Object.entries<Rule>(tables[table])
  for (let k = 0; k < rows.length; k++) {
    const row: unknown = rows[k]
    if (!isObject(row)) throw new BadInput(`${table} row ${k + 1}`, row, 'give an object with the fields of the table')
    for (const [field, [fits, advice]] of rules) {
      if (!fits(row[field])) throw new BadInput(`${table} row ${k + 1}, ${field}`, row[field], advice)
    }
  }
  return rows as LandscapeInput[T]
}

/**
 * The tables that come as rows in any case; those that are left out are empty.
 *
 * @throws BadInput as `soundRows`, and where `complete` is neither true nor false
 */
export function otherTables(given: Partial<OtherTables>): OtherTables {
  if (typeof given.complete !== 'boolean') {
    throw new BadInput('complete', given.complete, 'say true when pairs not listed are known to have no tie, or false')
  }
  const rows = <T extends keyof typeof tables & keyof OtherTables>(table: T): OtherTables[T] =>
    given[table] === undefined ? ([] as OtherTables[T]) : soundRows(given, table)
  return {
    complete: given.complete,
    boundaries: rows('boundaries'),
    standings: rows('standings'),
    answers: rows('answers'),
    concerns: rows('concerns'),
    legitimacy: rows('legitimacy'),
    keepApart: rows('keepApart'),
    spaces: rows('spaces'),
    stakes: rows('stakes'),
    notInvitable: idList(given.notInvitable, 'notInvitable'),
    team: idList(given.team, 'team'),
  }
}

/**
 * The same, when it is an object.
 *
 * @throws BadInput naming the place otherwise
 */
export function soundObject<T>(place: string, given: T, advice: string): T {
  if (!isObject(given)) throw new BadInput(place, given, advice)
  return given
}

function idList(given: string[] | undefined, place: string): string[] {
  if (given === undefined) return []
  if (!Array.isArray(given)) throw new BadInput(place, given, 'give a list of ids')
  return given
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isHolder(value: unknown): boolean {
  if (!isObject(value)) return false
  const { person, practice } = value
  return practice === undefined ? isId(person) : person === undefined && isId(practice)
}
