import type { SentMap } from './sent-map.ts'

/** Everybody whose mark stands on a hill. */
export function peopleOnHill({ people }: SentMap, hill: number): number[] {
  const found: number[] = []
  for (let person = 0; person < people.hill.length; person += 1)
    if (people.hill[person] === hill + 1) found.push(person)
  return found
}

/** Somebody and everybody with a known tie to them. */
export function peopleAround({ ties }: SentMap, person: number): number[] {
  const found = new Set([person])
  for (let k = 0; k < ties.from.length; k += 1) {
    if (ties.from[k] === person) found.add(ties.to[k]!)
    if (ties.to[k] === person) found.add(ties.from[k]!)
  }
  return [...found].sort((a, b) => a - b)
}

/** The same people with some more (`add`), without some (`take`), or others in their place. */
export function changed(before: readonly number[], some: readonly number[], how: 'add' | 'take' | 'replace'): number[] {
  const also = new Set(some)
  if (how === 'replace') return [...also].sort((a, b) => a - b)
  const left = how === 'take' ? before.filter((person) => !also.has(person)) : [...before, ...some]
  return [...new Set(left)].sort((a, b) => a - b)
}

/** On how many hills they stand, and how many ties are known among them, of which so many cross the boundary. */
export function countsOf({ people, ties }: SentMap, chosen: readonly number[]) {
  const among = new Set(chosen)
  const hills = new Set(chosen.map((person) => people.hill[person]!).filter((hill) => hill > 0))
  let [known, crossing] = [0, 0]
  for (let k = 0; k < ties.from.length; k += 1) {
    if (!among.has(ties.from[k]!) || !among.has(ties.to[k]!)) continue
    known += 1
    if (ties.bridge[k]! > 0) crossing += 1
  }
  return { people: chosen.length, hills: hills.size, ties: known, crossing }
}
