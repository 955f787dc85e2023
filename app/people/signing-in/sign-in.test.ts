import { describe, expect, test } from 'vitest'
import { get, post } from '../../../test/support/web.ts'
import { letIn, signInLink } from './sign-in.ts'
import { cookieFrom, here, signingIn } from './signing-in.fixture.ts'

const { owner, auth, app, mailed, newToken, signIn } = await signingIn()

describe('asking for a link', () => {
  test('answers an unknown address exactly as a known one, and mails only the known', async () => {
    const known = await app.fetch(post('/sign-in', { email: 'madalena@example.org' }))
    const unknown = await app.fetch(post('/sign-in', { email: 'somebody.1@example.org' }))
    expect([known.status, unknown.status]).toEqual([200, 200])
    expect((await known.text()).replaceAll('madalena', 'X')).toBe((await unknown.text()).replaceAll('somebody.1', 'X'))
    expect((await mailed()).map((letter) => letter.to)).toEqual(['madalena@example.org'])
  })

  test('mails nobody who is only known from a map', async () => {
    await owner.query(`insert into person (id, email) values (gen_random_uuid(), 'hidden@example.org')`)
    await app.fetch(post('/sign-in', { email: 'hidden@example.org' }))
    expect(await mailed()).toEqual([])
    expect(await signInLink(auth, 'hidden@example.org')).toEqual({
      kind: 'refused',
      because: 'nobody may sign in with it',
    })
  })

  test('refuses what is no address and keeps what was typed', async () => {
    const answer = await app.fetch(post('/sign-in', { email: 'madalena<at>example', next: '/landscapes/x' }))
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('value="madalena&lt;at&gt;example"')
    expect(html).toContain('value="/landscapes/x"')
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain('href="#f-email"')
  })

  test('is heard five times for one address and then asks to wait, known or not', async () => {
    for (const email of ['madalena@example.org', 'nobody@example.org']) {
      const answers = []
      for (let i = 0; i < 6; i++) answers.push(await app.fetch(post('/sign-in', { email })))
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 429])
      expect(Number(answers[5]!.headers.get('retry-after'))).toBeGreaterThan(60)
    }
  })

  test('is heard twenty times from one place, whatever the addresses', async () => {
    const statuses = []
    for (let i = 0; i < 21; i++)
      statuses.push((await app.fetch(post('/sign-in', { email: `a${i}@example.org` }), here)).status)
    expect(statuses.slice(0, 20).every((status) => status === 200)).toBe(true)
    expect(statuses[20]).toBe(429)
  })

  test('writes in the language of the person, else of the page, with a text and an HTML form', async () => {
    await app.fetch(post('/sign-in', { email: 'madalena@example.org' }, { cookie: 'language=pt' }))
    expect((await mailed())[0]).toMatchObject({ subject: 'A sua ligação para o Ecotone' })
    await owner.query(`update person set language = 'fr'`)
    await app.fetch(post('/sign-in', { email: 'madalena@example.org' }, { cookie: 'language=pt' }))
    expect((await mailed())[0]?.subject).toBe('Votre lien vers Ecotone')
    const { rows } = await owner.query('select html from mail')
    expect(rows[0].html).toContain('<html lang="pt"')
  })
})

describe('a link', () => {
  test('shows a button when opened, however often, and signs in only when the button is pressed', async () => {
    const token = await newToken()
    for (let i = 0; i < 3; i++) {
      const opened = await app.fetch(get(`/sign-in/confirm?token=${token}`))
      expect(opened.status).toBe(200)
      expect(opened.headers.getSetCookie()).toEqual([])
    }
    const pressed = await app.fetch(post('/sign-in/confirm', { token, next: '/landscapes/arrabida' }))
    expect(pressed.status).toBe(303)
    expect(pressed.headers.get('location')).toBe('/landscapes/arrabida')
    const who = await app.fetch(get('/who', { cookie: cookieFrom(pressed) }))
    expect(await who.text()).toBe('madalena@example.org')
  })

  test('works once', async () => {
    const token = await newToken()
    await app.fetch(post('/sign-in/confirm', { token }))
    const again = await app.fetch(post('/sign-in/confirm', { token }))
    expect(again.status).toBe(410)
    expect(again.headers.getSetCookie()).toEqual([])
    expect((await app.fetch(get(`/sign-in/confirm?token=${token}`))).status).toBe(410)
  })

  test('used twice at the same moment opens one session', async () => {
    const token = await newToken()
    const both = await Promise.all([1, 2].map(() => app.fetch(post('/sign-in/confirm', { token }))))
    expect(both.map((answer) => answer.status).sort()).toEqual([303, 410])
    expect((await owner.query('select 1 from session')).rowCount).toBe(1)
  })

  test('stops working after an hour', async () => {
    const token = await newToken()
    await owner.query(`update verification set expires_at = now() - interval '1 second'`)
    expect((await app.fetch(get(`/sign-in/confirm?token=${token}`))).status).toBe(410)
    expect((await app.fetch(post('/sign-in/confirm', { token }))).status).toBe(410)
  })

  test.each(['', 'x', '../../etc/passwd', "' or 1=1 --", 'x'.repeat(5000)])(
    'that never was (%j) opens nothing',
    async (token) => {
      const answer = await app.fetch(post('/sign-in/confirm', { token }))
      expect(answer.status).toBe(410)
      expect(answer.headers.getSetCookie()).toEqual([])
    },
  )

  test('is stored as a hash only', async () => {
    const token = await newToken()
    const { rows } = await owner.query('select identifier, value from verification')
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('cannot lead to another site', async () => {
    const answer = await app.fetch(post('/sign-in/confirm', { token: await newToken(), next: '//evil.example' }))
    expect(answer.headers.get('location')).toBe('/')
  })

  test('sent by another site signs nobody in', async () => {
    const request = post(
      '/sign-in/confirm',
      { token: await newToken() },
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    )
    expect((await app.fetch(request)).status).toBe(403)
  })
})

describe('a session', () => {
  test('is a signed cookie that scripts cannot read and other sites do not send', async () => {
    const answer = await app.fetch(post('/sign-in/confirm', { token: await newToken() }))
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('ecotone.session_token=')) ?? ''
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/Max-Age=1209600/)
  })

  test('is new at each sign-in, and the one before ends', async () => {
    const first = await signIn()
    const second = await signIn({ cookie: first })
    expect(second).not.toBe(first)
    expect(await (await app.fetch(get('/who', { cookie: first }))).text()).toBe('nobody')
    expect(await (await app.fetch(get('/who', { cookie: second }))).text()).toBe('madalena@example.org')
  })

  test('that is forged or ended is taken back from the browser', async () => {
    const cookie = await signIn()
    const forged = `ecotone.session_token=${'a'.repeat(32)}.${'b'.repeat(43)}%3D`
    await app.fetch(post('/sign-out', {}, { cookie }))
    for (const gone of [forged, cookie, 'ecotone.session_token=']) {
      const answer = await app.fetch(get('/who', { cookie: gone }))
      expect(await answer.text()).toBe('nobody')
      expect(answer.headers.getSetCookie().join()).toMatch(/ecotone\.session_token=;.*Max-Age=0/)
    }
  })

  test('does not outlive 14 days', async () => {
    const cookie = await signIn()
    await owner.query(`update session set expires_at = now() - interval '1 second'`)
    expect(await (await app.fetch(get('/who', { cookie }))).text()).toBe('nobody')
  })

  test('keeps no network address', async () => {
    await signIn({ 'x-forwarded-for': '203.0.113.7', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' })
    const { rows } = await owner.query('select ip_address, user_agent from session')
    expect(rows[0].ip_address ?? '').toBe('')
    expect(rows[0].user_agent).toContain('Firefox')
  })

  test('can be ended one by one from another browser, and all at once', async () => {
    const [one, two] = [await signIn(), await signIn()]
    const html = await (await app.fetch(get('/account', { cookie: one }))).text()
    const other = /name="session" value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? ''
    await app.fetch(post('/account/sessions/end', { session: other }, { cookie: one }))
    expect(await (await app.fetch(get('/who', { cookie: two }))).text()).toBe('nobody')
    expect(await (await app.fetch(get('/who', { cookie: one }))).text()).toBe('madalena@example.org')
    const three = await signIn()
    await app.fetch(post('/account/sessions/end-all', {}, { cookie: one }))
    for (const cookie of [one, three]) expect(await (await app.fetch(get('/who', { cookie }))).text()).toBe('nobody')
  })

  test('of somebody else cannot be ended', async () => {
    await letIn(auth, { email: 'tome@example.org', name: null })
    const mine = await signIn()
    const theirs = cookieFrom(await app.fetch(post('/sign-in/confirm', { token: await newToken('tome@example.org') })))
    const { rows } = await owner.query(
      `select session.id from session join person on person.id = person_id where email = 'tome@example.org'`,
    )
    await app.fetch(post('/account/sessions/end', { session: rows[0].id }, { cookie: mine }))
    expect(await (await app.fetch(get('/who', { cookie: theirs }))).text()).toBe('tome@example.org')
  })
})

test('letting somebody in twice changes nothing, and addresses differ in more than capitals', async () => {
  const [one, two] = await Promise.all(
    ['TOME@example.org', 'tome@Example.org '].map((email) => letIn(auth, { email, name: 'Tomé' })),
  )
  expect(one).toEqual(two)
  await expect(letIn(auth, { email: 'not an address', name: null })).rejects.toThrow(/not an e-mail address/)
})
