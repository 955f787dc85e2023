import type { Language } from '../../platform/i18n/language.ts'
import { writeList } from '../../platform/i18n/numbers.ts'
import type { DrawnPractice, GroundRule } from '../landscape/drawn-landscape.ts'
import { invitationWords } from './invitation-words.ts'

/** What is known and may be said to outsiders; nothing here may come from a private answer. */
export interface InvitationFacts {
  language: Language
  /** who is invited */
  practice: Pick<DrawnPractice, 'name' | 'kind'>
  question: string
  /** what the practice, as a practice, said it cares about */
  cares: string[]
  /** other groups of which people are invited */
  others: { name: string; people: number }[]
  /** people who agreed to host and to be named */
  hosts: string[]
  groundRule: GroundRule
  /** hours that one gathering asks for */
  hours: number
}

/** Groups under so many people are not named to others: they would tell who it is. */
const fewestNamed = 5

/**
 * A first text for the invitation to one practice, to be changed by whoever sends it.
 *
 * It says the question, what the practice itself said it cares about, which groups are asked, what it asks of people, who hosts, and
 * that they can say no. It names nobody who did not agree, no group so small that it would name somebody, and under Chatham House or in a
 * closed space nobody at all who takes part.
 */
export function draftInvitation(facts: InvitationFacts): string {
  const say = invitationWords(facts.language)
  const { kind, name } = facts.practice
  const list = (items: string[]) => writeList(facts.language, items)
  return [
    say(`greeting_${kind}`, { practice: name }),
    facts.cares.length > 0 && say('cares', { concerns: list(facts.cares.map((words) => say('quoted', { words }))) }),
    say('question', { question: facts.question }),
    whoElse(facts),
    say(`asks_${kind}`, { hours: facts.hours }),
    facts.groundRule === 'open'
      ? say('rule_open')
      : facts.groundRule === 'closed'
        ? say('rule_closed')
        : say('rule_chatham'),
    facts.hosts.length > 0 ? say('hosts', { hosts: list(facts.hosts), n: facts.hosts.length }) : say('no_host'),
    say('may_say_no'),
    say('thanks'),
  ]
    .filter((line) => line !== false && line !== null)
    .join('\n\n')
}

function whoElse({ language, others, groundRule }: InvitationFacts): string | null {
  const say = invitationWords(language)
  if (groundRule !== 'open') return say('others_not_told')
  const named = others.filter(({ people }) => people >= fewestNamed).map(({ name }) => name)
  if (named.length === 0) return others.length > 0 ? say('others_few') : null
  const groups = writeList(language, named)
  return say(named.length < others.length ? 'others_and_few' : 'others', { groups })
}
