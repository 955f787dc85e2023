import { expect, test } from 'vitest'
import { valleyDrawing } from '../valley.fixture.ts'
import { asItWasOn, datedIn, standingOn } from './standing-on.ts'

function dated() {
  const drawn = valleyDrawing()
  Object.assign(drawn.ties[0]!, { since: '2026-03-01', until: '2026-06-30' })
  Object.assign(drawn.ties[1]!, { retracted: '2026-04-01' })
  Object.assign(drawn.memberships.find(({ person }) => person === 'rosa')!, { until: '2026-05-01' })
  return drawn
}

const pairs = (ties: readonly { from: string; to: string }[]) => ties.map(({ from, to }) => `${from} ${to}`)

test('a tie stands from its first day to its last, and what has no date stands always', () => {
  const on = (day: string) => pairs(standingOn(dated(), day).ties)
  expect(on('2026-02-28')).toEqual(['joel2 marta', 'joel joel2', 'rosa joel2'])
  expect(on('2026-03-01')).toContain('joel marta')
  expect(on('2026-06-30')).toContain('joel marta')
  expect(on('2026-07-01')).toEqual(['joel joel2', 'rosa joel2'])
})

test('by what is known now, whoever had left all their groups is not there, and none of their ties', () => {
  const before = asItWasOn(dated(), '2026-05-01')
  expect(before.people.map(({ id }) => id)).toContain('rosa')
  const after = asItWasOn(dated(), '2026-05-02')
  expect(after.people.map(({ id }) => id)).toEqual(['joel', 'joel2', 'marta'])
  expect(pairs(after.ties)).toEqual(['joel marta', 'joel joel2'])
})

test('an answer that came later tells nothing of the day', () => {
  const drawn = dated()
  drawn.answers.push({ person: 'marta', question: 'ties', about: null, asked: null, answered: '2026-04-02' })
  expect(asItWasOn(drawn, '2026-04-01').answers).toHaveLength(0)
  expect(asItWasOn(drawn, '2026-04-02').answers).toHaveLength(1)
})

test('how much has a date is said', () => {
  expect(datedIn(dated())).toEqual({ dated: 2, undated: 7 })
})
