import { BadInput, wholeNumber } from '../bad-input.ts'
import { concernKinds, type LandscapeIds, numbering } from './landscape.ts'
import type { LandscapeInput } from './landscape-input.ts'
import { find, holderNumber, kindNumber, type Numbers } from './references.ts'
import { inOrder, sortIntoRows } from './rows.ts'

/** More answers about one person than a landscape can have people. */
const MOST_ANSWERS = 2 ** 31 - 2

/** The tables that have few rows: who answered, concerns, legitimacy, keep-apart, spaces and stakes. */
export type SmallTables = Pick<
  LandscapeInput,
  'answers' | 'concerns' | 'legitimacy' | 'keepApart' | 'spaces' | 'stakes' | 'team' | 'notInvitable'
>

/**
 * The arrays of the small tables.
 *
 * @throws BadInput naming the table, the row and the value
 */
export function smallTableArrays(input: SmallTables, ids: LandscapeIds, numbers: Numbers) {
  return {
    team: flags(input.team, ids, numbers, 'team'),
    notInvitable: flags(input.notInvitable, ids, numbers, 'notInvitable'),
    ...answerArrays(input, ids, numbers),
    ...concernArrays(input, numbers),
    ...legitimacyArrays(input, ids, numbers),
    ...keepApartArrays(input, numbers),
    ...spaceArrays(input, ids, numbers),
    ...stakeArrays(input, ids, numbers),
  }
}

function flags(people: readonly string[], ids: LandscapeIds, numbers: Numbers, where: string): Uint8Array {
  const marked = new Uint8Array(ids.people.length)
  people.forEach((id, row) => {
    marked[find(numbers.people, id, `${where} row ${row + 1}`, 'person')] = 1
  })
  return marked
}

function answerArrays(input: SmallTables, ids: LandscapeIds, numbers: Numbers) {
  const answeredAll = new Uint8Array(ids.people.length)
  const seen = new Set<number>()
  input.answers.forEach(({ person, about }, row) => {
    const where = `answers row ${row + 1}`
    const p = find(numbers.people, person, `${where}, person`, 'person')
    if (about === null) answeredAll[p] = 1
    else seen.add(p * ids.practices.length + find(numbers.practices, about, `${where}, about`, 'practice'))
  })
  const { rows, columns } = split(seen, ids.practices.length)
  const { start, order } = sortIntoRows(rows, columns, ids.people.length, ids.practices.length)
  return { answeredAll, answerStart: start, answerPractice: inOrder(columns, order) }
}

function split(entries: Iterable<number>, columnCount: number): { rows: number[]; columns: number[] } {
  const rows: number[] = []
  const columns: number[] = []
  for (const entry of entries) {
    const row = Math.floor(entry / columnCount)
    rows.push(row)
    columns.push(entry - row * columnCount)
  }
  return { rows, columns }
}

function concernArrays(input: SmallTables, numbers: Numbers) {
  const rows = input.concerns.map((row, i) => {
    const where = `concerns row ${i + 1}`
    const holder = holderNumber(row.holder, numbers, `${where}, holder`)
    const kind = kindNumber(concernKinds, row.kind, `${where}, kind`)
    return [find(numbers.concerns, row.id, `${where}, id`, 'concern'), holder.isPractice, holder.number, kind] as const
  })
  rows.sort(byEntries)
  return {
    concernOf: Uint32Array.from(rows, (row) => row[0]),
    concernHolderIsPractice: Uint8Array.from(rows, (row) => row[1]),
    concernHolder: Uint32Array.from(rows, (row) => row[2]),
    concernKind: Uint8Array.from(rows, (row) => row[3]),
  }
}

function byEntries(one: readonly number[], other: readonly number[]): number {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i]! - other[i]!
  return 0
}

function legitimacyArrays(input: SmallTables, ids: LandscapeIds, numbers: Numbers) {
  const merged = new Map<number, { come: number; not: number; claimed: boolean }>()
  input.legitimacy.forEach((row, i) => {
    const where = `legitimacy row ${i + 1}`
    const practice = find(numbers.practices, row.practice, `${where}, practice`, 'practice')
    const entry = practice * ids.people.length + find(numbers.people, row.person, `${where}, person`, 'person')
    const known = merged.get(entry) ?? { come: 0, not: 0, claimed: false }
    known.come = wholeNumber(`${where}, wouldCome with the rows before`, known.come + row.wouldCome, 0, MOST_ANSWERS)
    known.not = wholeNumber(`${where}, wouldNot with the rows before`, known.not + row.wouldNot, 0, MOST_ANSWERS)
    known.claimed ||= row.claimed
    merged.set(entry, known)
  })
  const values = [...merged.values()]
  const { rows, columns } = split(merged.keys(), ids.people.length)
  const { start, order } = sortIntoRows(rows, columns, ids.practices.length, ids.people.length)
  return {
    legitimacyStart: start,
    legitimacyPerson: inOrder(columns, order),
    legitimacyWouldCome: Uint32Array.from(order, (i) => values[i]!.come),
    legitimacyWouldNot: Uint32Array.from(order, (i) => values[i]!.not),
    legitimacyClaimed: Uint8Array.from(order, (i) => (values[i]!.claimed ? 1 : 0)),
  }
}

function keepApartArrays(input: SmallTables, numbers: Numbers) {
  const rows = input.keepApart.map((row, i) => {
    const where = `keepApart row ${i + 1}`
    const one = holderNumber(row.one, numbers, `${where}, one`)
    const other = holderNumber(row.other, numbers, `${where}, other`)
    // a matter nobody holds as a concern cannot come up, but the pair is kept apart all the same: the safe reading
    const concern = row.concern === null ? -1 : (numbers.concerns.get(row.concern) ?? -1)
    return [one.isPractice, one.number, other.isPractice, other.number, concern] as const
  })
  rows.sort(byEntries)
  return {
    keepApartConcern: Int32Array.from(rows, (row) => row[4]),
    keepApartOneIsPractice: Uint8Array.from(rows, (row) => row[0]),
    keepApartOne: Uint32Array.from(rows, (row) => row[1]),
    keepApartOtherIsPractice: Uint8Array.from(rows, (row) => row[2]),
    keepApartOther: Uint32Array.from(rows, (row) => row[3]),
  }
}

function spaceArrays(input: SmallTables, ids: LandscapeIds, numbers: Numbers) {
  const spaceNumbers = numbering(ids.spaces)
  const seen = new Set<number>()
  for (const space of input.spaces) {
    const s = find(spaceNumbers, space.id, 'spaces', 'space')
    for (const person of space.people) {
      seen.add(s * ids.people.length + find(numbers.people, person, `space "${space.id}"`, 'person'))
    }
  }
  const { rows, columns } = split(seen, ids.people.length)
  const bySpace = sortIntoRows(rows, columns, ids.spaces.length, ids.people.length)
  const byPerson = sortIntoRows(columns, rows, ids.people.length, ids.spaces.length)
  return {
    spaceStart: bySpace.start,
    spacePerson: inOrder(columns, bySpace.order),
    personSpaceStart: byPerson.start,
    personSpace: inOrder(rows, byPerson.order),
  }
}

function stakeArrays(input: SmallTables, ids: LandscapeIds, numbers: Numbers) {
  const weightOf = new Map<number, number>()
  input.stakes.forEach(({ from, to, weight }, i) => {
    const where = `stakes row ${i + 1}`
    const a = find(numbers.practices, from, `${where}, from`, 'practice')
    const b = find(numbers.practices, to, `${where}, to`, 'practice')
    if (a === b) throw new BadInput(`${where}, to`, to, 'it stands on both ends; stakes are between two practices')
    const entry = a * ids.practices.length + b
    if (weightOf.has(entry)) throw new BadInput(where, `${from} to ${to}`, 'it stands twice; keep one')
    weightOf.set(entry, weight)
  })
  const { rows, columns } = split(weightOf.keys(), ids.practices.length)
  const values = [...weightOf.values()]
  const { start, order } = sortIntoRows(rows, columns, ids.practices.length, ids.practices.length)
  return {
    stakeStart: start,
    stakeTo: inOrder(columns, order),
    stakeWeight: Float64Array.from(order, (i) => values[i]!),
  }
}
