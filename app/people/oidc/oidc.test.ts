import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { testOrigin } from '../../../test/support/web.ts'
import { type Browser, peopleApp } from '../people.fixture.ts'
import { codeAt, stepOf } from '../second-step/one-time-code.ts'
import { letIn } from '../signing-in/sign-in.ts'
import { type Mood, smallProvider } from './provider.fixture.ts'
import { openProvider } from './provider.ts'

const there = await smallProvider()
const told: string[] = []
const people = await peopleApp((clock) =>
  openProvider({
    issuer: there.issuer,
    client: there.client.id,
    secret: there.client.secret,
    name: 'Our <town>',
    back: `${testOrigin}/sign-in/elsewhere/back`,
    clock,
    tell: ({ message }) => void told.push(message),
  }),
)
const { owner, auth, clock } = people
const ordinary: Mood = { says: {}, forges: null, away: false, sendsElsewhere: false }
let nth = 0

beforeEach(() => {
  Object.assign(there.mood, ordinary)
  told.length = 0
  // the limits on asking have a test of their own
  clock.pass(60)
})
afterAll(() => there.close())

/** Somebody who may sign in, whom the provider knows under the same address. */
async function somebody() {
  const email = `person.${++nth}@example.org`
  const { id } = await letIn(auth, { email, name: 'Somebody' })
  there.mood.says = { sub: `subject-${nth}`, email, email_verified: true, exp: inFuture() }
  return { id, email, sub: `subject-${nth}` }
}

function fromBase32(text: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map((one) => letters.indexOf(one).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
}

const inFuture = (minutes = 5) => Math.floor(clock.now().getTime() / 1000) + minutes * 60

async function begin(browser: Browser, next = '/account') {
  const begun = await browser.see(`/sign-in/elsewhere?next=${encodeURIComponent(next)}`)
  expect(begun.status).toBe(303)
  return begun.location!
}

const back = (browser: Browser, came: Record<string, string>) =>
  browser.see(`/sign-in/elsewhere/back?${new URLSearchParams(came)}`)

async function signIn(browser = people.browser(), next = '/account') {
  return { browser, answer: await back(browser, there.signInThere(await begin(browser, next))) }
}

/** What the page says, without the menu that leads back to the very address. */
const mainOf = (html: string) => /<main.*<\/main>/s.exec(html)![0]

const whoIn = async (browser: Browser) => (await browser.see('/who')).text

describe('signing in at the provider', () => {
  test('leads there with a challenge of S256 and comes back signed in, to where one wanted to go', async () => {
    const { email } = await somebody()
    const browser = people.browser()
    const address = new URL(await begin(browser, '/account/passkeys?x=1'))
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'ecotone',
      scope: 'openid email',
      code_challenge_method: 'S256',
      redirect_uri: `${testOrigin}/sign-in/elsewhere/back`,
    })
    const answer = await back(browser, there.signInThere(address.href))
    expect([answer.status, answer.location]).toEqual([303, '/account/passkeys?x=1'])
    expect(await whoIn(browser)).toBe(email)
    expect(browser.cookies.has('ecotone.elsewhere')).toBe(false)
    expect(told).toEqual([])
  })

  test('is offered by its name on the page, and not where no provider is set', async () => {
    const offered = (await people.browser().see('/sign-in?next=/account')).text
    expect(offered).toContain('Sign in with Our &lt;town&gt;')
    expect(offered).toContain('href="/sign-in/elsewhere?next=%2Faccount"')
    const without = await peopleApp()
    expect((await without.browser().see('/sign-in')).text).not.toContain('/sign-in/elsewhere')
    for (const path of ['/sign-in/elsewhere', '/sign-in/elsewhere/back?state=x&code=y'])
      expect((await without.browser().see(path)).status).toBe(404)
  })

  test('keeps nothing that would finish it in the database: not the state, the nonce nor the verifier', async () => {
    const browser = people.browser()
    const asked = new URL(await begin(browser)).searchParams
    const { rows } = await owner.query(
      `select identifier || value as all from verification where identifier ~ '^elsewhere'`,
    )
    const kept = rows.map((row) => row.all).join(' ')
    for (const secret of [asked.get('state')!, asked.get('nonce')!, browser.cookies.get('ecotone.elsewhere')!])
      expect(kept).not.toContain(secret)
  })

  test('leads nowhere but into this site afterwards', async () => {
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      await somebody()
      expect((await signIn(people.browser(), next)).answer.location).toBe('/')
    }
  })

  test('asks for the second step where it is on', async () => {
    const { email } = await somebody()
    const { browser } = await signIn()
    await browser.send('/account/second-step')
    const page = await browser.see('/account/second-step')
    const secret = fromBase32(/second-step-secret">([A-Z2-7 ]+)</.exec(page.text)![1]!.replaceAll(' ', ''))
    const finished = await browser.send('/account/second-step/first-code', {
      code: codeAt(secret, stepOf(clock.now())),
    })
    expect(finished.status).toBeLessThan(400)
    const again = await signIn()
    expect(again.answer.location).toBe('/sign-in/code')
    expect(await whoIn(again.browser)).toBe('nobody')
    clock.pass(1)
    const code = await again.browser.send('/sign-in/code', { code: codeAt(secret, stepOf(clock.now())) })
    expect([code.status, code.location]).toEqual([303, '/account'])
    expect(await whoIn(again.browser)).toBe(email)
  })
})

describe('what comes back is refused', () => {
  test('with another state, without using up what was begun', async () => {
    const { email } = await somebody()
    const browser = people.browser()
    const came = there.signInThere(await begin(browser))
    expect((await back(browser, { ...came, state: 'another' })).status).toBe(410)
    expect((await back(browser, { code: came.code })).status).toBe(410)
    expect(await whoIn(browser)).toBe('nobody')
    expect((await back(browser, came)).status).toBe(303)
    expect(await whoIn(browser)).toBe(email)
  })

  test('in another browser than the one it was begun in', async () => {
    await somebody()
    const came = there.signInThere(await begin(people.browser()))
    const other = people.browser()
    await begin(other)
    expect((await back(other, came)).status).toBe(410)
    expect((await back(people.browser(), came)).status).toBe(410)
  })

  test('a second time, and of five at once but one', async () => {
    await somebody()
    const browser = people.browser()
    const came = there.signInThere(await begin(browser))
    const cookie = { cookie: `ecotone.elsewhere=${browser.cookies.get('ecotone.elsewhere')}` }
    const path = `/sign-in/elsewhere/back?${new URLSearchParams(came)}`
    const all = await Promise.all([...Array(5)].map(() => people.browser().see(path, cookie)))
    expect(all.map(({ status }) => status).toSorted()).toEqual([303, 410, 410, 410, 410])
    expect((await people.browser().see(path, cookie)).status).toBe(410)
  })

  test('later than ten minutes after it was begun', async () => {
    await somebody()
    const browser = people.browser()
    const came = there.signInThere(await begin(browser))
    clock.pass(11)
    expect((await back(browser, came)).status).toBe(410)
  })

  test('with the word that it is of another provider', async () => {
    await somebody()
    const browser = people.browser()
    const came = there.signInThere(await begin(browser))
    expect((await back(browser, { ...came, iss: 'https://another.example' })).status).toBe(410)
  })

  const wrong: [string, () => Partial<Mood>, RegExp][] = [
    ['another nonce', () => ({ says: { nonce: 'another' } }), /nonce/],
    ['no nonce', () => ({ says: { nonce: undefined } }), /nonce/],
    ['another audience', () => ({ says: { aud: 'another' } }), /aud/],
    ['another issuer', () => ({ says: { iss: 'https://another.example' } }), /iss/],
    ['several audiences and no azp', () => ({ says: { aud: ['ecotone', 'another'] } }), /azp/],
    ['the azp of another', () => ({ says: { azp: 'another' } }), /azp/],
    ['a time that is over', () => ({ says: { exp: inFuture(-5) } }), /EXPIRED/],
    ['no end', () => ({ says: { exp: undefined } }), /exp/],
    ['no subject', () => ({ says: { sub: undefined } }), /sub/],
    ['no signature (alg none)', () => ({ forges: 'alg none' }), /not to be believed/],
    ['HS256 with the public key as the secret', () => ({ forges: 'HS256 with the public key' }), /ALG_NOT_ALLOWED/],
    ['a signature of another key', () => ({ forges: 'another key' }), /SIGNATURE/],
  ]
  test.each(wrong)('with a token of %s', async (_what, mood, reason) => {
    const { id, email } = await somebody()
    const { says, ...more } = mood()
    Object.assign(there.mood, more, { says: { ...there.mood.says, ...says } })
    const { browser, answer } = await signIn()
    expect(answer.status).toBe(503)
    expect(await whoIn(browser)).toBe('nobody')
    expect(told).toEqual([expect.stringMatching(reason)])
    expect(told[0]).not.toContain(email)
    const { rows } = await owner.query(`select 1 from account where person_id = $1 and provider_id like 'oidc:%'`, [id])
    expect(rows).toEqual([])
  })

  test('when the provider says no, in our words and with nothing of its own', async () => {
    const browser = people.browser()
    const { state } = there.signInThere(await begin(browser))
    const came = { state, error: '<b>access_denied</b>', error_description: '<script>x</script> call 555' }
    const answer = await back(browser, came)
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('You were not signed in')
    expect(mainOf(answer.text)).not.toMatch(/access_denied|<script>x|555/)
  })
})

describe('who gets in', () => {
  test('nobody new: unknown, closed, unproven and known from a map alone are answered alike', async () => {
    const { id, email } = await somebody()
    const others = { sub: 'another', exp: inFuture() }
    await owner.query(`insert into person (id, email) values (gen_random_uuid(), 'mapped@example.org')`)
    const answers = []
    for (const says of [
      { email: 'unknown@example.org', email_verified: true },
      { email: 'mapped@example.org', email_verified: true },
      { email },
      { email, email_verified: false },
      { email, email_verified: 'true' },
      { email_verified: true },
    ]) {
      there.mood.says = { ...others, ...says }
      answers.push((await signIn()).answer)
    }
    await owner.query('delete from account where person_id = $1', [id])
    there.mood.says = { ...others, email, email_verified: true }
    answers.push((await signIn()).answer)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403]))
    expect(new Set(answers.map(({ text }) => mainOf(text))).size).toBe(1)
    const { rows } = await owner.query(`select 1 from person where email = 'unknown@example.org'`)
    expect(rows).toEqual([])
  })

  test('whoever was linked, whatever their address becomes there; it takes over nobody else’s account', async () => {
    const victim = await somebody()
    const { email, sub } = await somebody()
    await signIn()
    there.mood.says = { sub, email: victim.email, email_verified: true, exp: inFuture() }
    expect(await whoIn((await signIn()).browser)).toBe(email)
    there.mood.says = { sub, email_verified: false, exp: inFuture() }
    expect(await whoIn((await signIn()).browser)).toBe(email)
  })

  test('not whoever was given an address there that had been somebody else’s', async () => {
    const { email } = await somebody()
    await signIn()
    there.mood.says = { sub: 'the next one', email, email_verified: true, exp: inFuture() }
    const { browser, answer } = await signIn()
    expect(answer.status).toBe(403)
    expect(await whoIn(browser)).toBe('nobody')
  })

  test('not whoever was linked and whose door was closed since: that ends their sessions and the link', async () => {
    const { id } = await somebody()
    const { browser } = await signIn()
    await owner.query('delete from account where person_id = $1', [id])
    expect(await whoIn(browser)).toBe('nobody')
    expect((await signIn()).answer.status).toBe(403)
  })
})

describe('a provider that is away', () => {
  test('is said so, without what it answered, and the link by mail still works', async () => {
    const { email } = await somebody()
    const browser = people.browser()
    const came = there.signInThere(await begin(browser))
    there.mood.away = true
    const answer = await back(browser, came)
    expect(answer.status).toBe(503)
    expect(answer.text).toContain('Our &lt;town&gt; cannot be asked at the moment')
    expect((await browser.send('/sign-in/confirm', { token: await people.tokenFor(email) })).status).toBe(303)
  })

  test('is asked again the next time, and its way to another place is not followed', async () => {
    clock.pass(120)
    there.mood.away = true
    expect((await people.browser().see('/sign-in/elsewhere')).status).toBe(503)
    Object.assign(there.mood, { away: false, sendsElsewhere: true })
    expect((await people.browser().see('/sign-in/elsewhere')).status).toBe(503)
    there.mood.sendsElsewhere = false
    expect((await people.browser().see('/sign-in/elsewhere')).status).toBe(303)
    expect(told).toHaveLength(2)
  })
})
