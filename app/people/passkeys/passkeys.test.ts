import { describe, expect, test } from 'vitest'
import { type Browser, peopleApp } from '../people.fixture.ts'
import { softDevice } from './soft-device.fixture.ts'

const people = await peopleApp()
const { owner } = people

type Asked = { options: { challenge: string; user: { id: string } }; token: string }

async function ask(browser: Browser, path: string): Promise<Asked> {
  return JSON.parse((await browser.call(`${path}/question`, {})).text) as Asked
}

async function addPasskey(browser: Browser, device = softDevice(), how = {}) {
  const { options, token } = await ask(browser, '/account/passkeys')
  const answer = await browser.call('/account/passkeys', { token, name: 'Phone', response: device.make(options, how) })
  return { device, status: answer.status }
}

async function signInWith(device: ReturnType<typeof softDevice>, how = {}, browser = people.browser()) {
  const { options, token } = await ask(browser, '/sign-in/passkey')
  const answer = await browser.call('/sign-in/passkey', { token, next: '/account', response: device.use(options, how) })
  return { browser, answer }
}

const who = async (browser: Browser) => (await browser.see('/who')).text
const kept = async (id: string) => (await owner.query('select name from passkey where person_id = $1', [id])).rows

test('a passkey that was added signs in, without an address and without a code', async () => {
  const owner = await people.newcomer('passkey@example.org')
  const { device, status } = await addPasskey(owner)
  expect(status).toBe(200)
  const { browser, answer } = await signInWith(device)
  expect(JSON.parse(answer.text)).toEqual({ location: '/account' })
  expect(await who(browser)).toBe('passkey@example.org')
})

test('A5: signing in with a passkey gives a new session and ends the one before', async () => {
  const before = await people.newcomer('again@example.org')
  const { device } = await addPasskey(before)
  const cookie = before.cookies.get('ecotone.session_token')
  await signInWith(device, {}, before)
  expect(before.cookies.get('ecotone.session_token')).not.toBe(cookie)
  const old = await people.browser().see('/who', { cookie: `ecotone.session_token=${cookie}` })
  expect(old.text).toBe('nobody')
})

describe('a passkey is not taken', () => {
  test.each([
    ['made for another site', { origin: 'https://evil.example' }],
    ['made for another name', { host: 'evil.example' }],
    ['made by a device that did not check who holds it', { checked: false }],
  ])('%s', async (_, how) => {
    const browser = await people.newcomer(`refused-${Object.keys(how)[0]}@example.org`)
    expect((await addPasskey(browser, softDevice(), how)).status).toBe(422)
    expect(await kept(browser.id)).toEqual([])
  })

  test('that answers the question of somebody else', async () => {
    const [one, other] = [await people.newcomer('one@example.org'), await people.newcomer('other@example.org')]
    const { options, token } = await ask(one, '/account/passkeys')
    const sent = { token, name: 'Phone', response: softDevice().make(options) }
    expect((await other.call('/account/passkeys', sent)).status).toBe(422)
    expect(await kept(other.id)).toEqual([])
  })

  test('twice, or by two people', async () => {
    const [one, other] = [await people.newcomer('twice@example.org'), await people.newcomer('second@example.org')]
    const { device } = await addPasskey(one)
    expect((await addPasskey(other, device)).status).toBe(422)
    expect(await kept(other.id)).toEqual([])
  })
})

describe('an answer does not sign in', () => {
  test.each([
    ['from another site', { origin: 'https://evil.example' }],
    ['for another name', { host: 'evil.example' }],
    ['without the device having checked who holds it', { checked: false }],
  ])('%s', async (_, how) => {
    const { device } = await addPasskey(await people.newcomer(`answer-${Object.keys(how)[0]}@example.org`))
    const { browser, answer } = await signInWith(device, how)
    expect(answer.status).toBe(422)
    expect(await who(browser)).toBe('nobody')
  })

  test('a second time, or to a question that was not asked', async () => {
    const { device } = await addPasskey(await people.newcomer('replayed@example.org'))
    const browser = people.browser()
    const { options, token } = await ask(browser, '/sign-in/passkey')
    const sent = { token, next: '/', response: device.use(options) }
    const both = await Promise.all([1, 2].map(() => people.browser().call('/sign-in/passkey', sent)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422])
    const other = { ...sent, token: (await ask(browser, '/sign-in/passkey')).token }
    expect((await browser.call('/sign-in/passkey', other)).status).toBe(422)
  })

  test('of a copy whose count lags behind', async () => {
    const { device } = await addPasskey(await people.newcomer('copied@example.org'), softDevice(), { counter: 5 })
    expect((await signInWith(device, { counter: 6 })).answer.status).toBe(200)
    expect((await signInWith(device, { counter: 6 })).answer.status).toBe(422)
  })

  test('of a passkey that was removed, or that nobody has', async () => {
    const browser = await people.newcomer('removed@example.org')
    const { device } = await addPasskey(browser)
    const { rows } = await owner.query('select id from passkey where person_id = $1', [browser.id])
    expect((await browser.send('/account/passkeys/remove', { passkey: rows[0].id })).status).toBe(303)
    expect((await signInWith(device)).answer.status).toBe(422)
    expect((await signInWith(softDevice())).answer.status).toBe(422)
  })

  test('of somebody whose door was closed', async () => {
    const browser = await people.newcomer('closed@example.org')
    const { device } = await addPasskey(browser)
    await owner.query('delete from account where person_id = $1', [browser.id])
    expect((await signInWith(device)).answer.status).toBe(422)
  })

  test.each([[{}], [{ token: 'x' }], [[]], [null], ['x'], [{ token: 'x', response: { id: {} } }]])(
    '%j',
    async (body) => {
      expect((await people.browser().call('/sign-in/passkey', body)).status).toBe(422)
    },
  )
})

test('a passkey leads nowhere but here', async () => {
  const { device } = await addPasskey(await people.newcomer('nowhere@example.org'))
  const browser = people.browser()
  const { options, token } = await ask(browser, '/sign-in/passkey')
  const sent = { token, next: '//evil.example', response: device.use(options) }
  expect(JSON.parse((await browser.call('/sign-in/passkey', sent)).text)).toEqual({ location: '/' })
})

test('a passkey confirms that it is them, and only for its owner', async () => {
  const browser = await people.newcomer('confirm@example.org')
  const { device } = await addPasskey(browser)
  const other = await people.newcomer('not-theirs@example.org')
  const stale = `update session set confirmed_at = now() - interval '1 day'`
  await owner.query(stale)
  for (const [asking, status] of [
    [other, 422],
    [browser, 200],
  ] as const) {
    const { options, token } = await ask(asking, '/confirm/passkey')
    const sent = { token, next: '/account/passkeys', response: device.use(options) }
    expect((await asking.call('/confirm/passkey', sent)).status).toBe(status)
  }
  expect((await browser.see('/account/passkeys')).status).toBe(200)
  expect((await other.see('/account/passkeys')).location).toContain('/confirm')
})

test('passkeys are listed by name, renamed and removed by their owner alone, in the audit too', async () => {
  const [mine, other] = [await people.newcomer('mine@example.org'), await people.newcomer('theirs@example.org')]
  await addPasskey(mine)
  const { rows } = await owner.query('select id from passkey where person_id = $1', [mine.id])
  const passkey = rows[0].id
  await other.send('/account/passkeys/name', { passkey, name: 'Stolen' })
  await other.send('/account/passkeys/remove', { passkey })
  expect(await kept(mine.id)).toEqual([{ name: 'Phone' }])
  await mine.send('/account/passkeys/name', { passkey, name: '<b>Key</b>' })
  expect((await mine.see('/account/passkeys')).text).toContain('&lt;b&gt;Key&lt;/b&gt;')
  await mine.send('/account/passkeys/remove', { passkey })
  const lines = await owner.query('select what, about from audit where who = $1 order by seq', [mine.id])
  expect(lines.rows).toEqual([
    { what: 'passkey-added', about: passkey },
    { what: 'passkey-removed', about: passkey },
  ])
})

test('adding one asks for somebody who showed lately that it is them', async () => {
  const browser = await people.newcomer('stale@example.org')
  await owner.query(`update session set confirmed_at = now() - interval '1 day' where person_id = $1`, [browser.id])
  expect((await browser.call('/account/passkeys/question', {})).location).toContain('/confirm')
  expect((await browser.call('/account/passkeys', {})).location).toContain('/confirm')
  expect((await people.browser().call('/account/passkeys/question', {})).location).toContain('/sign-in')
})
