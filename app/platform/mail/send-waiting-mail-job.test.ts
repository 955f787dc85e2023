import { Kysely, PostgresDialect } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { uuidv7 } from '../uuid.ts'
import { type Message, openPost } from './mail.ts'
import { sendWaitingMail } from './send-waiting-mail-job.ts'

const { db, owner } = await testDatabase()

test('a letter that the mail server did not take at once goes out by the clock, once', async () => {
  const clock = { now: () => new Date('2027-03-01T09:00:00Z') }
  const person = uuidv7()
  await owner.query('insert into person (id, email) values ($1, $2)', [person, 'madalena@example.org'])
  const sent: Message[] = []
  let away = true
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.pools.auth }) })
  const post = openPost({
    kysely,
    clock,
    smtpUrl: null,
    from: 'ecotone@example.org',
    async handOn(message) {
      if (away) throw new Error('connection refused')
      sent.push(message)
    },
  })
  await post.send({ personId: person, subject: 'A link', text: 'x', html: 'x' })
  const said: string[] = []
  const nobody = { kind: 'worker', onBehalfOf: null } as const
  const stopping = new AbortController().signal
  const run = () =>
    sendWaitingMail(post).run({ db, clock, viewer: nobody, stopping, log: (line) => said.push(line) }, {})

  await run()
  expect(sent).toEqual([])
  expect(said.join()).toContain('connection refused')
  away = false
  await run()
  await run()
  expect(sent.map(({ to, subject }) => [to, subject])).toEqual([['madalena@example.org', 'A link']])
})
