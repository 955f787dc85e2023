import { BadInput, listAt, textAt, wholeNumber, withFields } from '../bad-input.ts'
import type { LinearSolver } from './linear-solver.ts'

/** Who may be drawn, for how many seats, under which quotas. */
export interface DrawPool {
  seats: number
  people: readonly PoolPerson[]
  quotas: readonly Quota[]
  /** solves the linear programs; unless given, a small one of the engine, which refuses large pools */
  solver?: LinearSolver
}

export interface PoolPerson {
  id: string
  /** what the person chose of each category of the quotas */
  has: Readonly<Record<string, string>>
}

/** From `least` to `most` of those drawn must have `value` in `category`. */
export interface Quota {
  category: string
  value: string
  least: number
  most: number
  /** how far it may be relaxed when quotas conflict; 0 and the number of seats unless given */
  leastFlex?: number
  mostFlex?: number
}

/** A pool by kinds of people: those who have the same in every category are alike, and get the same chance. */
export interface KindsOfPeople {
  /** quotas in order of category and value */
  quotas: readonly Quota[]
  seats: number
  /** numbers of the people (in the order of the pool) of each kind, by id */
  people: readonly (readonly number[])[]
  /** kinds that count for each quota, ascending */
  kindsOf: readonly (readonly number[])[]
}

const MOST_SEATS = 100_000

/**
 * Sorts people into kinds. Neither the order of people nor that of quotas changes what comes out. Cost O(people · categories + log).
 *
 * @throws BadInput for what is no pool, seats that are not a whole number from 1 to the number of people, a person twice, a category or value that has no
 * quota, a quota twice or with bounds the wrong way round
 */
export function kindsOfPeople(pool: DrawPool): KindsOfPeople {
  checkShape(pool)
  if (pool.people.length === 0) throw new BadInput('people', 0, 'give the people who may be drawn')
  const seats = wholeNumber('seats', pool.seats, 1, Math.min(MOST_SEATS, pool.people.length))
  const quotas = checkedQuotas(pool.quotas, seats)
  const categories = [...new Set(quotas.map(({ category }) => category))]
  const known = new Set(quotas.map((quota) => nameOf(quota)))
  const ids = new Set<string>()
  const kinds = new Map<string, number[]>()
  for (const [number, { id, has }] of pool.people.entries()) {
    if (ids.has(id)) throw new BadInput(`people[${number}].id`, id, 'name each person once')
    ids.add(id)
    const names = categories.map((category) => {
      const name = nameOf({ category, value: has[category] ?? '' })
      if (known.has(name)) return name
      throw new BadInput(`people[${number}].has.${category}`, has[category], 'give a value that has a quota')
    })
    const key = JSON.stringify(names)
    const kind = kinds.get(key)
    if (kind) kind.push(number)
    else kinds.set(key, [number])
  }
  const keys = [...kinds.keys()].sort(byText)
  const values = keys.map((key) => new Set(JSON.parse(key) as string[]))
  return {
    quotas,
    seats,
    people: keys.map((key) => kinds.get(key)!.sort((x, y) => byText(pool.people[x]!.id, pool.people[y]!.id))),
    kindsOf: quotas.map((quota) => Array.from(values.keys()).filter((kind) => values[kind]!.has(nameOf(quota)))),
  }
}

/** Refuses what is no pool at all, so that nothing below reads what is not there. */
function checkShape(pool: DrawPool): void {
  const { people, quotas } = withFields('pool', pool)
  for (const [number, person] of listAt('people', people).entries()) {
    textAt(`people[${number}].id`, withFields(`people[${number}]`, person).id)
    withFields(`people[${number}].has`, person.has)
  }
  for (const [at, quota] of listAt('quotas', quotas).entries()) {
    textAt(`quotas[${at}].category`, withFields(`quotas[${at}]`, quota).category)
    textAt(`quotas[${at}].value`, quota.value)
  }
}

function checkedQuotas(quotas: readonly Quota[], seats: number): Quota[] {
  const names = new Set<string>()
  for (const [at, quota] of quotas.entries()) {
    wholeNumber(`quotas[${at}].least`, quota.least, 0, MOST_SEATS)
    wholeNumber(`quotas[${at}].most`, quota.most, quota.least, MOST_SEATS)
    if (quota.leastFlex !== undefined) wholeNumber(`quotas[${at}].leastFlex`, quota.leastFlex, 0, quota.least)
    if (quota.mostFlex !== undefined) wholeNumber(`quotas[${at}].mostFlex`, quota.mostFlex, quota.most, MOST_SEATS)
    if (names.has(nameOf(quota)))
      throw new BadInput(`quotas[${at}]`, quota.value, `it has a quota in ${quota.category} already`)
    names.add(nameOf(quota))
  }
  return quotas
    .map((quota) => ({ leastFlex: 0, mostFlex: Math.max(seats, quota.most), ...quota }))
    .sort((x, y) => byText(nameOf(x), nameOf(y)))
}

function nameOf({ category, value }: { category: string; value: string }): string {
  return JSON.stringify([category, value])
}

function byText(x: string, y: string): number {
  return x < y ? -1 : Number(x > y)
}
