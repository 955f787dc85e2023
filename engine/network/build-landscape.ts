import { BadInput, wholeNumber } from '../bad-input.ts'
import { textKey } from '../chance.ts'
import { layOut } from './bytes.ts'
import { dyadArrays } from './dyads.ts'
import { boundaryKinds, type Landscape, type LandscapeIds, numbering, tieKinds } from './landscape.ts'
import type { LandscapeColumns } from './landscape-columns.ts'
import type { GivenLandscape, LandscapeInput, TieInput } from './landscape-input.ts'
import { membershipArrays } from './membership-arrays.ts'
import { type RankedIds, rankIds } from './ranked-ids.ts'
import { find, kindNumber, type Numbering, type Numbers } from './references.ts'
import { smallTableArrays } from './small-tables.ts'
import { type OtherTables, otherTables, soundObject, soundRows } from './sound-rows.ts'
import { standingArrays } from './standings.ts'

/**
 * Turns ids and numbers into the engine's arrays. Input order does not matter: the same content gives the same bytes.
 * Repeated memberships of one person in one practice add up; repeated legitimacy rows too. Tables that are left out are empty.
 *
 * Cost O(entries · log for sorting ids); peak memory about twice the result beside the input. For more than some 100,000 ties
 * `buildLandscapeFromColumns` needs far less.
 *
 * @throws BadInput naming the table, the row (counted from 1), the field, the value and what to do: for a table that is no list, a row that is no
 * object, a value of another kind (`"0.5"` is no strength, `"no"` is not false), duplicate ids, unknown references, numbers out of range
 */
export function buildLandscape(input: GivenLandscape): Landscape {
  soundObject('landscape', input, 'give an object with people, practices, memberships and ties')
  const people = idsOf(soundRows(input, 'people'), 'people')
  const practices = idsOf(soundRows(input, 'practices'), 'practices')
  const memberships = soundRows(input, 'memberships')
  const ties = soundRows(input, 'ties')
  const numbers = { people: numbering(people), practices: numbering(practices) }
  return assemble(otherTables(input), people, practices, numbers, {
    memberships: membershipColumns(memberships, numbers),
    ties: accountColumns(ties, numbers.people),
  })
}

/**
 * The same from columns: for landscapes of millions. The arrays given are only read, never kept.
 *
 * Cost O(people + practices + rows), when the ids come in order; about 1 µs for each tie. Peak memory about 2.5 times the result.
 *
 * @throws BadInput as `buildLandscape`, also for numbers that are nobody's and columns of different length
 */
export function buildLandscapeFromColumns(columns: LandscapeColumns): Landscape {
  soundObject('landscape', columns, 'give an object with people, practices, memberships and ties')
  for (const table of ['people', 'practices', 'memberships', 'ties'] as const) {
    soundObject(table, columns[table], 'give ids in a list, rows in columns')
  }
  const people = rankIds(columns.people, 'people')
  const practices = rankIds(columns.practices, 'practices')
  const numbers = { people: whenAsked(people.sorted), practices: whenAsked(practices.sorted) }
  const { memberships, ties } = columns
  sameLengths('memberships', ['person', 'practice'], { ...memberships })
  sameLengths('ties', ['from', 'to'], { ...ties })
  return assemble(otherTables(columns), people.sorted, practices.sorted, numbers, {
    memberships: {
      ...memberships,
      person: renumbered(memberships.person, people, 'memberships', 'person'),
      practice: renumbered(memberships.practice, practices, 'memberships', 'practice'),
    },
    ties: {
      ...ties,
      from: renumbered(ties.from, people, 'ties', 'from'),
      to: renumbered(ties.to, people, 'ties', 'to'),
    },
  })
}

function assemble(
  rows: OtherTables,
  people: readonly string[],
  practices: readonly string[],
  numbers: Pick<Numbers, 'people' | 'practices'>,
  columns: Pick<LandscapeColumns, 'memberships' | 'ties'>,
): Landscape {
  const boundaries = [...rows.boundaries].sort((one, other) => (one.id < other.id ? -1 : 1))
  const ids: LandscapeIds = {
    people,
    practices,
    boundaries: idsOf(boundaries, 'boundaries'),
    sides: boundaries.flatMap(({ id, sides }) => rankIds(sides, `sides of boundary "${id}"`).sorted),
    concerns: [...new Set(rows.concerns.map((row) => row.id))].sort(),
    spaces: idsOf(rows.spaces, 'spaces'),
  }
  const all: Numbers = { ...numbers, boundaries: numbering(ids.boundaries), concerns: numbering(ids.concerns) }
  const members = membershipArrays(columns.memberships, people.length, practices.length)
  const sideStart = Uint32Array.of(0, ...running(boundaries.map((boundary) => boundary.sides.length)))
  return layOut(ids, rows.complete, {
    personKey: keysOf(people),
    practiceKey: keysOf(practices),
    ...members,
    boundaryKind: Uint8Array.from(boundaries, ({ id, kind }) =>
      kindNumber(boundaryKinds, kind, `kind of boundary "${id}"`),
    ),
    sideStart,
    ...standingArrays(rows, ids, sideStart, all, members),
    ...dyadArrays(columns.ties, people.length),
    ...smallTableArrays(rows, ids, all),
  })
}

function idsOf(rows: readonly { id: string }[], what: string): readonly string[] {
  return rankIds(
    rows.map(({ id }) => id),
    what,
  ).sorted
}

function keysOf(ids: readonly string[]): Uint32Array {
  const keys = new Uint32Array(ids.length * 2)
  ids.forEach((id, index) => {
    const key = textKey(id)
    keys[2 * index] = key.low
    keys[2 * index + 1] = key.high
  })
  return keys
}

function* running(lengths: readonly number[]): Generator<number> {
  let sum = 0
  for (const length of lengths) yield (sum += length)
}

function membershipColumns(memberships: LandscapeInput['memberships'], numbers: Pick<Numbers, 'people' | 'practices'>) {
  const columns = {
    person: new Uint32Array(memberships.length),
    practice: new Uint32Array(memberships.length),
    weight: new Float64Array(memberships.length),
  }
  memberships.forEach(({ person, practice, weight }, row) => {
    columns.person[row] = find(numbers.people, person, `memberships row ${row + 1}, person`, 'person')
    columns.practice[row] = find(numbers.practices, practice, `memberships row ${row + 1}, practice`, 'practice')
    columns.weight[row] = weight
  })
  return columns
}

function accountColumns(ties: readonly TieInput[], people: Numbering) {
  const columns = {
    from: new Uint32Array(ties.length),
    to: new Uint32Array(ties.length),
    kind: new Uint8Array(ties.length),
    mutual: new Uint8Array(ties.length),
    strength: new Float64Array(ties.length),
    freshness: new Float64Array(ties.length),
    no: new Uint8Array(ties.length),
  }
  ties.forEach((tie, row) => {
    const where = `ties row ${row + 1}`
    columns.from[row] = find(people, tie.from, `${where}, from`, 'person')
    columns.to[row] = find(people, tie.to, `${where}, to`, 'person')
    if (tie.from === tie.to) throw new BadInput(`${where}, to`, tie.to, 'the same person stands on both ends')
    columns.kind[row] = kindNumber(tieKinds, tie.kind, `${where}, kind`)
    columns.mutual[row] = tie.mutual ? 1 : 0
    columns.strength[row] = tie.strength
    columns.freshness[row] = tie.freshness
    columns.no[row] = tie.says === 'no' ? 1 : 0
  })
  return columns
}

/** Rows are numbered in 32 bits, and ties stand twice among the neighbours. */
const MOST_ROWS = 2 ** 31 - 2

function sameLengths(
  table: string,
  [first, second]: readonly [string, string],
  columns: Record<string, ArrayLike<unknown> | undefined>,
): void {
  for (const name of [first, second]) soundObject(`${table}, ${name}`, columns[name], 'give a column of numbers')
  const rows = wholeNumber(`number of ${table}`, columns[first]!.length, 0, MOST_ROWS)
  for (const [name, column] of Object.entries(columns)) {
    if (column && column.length !== rows) {
      throw new BadInput(
        `${table}, length of ${name}`,
        column.length,
        `give as many as the other columns have, ${rows}`,
      )
    }
  }
}

function renumbered(column: ArrayLike<number>, { rank }: RankedIds, table: string, name: string): Uint32Array {
  const numbers = new Uint32Array(column.length)
  for (let row = 0; row < numbers.length; row++) {
    const place: unknown = column[row]
    const number = typeof place === 'number' ? rank[place] : undefined
    if (number === undefined) {
      throw new BadInput(
        `${table} row ${row + 1}, ${name}`,
        column[row],
        `give a place in the list, 0 to ${rank.length - 1}`,
      )
    }
    numbers[row] = number
  }
  return numbers
}

/** Numbers of ids that are looked up only when a small table asks: a map of a million ids takes more than the ids. */
function whenAsked(ids: readonly string[]): Numbering {
  let map: Map<string, number> | null = null
  return { get: (id) => (map ??= numbering(ids)).get(id) }
}
