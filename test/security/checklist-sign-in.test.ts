import { expect, test } from 'vitest'
import { peopleApp } from '../../app/people/people.fixture.ts'

/**
 * The points A and B of the checklist that no other test of signing in says under its number. There are no passwords here, so A6 and the
 * passwords of A7 and A8 have nothing to hold against; what stands in their place is tested under those numbers.
 */
const people = await peopleApp()
const { owner, clock } = people

test('A1: a bad or unknown link says that it no longer works, and gives no cookie', async () => {
  for (const token of ['', 'x', '../..', "' or 1=1 --", 'x'.repeat(3000)]) {
    const browser = people.browser()
    const opened = await browser.see(`/sign-in/confirm?token=${encodeURIComponent(token)}`)
    const pressed = await browser.send('/sign-in/confirm', { token })
    expect([opened.status, pressed.status]).toEqual([410, 410])
    expect(browser.cookies.size).toBe(0)
  }
})

test('A2: opening a link as often as a mail program likes uses nothing up; its button does, once, also of many at once', async () => {
  await people.newcomer('scanned@example.org')
  const token = await people.tokenFor('scanned@example.org')
  for (let i = 0; i < 5; i++) expect((await people.browser().see(`/sign-in/confirm?token=${token}`)).status).toBe(200)
  const pressed = await Promise.all([...Array(5)].map(() => people.browser().send('/sign-in/confirm', { token })))
  expect(pressed.map(({ status }) => status).sort()).toEqual([303, 410, 410, 410, 410])
  const late = await people.tokenFor('scanned@example.org')
  clock.pass(61)
  expect((await people.browser().send('/sign-in/confirm', { token: late })).status).toBe(410)
})

test('A3: nothing in the address makes a link for one thing do another', async () => {
  const browser = await people.newcomer('kinds@example.org')
  await owner.query(`update session set confirmed_at = now() - interval '1 day' where person_id = $1`, [browser.id])
  await browser.send('/confirm', { next: '/' })
  const confirming = await people.mailedToken('/confirm/link')
  for (const more of ['', '&action=signup', '&kind=sign-in']) {
    expect((await people.browser().see(`/sign-in/confirm?token=${confirming}${more}`)).status).toBe(410)
    expect((await people.browser().send(`/sign-in/confirm?x${more}`, { token: confirming })).status).toBe(410)
  }
  const signingIn = await people.tokenFor('kinds@example.org')
  expect((await browser.send('/confirm/link', { token: signingIn })).status).toBe(410)
  expect((await people.browser().send('/address/confirm', { token: signingIn })).status).toBe(410)
  const { rows } = await owner.query('select count(*)::int as n from person')
  await people.browser().send('/sign-in', { email: 'nobody.yet@example.org', action: 'signup' })
  expect((await owner.query('select count(*)::int as n from person')).rows).toEqual(rows)
})

test('A5: sessions are new at each sign-in, listed with when they were last used, and ended one by one and all', async () => {
  const first = await people.newcomer('listed@example.org')
  const second = people.browser()
  await second.send('/sign-in/confirm', { token: await people.tokenFor('listed@example.org') })
  const { rows } = await owner.query('select id, used_at from session where person_id = $1 order by created_at', [
    first.id,
  ])
  expect(rows).toHaveLength(2)
  expect((await first.see('/account')).text).toContain('Last used')
  await first.send('/account/sessions/end', { session: rows[1].id })
  expect((await second.see('/who')).text).toBe('nobody')
  clock.pass(61)
  await first.see('/who')
  const { rows: later } = await owner.query('select used_at from session where id = $1', [rows[0].id])
  expect(later[0].used_at.getTime()).toBeGreaterThan(rows[0].used_at.getTime())
  await first.send('/account/sessions/end-all')
  expect((await first.see('/who')).text).toBe('nobody')
})

test('A9: a cookie that does not hold is taken back, and counts toward a limit of its place', async () => {
  const bad = { cookie: 'ecotone.session_token=made.up' }
  const first = await people.browser('203.0.113.9').see('/who', bad)
  expect(first.headers.getSetCookie().join()).toMatch(/ecotone\.session_token=;.*Max-Age=0/)
  let last = first
  for (let i = 0; i < 100 && last.status === 200; i++) last = await people.browser('203.0.113.9').see('/who', bad)
  expect(last.status).toBe(429)
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('B11: distinct addresses from one place are slowed down, 1, 1, 2, 3, 5 quarters at a time, and signing in between forgets nothing', async () => {
  await people.newcomer('known@example.org')
  let nth = 0
  const ask = async () => people.browser('198.51.100.7').send('/sign-in', { email: `someone.${nth++}@example.org` })
  const waits: number[] = []
  for (let i = 0; i < 20; i++) expect((await ask()).status).toBe(200)
  for (let round = 0; round < 5; round++) {
    const refused = await ask()
    expect(refused.status).toBe(429)
    const seconds = Number(refused.headers.get('retry-after'))
    waits.push(Math.round(seconds / 225))
    await people.browser('198.51.100.7').send('/sign-in/confirm', { token: await people.tokenFor('known@example.org') })
    clock.pass(seconds / 60)
    expect((await ask()).status).toBe(200)
  }
  expect(waits).toEqual([1, 1, 2, 3, 5])
})

test('B12: an unknown address is answered as a known one, in words, headers and limits', async () => {
  await people.newcomer('zulmira.k@example.org')
  const answers = async (name: string, from: string) => {
    const all = []
    for (let i = 0; i < 6; i++) {
      const answer = await people.browser(from).send('/sign-in', { email: `${name}@example.org` })
      const headers = [...answer.headers].filter(([key]) => key !== 'x-request-id')
      const text = answer.text.replaceAll(name, 'X').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')
      all.push({ status: answer.status, text, headers })
    }
    return all
  }
  const [there, nobody] = [await answers('zulmira.k', '192.0.2.1'), await answers('zulmira.u', '192.0.2.2')]
  expect(nobody.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  expect(nobody).toEqual(there)
})
