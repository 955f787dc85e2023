import type { Language } from '../../platform/i18n/language.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { landscapeWords } from '../landscape/landscape-words.ts'
import type { OpportunityNames } from './opportunity-words.ts'

/** What everything in a drawing is called for its viewer; people who have not agreed are "1 person, not yet asked". */
export function namesIn(drawn: DrawnLandscape, language: Language): OpportunityNames {
  const people = new Map(drawn.people.map(({ id, name }) => [id, name]))
  const practices = new Map(drawn.practices.map(({ id, name }) => [id, name]))
  const boundaries = new Map(drawn.boundaries.map(({ id, name }) => [id, name]))
  const concerns = new Map(drawn.concerns.map(({ concern, words }) => [concern, words]))
  const spaces = new Map(drawn.spaces.map(({ id, name }) => [id, name]))
  return {
    person: (id) => people.get(id) ?? landscapeWords(language)('not_asked'),
    practice: (id) => practices.get(id) ?? id,
    boundary: (id) => boundaries.get(id) ?? id,
    concern: (key) => concerns.get(key) ?? key,
    space: (id) => spaces.get(id) ?? id,
  }
}
