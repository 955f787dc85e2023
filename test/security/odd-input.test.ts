import { expect, test } from 'vitest'
import { everyPage } from './every-page.ts'
import { dangersIn } from './read-tags.ts'

const { nobody, steward, everybody, pages, home, bugs, owner } = await everyPage()

const elsewhere = [
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e/%2e%2e/package.json',
  '..%5c..%5cpackage.json',
  '%252e%252e%252fpackage.json',
  '%c0%ae%c0%ae/package.json',
  '....//package.json',
  'ecotone.css::$DATA',
  'ecotone.css%00.png',
  '/package.json',
  '%2fpackage.json',
  'con',
  'aux.js',
  '.env',
  '..;/package.json',
]

test('C21: no way of writing an address leads to a file that is not among ours', async () => {
  for (const prefix of [
    '/assets/',
    '/assets//',
    '//assets/',
    '/',
    '/.well-known/',
    '/portraits/',
    `${home}/export/`,
    '/landscapes/bring/',
  ]) {
    for (const path of elsewhere) {
      for (const [, caller] of everybody) {
        const { status, text, location } = await caller.see(prefix + path)
        expect(status < 500 && (status !== 200 || location !== null), prefix + path).toBe(true)
        expect(text).not.toMatch(/"dependencies"|root:x:|ECOTONE_SECRET=/)
      }
    }
  }
})

const depths: [string, string][] = [
  ['a hundred thousand lists in each other', '['.repeat(100_000)],
  ['the same, closed', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ['objects in each other', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['a number without end', `{"people":${'9'.repeat(500_000)}}`],
  ['half of a character', '{"people":[{"label":"\\ud800","group":"\\udfff\\u0000"}]}'],
  ['the same name twice', '{"people":[],"people":[{"label":"x","group":null}]}'],
  ['not UTF-8', '\xff\xfe\x00{'],
  [
    'a name that is a rule of the language',
    '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"people":[]}',
  ],
  ['nothing', ''],
  ['null', 'null'],
  ['a list', '[]'],
]

test.each(depths)('what a program sends is read or refused, and never a crash: %s', async (_, body) => {
  for (const path of [`/api${home}/people`, '/api/landscapes', `/api${home}/cells`]) {
    const { status } = await steward.call('POST', path, body)
    expect([path, status < 500]).toEqual([path, true])
  }
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
})

test('names and values that come twice, empty, or as rules of the language change nothing they should not', async () => {
  const query =
    'a=1&a=2&view=map&view[]=x&view[__proto__]=y&__proto__=z&constructor.prototype.admin=1&=&&%=&%ff=%ff&boundary=%ED%A0%80'
  for (const path of pages.filter((one) => !one.includes('news'))) {
    const { status, text } = await steward.see(`${path}?${query}`)
    expect(status, path).toBeLessThan(500)
    expect(
      dangersIn(text).filter((one) => one.includes('__proto__')),
      path,
    ).toEqual([])
  }
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
})

test('D25: what stands in an address is shown as text, wherever a page says it again', async () => {
  const words = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}%{x}'
  const names = [
    'find',
    'view',
    'boundary',
    'next',
    'sort',
    'lens',
    'only',
    'by',
    'than',
    'kind',
    'done',
    'token',
    'group',
    'q',
    'why',
    'before',
  ]
  const query = names.map((name) => `${name}=${encodeURIComponent(words)}`).join('&')
  for (const path of pages.filter((one) => !one.includes('news'))) {
    const { text, headers, status } = await steward.see(`${path}?${query}`)
    expect(status, path).toBeLessThan(500)
    if (headers.get('content-type')?.includes('html')) expect(dangersIn(text), path).toEqual([])
  }
})

test('B17: however many rows somebody asks for, one answer holds no more than its measure', async () => {
  // more deeds than one page of the history holds (50), and than one answer to a program does (100)
  await owner.query(
    `insert into change (landscape_id, changed_at, what, did, after)
     select l.id, now() + nth * interval '1 second', 'landscape', 'changed', '{"name": "Zq"}' from landscape l, generate_series(1, 130) nth
     where l.slug = $1`,
    [home.split('/').at(-1)],
  )
  const measure = (text: string) => text.match(/<li class="card stack-small deed"/g)?.length ?? 0
  expect(measure((await steward.see(`${home}/history`)).text)).toBe(50)
  for (const name of ['limit', 'most', 'size', 'per_page', 'page', 'count', 'first'])
    for (const much of ['1e9', '-1', '999999999', 'Infinity', 'NaN', '0x7fffffff']) {
      const ask = (path: string) => steward.see(`${path}?${name}=${much}`)
      const [page, told, list] = [
        await ask(`${home}/history`),
        await ask(`/api${home}/history`),
        await ask('/api/landscapes'),
      ]
      expect(measure(page.text)).toBe(50)
      // a program is told that there is no such wish, or gets as much as anybody
      if (told.status === 200) expect(JSON.parse(told.text).deeds.length).toBeLessThanOrEqual(100)
      for (const { status } of [page, told, list]) expect(status).toBeLessThan(500)
    }
})

test('an address beyond all measure is refused, and a page says so', async () => {
  const { status, text } = await nobody.see(`/sign-in?next=/${'x'.repeat(9_000)}`)
  expect(status).toBe(414)
  expect(text).toContain('8,000 characters')
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
