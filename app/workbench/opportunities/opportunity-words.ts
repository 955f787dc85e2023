import type { Fact } from '@ecotone/engine/opportunities/fact.ts'
import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeList } from '../../platform/i18n/numbers.ts'
import { sayOpportunity } from './card-catalogue.ts'
import { type DoorSentence, doorSentences, type ThereSentence, thereSentences } from './company-words.ts'
import { askSentences, changeSentences, doubtSentences, missingSentences } from './doubt-words.ts'
import { type EffectSentences, effectSentences } from './effect-words.ts'
import { type SureWords, sureSentences } from './sure-words.ts'
import { whySentence } from './why-words.ts'

/** What things and people are called for whoever reads; a person they may not see is already "1 person, not yet asked". */
export interface OpportunityNames {
  person: (id: string) => string
  practice: (id: string) => string
  boundary: (id: string) => string
  /** the words of a concern, by its key */
  concern: (key: string) => string
  space: (id: string) => string
}

/** One card in words, part by part, in the order in which to read it. */
export interface OpportunitySentences {
  /** "A conversation that seems to be missing" */
  kind: string
  /** "Those who gather clams and Environmental Health" */
  who: string
  /** the one sentence of a list: what is missing, and what they share */
  plain: string
  /** each with the fact it was said from, so that it can be followed to its source */
  why: { sentence: string; fact: Fact }[]
  sure: SureWords
  effect: EffectSentences
  doors: DoorSentence[]
  there: ThereSentence
  missing: string[]
  asks: string[]
  whenNot: string[]
  wouldChange: string[]
}

/** Facts that are told under "how sure", not under "why". */
const tellsSureness = new Set<Fact['kind']>(['answered'])

/**
 * How does this opportunity read? Facts become sentences that say what is known and who answered, "we know of no one" and
 * never "no". The same opportunity and names give the same words, on the page and on the command line.
 */
export function opportunitySentences(
  opportunity: Opportunity,
  names: OpportunityNames,
  language: Language,
): OpportunitySentences {
  const say = sayOpportunity(language)
  const why = opportunity.facts
    .filter((fact) => !tellsSureness.has(fact.kind))
    .map((fact) => ({ sentence: whySentence(fact, opportunity, names, language), fact }))
  return {
    kind: say(`kind-${opportunity.kind}`),
    who: whoAndWho(opportunity, names, language),
    plain: plainOf(opportunity, why),
    why,
    sure: sureSentences(opportunity, names, language),
    effect: effectSentences(opportunity, language),
    doors: doorSentences(opportunity, names, language),
    there: thereSentences(opportunity, names, language),
    missing: missingSentences(opportunity, names, language),
    asks: askSentences(opportunity, language),
    whenNot: doubtSentences(opportunity, language),
    wouldChange: changeSentences(opportunity, names, language),
  }
}

/** Two people, whole sides of a boundary, or groups. */
function whoAndWho(opportunity: Opportunity, names: OpportunityNames, language: Language): string {
  const { kind, sides, invitees, between } = opportunity
  if (kind === 'unlikely-pair')
    return writeList(
      language,
      invitees.map(({ person }) => names.person(person)),
    )
  if (!sides) return writeList(language, between.map(names.practice))
  const where = { sides: writeList(language, sides.sides), boundary: names.boundary(sides.boundary) }
  return sayOpportunity(language)('who-sides', where)
}

/** The facts that make a card of its kind, best first: two of them tell it in a list. */
const telling: Record<Opportunity['kind'], Fact['kind'][]> = {
  'missing-conversation': [
    'sides-hardly-tied',
    'shared-concern',
    'offer-meets-need',
    'known-ties',
    'across',
    'low-reach',
  ],
  'fragile-bridge': ['routes', 'shared-concern', 'known-ties'],
  'unlikely-pair': ['pair-fits', 'pair-cares', 'seldom-met', 'picked-by-lot'],
  partnership: ['offer-meets-need', 'shared-concern', 'meet-in-space', 'no-agreement-known'],
  'ready-convener': ['agreed-to-convene', 'stand-ready', 'sides-hardly-tied'],
  'unheard-voice': ['side-in-no-space', 'in-no-space', 'told-not-heard', 'cut-off', 'asked-by-nobody', 'low-reach'],
}

function plainOf(opportunity: Opportunity, why: { sentence: string; fact: Fact }[]): string {
  const order = telling[opportunity.kind]
  const told = order.flatMap((kind) => why.find(({ fact }) => fact.kind === kind)?.sentence ?? [])
  return told.slice(0, 2).join(' ')
}
