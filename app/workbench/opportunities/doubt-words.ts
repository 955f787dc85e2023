import type { Missing, Opportunity, WouldChange } from '@ecotone/engine/opportunities/opportunity.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeList, writeNumber } from '../../platform/i18n/numbers.ts'
import { sayOpportunity } from './card-catalogue.ts'
import type { OpportunityNames } from './opportunity-words.ts'

/** Who would still be missing. */
export function missingSentences(opportunity: Opportunity, names: OpportunityNames, language: Language): string[] {
  return opportunity.missing.map((one) => missingSentence(one, names, language))
}

function missingSentence(one: Missing, names: OpportunityNames, language: Language): string {
  const say = sayOpportunity(language)
  if (one.kind === 'practice') return say(`missing-${one.because}`, { practice: names.practice(one.practice) })
  const boundary = names.boundary(one.boundary)
  if (one.kind === 'side') return say('missing-side', { side: one.side, boundary })
  return say('missing-unknown-standing', { people: one.people, boundary })
}

/** What it asks of people. How often people sit in spaces already is told of a room, and never of two. */
export function askSentences({ kind, asks, invitees }: Opportunity, language: Language): string[] {
  if (invitees.length === 0) return []
  const say = sayOpportunity(language)
  const write = (hours: number) => writeNumber(language, hours, Number.isInteger(hours) ? 0 : 1)
  const hours = { each: write(asks.gatheringHours), all: write(asks.hours) }
  if (kind === 'unlikely-pair') return [say('asks-pair', hours)]
  const already = { people: asks.alreadyInSpaces, seats: asks.seats }
  return [say('asks', { ...hours, size: asks.size }), ...(already.people > 0 ? [say('asks-already', already)] : [])]
}

/** When not to. */
export function doubtSentences(opportunity: Opportunity, language: Language): string[] {
  return opportunity.doubts.map((doubt) => sayOpportunity(language)(`doubt-${doubt}`))
}

/** What would change our mind. */
export function changeSentences(opportunity: Opportunity, names: OpportunityNames, language: Language): string[] {
  return opportunity.wouldChange.map((one) => changeSentence(one, names, language))
}

function changeSentence(one: WouldChange, names: OpportunityNames, language: Language): string {
  const say = sayOpportunity(language)
  switch (one.kind) {
    case 'one-tie-told':
    case 'a-second-route': {
      const [a, b] = one.practices.map(names.practice)
      return say(`change-${one.kind}`, { a, b })
    }
    case 'more-answers': {
      const { answered, people } = one
      return say('change-more-answers', { practice: names.practice(one.practice), answered, people })
    }
    case 'not-worth-a-meeting':
      return say('change-not-worth-a-meeting', { practices: writeList(language, one.practices.map(names.practice)) })
    case 'agreed-already':
      return say('change-agreed-already', { practices: writeList(language, one.practices.map(names.practice)) })
    case 'they-know-each-other':
    case 'one-does-not-wish-it':
    case 'nobody-wishes-to-convene':
      return say(`change-${one.kind}`)
    case 'already-in-a-space':
    case 'they-do-not-want-to-be-heard-here':
      return say(`change-${one.kind}`, { practice: names.practice(one.practice) })
  }
}
