import type { DrawnLandscape } from '../drawn-landscape.ts'
import { pairKey } from './pair-key.ts'

/** A group with the people who are mostly in it; people in no group are one, too. */
export interface TieGroup {
  id: string
  name: string
  people: { id: string; name: string }[]
}

/** Every group that has people, in the order they were drawn; a person in several is asked about in the first. */
export function groupsOf(drawn: DrawnLandscape): TieGroup[] {
  const groupOf = new Map<string, string>()
  for (const { person, practice } of drawn.memberships) if (!groupOf.has(person)) groupOf.set(person, practice)
  const people = Map.groupBy(drawn.people, ({ id }) => groupOf.get(id) ?? '')
  const named = (id: string) =>
    (people.get(id) ?? []).map((person) => ({ id: person.id, name: person.name ?? person.id }))
  const groups = drawn.practices.map(({ id, name }) => ({ id, name, people: named(id) }))
  return [...groups, { id: 'none', name: '…', people: named('') }].filter((group) => group.people.length > 0)
}

/** What is known of a pair: yes if any account says so, else no, else unknown. */
export function knownTies(drawn: DrawnLandscape): (one: string, other: string) => 'yes' | 'no' | 'unknown' {
  const known = new Map<string, 'yes' | 'no' | 'unknown'>()
  for (const { from, to, says, retracted } of drawn.ties) {
    if (retracted === null && known.get(pairKey(from, to)) !== 'yes') known.set(pairKey(from, to), says)
  }
  return (one, other) => known.get(pairKey(one, other)) ?? 'unknown'
}
