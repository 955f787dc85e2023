import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import type { OpportunityNames } from './opportunity-words.ts'

/** What everything in a drawing is called; `notAsked` stands for people whose name the reader may not see. */
export function namesFrom(drawn: DrawnLandscape, notAsked: string): OpportunityNames {
  const people = new Map(drawn.people.map(({ id, name }) => [id, name ?? notAsked]))
  const practices = new Map(drawn.practices.map(({ id, name }) => [id, name]))
  const boundaries = new Map(drawn.boundaries.map(({ id, name }) => [id, name]))
  const spaces = new Map(drawn.spaces.map(({ id, name }) => [id, name]))
  // "cares" rows carry the words of the concern itself; offers and seeks have words of their own
  const concerns = new Map(drawn.concerns.map(({ concern, words }) => [concern, words]))
  for (const { concern, words, kind } of drawn.concerns.toReversed()) if (kind === 'cares') concerns.set(concern, words)
  const from =
    (known: Map<string, string>, otherwise = (id: string) => id) =>
    (id: string) =>
      known.get(id) ?? otherwise(id)
  return {
    person: from(people, () => notAsked),
    practice: from(practices),
    boundary: from(boundaries),
    concern: from(concerns),
    space: from(spaces),
  }
}
