import type { Language } from '../app/platform/i18n/language.ts'
import type { DrawnLandscape } from '../app/workbench/landscape/drawn-landscape.ts'
import type { OpportunityNames } from '../app/workbench/opportunities/opportunity-words.ts'
import { cliWords } from './cli-words.ts'

/** What people and things are called in a landscape that lies in files; an id stands for what has no name. */
export function namesIn(drawn: DrawnLandscape, language: Language): OpportunityNames {
  const notAsked = cliWords(language)('not_asked')
  const people = new Map(drawn.people.map(({ id, name }) => [id, name ?? notAsked]))
  const practices = new Map(drawn.practices.map(({ id, name }) => [id, name]))
  const boundaries = new Map(drawn.boundaries.map(({ id, name }) => [id, name]))
  const spaces = new Map(drawn.spaces.map(({ id, name }) => [id, name]))
  // "cares" rows carry the words of the concern itself; offers and seeks have words of their own
  const concerns = new Map(drawn.concerns.map(({ concern, words }) => [concern, words]))
  for (const { concern, words, kind } of drawn.concerns.toReversed()) if (kind === 'cares') concerns.set(concern, words)
  const from = (known: Map<string, string>) => (id: string) => known.get(id) ?? id
  return {
    person: from(people),
    practice: from(practices),
    boundary: from(boundaries),
    concern: from(concerns),
    space: from(spaces),
  }
}
