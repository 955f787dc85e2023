import { expect, test } from 'vitest'
import { everyPage } from './every-page.ts'
import { dangersIn } from './read-tags.ts'

const { owner, newcomer, nobody, steward, everybody, pages, home, bugs } = await everyPage()
const origin = 'http://ecotone.test'

test('D26: no page of the program holds a script, a style or a handler of its own, and the browser is told to run none', async () => {
  let read = 0
  for (const [who, caller] of everybody) {
    for (const path of pages) {
      const { status, text, headers } = await caller.see(path)
      if (status === 200) read += 1
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, path).toMatch(/default-src 'none'.*script-src 'self'/)
      expect(policy, path).not.toMatch(/unsafe|nonce|\*|https?:/)
      expect(status, `${path} for ${who}`).toBeLessThan(500)
      if (headers.get('content-type')?.startsWith('text/html'))
        expect(dangersIn(text), `${path} for ${who}`).toEqual([])
    }
  }
  expect(read).toBeGreaterThan(50)
})

test('D26: a program that runs beside a page goes by a policy that lets it reach nothing but our own parts', async () => {
  const page = await nobody.see('/sketch')
  const file = /"(\/assets\/[^"]+\.js)"/.exec(page.text)?.[1] ?? ''
  const policy = (await nobody.see(file)).headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'; script-src 'self'")
  expect(policy).not.toContain('connect-src')
})

test('D29: no page that somebody signed in reads may be kept by a cache, and none differs by what a stranger can put in its way', async () => {
  const kept: string[] = []
  for (const path of pages) {
    const { headers } = await steward.see(path)
    if (!/no-store|private, no-cache/.test(headers.get('cache-control') ?? '')) kept.push(path)
  }
  expect(kept).toEqual([])
  const mine = await steward.see('/landscapes')
  const theirs = await nobody.see('/landscapes')
  expect([mine.status, theirs.status]).toEqual([200, 303])
  const forged = {
    'x-forwarded-host': 'evil.example',
    'x-original-url': '/account',
    'x-rewrite-url': '/account',
    'x-http-method-override': 'DELETE',
  }
  const plain = await nobody.see('/sign-in')
  const asked = await nobody.ask('GET', '/sign-in', { headers: forged })
  expect(asked.text.replace(/[0-9a-f-]{36}/g, '')).toBe(plain.text.replace(/[0-9a-f-]{36}/g, ''))
})

const odd = ['TRACE', 'CONNECT', 'PROPFIND', 'PATCH', 'get', 'FOO']

test('D27: methods that nobody uses change nothing and are not told about', async () => {
  for (const method of odd.filter((one) => !['TRACE', 'CONNECT'].includes(one))) {
    const { status, text } = await steward.ask(method, '/account', { headers: { origin } })
    expect([method, status]).toEqual([method, method === 'get' ? 200 : 404])
    expect(text).not.toContain('cookie')
  }
})

test('D27: a form of a kind that other sites can send without asking first is not taken for one of ours', async () => {
  const bodies = ['text/plain', 'application/json', 'text/xml', 'application/x-www-form-urlencoded;charset=utf-16', '']
  for (const type of bodies) {
    const from = { 'content-type': type, origin: 'https://evil.example' }
    const there = await steward.ask('POST', '/account', { body: 'name=Mallory', headers: from })
    expect([type, there.status]).toEqual([type, 403])
    const without = await steward.ask('POST', '/account', { body: 'name=Mallory', headers: { 'content-type': type } })
    expect([type, without.status]).toEqual([type, 403])
  }
  const { rows } = await owner.query('select name from person where id = $1', [steward.id])
  expect(rows[0].name).toBe('Steward')
})

const away = [
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/%09/evil.example',
  '/%5cevil.example',
  '/%2f%2fevil.example',
  '//%0d%0aevil.example',
  '/\u2028/evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '///evil.example',
  '/\t//evil.example',
  ' //evil.example',
  '@evil.example',
  '\u0000//evil.example',
  '/\r\nLocation: https://evil.example',
]

test('D28: no address that somebody is sent on to leads away from here, on any page that takes one', async () => {
  const newcomerTo = [
    '/sign-in?next=',
    '/sign-in/confirm?token=x&next=',
    '/confirm?next=',
    '/account?next=',
    '/welcome?next=',
  ]
  for (const wish of away) {
    for (const path of newcomerTo) {
      for (const [, caller] of everybody) {
        const { location, text, status } = await caller.see(path + encodeURIComponent(wish))
        expect(status, path + wish).toBeLessThan(500)
        if (location) expect(new URL(location, origin).origin, path + wish).toBe(origin)
        expect(dangersIn(text), path + wish).toEqual([])
      }
    }
    const posted = await steward.send('/language', { language: 'en', back: wish })
    expect(new URL(posted.location!, origin).origin).toBe(origin)
    expect(posted.headers.getSetCookie().join()).not.toContain('evil')
  }
})

test('no value that somebody sends begins a header of its own', async () => {
  const split = 'a\r\nSet-Cookie: forged=1\r\nX-Forged: 1'
  const encoded = encodeURIComponent(split)
  const answers = [
    await steward.see(`/landscapes/${encoded}`),
    await steward.see(`${home}/landscape.csv?view=${encoded}&sort=${encoded}`),
    await steward.see(`${home}/landscape/map.svg?boundary=${encoded}&view=${encoded}`),
    await steward.see(`${home}/export/${encoded}`),
    await steward.see(`/landscapes/bring/${encoded}/mend.csv`),
    await steward.see(`/sign-in?next=/${encoded}`),
    await steward.send('/language', { language: split, back: `/${split}` }),
    await steward.send('/account', { name: split, theme: split, language: split }),
    await steward.send('/landscapes/new', { name: split, considered: 'yes' }),
  ]
  for (const { headers, status } of answers) {
    expect(status).toBeLessThan(500)
    expect(headers.has('x-forged')).toBe(false)
    expect(headers.getSetCookie().join()).not.toContain('forged')
    expect(headers.get('content-disposition') ?? '').toMatch(/^$|^attachment; filename="[\w.-]+"$/)
  }
})

test('signing out has the browser let go of the pages it kept, from every place where one can sign out', async () => {
  const somebody = await newcomer('leaving@example.org', 'Leaving')
  const other = await newcomer('leaving-too@example.org', 'Leaving too')
  for (const answer of [await somebody.send('/sign-out', {}), await other.send('/account/sessions/end-all', {})]) {
    expect(answer.headers.get('clear-site-data')).toBe('"cache"')
    expect(answer.headers.getSetCookie().join()).toMatch(/session_token=;.*Max-Age=0/)
  }
})

test('D26: cookies are for this site alone, out of reach of scripts, and cannot be sent along by another', async () => {
  const asked = await nobody.send('/language', { language: 'pt' })
  for (const cookie of asked.headers.getSetCookie()) expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/)
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
