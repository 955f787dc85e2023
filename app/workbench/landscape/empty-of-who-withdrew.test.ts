import { describe, expect, test } from 'vitest'
import { markOfIds, markOfNames, personId, smallCoast } from '../../../test/security/small-coast.ts'
import { emptyOfWhoWithdrew } from './empty-of-who-withdrew.ts'

const left = personId('crews', 0)

function coast(basis: 'consented' | 'fictional', ...states: ('agreed' | 'withdrawn')[]) {
  const drawn = smallCoast(basis)
  const person = drawn.people.find(({ id }) => id === left)!
  person.name = 'Somebody who left'
  drawn.consents = states.map((state, nth) => ({ person: left, purpose: 'map', state, said: `2026-10-0${nth + 1}` }))
  drawn.consents.push({ person: personId('lab', 0), purpose: 'map', state: 'agreed', said: null })
  return drawn
}

describe('E3: of somebody who took their word back', () => {
  const drawn = coast('consented', 'agreed', 'withdrawn')
  const kept = emptyOfWhoWithdrew(drawn, () => 'nobody-1')

  test('a head in their group is kept, and no id, name or word', () => {
    expect(kept.people.filter(({ id }) => id === 'nobody-1')).toHaveLength(1)
    expect(kept.memberships.filter(({ person }) => person === 'nobody-1')).toHaveLength(1)
    expect(JSON.stringify(kept)).not.toContain(left)
    expect(JSON.stringify(kept)).not.toContain('Somebody who left')
    expect(JSON.stringify(drawn)).toContain(left)
  })

  test('no tie, answer, seat or flag is kept, and those of others all are', () => {
    const touched = drawn.ties.filter(({ from, to }) => [from, to].includes(left)).length
    expect(touched).toBeGreaterThan(0)
    expect(kept.ties).toHaveLength(drawn.ties.length - touched)
    expect(kept.answers).toHaveLength(drawn.answers.length - 1)
    expect(kept.legitimacy.filter(({ person }) => person === left)).toEqual([])
    expect(JSON.stringify(kept)).toContain(markOfIds)
    expect(JSON.stringify(kept)).toContain(markOfNames)
  })
})

test('somebody who said yes again afterwards is kept as they are', () => {
  const drawn = coast('consented', 'withdrawn', 'agreed')
  expect(emptyOfWhoWithdrew(drawn, () => 'x')).toBe(drawn)
})

test('where nobody lives nothing is taken away', () => {
  const drawn = coast('fictional', 'withdrawn')
  expect(emptyOfWhoWithdrew(drawn, () => 'x')).toBe(drawn)
})
