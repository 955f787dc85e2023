import type { Language } from '../../platform/i18n/language.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { landscapeWords } from '../landscape/landscape-words.ts'
import type { OpportunityNames } from './opportunity-words.ts'

/** What everything in a drawing is called for its viewer; people who have not agreed are "1 person, not yet asked". */
export function namesIn(drawn: DrawnLandscape, language: Language): OpportunityNames {
  const notAsked = landscapeWords(language)('not_asked')
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
