import { expect, test } from 'vitest'
import { languages } from '../../platform/i18n/language.ts'
import { draftInvitation, type InvitationFacts } from './draft-invitation.ts'

const facts: InvitationFacts = {
  language: 'en',
  practice: { name: 'Mariscadoras do Sado', kind: 'community' },
  question: 'How do we say bad news about the water in time?',
  cares: ['Knowing in time that the beds are closed'],
  others: [
    { name: 'Saúde Ambiental', people: 16 },
    { name: 'Redeiras do Cais', people: 4 },
  ],
  hosts: ['Zulmira Peixinho'],
  groundRule: 'open',
  hours: 2,
}

test('an invitation says the question, what matters to the group, who else is asked, what it asks, who hosts, and that one may say no', () => {
  const text = draftInvitation(facts)
  for (const part of [
    facts.question,
    facts.cares[0]!,
    'Saúde Ambiental',
    '2 hours',
    'Zulmira Peixinho hosts',
    'You can say no',
  ]) {
    expect(text).toContain(part)
  }
})

test('E10: a group of fewer than five people is not named to others', () => {
  const text = draftInvitation(facts)
  expect(text).not.toContain('Redeiras')
  expect(text).toContain('a few from smaller groups')
})

test('E12: under Chatham House and in a closed space no other group is named', () => {
  for (const groundRule of ['chatham house', 'closed'] as const) {
    const text = draftInvitation({ ...facts, groundRule })
    expect(text).not.toContain('Saúde Ambiental')
  }
})

test('without a host who said yes nobody is named', () => {
  expect(draftInvitation({ ...facts, hosts: [] })).toContain('still asking who could host')
})

test('each kind of group is addressed and asked in its own way, in each language', () => {
  const kinds = ['community', 'organisation', 'institution', 'network', 'public'] as const
  for (const language of languages) {
    const texts = kinds.map((kind) => draftInvitation({ ...facts, language, practice: { name: 'X', kind } }))
    expect(new Set(texts).size).toBe(kinds.length)
  }
})
