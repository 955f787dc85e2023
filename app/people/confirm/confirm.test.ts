import { describe, expect, test } from 'vitest'
import { requireFresh } from '../fresh.ts'
import { peopleApp } from '../people.fixture.ts'

const people = await peopleApp()
people.app.get('/deep/thing', (c) => requireFresh(c) ?? c.text('done'))
people.app.post('/deep/thing', (c) => requireFresh(c) ?? c.text('done'))
people.app.post('/api/deep', (c) => requireFresh(c) ?? c.text('done'))

let nth = 0
async function staleBrowser() {
  const browser = await people.newcomer(`confirm-${++nth}@example.org`)
  await people.owner.query(`update session set confirmed_at = now() - interval '16 minutes' where person_id = $1`, [
    browser.id,
  ])
  return browser
}

describe('what deserves a second look', () => {
  test('is open to whoever signed in within the last quarter of an hour, and to nobody else', async () => {
    const browser = await people.newcomer('lately@example.org')
    expect((await browser.see('/deep/thing')).text).toBe('done')
    await people.owner.query(
      `update session set confirmed_at = now() - interval '15 minutes 1 second' where person_id = $1`,
      [browser.id],
    )
    expect(await browser.see('/deep/thing?a=1')).toMatchObject({
      status: 303,
      location: '/confirm?next=%2Fdeep%2Fthing%3Fa%3D1',
    })
    expect((await people.browser().see('/deep/thing')).location).toBe('/sign-in?next=%2Fdeep%2Fthing')
  })

  test('sent as a form leads back to the page before, if that was ours', async () => {
    const browser = await staleBrowser()
    const from = async (referer: string) => (await browser.send('/deep/thing', {}, { referer })).location
    expect(await from('http://ecotone.test/roles?x=1')).toBe('/confirm?next=%2Froles%3Fx%3D1')
    expect(await from('https://evil.example/roles')).toBe('/confirm?next=%2F')
    expect(await from('http://ecotone.test//evil.example')).toBe('/confirm?next=%2F')
    expect(await from('')).toBe('/confirm?next=%2F')
  })

  test('is refused to programs with a reason', async () => {
    const browser = await staleBrowser()
    const answer = await browser.call('/api/deep', {})
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.text)).toMatchObject({ reason: 'not-fresh', status: 403 })
  })
})

describe('confirming by a mailed link', () => {
  test('leads back to where one was, once the button is pressed', async () => {
    const browser = await staleBrowser()
    expect((await browser.see('/confirm?next=/deep/thing')).text).toContain('Confirm it is you')
    await browser.send('/confirm', { next: '/deep/thing' })
    const token = await people.mailedToken('/confirm/link')
    for (let i = 0; i < 2; i++) expect((await browser.see(`/confirm/link?token=${token}`)).status).toBe(200)
    expect((await browser.see('/deep/thing')).status).toBe(303)
    expect(await browser.send('/confirm/link', { token })).toMatchObject({ status: 303, location: '/deep/thing' })
    expect((await browser.see('/deep/thing')).text).toBe('done')
    expect((await browser.see('/confirm?next=/deep/thing')).location).toBe('/deep/thing')
    expect((await browser.send('/confirm/link', { token })).status).toBe(410)
  })

  test('confirms the session that asked and no other, so that pressing a link for somebody else gains them nothing', async () => {
    const thief = await staleBrowser()
    await thief.send('/confirm', { next: '/' })
    const token = await people.mailedToken('/confirm/link')
    const other = await people.newcomer(`confirm-${nth}@example.org`)
    expect((await other.see(`/confirm/link?token=${token}`)).status).toBe(410)
    expect((await other.send('/confirm/link', { token })).status).toBe(410)
    expect((await people.browser().send('/confirm/link', { token })).location).toBe('/sign-in?next=%2F')
    expect((await thief.see('/deep/thing')).status).toBe(303)
  })

  test('stops after an hour', async () => {
    const browser = await staleBrowser()
    await browser.send('/confirm', { next: '/' })
    const token = await people.mailedToken('/confirm/link')
    await people.owner.query(`update verification set expires_at = now() - interval '1 second'`)
    expect((await browser.see(`/confirm/link?token=${token}`)).status).toBe(410)
    expect((await browser.send('/confirm/link', { token })).status).toBe(410)
  })

  test.each([
    '//evil.example',
    'https://evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
    '/x/..//evil.example',
  ])('leads nowhere but here: %s', async (next) => {
    const browser = await staleBrowser()
    expect((await browser.see(`/confirm?next=${encodeURIComponent(next)}`)).text).toContain('name="next" value="/"')
    await browser.send('/confirm', { next })
    const token = await people.mailedToken('/confirm/link')
    expect((await browser.send('/confirm/link', { token })).location).toBe('/')
  })

  test('is heard five times and then asks to wait', async () => {
    const browser = await staleBrowser()
    const statuses = []
    for (let i = 0; i < 6; i++) statuses.push((await browser.send('/confirm', { next: '/' })).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  })

  test('asks whoever is not signed in to sign in', async () => {
    const nobody = people.browser()
    expect((await nobody.see('/confirm?next=/account')).location).toBe('/sign-in?next=%2Faccount')
    expect((await nobody.send('/confirm', { next: '/account' })).location).toBe('/sign-in?next=%2Faccount')
    expect((await nobody.see('/confirm/link?token=x')).location).toBe('/sign-in?next=%2Fconfirm%2Flink%3Ftoken%3Dx')
  })
})
