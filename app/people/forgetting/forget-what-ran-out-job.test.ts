import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { forgetWhatRanOut } from './forget-what-ran-out-job.ts'

const { db, owner } = await testDatabase()
const now = new Date('2027-03-10T09:00:00Z')

test('forms that were sent more than a week ago, and links and sessions whose time is over, are let go', async () => {
  const person = uuidv7()
  await owner.query('insert into person (id, email) values ($1, $2)', [person, 'madalena@example.org'])
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const [old, young] = [uuidv7(), uuidv7()]
  await owner.query('insert into form_key (key, person_id, taken_at) values ($1, $3, $4), ($2, $3, $5)', [
    ...[old, young, person],
    ...[daysAgo(8), daysAgo(6)],
  ])
  for (const [table, columns] of [
    ['verification', 'identifier, value'],
    ['session', 'person_id, token'],
  ] as const) {
    for (const expires of [daysAgo(1), daysAgo(-1)]) {
      const values = table === 'session' ? [person, expires.toISOString()] : ['x', 'y']
      await owner.query(`insert into ${table} (id, expires_at, ${columns}) values ($1, $2, $3, $4)`, [
        ...[uuidv7(), expires],
        ...values,
      ])
    }
  }

  const nobody = { kind: 'worker', onBehalfOf: null } as const
  const tools = { db, clock: { now: () => now }, viewer: nobody, stopping: new AbortController().signal, log: () => {} }
  await forgetWhatRanOut.run(tools, {})
  await forgetWhatRanOut.run(tools, {})

  expect((await owner.query('select key from form_key')).rows).toEqual([{ key: young }])
  for (const table of ['verification', 'session']) {
    const { rows } = await owner.query(`select expires_at from ${table}`)
    expect(rows).toEqual([{ expires_at: daysAgo(-1) }])
  }
})
