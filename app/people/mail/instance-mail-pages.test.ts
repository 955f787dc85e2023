import { beforeEach, expect, test } from 'vitest'
import { testPost } from '../../../test/support/post.ts'
import type { Message } from '../../platform/mail/compose.ts'
import { mailKeys } from '../../platform/mail/mail-keys.ts'
import { peopleApp } from '../people.fixture.ts'
import { addInstanceMailRoutes } from './instance-mail-routes.ts'

const { app, auth, db, owner, clock, browser, newcomer } = await peopleApp()
const sent: Message[] = []
let refusal: { responseCode: number; response: string; command: string } | null = null
const post = testPost(auth.kysely, clock, {
  async handOn(message) {
    if (refusal) throw Object.assign(new Error('refused'), refusal)
    sent.push(message)
  },
})
addInstanceMailRoutes(app, { db, clock, post })
// the first who is let in runs the instance
const steward = await newcomer('steward@example.org', 'Steward')
const other = await newcomer('other@example.org')
const keys = mailKeys('a secret that only these tests know')

beforeEach(async () => {
  await owner.query('truncate mail, mail_stop')
  sent.length = 0
  refusal = null
})

const letter = (address: string) =>
  post.send({ to: { address }, kind: 'deed', subject: 'Secret words', text: 'secret words', html: 'secret words' })

test('says in numbers and plain words what waits and what stands in the way, and shows no address and no words', async () => {
  refusal = { responseCode: 535, response: '535 5.7.8 bad password for maria@example.org', command: 'AUTH PLAIN' }
  await letter('maria@example.org')
  await letter('rui@example.org')
  refusal = { responseCode: 550, response: '550 5.1.1 no tome@example.org', command: 'RCPT TO' }
  await letter('tome@example.org')
  const { status, text } = await steward.see('/instance/mail')
  expect(status).toBe(200)
  expect(text).toContain('does not accept our name and password')
  expect(text).toContain('535 5.7.8')
  expect(text).toContain('There is no such mailbox.')
  expect(text).toMatch(/Waiting<\/dt>\s*<dd>2/)
  expect(text).not.toMatch(/maria@|rui@|tome@|secret words/i)
})

test('is refused to everybody else, whatever they send', async () => {
  for (const [who, status] of [
    [other, 403],
    [browser(), 303],
  ] as const) {
    expect((await who.see('/instance/mail')).status).toBe(status)
    expect((await who.send('/instance/mail/address', { address: 'steward@example.org' })).status).toBe(status)
    expect((await who.send('/instance/mail/trial')).status).toBe(status)
  }
  expect(sent).toEqual([])
})

test('E31: one address at a time can be looked up and tried again, unless they asked for the stop themselves', async () => {
  const stop = (address: string, reason: string) =>
    owner.query(
      `insert into mail_stop (id, address_hash, stops, reason, since) values (gen_random_uuid(), $1, 'everything', $2, now())`,
      [keys.hashAddress(address), reason],
    )
  const ask = async (fields: Record<string, string>) => (await steward.send('/instance/mail/address', fields)).text
  await stop('gone@example.org', 'refused')
  await stop('quiet@example.org', 'asked')
  expect(await ask({ address: 'Gone@Example.org' })).toContain('there is no such mailbox')
  expect(await ask({ address: 'gone@example.org', again: 'yes' })).toContain('Nothing keeps mail from this address.')
  expect(await ask({ address: 'quiet@example.org', again: 'yes' })).toContain('they asked for no mail themselves')
  expect(await ask({ address: 'new@example.org' })).toContain('Nothing keeps mail from this address.')
  const wrong = await steward.send('/instance/mail/address', { address: '<script>alert(1)</script>' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).not.toContain('<script>alert')
})

test('E34: a letter to oneself has a limit of its own, which leaves signing in alone', async () => {
  const statuses: number[] = []
  for (let nth = 0; nth < 5; nth++) statuses.push((await steward.send('/instance/mail/trial')).status)
  expect(statuses).toEqual([303, 303, 303, 429, 429])
  expect(sent.map(({ to, subject }) => [to, subject])).toEqual(Array(3).fill(['steward@example.org', 'A trial letter']))
  const refused = await steward.send('/instance/mail/trial')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  for (let nth = 0; nth < 3; nth++)
    expect((await browser('10.1.1.1').send('/sign-in', { email: 'steward@example.org' })).status).toBe(200)
  clock.pass(60)
  expect((await steward.send('/instance/mail/trial')).status).toBe(303)
})
