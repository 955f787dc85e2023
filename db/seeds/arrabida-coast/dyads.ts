import type { PracticeId } from '../the-cast.ts'
import type { Resident } from './residents.ts'
import { tiesNever } from './tie-plan.ts'

export interface Dyad {
  from: Resident
  to: Resident
}

/** Pairs of people with a tie, each once, with how many each person has. */
export interface Dyads {
  all: Dyad[]
  has(one: Resident, other: Resident): boolean
  add(from: Resident, to: Resident): void
  count(of: Resident): number
}

export function noDyads(): Dyads {
  const all: Dyad[] = []
  const keys = new Set<string>()
  const counts = new Map<string, number>()
  return {
    all,
    has: (one, other) => keys.has(keyOf(one, other)),
    count: (of) => counts.get(of.id) ?? 0,
    add: (from, to) => {
      const key = keyOf(from, to)
      if (from.id === to.id || keys.has(key)) throw new Error(`${from.id} and ${to.id} are already tied, or are one.`)
      keys.add(key)
      for (const { id } of [from, to]) counts.set(id, (counts.get(id) ?? 0) + 1)
      all.push({ from, to })
    },
  }
}

export function keyOf(one: Resident, other: Resident): string {
  return one.id < other.id ? `${one.id} ${other.id}` : `${other.id} ${one.id}`
}

/** Would a tie of these two join practices between which none may be, by any of their memberships? */
export function mustNotBeTied(one: Resident, other: Resident): boolean {
  const here = practicesOf(one)
  const there = practicesOf(other)
  return tiesNever.some(([a, b]) => (here.includes(a) && there.includes(b)) || (here.includes(b) && there.includes(a)))
}

export function practicesOf(person: Resident): PracticeId[] {
  return person.practice ? [person.practice, ...person.also] : []
}
