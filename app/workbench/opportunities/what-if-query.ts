import type { WhatIfQuestion } from '@ecotone/engine/opportunities/what-if-outcome.ts'
import { type AssumptionAnswers, questionNames, readAnswers } from './assumption-answers.ts'
import { usualSize } from './usual-choices.ts'

/** What somebody tries on the bench, as it stands in the address: it can be shared, bookmarked and reloaded. */
export interface WhatIfQuery {
  by: 'groups' | 'people'
  groups: string[]
  size: number
  people: string[]
  /** words to find people by */
  find: string
  assumptions: AssumptionAnswers
}

/** Reads `?by=people&person=…&person=…&travel=easily`; whatever is missing or unknown is as usual. */
export function readWhatIf(url: URL): WhatIfQuery {
  const { searchParams: sent } = url
  const size = Number(sent.get('size') ?? usualSize)
  return {
    by: sent.get('by') === 'people' ? 'people' : 'groups',
    groups: [...new Set(sent.getAll('group'))].slice(0, 50),
    // a number out of range is taken to the nearest end, which then stands in the field
    size: Number.isFinite(size) ? Math.min(60, Math.max(2, Math.round(size))) : usualSize,
    people: [...new Set(sent.getAll('person'))].slice(0, 200),
    find: (sent.get('find') ?? '').trim().slice(0, 100),
    assumptions: readAnswers(Object.fromEntries(questionNames.map((name) => [name, sent.get(name)]))),
  }
}

/** The question for the engine, or null while too little was chosen. */
export function questionOf(query: WhatIfQuery): WhatIfQuestion | null {
  if (query.by === 'people') return query.people.length > 0 ? { people: query.people } : null
  return query.groups.length > 0 ? { practices: query.groups, size: query.size } : null
}

/** The same query as an address, with changes. */
export function whatIfAddress(path: string, query: WhatIfQuery, changes: Partial<WhatIfQuery> = {}): string {
  const { by, groups, size, people, find, assumptions } = { ...query, ...changes }
  const sent = new URLSearchParams({ by })
  for (const group of groups) sent.append('group', group)
  sent.set('size', String(size))
  for (const person of people) sent.append('person', person)
  if (find) sent.set('find', find)
  for (const name of questionNames) sent.set(name, assumptions[name])
  return `${path}?${sent}`
}
