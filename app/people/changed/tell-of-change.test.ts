import { afterAll, beforeEach, expect, test } from 'vitest'
import { testOrigin } from '../../../test/support/web.ts'
import { smallProvider } from '../oidc/provider.fixture.ts'
import { openProvider } from '../oidc/provider.ts'
import { softDevice } from '../passkeys/soft-device.fixture.ts'
import { peopleApp } from '../people.fixture.ts'
import { codeAt, stepOf } from '../second-step/one-time-code.ts'

const there = await smallProvider()
const people = await peopleApp((clock) =>
  openProvider({
    ...{ issuer: there.issuer, client: there.client.id, secret: there.client.secret, name: 'Town' },
    ...{ back: `${testOrigin}/sign-in/elsewhere/back`, clock, tell: () => {} },
  }),
)
const { clock, owner } = people
let before = new Set<string>()
// the limits on asking have a test of their own
beforeEach(() => clock.pass(60))
afterAll(() => there.close())

/** The letters since this was asked last, those that ask for something to be pressed left out. */
async function letters(): Promise<{ to: string; subject: string; text: string }[]> {
  const all = (await people.mailed()).map((one) => ({ ...one, key: `${one.to} ${one.subject} ${one.text}` }))
  const fresh = all.filter(({ key, text }) => !before.has(key) && !text.includes('?token='))
  before = new Set(all.map(({ key }) => key))
  return fresh.map(({ to, subject, text }) => ({ to, subject, text }))
}

const subjects = async () => (await letters()).map(({ to, subject }) => `${to}: ${subject}`)

function fromBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
}

test('a passkey that comes or goes is told to its owner by mail, with the way to the sessions, and none of its words', async () => {
  const ana = await people.newcomer('ana.keys@example.org')
  const device = softDevice()
  const asked = JSON.parse((await ana.call('/account/passkeys/question', {})).text)
  const made = { token: asked.token, name: 'Call +351 now', response: device.make(asked.options) }
  expect((await ana.call('/account/passkeys', made)).status).toBe(200)
  const [letter, ...others] = await letters()
  expect(others).toEqual([])
  expect(letter).toMatchObject({ to: 'ana.keys@example.org', subject: 'A passkey was added to your account' })
  expect(letter!.text).toContain('If this was not you:')
  expect(letter!.text).toContain(`${testOrigin}/account#sessions`)
  expect(letter!.text).not.toContain('+351')
  const { rows } = await owner.query('select id from passkey where person_id = $1', [ana.id])
  await ana.send('/account/passkeys/remove', { passkey: rows[0].id })
  expect(await subjects()).toEqual(['ana.keys@example.org: A passkey was removed from your account'])
  await ana.send('/account/passkeys/remove', { passkey: rows[0].id })
  expect(await subjects()).toEqual([])
})

test('the second step, its codes and a recovery code that was used are told, in the language its owner chose', async () => {
  const rui = await people.newcomer('rui.steps@example.org')
  await owner.query("update person set language = 'pt' where id = $1", [rui.id])
  await rui.send('/account/second-step')
  const typed = /second-step-secret">([A-Z2-7 ]+)</.exec((await rui.see('/account/second-step')).text)![1]!
  const secret = fromBase32(typed.replaceAll(' ', ''))
  const code = () => codeAt(secret, stepOf(clock.now()))
  const done = await rui.send('/account/second-step/first-code', { code: code() })
  const codes = [...done.text.matchAll(/<code>([a-z2-7]{5}-[a-z2-7]{5})<\/code>/g)].map(([, one]) => one!)
  expect(await subjects()).toEqual(['rui.steps@example.org: O segundo passo foi ligado na sua conta'])
  const elsewhere = people.browser()
  await elsewhere.send('/sign-in/confirm', { token: await people.tokenFor('rui.steps@example.org') })
  expect((await elsewhere.send('/sign-in/code', { code: 'aaaaa-aaaaa' })).status).toBe(422)
  expect(await subjects()).toEqual([])
  expect((await elsewhere.send('/sign-in/code', { code: codes[0]! })).status).toBe(303)
  expect(await subjects()).toEqual(['rui.steps@example.org: Foi usado um código de recuperação da sua conta'])
  await elsewhere.send('/account/second-step/recovery-codes')
  await elsewhere.send('/account/second-step/off')
  expect((await subjects()).toSorted()).toEqual([
    'rui.steps@example.org: Foram criados novos códigos de recuperação para a sua conta',
    'rui.steps@example.org: O segundo passo foi desligado na sua conta',
  ])
})

test('a token that is made, made anew or ended is told; whoever chose no language reads that of the page', async () => {
  const eva = await people.newcomer('eva.tokens@example.org')
  const french = { 'accept-language': 'fr' }
  await eva.send('/account/tokens', { name: 'Script', scopes: 'read', days: '30' }, french)
  const { rows } = await owner.query('select id from api_token where person_id = $1', [eva.id])
  await eva.send('/account/tokens/roll', { token: rows[0].id })
  await eva.send('/account/tokens/end', { token: rows[0].id })
  expect((await subjects()).toSorted()).toEqual([
    'eva.tokens@example.org: A token for a program was ended in your account',
    'eva.tokens@example.org: A token for a program was made in your account',
    'eva.tokens@example.org: Un jeton pour un programme a été créé dans votre compte',
  ])
})

test('a change of address is told at both; the old one is told whom to write to, since it signs nobody in', async () => {
  const gil = await people.newcomer('gil.old@example.org')
  await gil.send('/account/address', { email: 'gil.new@example.org' })
  const tokens = (await people.mailed()).flatMap(({ text }) => {
    const link = text.match(/https?:\/\/\S+/g)?.find((one) => new URL(one).pathname === '/address/confirm')
    return link && text.includes('gil.new@') ? [new URL(link).searchParams.get('token')!] : []
  })
  expect(tokens).toHaveLength(2)
  await letters()
  for (const token of tokens) await people.browser().send('/address/confirm', { token })
  const told = (await letters()).toSorted((a, b) => (a.to < b.to ? -1 : 1))
  expect(told.map(({ to }) => to)).toEqual(['gil.new@example.org', 'gil.old@example.org'])
  expect(told[0]!.text).toContain('/account#sessions')
  expect(told[1]!.text).toContain('write at once to whoever runs this place')
  expect(told[1]!.text).not.toContain('/account#sessions')
})

test('the first sign-in at another provider links it, and is told once', async () => {
  const email = 'ines.elsewhere@example.org'
  const ines = await people.newcomer(email)
  const exp = Math.floor(clock.now().getTime() / 1000) + 300
  there.mood.says = { sub: 'ines', email, email_verified: true, exp }
  const signIn = async () => {
    const browser = people.browser()
    const begun = await browser.see('/sign-in/elsewhere?next=%2Faccount')
    const came = new URLSearchParams(there.signInThere(begun.location!))
    expect((await browser.see(`/sign-in/elsewhere/back?${came}`)).location).toBe('/account')
  }
  await signIn()
  expect(await subjects()).toEqual([`${email}: Your account was linked to another provider`])
  await signIn()
  expect(await subjects()).toEqual([])
  const { rows } = await owner.query("select who from audit where what = 'provider-linked' and about = $1", [ines.id])
  expect(rows).toEqual([{ who: ines.id }])
})

test('a change that does not come about leaves no letter: both are one transaction', async () => {
  const leo = await people.newcomer('leo.undone@example.org')
  await owner.query(
    `create function refuse_the_letter() returns trigger language plpgsql as $$ begin raise 'no letter'; end $$`,
  )
  await owner.query(
    'create trigger refuse_the_letter before insert on mail for each row execute function refuse_the_letter()',
  )
  try {
    const wish = { name: 'Script', scopes: 'read', days: '30' }
    await expect(leo.send('/account/tokens', wish)).rejects.toThrow('no letter')
  } finally {
    await owner.query('drop trigger refuse_the_letter on mail')
  }
  expect((await owner.query('select from api_token where person_id = $1', [leo.id])).rowCount).toBe(0)
  expect(await subjects()).toEqual([])
})
