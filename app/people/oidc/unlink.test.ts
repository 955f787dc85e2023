import { afterAll, expect, test } from 'vitest'
import { testOrigin } from '../../../test/support/web.ts'
import { type Browser, peopleApp } from '../people.fixture.ts'
import { smallProvider } from './provider.fixture.ts'
import { openProvider } from './provider.ts'

const there = await smallProvider()
const people = await peopleApp((clock) =>
  openProvider({
    ...{ issuer: there.issuer, client: there.client.id, secret: there.client.secret, name: 'Town' },
    ...{ back: `${testOrigin}/sign-in/elsewhere/back`, clock, tell: () => {} },
  }),
)
const { clock, owner } = people
afterAll(() => there.close())

async function signInThere(sub: string, email: string): Promise<Browser> {
  there.mood.says = { sub, email, email_verified: true, exp: Math.floor(clock.now().getTime() / 1000) + 300 }
  const browser = people.browser()
  const begun = await browser.see('/sign-in/elsewhere?next=%2Faccount')
  await browser.see(`/sign-in/elsewhere/back?${new URLSearchParams(there.signInThere(begun.location!))}`)
  return browser
}

const linkOf = async (id: string) =>
  (await owner.query("select id from account where person_id = $1 and provider_id like 'oidc%'", [id])).rows[0]?.id

test('whoever unlinks a provider is not signed in by it any longer, nor linked again by its address, until they allow it', async () => {
  const email = 'ana@example.org'
  const ana = await people.newcomer(email)
  expect((await ana.see('/account')).text).not.toContain('/account/elsewhere/')
  const inside = await signInThere('ana', email)
  expect((await inside.see('/who')).text).toBe(email)
  expect((await ana.see('/account')).text).toContain('action="/account/elsewhere/unlink"')
  const id = await linkOf(ana.id)
  expect((await ana.send('/account/elsewhere/unlink', { provider: id })).location).toBe('/account?done=unlinked#ways')
  expect((await people.mailed()).map(({ subject }) => subject)).toContain(
    'Your account is no longer linked to another provider',
  )
  const audited = await owner.query("select who from audit where what = 'provider-unlinked' and about = $1", [ana.id])
  expect(audited.rows).toEqual([{ who: ana.id }])
  for (const sub of ['ana', 'somebody who took her account there'])
    expect((await (await signInThere(sub, email)).see('/who')).text).toBe('nobody')
  // the mailed link is there as before
  const by = people.browser()
  await by.send('/sign-in/confirm', { token: await people.tokenFor(email) })
  expect((await by.see('/who')).text).toBe(email)
  expect((await ana.send('/account/elsewhere/allow', { provider: id })).location).toBe('/account?done=linkable#ways')
  expect((await (await signInThere('ana', email)).see('/who')).text).toBe(email)
})

test('a provider is unlinked by its owner alone, freshly signed in, and never with nothing left to sign in with', async () => {
  const email = 'rui@example.org'
  const rui = await people.newcomer(email)
  await signInThere('rui', email)
  const id = await linkOf(rui.id)
  const stranger = await people.newcomer('stranger@example.org')
  for (const provider of [id, 'none', ''])
    expect((await stranger.send('/account/elsewhere/unlink', { provider })).location).toBe('/account#ways')
  expect((await people.browser().send('/account/elsewhere/unlink', { provider: id })).location).toContain('/sign-in')
  await owner.query("update account set provider_id = 'x' where person_id = $1 and provider_id = 'email-link'", [
    rui.id,
  ])
  expect((await rui.send('/account/elsewhere/unlink', { provider: id })).location).toBe('/account#ways')
  await owner.query("update account set provider_id = 'email-link' where person_id = $1 and provider_id = 'x'", [
    rui.id,
  ])
  await owner.query("update session set confirmed_at = now() - interval '1 hour' where person_id = $1", [rui.id])
  expect((await rui.send('/account/elsewhere/unlink', { provider: id })).location).toContain('/confirm')
  expect((await owner.query('select provider_id from account where id = $1', [id])).rows[0].provider_id).toMatch(
    /^oidc:/,
  )
})
