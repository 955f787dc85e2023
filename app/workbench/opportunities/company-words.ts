import type { Door, Invitee, Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeList } from '../../platform/i18n/numbers.ts'
import { sayOpportunity } from './card-catalogue.ts'
import type { OpportunityNames } from './opportunity-words.ts'

/** Who could open the door to one practice. */
export interface DoorSentence {
  practice: string
  /** whoever is known to be trusted there, or that nobody is */
  who: string
  /** by which known steps to come there, when the team is not known there */
  how: string[]
}

/** Who might be there: how many from where, and why each. */
export interface ThereSentence {
  line: string
  people: { person: string; name: string; practice: string; why: string }[]
}

export function doorSentences(opportunity: Opportunity, names: OpportunityNames, language: Language): DoorSentence[] {
  return opportunity.doors.map((door) => doorSentence(door, names, language))
}

function doorSentence(door: Door, names: OpportunityNames, language: Language): DoorSentence {
  const say = sayOpportunity(language)
  const practice = names.practice(door.practice)
  const people = door.people.map((one) => doorPerson(one, names, language))
  const how = [
    ...(door.teamKnown ? [] : [say('door-team-unknown')]),
    ...(door.path ? [say('door-path', { people: door.path.map(names.person).join(' › ') })] : []),
  ]
  if (people.length > 0)
    return { practice, who: say('door-people', { practice, people: writeList(language, people) }), how }
  return { practice, who: say(door.nobodyAsked ? 'door-nobody-asked' : 'door-nobody-known', { practice }), how }
}

function doorPerson(one: Door['people'][number], names: OpportunityNames, language: Language): string {
  const say = sayOpportunity(language)
  const name = names.person(one.person)
  const person = one.onTeam ? say('door-on-team', { person: name }) : name
  if (one.askedAtLeast === null) return say('door-few-answers', { person })
  return say('door-most', { person, asked: one.askedAtLeast })
}

export function thereSentences(opportunity: Opportunity, names: OpportunityNames, language: Language): ThereSentence {
  const say = sayOpportunity(language)
  const { invitees } = opportunity
  if (invitees.length === 0) return { line: say('there-nobody'), people: [] }
  if (opportunity.kind === 'unlikely-pair') return { line: pairLine(invitees, names, language), people: [] }
  const counts = new Map<string, number>()
  for (const { practice } of invitees) counts.set(practice, (counts.get(practice) ?? 0) + 1)
  const from = [...counts].map(([practice, n]) => say('there-from', { n, practice: names.practice(practice) }))
  return {
    line: say('there', { list: writeList(language, from) }),
    people: invitees.map((one) => ({
      person: one.person,
      name: names.person(one.person),
      practice: names.practice(one.practice),
      why: writeList(language, reasonsOf(one, language)),
    })),
  }
}

/** Two people are named with where each is at home; there is nothing to tell about why each beside the card itself. */
function pairLine(pair: Invitee[], names: OpportunityNames, language: Language): string {
  const say = sayOpportunity(language)
  const each = pair.map(({ person, practice }) =>
    say('there-pair-one', { person: names.person(person), practice: names.practice(practice) }),
  )
  return say('there-pair', { list: writeList(language, each) })
}

function reasonsOf(invitee: Invitee, language: Language): string[] {
  return invitee.reasons.map((reason) => sayOpportunity(language)(`reason-${reason}`))
}
