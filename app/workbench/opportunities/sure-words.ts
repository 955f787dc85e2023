import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeList } from '../../platform/i18n/numbers.ts'
import { sayOpportunity } from './card-catalogue.ts'
import type { OpportunityNames } from './opportunity-words.ts'

/** How sure we are, and whom to ask first. */
export interface SureWords {
  level: string
  because: string[]
  /** null when we know of nobody to ask */
  firstStep: string | null
}

export function sureSentences(opportunity: Opportunity, names: OpportunityNames, language: Language): SureWords {
  const say = sayOpportunity(language)
  const { level, because, askFirst, askIn } = opportunity.sureness
  const answered = opportunity.facts.flatMap((fact) => {
    if (fact.kind !== 'answered') return []
    return say('answered', { practice: names.practice(fact.practice), answered: fact.answered, people: fact.people })
  })
  const people = writeList(
    language,
    askFirst.map((one) => names.person(one.person)),
    'or',
  )
  const practices = writeList(language, askIn.map(names.practice), 'or')
  const askPeople = askFirst.length > 0 ? say('ask-first', { people }) : null
  const alone = opportunity.kind === 'unlikely-pair' ? say('ask-each-alone') : null
  return {
    level: say(`level-${level}`),
    because: [...answered, ...because.map((code) => say(`sure-${code}`))],
    firstStep: alone ?? askPeople ?? (askIn.length > 0 ? say('ask-in', { practices }) : null),
  }
}
