import type { Fact } from '@ecotone/engine/opportunities/fact.ts'
import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeList, writeNumber } from '../../platform/i18n/numbers.ts'
import { sayOpportunity } from './card-catalogue.ts'
import { ofHundred } from './effect-words.ts'
import type { OpportunityNames } from './opportunity-words.ts'

type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>

/** One fact as a sentence. */
export function whySentence(fact: Fact, opportunity: Opportunity, names: OpportunityNames, language: Language): string {
  const say = sayOpportunity(language)
  const groups = (ids: string[]) => writeList(language, ids.map(names.practice))
  switch (fact.kind) {
    case 'shared-concern':
      return sharedSentence(fact, opportunity, names, language)
    case 'offer-meets-need': {
      const ends = { by: names.practice(fact.offeredBy), to: names.practice(fact.soughtBy) }
      return say('offer-meets-need', { concern: names.concern(fact.concern), ...ends })
    }
    case 'known-ties':
      return tiesSentence(fact, names, language)
    case 'answered':
      return say('answered', { practice: names.practice(fact.practice), answered: fact.answered, people: fact.people })
    case 'routes': {
      const direct = say('routes', { ...pairOf(fact.practices, names), ties: fact.knownTies, direct: fact.direct })
      return fact.allWays > fact.direct ? `${direct} ${say('routes-all', { n: fact.allWays })}` : direct
    }
    case 'sides-hardly-tied':
    case 'side-in-no-space':
    case 'stand-ready':
    case 'agreed-to-convene':
      return sidesSentence(fact, names, language)
    case 'pair-cares':
    case 'pair-fits':
    case 'seldom-met':
    case 'pair-way-in':
    case 'picked-by-lot':
      return pairSentence(fact, names, language)
    case 'no-agreement-known':
      return say('no-agreement-known', pairOf(fact.practices, names))
    case 'way-in':
      return wayInSentence(fact, names, language)
    case 'in-no-space': {
      const expected = writeNumber(language, fact.expected, fact.expected < 3 ? 1 : 0)
      return say('in-no-space', {
        practice: names.practice(fact.practice),
        seats: fact.seats,
        spaces: fact.spaces,
        expected,
      })
    }
    case 'meet-in-space': {
      const meets = opportunity.kind === 'unlikely-pair' ? 'pair-meet-in-space' : 'meet-in-space'
      return say(meets, { space: names.space(fact.space) })
    }
    case 'asked-by-nobody':
    case 'nobody-from-team':
      return say(fact.kind, { practice: names.practice(fact.practice) })
    case 'cut-off': {
      const others = groups(fact.tiedTo)
      return say('cut-off', { practice: names.practice(fact.practice), n: fact.tiedTo.length, of: fact.of, others })
    }
    case 'told-not-heard':
      return say('told-not-heard', { practice: names.practice(fact.practice), others: groups(fact.by) })
    case 'low-reach': {
      const chances = { reach: ofHundred(fact.reach, language), landscape: ofHundred(fact.landscape, language) }
      return say('low-reach', { ...pairOf(fact.practices, names), ...chances })
    }
    case 'stakes': {
      const more = fact.weight > 1 ? 'yes' : 'no'
      return say('stakes', { from: names.practice(fact.from), to: names.practice(fact.to), more })
    }
    case 'across':
      return acrossSentence(fact, names, language)
  }
}

type SideFact = FactOf<'sides-hardly-tied' | 'side-in-no-space' | 'stand-ready' | 'agreed-to-convene'>

function sidesSentence(fact: SideFact, names: OpportunityNames, language: Language): string {
  const say = sayOpportunity(language)
  if (fact.kind === 'side-in-no-space') {
    const { side, seats, spaces } = fact
    return say('side-in-no-space', { side, seats, spaces, expected: writeNumber(language, fact.expected) })
  }
  const [a, b] = fact.sides
  switch (fact.kind) {
    case 'sides-hardly-tied':
      return say('sides-hardly-tied', { a, b, seen: fact.seen, expected: writeNumber(language, fact.expected) })
    case 'stand-ready':
      return say('stand-ready', { a, b, n: fact.atLeast })
    case 'agreed-to-convene':
      return say('agreed-to-convene', { a, b, people: writeList(language, fact.people.map(names.person)) })
  }
}

type PairFact = FactOf<'pair-cares' | 'pair-fits' | 'seldom-met' | 'pair-way-in' | 'picked-by-lot'>

/** Of two people: nothing here says which of them needs or offers what. */
function pairSentence(fact: PairFact, names: OpportunityNames, language: Language): string {
  const say = sayOpportunity(language)
  switch (fact.kind) {
    case 'pair-cares':
    case 'pair-fits': {
      const quoted = fact.concerns.map((key) => inQuotes(names.concern(key), language))
      return say(fact.kind, { concerns: writeList(language, quoted) })
    }
    case 'seldom-met':
      return say('seldom-met', { n: writeNumber(language, fact.oneIn) })
    case 'pair-way-in': {
      if (fact.steps !== null) return say('pair-way-in-steps', { n: fact.steps })
      return say('pair-way-in-hosts', { people: writeList(language, fact.hosts.map(names.person), 'or') })
    }
    case 'picked-by-lot':
      return say('picked-by-lot', { n: fact.among })
  }
}

function inQuotes(words: string, language: Language): string {
  if (language === 'en') return `“${words}”`
  return language === 'fr' ? `« ${words} »` : `«${words}»`
}

function pairOf([a, b]: [string, string], names: OpportunityNames): { a: string; b: string } {
  return { a: names.practice(a), b: names.practice(b) }
}

function sharedSentence(
  fact: FactOf<'shared-concern'>,
  opportunity: Opportunity,
  names: OpportunityNames,
  language: Language,
): string {
  const say = sayOpportunity(language)
  const concern = names.concern(fact.concern)
  const holders = fact.held.map(({ practice }) => practice)
  const bothAlone = opportunity.between.length === 2 && opportunity.between.every((one) => holders.includes(one))
  if (bothAlone && holders.length === 2) return say('shared-concern', { concern })
  return say('shared-concern-many', { who: writeList(language, holders.map(names.practice)), concern })
}

function tiesSentence(fact: FactOf<'known-ties'>, names: OpportunityNames, language: Language): string {
  const say = sayOpportunity(language)
  const { seen, expected, unknown } = fact
  if (seen === 0) return say('known-ties-none', { ...pairOf(fact.practices, names), unknown })
  const more = expected !== null && expected > seen ? 'yes' : 'no'
  const chance = writeNumber(language, expected ?? 0, (expected ?? 0) < 3 ? 1 : 0)
  return say('known-ties-some', { ...pairOf(fact.practices, names), seen, unknown, more, expected: chance })
}

function wayInSentence(fact: FactOf<'way-in'>, names: OpportunityNames, language: Language): string {
  const say = sayOpportunity(language)
  const people = fact.people.map(names.person)
  if (fact.by === 'path') return say('way-in-path', { people: people.join(' › ') })
  if (fact.by === 'trusted-in-both') return say('way-in-trusted', { people: writeList(language, people, 'or') })
  return say('way-in-member', { people: writeList(language, people), n: people.length })
}

function acrossSentence(fact: FactOf<'across'>, names: OpportunityNames, language: Language): string {
  const say = sayOpportunity(language)
  const sides = fact.sides.map(({ practice, sides: held }) => {
    const where = held.length === 0 ? say('side-unknown') : writeList(language, held)
    return say('across-one', { practice: names.practice(practice), sides: where })
  })
  return say('across', { boundary: names.boundary(fact.boundary), sides: writeList(language, sides) })
}
