import { beforeEach, describe, expect, test } from 'vitest'
import { testPost } from '../../../test/support/post.ts'
import { testOrigin } from '../../../test/support/web.ts'
import type { Message } from '../../platform/mail/compose.ts'
import { stopPlace } from '../../platform/mail/letter.ts'
import { mailKeys } from '../../platform/mail/mail-keys.ts'
import { peopleApp } from '../people.fixture.ts'

const { app, auth, owner, clock, browser, newcomer } = await peopleApp()
const sent: Message[] = []
const out = testPost(auth.kysely, clock, { origin: testOrigin, handOn: async (one) => void sent.push(one) })
const keys = mailKeys('a secret that only these tests know')
const coast = { key: 'coast', name: 'Cartas da Arrábida' }
const hills = { key: 'hills', name: 'Letters of the hills' }

beforeEach(async () => {
  await owner.query('truncate mail, mail_stop')
  sent.length = 0
})

async function newsletter(personId: string, list = coast) {
  const words = { subject: 'News', text: `News.\n\n${stopPlace}\n`, html: `<a href="${stopPlace}">stop</a>` }
  await out.send({ to: { personId }, kind: 'list', list, ...words })
}

/** The place that a mail program is told to go to. */
function stopAddress(): string {
  const value = sent.at(-1)?.headers['List-Unsubscribe']?.value ?? ''
  return new URL(value.slice(1, -1)).pathname
}

/** As a mail provider does it: no cookie, no origin, a form. */
function oneClick(path: string, body = 'List-Unsubscribe=One-Click'): Promise<Response> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return Promise.resolve(app.fetch(new Request(testOrigin + path, { method: 'POST', body, headers })))
}

async function isStopped(): Promise<boolean> {
  return (await owner.query('select from mail_stop')).rows.length > 0
}

describe('E30: one press stops a list', () => {
  const reader = newcomer('one-click@example.org', 'Reader')

  test('E30: the address of the header stops this list, for this person, and nothing else', async () => {
    const { id } = await reader
    await newsletter(id)
    expect(sent[0]?.headers['List-Unsubscribe-Post']?.value).toBe('List-Unsubscribe=One-Click')
    expect(sent[0]?.text).toContain(`${testOrigin}${stopAddress()}`)
    expect(sent[0]?.html).not.toContain('stop.invalid')
    const answer = await oneClick(stopAddress())
    expect([answer.status, answer.headers.get('location')]).toEqual([200, null])
    await newsletter(id)
    expect(sent).toHaveLength(1)
    await newsletter(id, hills)
    await out.send({ to: { personId: id }, kind: 'deed', subject: 'A link', text: 'x', html: 'x' })
    expect(sent.map(({ subject }) => subject)).toEqual(['News', 'News', 'A link'])
  })

  test('E30: it holds for them at another address too, and another reader at a list still gets it', async () => {
    const { id } = await newcomer('moves@example.org')
    await newsletter(id)
    await oneClick(stopAddress())
    await owner.query(`update person set email = 'moved@example.org' where id = $1`, [id])
    await newsletter(id)
    expect(sent).toHaveLength(1)
    await newsletter((await reader).id)
    expect(sent).toHaveLength(2)
  })

  test('E30: opening it stops nothing and shows a button that does', async () => {
    await newsletter((await reader).id)
    const path = stopAddress()
    const page = await browser().see(path)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Cartas da Arrábida')
    expect(page.text).toContain('name="List-Unsubscribe" value="One-Click"')
    expect(await isStopped()).toBe(false)
    const pressed = await browser().send(path, { 'List-Unsubscribe': 'One-Click' })
    expect(pressed.text).toContain('Stopped')
    expect(await isStopped()).toBe(true)
    await browser().send(`${path}/again`)
    expect(await isStopped()).toBe(false)
  })

  test('E30: without the words of the standard, a press of a mail program stops nothing', async () => {
    await newsletter((await reader).id)
    for (const body of ['', 'List-Unsubscribe=no', 'x=One-Click'])
      expect((await oneClick(stopAddress(), body)).status).toBe(200)
    expect(await isStopped()).toBe(false)
  })

  test('E30: no token, a token of another list, person, address or secret stops nothing', async () => {
    const { id } = await reader
    await newsletter(id)
    const token = stopAddress().split('/').at(-1)!
    const [words = '', sign = ''] = token.split('.')
    const said = JSON.parse(Buffer.from(words, 'base64url').toString()) as (string | null)[]
    const forged = (nth: number, value: string | null) =>
      Buffer.from(JSON.stringify(said.with(nth, value))).toString('base64url')
    const addressHash = keys.hashAddress('one-click@example.org')
    const others = mailKeys('another secret')
    const wrong = [
      '',
      'x',
      '.',
      words,
      `${words}.`,
      `.${sign}`,
      `${words}.${sign}.x`,
      `${words}.${sign.slice(0, -1)}`,
      `${forged(0, null)}.${sign}`,
      `${forged(1, 'hills')}.${sign}`,
      `${forged(3, 'x')}.${sign}`,
      others.stopToken({ personId: id, list: coast, addressHash }),
      `${'A'.repeat(5000)}.${sign}`,
    ]
    for (const one of wrong) {
      expect((await oneClick(`/mail/stop/${one}`)).status, one).toBe(404)
      expect((await oneClick(`/mail/stop/${one}/again`)).status, one).toBe(404)
    }
    expect(await isStopped()).toBe(false)
    expect((await oneClick(`/mail/stop/${token}`)).status).toBe(200)
    expect(await isStopped()).toBe(true)
  })

  test('E30: the token holds no address, and another site cannot press the button with a cookie', async () => {
    const someone = await newcomer('cookie@example.org')
    await newsletter(someone.id)
    const path = stopAddress()
    expect(Buffer.from(path.split('/').at(-1)!.split('.')[0]!, 'base64url').toString()).not.toContain('@')
    const foreign = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    expect((await someone.send(path, { 'List-Unsubscribe': 'One-Click' }, foreign)).status).toBe(403)
    expect(await isStopped()).toBe(false)
  })
})

describe('E31: the account page', () => {
  test('E31: says to the person, and to nobody else, what keeps mail from them and why, and lets them lift it', async () => {
    const reader = await newcomer('account@example.org')
    const other = await newcomer('other@example.org')
    expect((await reader.see('/account')).text).toContain('Nothing is in the way')
    await newsletter(reader.id)
    await oneClick(stopAddress())
    const { text } = await reader.see('/account')
    expect(text).toContain('Cartas da Arrábida')
    expect(text).toContain('You asked us to stop it.')
    expect((await other.see('/account')).text).toContain('Nothing is in the way')
    const { rows } = await owner.query('select id from mail_stop')
    await other.send('/account/mail/lift', { stop: rows[0].id })
    await browser().send('/account/mail/lift', { stop: rows[0].id })
    await reader.send('/account/mail/lift', { stop: "' or true --" })
    expect(await isStopped()).toBe(true)
    expect((await reader.send('/account/mail/lift', { stop: rows[0].id })).location).toContain('done=mail')
    expect(await isStopped()).toBe(false)
    await newsletter(reader.id)
    expect(sent).toHaveLength(2)
  })

  test('E31: a suppressed address is answered on the sign-in page as any other', async () => {
    const reader = await newcomer('refused@example.org')
    const ask = async (email: string) => (await browser('10.0.0.9').send('/sign-in', { email })).text
    const before = await ask('refused@example.org')
    await owner.query(
      `insert into mail_stop (id, address_hash, person_id, stops, reason, code, since)
       values (gen_random_uuid(), $1, $2, 'everything', 'refused', '550 5.1.1', now())`,
      [keys.hashAddress('refused@example.org'), reader.id],
    )
    const strip = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    expect(strip(await ask('refused@example.org'))).toBe(strip(before))
    const { text } = await reader.see('/account')
    expect(text).toContain('there is no such mailbox')
    expect(text).toContain('550 5.1.1')
  })
})
