import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { testPost } from '../../../test/support/post.ts'
import { get, post, testOrigin, testShell } from '../../../test/support/web.ts'
import { addPeopleRoutes } from '../people-routes.ts'
import { createAuth } from '../sessions/auth.ts'

const { db, owner } = await testDatabase()
const auth = createAuth({ pool: db.pools.auth, secret: 'a secret that only these tests know', origin: testOrigin })
const now = new Date('2027-03-01T09:00:00Z')
const clock = { now: () => now }
let taken: string[] = []
let busy = true
async function handOn({ to }: { to: string }): Promise<void> {
  if (busy)
    throw Object.assign(new Error('later'), { responseCode: 451, response: '451 4.3.0 not now, <maria@example.org>' })
  taken.push(to)
}

function shell(hasServer: boolean, local = true) {
  const app = testShell()
  const mail = testPost(auth.kysely, clock, { handOn: hasServer ? handOn : null })
  addPeopleRoutes(app, { auth, post: mail, clock, mailbox: local, afterwards: () => {} })
  const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
  const host = { host: 'localhost:3000' }
  return {
    mail,
    see: async (path: string, from = here) => app.fetch(get(path, host), from),
    send: async (path: string, from = here) => app.fetch(post(path, {}, host), from),
  }
}

const elsewhere = { incoming: { socket: { remoteAddress: '192.168.1.9' } } }
const hostile = {
  to: { address: 'maria@example.org' },
  kind: 'deed',
  subject: '<script>alert(1)</script>',
  text: '<b>bold</b>\n\nhttps://ecotone.example.org/sign-in/confirm?token=x\n',
  html: '<!doctype html><p>Hello</p><script>alert(1)</script><img src="https://elsewhere.example/x.png">',
} as const

async function idOf(): Promise<string> {
  return (await owner.query('select id from mail order by id desc limit 1')).rows[0].id
}

beforeEach(async () => {
  await owner.query('truncate mail')
  taken = []
  busy = true
})

test('a letter is shown as text, as it looks and with its headers, and nothing of it runs', async () => {
  const { mail, see } = shell(false)
  await mail.send(hostile)
  const id = await idOf()
  const list = await (await see('/mailbox')).text()
  expect(list).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(list).not.toContain('<script>alert')
  expect(list).toContain('<a href="https://ecotone.example.org/sign-in/confirm?token=x">')
  const text = await see(`/mailbox/${id}`)
  expect(await text.text()).toContain('&lt;b&gt;bold&lt;/b&gt;')
  expect(text.headers.get('content-security-policy')).toContain("frame-src 'self'")
  expect(text.headers.get('x-frame-options')).toBe('DENY')
  expect(await (await see(`/mailbox/${id}?as=html`)).text()).toContain(`src="/mailbox/${id}/html"`)
  expect(await (await see(`/mailbox/${id}?as=headers`)).text()).toContain(`Message-ID: &lt;${id}@example.org&gt;`)
  const html = await see(`/mailbox/${id}/html`)
  const policy = html.headers.get('content-security-policy')?.split('; ')
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", 'sandbox', "frame-ancestors 'self'"]))
  expect(policy?.some((rule) => /script-src|connect-src|https:/.test(rule))).toBe(false)
  expect(html.headers.get('x-frame-options')).toBe('SAMEORIGIN')
})

test('what a mail server did not take says why, and is tried again at a press', async () => {
  const { mail, see, send } = shell(true)
  await mail.send(hostile)
  const id = await idOf()
  const shown = await (await see(`/mailbox/${id}`)).text()
  expect(shown).toContain('The mail server has no time at the moment.')
  expect(shown).toContain('busy 451 4.3.0')
  expect(shown).not.toContain('not now')
  busy = false
  expect((await send(`/mailbox/${id}/again`)).headers.get('location')).toBe('/mailbox?done=trying')
  expect(taken).toEqual(['maria@example.org'])
  expect((await see(`/mailbox/${id}`)).status).toBe(404)
})

test('no letter is shown or tried for another machine, or where the program can be reached from elsewhere', async () => {
  const { mail, see, send } = shell(true)
  await mail.send(hostile)
  const id = await idOf()
  busy = false
  for (const path of ['/mailbox', `/mailbox/${id}`, `/mailbox/${id}/html`])
    expect((await see(path, elsewhere)).status).toBe(404)
  expect((await send(`/mailbox/${id}/again`, elsewhere)).status).toBe(404)
  const open = shell(true, false)
  expect((await open.see(`/mailbox/${id}/html`)).status).toBe(404)
  expect((await open.send(`/mailbox/${id}/again`)).status).toBe(404)
  expect(taken).toEqual([])
})

test.each(['x', '00000000-0000-0000-0000-000000000000', "' or true --"])('there is no letter %s', async (id) => {
  expect((await shell(false).see(`/mailbox/${encodeURIComponent(id)}`)).status).toBe(404)
})
