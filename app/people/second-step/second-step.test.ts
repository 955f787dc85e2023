import { describe, expect, test } from 'vitest'
import { type Browser, peopleApp } from '../people.fixture.ts'
import { sealWith } from '../seal.ts'
import { codeAt, stepOf, stepOfCode, toBase32 } from './one-time-code.ts'

const people = await peopleApp()
const { clock, owner, auth } = people

describe('a one-time code', () => {
  // RFC 6238, appendix B: SHA-1, the last six of their eight digits.
  const secret = Buffer.from('12345678901234567890')
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('is the one of RFC 6238 at second %d', (second, code) => {
    const now = new Date(second * 1000)
    expect(codeAt(secret, stepOf(now))).toBe(code)
    expect(stepOfCode(secret, code, now)).toBe(Math.floor(second / 30))
  })

  test('holds for the half minute before and after, and no longer', () => {
    const at = (second: number) => stepOfCode(secret, codeAt(secret, 100), new Date(second * 1000))
    expect([at(2969), at(2970), at(3000), at(3059), at(3060)]).toEqual([null, 100, 100, 100, null])
  })

  test.each(['', '28708', '2870822', '28708a', ' 287082', '٢٨٧٠٨٢'])('is not %j', (typed) => {
    expect(stepOfCode(secret, typed, new Date(59_000))).toBeNull()
  })

  test('has a key in base 32, as RFC 4648 writes it', () => {
    expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => toBase32(Buffer.from(text)))).toEqual([
      '',
      'MY',
      'MZXQ',
      'MZXW6',
      'MZXW6YQ',
      'MZXW6YTB',
      'MZXW6YTBOI',
    ])
  })
})

test('what is sealed opens for its owner alone, unchanged, with the same secret', () => {
  const seal = sealWith('s'.repeat(32))
  const closed = seal.close('the key', 'ana')
  expect(closed).not.toContain('the key')
  expect(seal.open(closed, 'ana')).toBe('the key')
  expect(() => seal.open(closed, 'rui')).toThrow()
  expect(() => seal.open(`A${closed.slice(1)}`, 'ana')).toThrow()
  expect(() => sealWith('t'.repeat(32)).open(closed, 'ana')).toThrow()
})

function fromBase32(text: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map((one) => letters.indexOf(one).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
}

/** The app on the phone: gives the code of now, of a step further on each time it is asked again. */
async function setUp(browser: Browser): Promise<{ code: () => string; secret: Buffer; codes: string[] }> {
  await browser.send('/account/second-step')
  const shown = await browser.see('/account/second-step')
  const typed = /second-step-secret">([A-Z2-7 ]+)</.exec(shown.text)![1]!
  const secret = fromBase32(typed.replaceAll(' ', ''))
  const code = () => {
    clock.pass(1)
    return codeAt(secret, stepOf(clock.now()))
  }
  const done = await browser.send('/account/second-step/first-code', { code: code() })
  expect(done.status).toBe(200)
  const codes = [...done.text.matchAll(/<code>([a-z2-7]{5}-[a-z2-7]{5})<\/code>/g)].map(([, one]) => one!)
  return { code, secret, codes }
}

async function pressLink(email: string): Promise<Browser> {
  const browser = people.browser()
  const pressed = await browser.send('/sign-in/confirm', { token: await people.tokenFor(email), next: '/account' })
  expect(pressed).toMatchObject({ status: 303, location: '/sign-in/code' })
  return browser
}

const who = async (browser: Browser) => (await browser.see('/who')).text

describe('the second step', () => {
  test('is on from the first code that fits, and not before', async () => {
    const browser = await people.newcomer('set-up@example.org')
    await browser.send('/account/second-step')
    const wrong = await browser.send('/account/second-step/first-code', { code: '000000' })
    expect(wrong.status).toBe(422)
    const other = people.browser()
    expect(
      (await other.send('/sign-in/confirm', { token: await people.tokenFor('set-up@example.org') })).location,
    ).toBe('/')
    const picture = await browser.see('/account/second-step/key.svg')
    expect(picture.headers.get('content-type')).toBe('image/svg+xml')
    expect(picture.text).not.toMatch(/style=|<script/)
    const { codes } = await setUp(browser)
    expect(new Set(codes).size).toBe(10)
    expect((await browser.see('/account/second-step/key.svg')).status).toBe(404)
    await pressLink('set-up@example.org')
  })

  test('is asked after a link, which by itself opens no session', async () => {
    const { code } = await setUp(await people.newcomer('asked@example.org'))
    const browser = await pressLink('asked@example.org')
    expect(await who(browser)).toBe('nobody')
    expect((await browser.see('/sign-in/code')).text).toContain('One more step')
    const entered = await browser.send('/sign-in/code', { code: code() })
    expect(entered).toMatchObject({ status: 303, location: '/account' })
    expect(await who(browser)).toBe('asked@example.org')
    expect(browser.cookies.has('ecotone.second_step')).toBe(false)
  })

  test('takes each code once, also of two at the same moment', async () => {
    const { code } = await setUp(await people.newcomer('replay@example.org'))
    const browsers = [await pressLink('replay@example.org'), await pressLink('replay@example.org')]
    const same = code()
    const both = await Promise.all(browsers.map((one) => one.send('/sign-in/code', { code: same })))
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
    expect((await (await pressLink('replay@example.org')).send('/sign-in/code', { code: same })).status).toBe(422)
  })

  test('takes each recovery code once, however it is typed, and none of those before', async () => {
    const browser = await people.newcomer('lost@example.org')
    const { codes } = await setUp(browser)
    const [first, second] = codes
    expect(
      (await (await pressLink('lost@example.org')).send('/sign-in/code', { code: ` ${first!.toUpperCase()} ` })).status,
    ).toBe(303)
    expect((await (await pressLink('lost@example.org')).send('/sign-in/code', { code: first! })).status).toBe(422)
    expect((await browser.see('/account/second-step')).text).toContain('9 are left')
    const renewed = await browser.send('/account/second-step/recovery-codes')
    expect(renewed.text).not.toContain(second)
    expect((await (await pressLink('lost@example.org')).send('/sign-in/code', { code: second! })).status).toBe(422)
  })

  test('keeps the key sealed and of recovery codes only what a key outside the database makes of them', async () => {
    const { codes, secret } = await setUp(await people.newcomer('kept@example.org'))
    const { rows } = await owner.query('select secret from second_step union all select hash from recovery_code')
    const kept = JSON.stringify(rows)
    for (const one of [
      ...codes,
      ...codes.map((code) => code.replace('-', '')),
      toBase32(secret),
      secret.toString('base64url'),
    ])
      expect(kept).not.toContain(one)
  })

  test('A4: closes after five tries for a while that grows, whoever tries, and opens again', async () => {
    const { code } = await setUp(await people.newcomer('guessed@example.org'))
    const tries = async (n: number) => {
      const statuses = []
      for (let i = 0; i < n; i++)
        statuses.push((await (await pressLink('guessed@example.org')).send('/sign-in/code', { code: '000000' })).status)
      return statuses
    }
    expect(await tries(6)).toEqual([422, 422, 422, 422, 422, 429])
    const refused = await (await pressLink('guessed@example.org')).send('/sign-in/code', { code: code() })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
    clock.pass(5)
    expect((await (await pressLink('guessed@example.org')).send('/sign-in/code', { code: code() })).status).toBe(303)
  })

  test('waits ten minutes, and for the browser that showed the link', async () => {
    const { code } = await setUp(await people.newcomer('late@example.org'))
    expect((await people.browser().send('/sign-in/code', { code: code() })).status).toBe(410)
    const browser = await pressLink('late@example.org')
    clock.pass(11)
    expect((await browser.see('/sign-in/code')).status).toBe(410)
    expect((await browser.send('/sign-in/code', { code: code() })).status).toBe(410)
  })

  test('is what confirms, in place of a link', async () => {
    const browser = await people.newcomer('confirms@example.org')
    const { code } = await setUp(browser)
    await owner.query(`update session set confirmed_at = now() - interval '1 day' where person_id = $1`, [browser.id])
    const before = (await people.mailed()).length
    expect((await browser.see('/confirm?next=/account')).text).toContain('name="code"')
    await browser.send('/confirm', { next: '/account' })
    expect((await people.mailed()).length).toBe(before)
    expect((await browser.send('/confirm/code', { next: '/account', code: '000000' })).status).toBe(422)
    expect((await browser.see('/account/second-step')).location).toContain('/confirm')
    expect(await browser.send('/confirm/code', { next: '/account', code: code() })).toMatchObject({
      status: 303,
      location: '/account',
    })
    expect((await browser.see('/account/second-step')).status).toBe(200)
  })

  test('is set up and switched off only by whoever showed lately that it is them', async () => {
    const browser = await people.newcomer('stale@example.org')
    await setUp(browser)
    await owner.query(`update session set confirmed_at = now() - interval '1 day' where person_id = $1`, [browser.id])
    for (const path of ['', '/first-code', '/recovery-codes', '/off'])
      expect((await browser.send(`/account/second-step${path}`)).location).toContain('/confirm')
    await owner.query('update session set confirmed_at = $2 where person_id = $1', [browser.id, clock.now()])
    expect((await browser.send('/account/second-step/off')).location).toBe('/account?done=second_step_off')
    const other = people.browser()
    expect((await other.send('/sign-in/confirm', { token: await people.tokenFor('stale@example.org') })).location).toBe(
      '/',
    )
    expect((await owner.query('select 1 from recovery_code where person_id = $1', [browser.id])).rowCount).toBe(0)
  })

  test('leaves lines in the audit, in the name of its owner', async () => {
    const browser = await people.newcomer('audited@example.org')
    await setUp(browser)
    await browser.send('/account/second-step/recovery-codes')
    await browser.send('/account/second-step/off')
    const { rows } = await owner.query('select what from audit where who = $1 order by seq', [browser.id])
    expect(rows.map(({ what }) => what)).toEqual([
      'second-factor-added',
      'recovery-codes-made',
      'second-factor-removed',
    ])
  })
})

test('what is sealed with the secret of this program cannot be moved to another person', async () => {
  const browser = await people.newcomer('moved@example.org')
  const { secret } = await setUp(browser)
  const other = await people.newcomer('thief@example.org')
  await setUp(other)
  await owner.query(
    'update second_step set secret = (select secret from second_step where person_id = $1) where person_id = $2',
    [browser.id, other.id],
  )
  clock.pass(1)
  const { checkSecondStep } = await import('./second-step.ts')
  await expect(
    checkSecondStep(auth, { personId: other.id, language: 'en' }, codeAt(secret, stepOf(clock.now()))),
  ).rejects.toThrow()
})
