import { BadInput, wholeNumber } from '../bad-input.ts'
import { textKey } from '../chance.ts'
import { layOut } from './bytes.ts'
import { dyadArrays } from './dyads.ts'
import { boundaryKinds, type Landscape, type LandscapeIds, numbering, tieKinds } from './landscape.ts'
import type { LandscapeColumns } from './landscape-columns.ts'
import type { LandscapeInput, TieInput } from './landscape-input.ts'
import { membershipArrays } from './membership-arrays.ts'
import { type RankedIds, rankIds } from './ranked-ids.ts'
import { find, kindNumber, type Numbering, type Numbers } from './references.ts'
import { smallTableArrays } from './small-tables.ts'
import { standingArrays } from './standings.ts'

/**
 * Turns ids and numbers into the engine's arrays. Input order does not matter: the same content gives the same bytes.
 * Repeated memberships of one person in one practice add up; repeated legitimacy rows too.
 *
 * Cost O(entries · log for sorting ids); peak memory about twice the result beside the input. For more than some 100,000 ties
 * `buildLandscapeFromColumns` needs far less.
 *
 * @throws BadInput naming the row and what to do, for duplicate ids, unknown references and numbers out of range
 */
export function buildLandscape(input: LandscapeInput): Landscape {
  const people = rankIds(
    input.people.map(({ id }) => id),
    'people',
  )
  const practices = rankIds(
    input.practices.map(({ id }) => id),
    'practices',
  )
  const numbers = { people: numbering(people.sorted), practices: numbering(practices.sorted) }
  return assemble(input, people.sorted, practices.sorted, numbers, {
    memberships: membershipColumns(input, numbers),
    ties: accountColumns(input.ties, numbers.people),
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
  const people = rankIds(columns.people, 'people')
  const practices = rankIds(columns.practices, 'practices')
  const numbers = { people: whenAsked(people.sorted), practices: whenAsked(practices.sorted) }
  const { memberships, ties } = columns
  sameLengths('memberships', memberships.person.length, { ...memberships })
  sameLengths('ties', ties.from.length, { ...ties })
  return assemble(columns, people.sorted, practices.sorted, numbers, {
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

type Rows = Omit<LandscapeColumns, 'people' | 'practices' | 'memberships' | 'ties'>

function assemble(
  rows: Rows,
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

function membershipColumns({ memberships }: LandscapeInput, numbers: Pick<Numbers, 'people' | 'practices'>) {
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

function sameLengths(table: string, rows: number, columns: Record<string, ArrayLike<number> | undefined>): void {
  wholeNumber(`number of ${table}`, rows, 0, MOST_ROWS)
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
    const number = rank[column[row]!]
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
