import { expect, test } from 'vitest'
import { peopleApp } from '../people.fixture.ts'
import { nameInstanceSteward } from './name-instance-steward.ts'

const people = await peopleApp()
const { auth, owner } = people
// the first who is let in runs the instance
const first = await people.newcomer('first@example.org')
const ana = await people.newcomer('ana@example.org')

const stewards = async () =>
  (await owner.query('select person_id from instance_steward')).rows.map(({ person_id }) => person_id).toSorted()
const lines = async () =>
  (await owner.query("select who, what, about from audit where what like 'role-%' order by seq")).rows

test('whoever has the machine names who runs the instance, and takes it back; the audit says that nobody was signed in', async () => {
  expect(await nameInstanceSteward(auth, ' Ana@Example.org ', true)).toBe('done')
  expect(await nameInstanceSteward(auth, 'ana@example.org', true)).toBe('as it was')
  expect(await stewards()).toEqual([first.id, ana.id].toSorted())
  expect(await nameInstanceSteward(auth, 'first@example.org', false)).toBe('done')
  expect(await nameInstanceSteward(auth, 'first@example.org', false)).toBe('as it was')
  expect(await stewards()).toEqual([ana.id])
  expect(await lines()).toEqual([
    { who: null, what: 'role-given', about: ana.id },
    { who: null, what: 'role-taken', about: first.id },
  ])
})

test('the last who runs the instance stays, and nobody is named who may not sign in', async () => {
  expect(await nameInstanceSteward(auth, 'ana@example.org', false)).toBe('last-steward')
  for (const email of ['nobody@example.org', 'no address', ''])
    expect(await nameInstanceSteward(auth, email, true)).toBe('gone')
  expect(await stewards()).toEqual([ana.id])
  expect(await lines()).toHaveLength(2)
})
