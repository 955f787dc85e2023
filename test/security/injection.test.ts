import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { DrawnLandscape } from '../../app/workbench/landscape/drawn-landscape.ts'
import { exportLandscape } from '../../app/workbench/landscape/export-landscape.ts'
import { writeFolder } from '../../app/workbench/landscape/formats/write-folder.ts'
import { zipFolder } from '../../app/workbench/landscape/formats/zip-folder.ts'
import { dangersIn, shapesIn } from './read-tags.ts'
import { smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

vi.setConfig({ testTimeout: 180_000 })

const program = await wholeProgram()
const { newcomer, doTheJobs, owner, bugs } = program
const steward = await newcomer('steward@example.org', 'Steward')

const ours = [
  '"><script>alert(1)</script>',
  `' onmouseover='alert(1)`,
  '" autofocus onfocus="alert(1)',
  '</title><svg onload=alert(1)>',
  '</textarea><img src=x onerror=alert(1)>',
  '</text></svg><script src=//evil.example/x.js></script>',
  '<a xlink:href="javascript:alert(1)">x</a>',
  '{name} {n, plural, one {x} other {#}} <b>{a}</b>',
  '<a>link</a> <strong>strong</strong>',
  '=HYPERLINK("http://evil.example","x")',
  '+cmd|/c calc!A0',
  '@SUM(1+1)',
  '-2+3',
  'a\r\nSet-Cookie: x=1',
  'a"; filename="evil.exe',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '\u2028alert(1)\u2029',
  "'; drop table person; --",
  '#{7*7} {{7*7}} <%= 7*7 %>',
  'x'.repeat(199),
]

/** The long form (`bin/test --security`) tries every string that others collected, the short one every twelfth. */
const isLong = process.env['ECOTONE_SECURITY'] === 'long'
const shared = join(import.meta.dirname, '../../../shared/inputs')
const nasty = [...ours, ...collected('strings-blns/blns.json'), ...collected('xss-dompurify/expect.json')]

/** Strings that others collected, where they lie beside the project; without them our own list is what is tried. */
function collected(path: string): string[] {
  const file = join(shared, path)
  if (!existsSync(file)) {
    console.log(`Skipped ${path}: it is not beside the project.`)
    return []
  }
  const all = JSON.parse(readFileSync(file, 'utf8')) as (string | { payload: string })[]
  const texts = all.map((one) => (typeof one === 'string' ? one : one.payload)).filter((one) => one.trim() !== '')
  return isLong ? texts : texts.filter((_, n) => n % 12 === 0)
}

/** The nth nasty string, short enough for a name. */
function nth(n: number, most = 190): string {
  return nasty[n % nasty.length]!.slice(0, most)
}

/** The coast with a nasty string wherever words can stand. */
function nastyCoast(from: number, people: number): DrawnLandscape {
  const drawn = smallCoast('fictional', nth(from) || 'x')
  let at = from
  const next = (most?: number) => nth(at++, most)
  Object.assign(drawn.about, {
    drawnBy: next(),
    hope: next(900),
    forWhom: next(900),
    notOurAim: next(900),
    knownGaps: next(900),
  })
  drawn.people.forEach((person) => {
    person.name = `${next()} ·`
  })
  for (let n = drawn.people.length; n < people; n++)
    drawn.people.push({ id: `more ${n} ${next(100)}`, name: `${next()} ·`, email: null, phone: null, language: null })
  for (const practice of drawn.practices)
    Object.assign(practice, { name: `${next(150)} ${practice.id}`, does: next(900) })
  for (const boundary of drawn.boundaries) {
    const sides = [`${next(100)} ·1`, `${next(100)} ·2`]
    drawn.standings.forEach((standing) => {
      standing.side = sides[boundary.sides.indexOf(standing.side ?? '')] ?? null
    })
    Object.assign(boundary, { name: `${next(150)} ·`, history: next(900), stakes: next(900), sides })
  }
  for (const concern of drawn.concerns) concern.words = `${next(400)} ·`
  for (const space of drawn.spaces)
    Object.assign(space, { name: `${next(150)} ·`, question: `${next(900)} ·`, why: next(900) })
  for (const invitation of drawn.invitations) invitation.words = `${next(900)} ·`
  return drawn
}

/** Sent as files, looked at, and brought in, as somebody would over the web. */
async function bringOverTheWeb(drawn: DrawnLandscape): Promise<{ slug: string; preview: string }> {
  const zip = await zipFolder(writeFolder(drawn))
  const body = new FormData()
  body.append(
    'files',
    new File([new Uint8Array(zip)], `"><img src=x onerror=alert(1)>.zip`, { type: 'application/zip' }),
  )
  const sent = await steward.ask('POST', '/landscapes/bring', { body, headers: { origin: 'http://ecotone.test' } })
  expect(sent.status).toBe(303)
  const preview = await steward.see(sent.location!)
  expect(preview.status).toBe(200)
  const brought = await steward.send(sent.location!, {})
  expect(brought.location).toMatch(/^\/landscapes\/[a-z0-9-]+\/landscape$/)
  return { slug: brought.location!.split('/')[2]!, preview: preview.text }
}

const views = ['map', 'practices', 'people', 'ties', 'crossings'].map(
  (view) => `/landscape?view=${view}&boundary=ridge`,
)

async function pagesOf(who: Caller, slug: string): Promise<Map<string, string>> {
  const root = `/landscapes/${slug}`
  await who.send(`${root}/readings`, { size: '6' })
  await doTheJobs()
  const listed = JSON.parse((await who.see(`/api${root}/opportunities`)).text) as { opportunities: { key: string }[] }
  const keys = listed.opportunities.slice(0, 2).map(({ key }) => encodeURIComponent(key))
  const paths = [
    '/landscapes',
    ...[
      '',
      '/opportunities',
      '/opportunities/journal',
      '/opportunities/new',
      '/spaces',
      '/spaces/new',
      '/told',
      ...views,
    ].map((one) => root + one),
    ...['crews', 'lab'].flatMap((group) => [`${root}/practices/${group}`, `${root}/sketch/ties/${group}`]),
    `${root}/boundaries/ridge`,
    ...['people', 'boundary', 'boundary/ridge/groups', 'boundary/ridge/people', 'ties'].map(
      (one) => `${root}/sketch/${one}`,
    ),
    `${root}/what-if?by=people&find=a`,
    `${root}/what-if?by=groups&group=crews&group=clinic&size=6`,
    ...keys.flatMap((key) => ['', '/listen', '/differently'].map((one) => `${root}/opportunities/${key}${one}`)),
    ...['', '/edit', '/people', '/people?find=a', '/invitations'].map((one) => `${root}/spaces/pier${one}`),
  ]
  const said = new Map<string, string>()
  for (const path of paths) {
    const { status, text } = await who.see(path)
    expect([path, status]).toEqual([path, 200])
    said.set(path.replace(slug, '…'), text)
  }
  return said
}

test('whatever people are called, what they say and what their files are named, pages hold it as text', async () => {
  const plain = await bringOverTheWeb(smallCoast('fictional', 'Plain'))
  const usual = new Set(
    [...(await pagesOf(steward, plain.slug)).values(), plain.preview].flatMap((text) => [...shapesIn(text)]),
  )
  // an empty name, a longer one, a long list and what has no home in a file may bring these
  for (const more of ['tspan', 'tspan[x]', 'tspan[dy]', 'details', 'summary', 'title', 'small', 'em', 'br', 'li[dir]'])
    usual.add(more)
  const perLandscape = Math.ceil(nasty.length / (isLong ? 3 : 1))
  for (let from = 0; from < nasty.length; from += perLandscape) {
    const { slug, preview } = await bringOverTheWeb(nastyCoast(from, perLandscape))
    const pages = (await pagesOf(steward, slug)).set('preview', preview)
    for (const [path, text] of pages) {
      expect(dangersIn(text), path).toEqual([])
      expect([...shapesIn(text).difference(usual)], path).toEqual([])
    }
    const exported = await steward.see(`/landscapes/${slug}/export.zip`)
    expect(exported.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9]+(-[a-z0-9]+)*\.zip"$/)
    expect(exported.headers.getSetCookie()).toEqual([])
  }
})

test('no cell of an export begins like a formula', async () => {
  const { slug } = await bringOverTheWeb(nastyCoast(0, nasty.length))
  const exported = await exportLandscape(program.db, { id: steward.id! }, slug)
  if (exported.kind !== 'exported') throw new Error(exported.kind)
  for (const [name, text] of writeFolder(exported.drawn)) {
    if (!name.endsWith('.csv')) continue
    const cells = text.slice(1).match(/"(?:[^"]|"")*"|[^,\n"]+/g) ?? []
    expect(
      cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell) && !/^-?[\d.e-]+$/.test(cell)),
      name,
    ).toEqual([])
  }
})

const forms: [string, string, (words: string) => Record<string, string | string[]>][] = [
  ['the account', '/account', (words) => ({ name: words })],
  ['signing in', '/sign-in', (words) => ({ email: words, next: words })],
  ['a new sketch', '/landscapes/new', (words) => ({ name: words, hope: words })],
  [
    'people of a sketch',
    '/landscapes/:slug/sketch/people',
    (words) => ({ people: `${words}\n${words}, crews`, do: 'look' }),
  ],
  ['a boundary', '/landscapes/:slug/sketch/boundary', (words) => ({ name: words, kind: words, side: [words] })],
  ['a space', '/landscapes/:slug/spaces/new', (words) => ({ question: '', name: words, why: words, people: words })],
  [
    'editing a space',
    '/landscapes/:slug/spaces/pier/edit',
    (words) => ({ name: '', question: words, why: words, stage: words }),
  ],
  [
    'who is in a space',
    '/landscapes/:slug/spaces/pier/people',
    (words) => ({ [`role.${words}`]: 'host', [`state.${words}`]: words }),
  ],
  [
    'an invitation',
    '/landscapes/:slug/spaces/pier/invitations/clinic',
    (words) => ({ words: `${words}${'x'.repeat(10_001)}` }),
  ],
  ['an opening of their own', '/landscapes/:slug/opportunities/new', (words) => ({ words, practices: words })],
  ['how far to read', '/landscapes/:slug/readings', (words) => ({ size: words, boundary: words })],
  ['the language', '/language', (words) => ({ language: words, back: words })],
]

test.each(forms)('a form that is refused gives back what was typed as text: %s', async (_, path, fields) => {
  const who = await newcomer(`${path.replaceAll(/\W/g, '')}@example.org`)
  const { slug } = await program.bring(who, smallCoast('fictional', 'Plain'))
  for (const words of nasty.filter((one) => /[<>"'&=]|script|\/\/|\\/.test(one)).slice(0, isLong ? 160 : 30)) {
    const answer = await who.send(path.replace(':slug', slug), fields(words))
    expect(answer.status).toBeLessThan(500)
    expect(dangersIn(answer.text)).toEqual([])
    if (answer.location) expect(answer.location).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).not.toMatch(/[<>"\r\n]/)
  }
})

test('words that were taken come back as text on every page', async () => {
  const { slug, id } = await program.bring(steward, smallCoast('fictional', 'Plain too'))
  const root = `/landscapes/${slug}`
  for (const words of ours) {
    await steward.send(`${root}/spaces/new`, { question: words, name: words, why: words })
    await steward.send(`${root}/sketch/boundary`, { name: words, side: [words, `${words} too`] })
    await steward.call('POST', `/api${root}/people`, {
      people: [{ label: words.slice(0, 80), group: words.slice(0, 80) }],
    })
  }
  for (const words of ours.slice(0, 3)) await steward.send(`${root}/opportunities/new`, { words, practices: 'crews' })
  await doTheJobs()
  await steward.send('/account', { name: ours[0]! })
  const { rows } = await owner.query(
    `select 'spaces/' || external_id as path from space where landscape_id = $1
    union all select 'practices/' || external_id from practice where landscape_id = $1
    union all select 'boundaries/' || external_id from boundary where landscape_id = $1`,
    [id],
  )
  expect(rows.length).toBeGreaterThan(ours.length)
  const paths = [
    '',
    '/spaces',
    '/opportunities',
    '/opportunities/journal',
    '/landscape',
    '/sketch/people',
    ...rows.map(({ path }) => `/${path}`),
  ]
  for (const path of paths) {
    const { status, text } = await steward.see(root + path)
    expect([path, status]).toEqual([path, 200])
    expect(dangersIn(text), path).toEqual([])
  }
})

test('no address to go to afterwards leads away from here', async () => {
  const away = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e%2e//evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '\\\\evil.example',
    'http:evil.example',
    '/;@evil.example/..//evil.example',
  ]
  for (const wish of away) {
    const answers = [
      await steward.see(`/sign-in?next=${encodeURIComponent(wish)}`),
      await steward.send('/language', { language: 'en', back: wish }),
    ]
    for (const { status, location } of answers) {
      expect(status).toBe(303)
      expect(new URL(location!, 'http://ecotone.test').origin).toBe('http://ecotone.test')
    }
  }
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})

test.each([
  ['<p><img src=x onerror=alert(1)>', ['img onerror', 'img src=x']],
  ['<a href="javascript:alert(1)">', ['a href=javascript:alert(1)']],
  ['<a href="//evil.example">', ['a href=//evil.example']],
  ['<script>alert(1)</script>', ['script']],
  ['<p title="a" style="x">', ['p style']],
  ['<!-- <svg/onload=alert(1)> -->', ['svg onload']],
  ['<p title="&quot; onclick=x">&lt;script&gt;</p><a href="/x?y=//z">', []],
])('the search for dangers finds those in %j', (html, dangers) => {
  expect(dangersIn(html)).toEqual(dangers)
})
