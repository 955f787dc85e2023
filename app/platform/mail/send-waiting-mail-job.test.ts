import { Kysely, PostgresDialect } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { testPost } from '../../../test/support/post.ts'
import { uuidv7 } from '../uuid.ts'
import type { Message } from './compose.ts'
import { sendWaitingMail } from './send-waiting-mail-job.ts'

const { db, owner } = await testDatabase()

test('a letter that the mail server did not take at once goes out by the clock, once', async () => {
  let now = new Date('2027-03-01T09:00:00Z')
  const clock = { now: () => now }
  const person = uuidv7()
  await owner.query('insert into person (id, email) values ($1, $2)', [person, 'madalena@example.org'])
  const sent: Message[] = []
  let away = true
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.pools.auth }) })
  const post = testPost(kysely, clock, {
    async handOn(message) {
      if (away) throw Object.assign(new Error('connect to 10.0.0.7 as madalena'), { code: 'ECONNECTION' })
      sent.push(message)
    },
  })
  await post.send({ to: { personId: person }, kind: 'deed', subject: 'A link', text: 'x', html: 'x' })
  const said: string[] = []
  const nobody = { kind: 'worker', onBehalfOf: null } as const
  const stopping = new AbortController().signal
  const run = () =>
    sendWaitingMail(post).run({ db, clock, viewer: nobody, stopping, log: (line) => said.push(line) }, {})

  now = new Date('2027-03-01T09:02:00Z')
  await run()
  expect(sent).toEqual([])
  expect(said).toEqual(['Mail waits for the mail server: away'])
  away = false
  now = new Date('2027-03-01T09:06:00Z')
  await run()
  await run()
  expect(sent.map(({ to, subject }) => [to, subject])).toEqual([['madalena@example.org', 'A link']])
})
