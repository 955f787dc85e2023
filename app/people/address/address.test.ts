import { expect, test } from 'vitest'
import { type Browser, peopleApp } from '../people.fixture.ts'

const people = await peopleApp()
const { owner } = people
const fresh = { old: 'address-old', new: 'address-new' } as const

/** The tokens that were mailed: the link at the old address, the one at the new, and the one that stops it. */
async function mailedLinks(oldAddress: string, newAddress: string) {
  const letters = await people.mailed()
  const linkIn = (to: string, path: string) => {
    const text = letters.find((one) => one.to === to && one.text.includes(path))?.text ?? ''
    const link = text.match(/https?:\/\/\S+/g)?.find((one) => new URL(one).pathname === path)
    return link ? new URL(link).searchParams.get('token')! : ''
  }
  return {
    [fresh.old]: linkIn(oldAddress, '/address/confirm'),
    [fresh.new]: linkIn(newAddress, '/address/confirm'),
    stop: linkIn(oldAddress, '/address/not-me'),
  }
}

async function asked(
  email: string,
): Promise<{ browser: Browser & { id: string }; next: string } & Awaited<ReturnType<typeof mailedLinks>>> {
  const browser = await people.newcomer(email)
  const next = `new-${email}`
  expect((await browser.send('/account/address', { email: next })).status).toBe(200)
  return { browser, next, ...(await mailedLinks(email, next)) }
}

const addressOf = async (id: string) =>
  (await owner.query('select email from person where id = $1', [id])).rows[0].email

test('A8: another address counts once it was confirmed at both, in either order, and opening the links does nothing', async () => {
  const orders: ('address-old' | 'address-new')[][] = [
    ['address-old', 'address-new'],
    ['address-new', 'address-old'],
  ]
  for (const [nth, order] of orders.entries()) {
    const one = await asked(`both-${nth}@example.org`)
    const anywhere = people.browser()
    for (const kind of order)
      expect((await anywhere.see(`/address/confirm?token=${one[kind]}`)).text).toContain(one.next)
    await anywhere.send('/address/confirm', { token: one[order[0]!] })
    expect(await addressOf(one.browser.id)).toBe(`both-${nth}@example.org`)
    expect((await anywhere.send('/address/confirm', { token: one[order[0]!] })).status).toBe(410)
    const done = await anywhere.send('/address/confirm', { token: one[order[1]!] })
    expect(done.text).toContain('Your address has changed')
    expect(await addressOf(one.browser.id)).toBe(one.next)
    expect((await one.browser.see('/who')).text).toBe(one.next)
  }
})

test('A7: a change of address voids links to sign in that were mailed before', async () => {
  const one = await asked('voided@example.org')
  const before = await people.tokenFor('voided@example.org')
  for (const kind of ['address-old', 'address-new'] as const)
    await people.browser().send('/address/confirm', { token: one[kind] })
  expect((await people.browser().see(`/sign-in/confirm?token=${before}`)).status).toBe(410)
  expect((await people.browser().send('/sign-in/confirm', { token: before })).status).toBe(410)
  expect((await people.browser().send('/sign-in/confirm', { token: await people.tokenFor(one.next) })).status).toBe(303)
})

test('A7: asking anew voids the links before, and of two presses at the same moment one counts', async () => {
  const one = await asked('anew@example.org')
  await one.browser.send('/account/address', { email: 'other@example.org' })
  const newer = await mailedLinks('anew@example.org', 'other@example.org')
  expect((await people.browser().send('/address/confirm', { token: one['address-old'] })).status).toBe(410)
  const press = () => people.browser().send('/address/confirm', { token: newer['address-old'] })
  expect((await Promise.all([press(), press()])).map(({ status }) => status).sort()).toEqual([200, 410])
})

test('whoever says it was not them stops the change and signs everybody out', async () => {
  const one = await asked('thief@example.org')
  await people.browser().send('/address/confirm', { token: one['address-new'] })
  expect((await people.browser().see(`/address/not-me?token=${one.stop}`)).status).toBe(200)
  expect((await one.browser.see('/who')).text).toBe('thief@example.org')
  expect((await people.browser().send('/address/not-me', { token: one.stop })).status).toBe(200)
  expect((await one.browser.see('/who')).text).toBe('nobody')
  expect((await people.browser().send('/address/confirm', { token: one['address-old'] })).status).toBe(410)
  expect(await addressOf(one.browser.id)).toBe('thief@example.org')
})

test('B13: an address of somebody else is answered like any other, and cannot be taken', async () => {
  const other = await people.newcomer('taken@example.org')
  const browser = await people.newcomer('wants@example.org')
  const free = await browser.send('/account/address', { email: 'freed@example.org' })
  const taken = await browser.send('/account/address', { email: 'taken@example.org' })
  expect(taken.status).toBe(free.status)
  expect(taken.text.replaceAll('taken', 'X')).toBe(free.text.replaceAll('freed', 'X'))
  const links = await mailedLinks('wants@example.org', 'taken@example.org')
  for (const kind of ['address-old', 'address-new'] as const)
    await people.browser().send('/address/confirm', { token: links[kind] })
  expect(await addressOf(browser.id)).toBe('wants@example.org')
  expect(await addressOf(other.id)).toBe('taken@example.org')
})

test('asking takes somebody who showed lately that it is them, and an address', async () => {
  const browser = await people.newcomer('stale@example.org')
  for (const email of ['', 'x', 'stale@example.org', 'a@b.cc\r\nbcc: x@y.zz'])
    expect((await browser.send('/account/address', { email })).status).toBe(422)
  await owner.query(`update session set confirmed_at = now() - interval '1 day' where person_id = $1`, [browser.id])
  expect((await browser.see('/account/address')).location).toContain('/confirm')
  expect((await browser.send('/account/address', { email: 'x@example.org' })).location).toContain('/confirm')
  expect((await people.browser().see('/account/address')).location).toContain('/sign-in')
  for (const token of ['', 'x', '%00'])
    for (const path of ['/address/confirm', '/address/not-me'])
      expect((await people.browser().send(path, { token })).status).toBe(410)
})
