import { expect, test } from 'vitest'
import { signInLink } from '../../app/people/signing-in/sign-in.ts'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { personId, smallCoast } from './small-coast.ts'
import { type Answer, type Caller, wholeProgram } from './whole-program.ts'

const program = await wholeProgram()
const { owner, newcomer, nobody, bring, auth, bugs } = program
const here = { origin: 'http://ecotone.test' }

async function tokenFor(email: string): Promise<string> {
  const made = await signInLink(auth, email)
  if (made.kind !== 'made') throw new Error(made.because)
  return new URL(made.link).searchParams.get('token')!
}

function sessionOf(answer: Answer): string | undefined {
  return answer.headers
    .getSetCookie()
    .find((one) => one.includes('session_token='))
    ?.split(';')[0]
}

const sees = async (cookie: string) => (await nobody.ask('GET', '/account', { headers: { cookie } })).status

test('a link opened by a mail program many times over is still good, and pressed many times at once it lets in once', async () => {
  await newcomer('pressed@example.org')
  const token = await tokenFor('pressed@example.org')
  await Promise.all([...Array(8)].map(() => nobody.see(`/sign-in/confirm?token=${token}`)))
  const pressed = await Promise.all([...Array(8)].map(() => nobody.send('/sign-in/confirm', { token })))
  expect(pressed.map(({ status }) => status).toSorted()).toEqual([303, 410, 410, 410, 410, 410, 410, 410])
  expect(pressed.filter((answer) => sessionOf(answer)).length).toBe(1)
  expect((await nobody.send('/sign-in/confirm', { token })).status).toBe(410)
})

test('opening the link by HEAD, GET or with the token in the address of the button lets nobody in', async () => {
  await newcomer('opened@example.org')
  const token = await tokenFor('opened@example.org')
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    const answer = await nobody.ask(method, `/sign-in/confirm?token=${token}`)
    expect(sessionOf(answer)).toBeUndefined()
  }
  const inTheAddress = await nobody.send(`/sign-in/confirm?token=${token}`, {})
  expect(inTheAddress.status).toBe(410)
  expect(sessionOf(await nobody.send('/sign-in/confirm', { token }))).toBeDefined()
})

test('a session known before signing in is not the one afterwards, and ends', async () => {
  const before = await newcomer('fixed@example.org')
  const token = await tokenFor('fixed@example.org')
  const again = await before.send('/sign-in/confirm', { token })
  const after = sessionOf(again)!
  expect(before.cookie).not.toContain(after)
  expect(await sees(before.cookie)).toBe(303)
  expect(await sees(after)).toBe(200)
})

test('a cookie that somebody made up, changed or kept after signing out opens nothing', async () => {
  const who = await newcomer('cookies@example.org')
  expect(await sees(who.cookie)).toBe(200)
  const { rows } = await owner.query('select token from session where person_id = $1', [who.id])
  for (const cookie of [
    `ecotone.session_token=${rows[0].token}`,
    `ecotone.session_token=${rows[0].token}.AAAA`,
    who.cookie.replace(/.$/, 'x'),
    'ecotone.session_token=',
    'ecotone.session_token=%00',
    `ecotone.session_token=${'x'.repeat(7000)}`,
  ])
    expect(await sees(cookie)).toBe(303)
  await who.send('/sign-out', {})
  expect(await sees(who.cookie)).toBe(303)
})

test('ending a session reaches only sessions of one own', async () => {
  const mine = await newcomer('mine@example.org')
  const other = await newcomer('other@example.org')
  const { rows } = await owner.query('select id from session where person_id = $1', [other.id])
  await mine.send('/account/sessions/end', { session: rows[0].id })
  expect(await sees(other.cookie)).toBe(200)
  await mine.send('/account/sessions/end-all', {})
  expect(await sees(mine.cookie)).toBe(303)
  expect(await sees(other.cookie)).toBe(200)
})

test('the session cookie is out of reach of scripts and of other sites', async () => {
  await newcomer('flags@example.org')
  const pressed = await nobody.send('/sign-in/confirm', { token: await tokenFor('flags@example.org') })
  const cookie = pressed.headers.getSetCookie().find((one) => one.includes('session_token='))!
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Lax/i)
  expect(cookie).not.toMatch(/Domain=/i)
})

// ── forms sent twice ────────────────────────────────────────────────────────────────────────────────────────────────────

const steward = await newcomer('steward@example.org')
const landscape = await bring(steward, smallCoast('fictional', 'Twice'))
const root = `/landscapes/${landscape.slug}`
await steward.send(`${root}/readings`, { size: '6' })
await program.doTheJobs()
const reading = (await owner.query('select id, result from snapshot')).rows[0] as {
  id: string
  result: { spotted: { opportunities: { key: string }[] } }
}
const card = `${root}/opportunities/${encodeURIComponent(reading.result.spotted.opportunities[0]!.key)}`

/** Each form that makes something, what is sent, and what it makes one of. */
const forms: [string, string, Record<string, string | string[]>, string][] = [
  [
    'a new sketch',
    '/landscapes/new',
    { name: 'Once', mapped: 'yes', considered: 'yes' },
    `select from landscape where name = 'Once'`,
  ],
  ['people', `${root}/sketch/people`, { people: 'once, crews', do: 'add' }, `select from person where name = 'once'`],
  [
    'a boundary',
    `${root}/sketch/boundary`,
    { name: 'Once', kind: 'other', side: ['a', 'b'], sides: 'a\nb', side1: 'a', side2: 'b' },
    `select from boundary where name = 'Once'`,
  ],
  ['a space', `${root}/spaces/new`, { question: 'Once?' }, `select from space where question = 'Once?'`],
  [
    'an opening',
    `${root}/opportunities/new`,
    { words: 'Once', practices: ['crews', 'school'] },
    `select from seen_opportunity where words = 'Once'`,
  ],
  ['not now', `${card}/not-now`, { reading: reading.id, why: 'Once' }, `select from journal_entry where why = 'Once'`],
  [
    'seeing it differently',
    `${card}/differently`,
    {
      reading: reading.id,
      kind: 'tie',
      from: personId('crews', 3),
      to: personId('school', 3),
      says: 'yes',
      why: 'Once too',
    },
    `select from journal_entry where why = 'Once too'`,
  ],
]

test.each(forms)(
  'sent five times at once and once more, a form does its work once: %s',
  async (_, path, fields, made) => {
    const sent = { ...fields, form_key: uuidv7() }
    const answers = await Promise.all([...Array(5)].map(() => steward.send(path, sent)))
    answers.push(await steward.send(path, sent))
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(303))
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
    expect((await owner.query(made)).rowCount).toBe(1)
  },
)

test('an upload is brought in once, however often the button is pressed', async () => {
  const body = new FormData()
  body.append('files', new File(['name,group\nOnly once,crews\n'], 'Pressed.csv', { type: 'text/csv' }))
  const sent = await steward.ask('POST', '/landscapes/bring', { body, headers: here })
  const press = (form_key: string) => steward.send(sent.location!, { name: 'Pressed', basis: 'fictional', form_key })
  const keys = [uuidv7(), uuidv7()]
  for (const { status } of await Promise.all([...keys, ...keys].map(press))) expect([303, 404]).toContain(status)
  await program.doTheJobs()
  expect((await owner.query(`select from landscape where name = 'Pressed'`)).rowCount).toBe(1)
})

test("somebody else's key neither shows where their form led nor does their work again", async () => {
  const form_key = uuidv7()
  const first = await steward.send('/landscapes/new', { name: 'Keyed', mapped: 'yes', considered: 'yes', form_key })
  const other: Caller = await newcomer('other-key@example.org')
  const second = await other.send('/landscapes/new', { name: 'Keyed', mapped: 'yes', considered: 'yes', form_key })
  expect(second.location).not.toBe(first.location)
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
