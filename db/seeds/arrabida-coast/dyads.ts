import type { PracticeId } from '../the-cast.ts'
import type { Resident } from './residents.ts'
import { isPlanned, theWithdrawnTie, tiesNever } from './tie-plan.ts'

export interface Dyad {
  from: Resident
  to: Resident
}

/** Pairs of people with a tie, each once, and the ties of each person. */
export interface Dyads {
  all: Dyad[]
  has(one: Resident, other: Resident): boolean
  add(from: Resident, to: Resident): void
  /** everybody with whom this person has a tie */
  of(person: Resident): readonly Resident[]
  /** how many ties join two practices between which none is planned */
  unplanned(pair: string): number
}

export function noDyads(): Dyads {
  const all: Dyad[] = []
  const keys = new Set<string>()
  const ties = new Map<string, Resident[]>()
  const unplanned = new Map<string, number>()
  const of = (person: Resident) => ties.get(person.id) ?? []
  return {
    all,
    has: (one, other) => keys.has(keyOf(one, other)),
    of,
    unplanned: (pair) => unplanned.get(pair) ?? 0,
    add: (from, to) => {
      const key = keyOf(from, to)
      if (from.id === to.id || keys.has(key)) throw new Error(`${from.id} and ${to.id} are already tied, or are one.`)
      keys.add(key)
      ties.set(from.id, [...of(from), to])
      ties.set(to.id, [...of(to), from])
      for (const pair of unplannedPairs(from, to)) unplanned.set(pair, (unplanned.get(pair) ?? 0) + 1)
      all.push({ from, to })
    },
  }
}

export function keyOf(one: Resident, other: Resident): string {
  return one.id < other.id ? `${one.id} ${other.id}` : `${other.id} ${one.id}`
}

/** Would a tie of these two join practices between which none may be, by any of their memberships, or is it the one taken back? */
export function mustNotBeTied(one: Resident, other: Resident): boolean {
  if (theWithdrawnTie.includes(one.id) && theWithdrawnTie.includes(other.id)) return true
  const here = practicesOf(one)
  const there = practicesOf(other)
  return tiesNever.some(([a, b]) => (here.includes(a) && there.includes(b)) || (here.includes(b) && there.includes(a)))
}

function practicesOf(person: Resident): PracticeId[] {
  return person.practice ? [person.practice, ...person.also] : []
}

/**
 * Would a tie of these two be the third between practices that are joined by second memberships only? Such ties stay at two, so that no
 * bridge comes about that nobody meant.
 */
export function overloads(dyads: Dyads, one: Resident, other: Resident): boolean {
  return unplannedPairs(one, other).some((pair) => dyads.unplanned(pair) >= 2)
}

/** Pairs of practices that these two join though no tie between them is planned. */
function unplannedPairs(one: Resident, other: Resident): string[] {
  const there = practicesOf(other)
  return practicesOf(one).flatMap((here) =>
    there.filter((each) => !isPlanned(here, each)).map((each) => [here, each].sort().join(' ')),
  )
}
