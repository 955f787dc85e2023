import { BadInput, numberWithin, wholeNumber } from '../bad-input.ts'
import { type Pace, paceOf, spend } from './pace.ts'

/** Room for so many people: a number of seats that are all taken when everybody is there, or from least to most. */
export type TableSize = number | { readonly least: number; readonly most: number }

/** A boundary as it lies between the people of one gathering. */
export interface SeatsBoundary {
  /** how much it matters that tables mix across it, above 0 (1 unless set) */
  readonly weight?: number
  /** the sides each person stands on: none (not known), one, or several (a straddler) */
  readonly sides: readonly (readonly number[])[]
}

/** Whom to seat, where, how often, and what to heed. People, tables and rounds are numbered from 0. */
export interface Seats {
  readonly people: number
  readonly tables: readonly TableSize[]
  readonly rounds: number
  /** Two people mix across a boundary when both stand on it and share no side. */
  readonly boundaries?: readonly SeatsBoundary[]
  /** In place of boundaries: how different two people are, `people × people` row by row, symmetric, 0 or more, 0 on the diagonal. */
  readonly difference?: Float64Array
  /** pairs who must never sit at one table */
  readonly apart?: readonly (readonly [number, number])[]
  /** people who must sit together in every round that they share, or should (`weight`: what a pair at one table is worth, in units of mix) */
  readonly together?: readonly Together[]
  readonly hosts?: readonly { readonly person: number; readonly table: number }[]
  readonly absent?: readonly { readonly person: number; readonly rounds: readonly number[] }[]
  /** pairs who know each other already: to seat them together is a meeting again */
  readonly met?: readonly (readonly [number, number])[]
}

export interface Together {
  readonly people: readonly number[]
  readonly must: boolean
  readonly weight?: number
}

/** Who sits where: the table of each person in each round, `plan[round * people + person]`; −1 is away. */
export type Plan = Int32Array

const MOST_PEOPLE = 2_000
/** with seats that stay empty: what every two of them are worth to each other is kept */
const MOST_SEATS = 3_000
const MOST_TABLES = 1_000
const MOST_ROUNDS = 200
/** seats × tables × rounds that fit in memory (8 bytes each, twice) */
const MOST_CELLS = 30_000_000

/** The fewest and the most people at a table, when nobody is away. */
export function sizeOf(size: TableSize): { least: number; most: number } {
  return typeof size === 'number' ? { least: size, most: size } : size
}

/**
 * Refuses what cannot be seated, naming the place; what it says never tells which people are kept apart.
 *
 * @throws BadInput
 */
export function checkSeats(seats: Seats, pace = paceOf()): void {
  const { people } = seats
  if (Number.isSafeInteger(people) && people > MOST_PEOPLE)
    throw new BadInput('people', people, `at most ${MOST_PEOPLE} are seated at once: divide them into halls first`)
  wholeNumber('people', people, 1, MOST_PEOPLE)
  wholeNumber('rounds', seats.rounds, 1, MOST_ROUNDS)
  checkTables(seats)
  checkDifference(seats, pace)
  for (const [nth, { weight, sides }] of (seats.boundaries ?? []).entries()) {
    const place = `boundaries[${nth}]`
    if (weight !== undefined) numberAbove0(`${place}.weight`, weight)
    if (sides.length !== people)
      throw new BadInput(`${place}.sides.length`, sides.length, `give the sides of each of the ${people} people`)
    for (const [person, own] of sides.entries())
      for (const side of own) wholeNumber(`${place}.sides[${person}]`, side, 0, 2 ** 31)
  }
  checkPairs(seats, 'apart', pace)
  checkPairs(seats, 'met', pace)
  for (const [nth, { people: those, weight }] of (seats.together ?? []).entries()) {
    for (const person of those) personOf(seats, `together[${nth}].people`, person)
    if (weight !== undefined) numberAbove0(`together[${nth}].weight`, weight)
  }
  checkHosts(seats)
  checkAbsent(seats)
  checkGroups(seats)
}

function numberAbove0(place: string, value: number): void {
  if (numberWithin(place, value, 0, 1e9) === 0) throw new BadInput(place, value, 'give a number above 0')
}

function personOf(seats: Seats, place: string, person: number): void {
  wholeNumber(place, person, 0, seats.people - 1)
}

function checkPairs(seats: Seats, list: 'apart' | 'met', pace: Pace): void {
  for (const [nth, pair] of (seats[list] ?? []).entries()) {
    spend(pace, 50)
    for (const person of pair) personOf(seats, `${list}[${nth}]`, person)
    // Not which pair: what is kept apart is nobody's to read in a message.
    if (pair[0] === pair[1]) throw new BadInput(`${list}[${nth}]`, 'one person twice', 'give two different people')
  }
}

function checkTables({ people, tables, rounds }: Seats): void {
  wholeNumber('tables.length', tables.length, 1, MOST_TABLES)
  let least = 0
  let most = 0
  for (const [nth, size] of tables.entries()) {
    const from = sizeOf(size)
    const place = `tables[${nth}]`
    wholeNumber(typeof size === 'number' ? place : `${place}.most`, from.most, 1, MOST_PEOPLE)
    wholeNumber(typeof size === 'number' ? place : `${place}.least`, from.least, 0, from.most)
    least += from.least
    most += from.most
  }
  if (people < least) throw new BadInput('tables', `${least} seats`, `there are only ${people} people: take away seats`)
  if (people > most) throw new BadInput('tables', `${most} seats`, `there are ${people} people: add seats`)
  if (most > MOST_SEATS)
    throw new BadInput('tables', `${most} seats`, `at most ${MOST_SEATS} seats, taken or empty: let tables be smaller`)
  if (most * tables.length * rounds > MOST_CELLS)
    throw new BadInput(
      'tables × people × rounds',
      most * tables.length * rounds,
      `at most ${MOST_CELLS} are planned at once: divide the people into halls, or plan fewer rounds`,
    )
}

function checkDifference({ people, difference, boundaries }: Seats, pace: Pace): void {
  if (!difference) return
  if (boundaries) throw new BadInput('difference', 'given beside boundaries', 'give one of the two')
  if (difference.length !== people * people)
    throw new BadInput('difference.length', difference.length, `give people × people = ${people * people} numbers`)
  for (let i = 0; i < people; i++) {
    spend(pace, 4 * i)
    for (let j = 0; j <= i; j++) {
      const value = difference[i * people + j]!
      if (value >= 0 && value <= 1e9 && value === difference[j * people + i] && (i !== j || value === 0)) continue
      const place = `difference[${i}, ${j}]`
      numberWithin(place, value, 0, 1e9)
      if (i === j && value !== 0) throw new BadInput(place, value, 'nobody differs from themselves: give 0')
      if (value !== difference[j * people + i])
        throw new BadInput(place, value, `the same two people the other way round have ${difference[j * people + i]}`)
    }
  }
}

function checkHosts(seats: Seats): void {
  const tableOf = new Map<number, number>()
  const hosted = new Map<number, number>()
  const hosts = seats.hosts ?? []
  for (const [nth, { person, table }] of hosts.entries()) {
    const place = `hosts[${nth}]`
    personOf(seats, `${place}.person`, person)
    wholeNumber(`${place}.table`, table, 0, seats.tables.length - 1)
    const other = tableOf.get(person)
    if (other !== undefined && other !== table)
      throw new BadInput(`${place}.table`, table, `this host has table ${other} already: give a host one table`)
    if (other === undefined) hosted.set(table, (hosted.get(table) ?? 0) + 1)
    tableOf.set(person, table)
    const { most } = sizeOf(seats.tables[table]!)
    if (hosted.get(table)! > most)
      throw new BadInput(`${place}.table`, table, `it has ${most} seats and more hosts: give it fewer hosts`)
  }
  const taken = seats.tables.reduce(
    (sum: number, size, table) => sum + Math.max(sizeOf(size).least, hosted.get(table) ?? 0),
    0,
  )
  if (taken > seats.people)
    throw new BadInput('hosts', `${hosts.length} hosts`, 'other tables would get too few people: let them be smaller')
}

function checkAbsent(seats: Seats): void {
  for (const [nth, { person, rounds }] of (seats.absent ?? []).entries()) {
    personOf(seats, `absent[${nth}].person`, person)
    for (const round of rounds) wholeNumber(`absent[${nth}].rounds`, round, 0, seats.rounds - 1)
  }
}

/** For each person, the first of those whom they must sit with (themselves when nobody). */
export function groupsOf({ people, together = [] }: Seats): Uint16Array {
  const group = Uint16Array.from({ length: people }, (_, person) => person)
  const find = (person: number): number => {
    while (group[person] !== person) person = group[person]!
    return person
  }
  for (const { people: those, must } of together)
    if (must)
      for (const person of those) {
        const [one, other] = [find(those[0]!), find(person)]
        group[Math.max(one, other)] = Math.min(one, other)
      }
  return group.map((_, person) => find(person))
}

function checkGroups(seats: Seats): void {
  const group = groupsOf(seats)
  const contradiction = (what: string) =>
    new BadInput('together', what, 'somebody asked for both at once: take back one of the wishes')
  // The same words for every reason, so that they do not say which one it was.
  const cannot = 'not possible for somebody'
  for (const [one, other] of seats.apart ?? []) if (group[one] === group[other]) throw contradiction(cannot)
  const host = new Map<number, number>()
  const tableOf = new Map(seats.hosts?.map(({ person, table }) => [person, table]))
  for (const [person, table] of tableOf) {
    const known = host.get(group[person]!)
    if (known !== undefined && known !== table) throw contradiction(cannot)
    host.set(group[person]!, table)
  }
  for (const [one, other] of seats.apart ?? [])
    if (tableOf.has(one) && tableOf.get(one) === tableOf.get(other)) throw contradiction(cannot)
  const size = new Map<number, number>()
  for (const of of group) size.set(of, (size.get(of) ?? 0) + 1)
  const largest = Math.max(...seats.tables.map((table) => sizeOf(table).most))
  if (Math.max(...size.values()) > largest) throw contradiction(cannot)
}
