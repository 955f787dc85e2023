import { textKey } from '../chance.ts'
import { layOut } from './bytes.ts'
import { dyadArrays } from './dyads.ts'
import { boundaryKinds, concernKinds, type Landscape, type LandscapeIds, numbering } from './landscape.ts'
import type { Holder, LandscapeInput } from './landscape-input.ts'
import { find, type Numbers } from './references.ts'
import { inOrder, sortIntoRows } from './rows.ts'
import { standingArrays } from './standings.ts'

/**
 * Turns ids and numbers into the engine's arrays. Input order does not matter: the same content gives the same bytes.
 * Repeated memberships of one person in one practice add up; repeated legitimacy rows too.
 *
 * Cost O(entries · log for sorting ids); peak memory about twice the result.
 *
 * @throws Error naming the row and what to do, for duplicate ids, unknown references and numbers out of range
 */
export function buildLandscape(input: LandscapeInput): Landscape {
  const boundaries = [...input.boundaries].sort(byId)
  const ids: LandscapeIds = {
    people: sortedIds(input.people, 'people'),
    practices: sortedIds(input.practices, 'practices'),
    boundaries: sortedIds(boundaries, 'boundaries'),
    sides: boundaries.flatMap((boundary) =>
      sortedIds(
        boundary.sides.map((id) => ({ id })),
        `sides of boundary "${boundary.id}"`,
      ),
    ),
    concerns: [...new Set(input.concerns.map((row) => row.id))].sort(),
    spaces: sortedIds(input.spaces, 'spaces'),
  }
  const numbers: Numbers = {
    people: numbering(ids.people),
    practices: numbering(ids.practices),
    boundaries: numbering(ids.boundaries),
    concerns: numbering(ids.concerns),
  }
  const members = membershipArrays(input, numbers)
  const sideStart = Uint32Array.of(0, ...running(boundaries.map((boundary) => boundary.sides.length)))
  return layOut(ids, input.complete, {
    personKey: keysOf(ids.people),
    practiceKey: keysOf(ids.practices),
    team: flags(input.team, numbers, 'team'),
    notInvitable: flags(input.notInvitable, numbers, 'notInvitable'),
    ...members,
    boundaryKind: Uint8Array.from(boundaries, ({ id, kind }) => kindNumber(boundaryKinds, kind, `boundary "${id}"`)),
    sideStart,
    ...standingArrays(input, ids, sideStart, numbers, members),
    ...dyadArrays(input.ties, numbers.people),
    ...answerArrays(input, numbers),
    ...concernArrays(input, numbers),
    ...legitimacyArrays(input, numbers),
    ...keepApartArrays(input, numbers),
    ...spaceArrays(input, ids, numbers),
    ...stakeArrays(input, numbers),
  })
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}

function sortedIds(rows: readonly { id: string }[], what: string): string[] {
  const sorted = rows.map((row) => row.id).sort()
  for (let i = 0; i < sorted.length; i++) {
    const id: unknown = sorted[i]
    if (typeof id !== 'string' || id === '') throw new Error(`${what}: an id is empty; give every row an id`)
    if (id === sorted[i - 1]) throw new Error(`${what}: the id "${id}" stands twice; ids must be unique`)
  }
  return sorted
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

function kindNumber<T extends string>(kinds: readonly T[], kind: T, where: string): number {
  const found = kinds.indexOf(kind)
  if (found < 0) throw new Error(`${where}: the kind "${kind}" is not one of ${kinds.join(', ')}`)
  return found
}

function flags(people: readonly string[], numbers: Numbers, where: string): Uint8Array {
  const marked = new Uint8Array(numbers.people.size)
  for (const id of people) marked[find(numbers.people, id, where, 'person')] = 1
  return marked
}

function membershipArrays(input: LandscapeInput, numbers: Numbers) {
  const weightOf = new Map<number, number>()
  const practiceCount = numbers.practices.size
  input.memberships.forEach(({ person, practice, weight }, row) => {
    const where = `memberships row ${row + 1}`
    if (!(weight > 0 && weight < Infinity)) throw new Error(`${where}: weight is ${weight}; give a number above 0`)
    const p = find(numbers.people, person, where, 'person')
    const entry = p * practiceCount + find(numbers.practices, practice, where, 'practice')
    weightOf.set(entry, (weightOf.get(entry) ?? 0) + weight)
  })
  const entries = Float64Array.from(weightOf.keys()).sort()
  const person = Uint32Array.from(entries, (entry) => Math.floor(entry / practiceCount))
  const practice = Uint32Array.from(entries, (entry, i) => entry - person[i]! * practiceCount)
  const byPerson = sortIntoRows(person, practice, numbers.people.size, practiceCount)
  const total = new Float64Array(numbers.people.size)
  entries.forEach((entry, i) => {
    total[person[i]!]! += weightOf.get(entry)!
  })
  const memberWeight = entries.map((entry, i) => weightOf.get(entry)! / total[person[i]!]!)
  const byPractice = sortIntoRows(practice, person, practiceCount, numbers.people.size)
  return {
    memberStart: byPerson.start,
    memberPractice: practice,
    memberWeight,
    practiceStart: byPractice.start,
    practicePerson: inOrder(person, byPractice.order),
    practiceWeight: Float64Array.from(byPractice.order, (entry) => memberWeight[entry]!),
  }
}

function answerArrays(input: LandscapeInput, numbers: Numbers) {
  const answeredAll = new Uint8Array(numbers.people.size)
  const seen = new Set<number>()
  input.answers.forEach(({ person, about }, row) => {
    const where = `answers row ${row + 1}`
    const p = find(numbers.people, person, where, 'person')
    if (about === null) answeredAll[p] = 1
    else seen.add(p * numbers.practices.size + find(numbers.practices, about, where, 'practice'))
  })
  const { rows, columns } = split(seen, numbers.practices.size)
  const { start, order } = sortIntoRows(rows, columns, numbers.people.size, numbers.practices.size)
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

function holderNumber(holder: Holder, numbers: Numbers, where: string): { isPractice: 0 | 1; number: number } {
  return 'person' in holder
    ? { isPractice: 0, number: find(numbers.people, holder.person, where, 'person') }
    : { isPractice: 1, number: find(numbers.practices, holder.practice, where, 'practice') }
}

function concernArrays(input: LandscapeInput, numbers: Numbers) {
  const rows = input.concerns.map((row, i) => {
    const where = `concerns row ${i + 1}`
    const holder = holderNumber(row.holder, numbers, where)
    const kind = kindNumber(concernKinds, row.kind, where)
    return [find(numbers.concerns, row.id, where, 'concern'), holder.isPractice, holder.number, kind] as const
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

function legitimacyArrays(input: LandscapeInput, numbers: Numbers) {
  const merged = new Map<number, { come: number; not: number; claimed: boolean }>()
  input.legitimacy.forEach((row, i) => {
    const where = `legitimacy row ${i + 1}`
    for (const [name, value] of Object.entries({ wouldCome: row.wouldCome, wouldNot: row.wouldNot })) {
      if (!Number.isInteger(value) || value < 0) throw new Error(`${where}: ${name} is ${value}; give a count`)
    }
    const practice = find(numbers.practices, row.practice, where, 'practice')
    const entry = practice * numbers.people.size + find(numbers.people, row.person, where, 'person')
    const known = merged.get(entry) ?? { come: 0, not: 0, claimed: false }
    known.come += row.wouldCome
    known.not += row.wouldNot
    known.claimed ||= row.claimed
    merged.set(entry, known)
  })
  const values = [...merged.values()]
  const { rows, columns } = split(merged.keys(), numbers.people.size)
  const { start, order } = sortIntoRows(rows, columns, numbers.practices.size, numbers.people.size)
  return {
    legitimacyStart: start,
    legitimacyPerson: inOrder(columns, order),
    legitimacyWouldCome: Uint32Array.from(order, (i) => values[i]!.come),
    legitimacyWouldNot: Uint32Array.from(order, (i) => values[i]!.not),
    legitimacyClaimed: Uint8Array.from(order, (i) => (values[i]!.claimed ? 1 : 0)),
  }
}

function keepApartArrays(input: LandscapeInput, numbers: Numbers) {
  const rows = input.keepApart.map((row, i) => {
    const where = `keepApart row ${i + 1}`
    const one = holderNumber(row.one, numbers, where)
    const other = holderNumber(row.other, numbers, where)
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

function spaceArrays(input: LandscapeInput, ids: LandscapeIds, numbers: Numbers) {
  const spaceNumbers = numbering(ids.spaces)
  const seen = new Set<number>()
  for (const space of input.spaces) {
    const s = find(spaceNumbers, space.id, 'spaces', 'space')
    for (const person of space.people) {
      seen.add(s * numbers.people.size + find(numbers.people, person, `space "${space.id}"`, 'person'))
    }
  }
  const { rows, columns } = split(seen, numbers.people.size)
  const bySpace = sortIntoRows(rows, columns, ids.spaces.length, numbers.people.size)
  const byPerson = sortIntoRows(columns, rows, numbers.people.size, ids.spaces.length)
  return {
    spaceStart: bySpace.start,
    spacePerson: inOrder(columns, bySpace.order),
    personSpaceStart: byPerson.start,
    personSpace: inOrder(rows, byPerson.order),
  }
}

function stakeArrays(input: LandscapeInput, numbers: Numbers) {
  const weightOf = new Map<number, number>()
  input.stakes.forEach(({ from, to, weight }, i) => {
    const where = `stakes row ${i + 1}`
    if (!(weight >= 0 && weight < Infinity)) throw new Error(`${where}: weight is ${weight}; give a number from 0`)
    const a = find(numbers.practices, from, where, 'practice')
    const b = find(numbers.practices, to, where, 'practice')
    if (a === b) throw new Error(`${where}: "${from}" stands on both ends; stakes are between two practices`)
    const entry = a * numbers.practices.size + b
    if (weightOf.has(entry)) throw new Error(`${where}: "${from}" to "${to}" stands twice; keep one`)
    weightOf.set(entry, weight)
  })
  const { rows, columns } = split(weightOf.keys(), numbers.practices.size)
  const values = [...weightOf.values()]
  const { start, order } = sortIntoRows(rows, columns, numbers.practices.size, numbers.practices.size)
  return {
    stakeStart: start,
    stakeTo: inOrder(columns, order),
    stakeWeight: Float64Array.from(order, (i) => values[i]!),
  }
}
