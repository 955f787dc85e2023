import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { type FoundForm, formsIn, linksIn } from './read-forms.ts'
import { dangersIn, readTags } from './read-tags.ts'
import { smallCoast } from './small-coast.ts'
import { wholeProgram } from './whole-program.ts'

const isLong = process.env['ECOTONE_SECURITY'] === 'long'
vi.setConfig({ testTimeout: isLong ? 2_400_000 : 600_000 })
const program = await wholeProgram()
const { bring, newcomer, doTheJobs, owner, bugs } = program
const steward = await newcomer('steward@example.org', 'Steward')
const { slug } = await bring(steward, smallCoast('own-sketch', 'Every form'))
await steward.send(`/landscapes/${slug}/readings`, { size: '6' })
await doTheJobs()

/** Where somebody begins to walk; everything else is found by following links. */
const doors = ['/', '/landscapes', '/account', '/held', '/instance', `/landscapes/${slug}`]

/** What ends the walk, and what answers with a file. */
const leftAlone =
  /sign-out|sessions|\/close|\/lock|unlock|\/erase|\/leave|\/remove|\/sketch$|\/export|\.(csv|svg|png|pdf|zip|json)|\/news|\/language/
const isOurs = (path: string) =>
  !path.startsWith('/landscapes/') ||
  /^\/landscapes\/(new|bring)|^\/landscapes$/.test(path) ||
  path.startsWith(`/landscapes/${slug}`)

/** An address without what differs from one person, tie or day to the next. */
function kindOf(path: string): string {
  return path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|zqid-\w+-\d|\bp\d{3,}\b|\d{4}-\d\d-\d\d|\d{6,}/g, '…')
    .replace(/=[^&]*/g, '=…')
    .replace(/(practices|boundaries|spaces|measures|ties|opportunities)\/[^/?]+/g, '$1/…')
}

interface Walk {
  pages: Map<string, string>
  forms: Map<string, FoundForm>
}

/** Follows every link, two addresses of each kind, and gathers the pages and their forms. */
async function walk(most: number): Promise<Walk> {
  const seen: Walk = { pages: new Map(), forms: new Map() }
  const waiting = [...doors]
  const kinds = new Map<string, number>()
  for (let path = waiting.shift(); path !== undefined && seen.pages.size < most; path = waiting.shift()) {
    const times = kinds.get(kindOf(path)) ?? 0
    if (seen.pages.has(path) || times > 1 || leftAlone.test(path) || !isOurs(path)) continue
    kinds.set(kindOf(path), times + 1)
    const { status, text, headers } = await steward.see(path)
    if (status >= 500) throw new Error(`${path} answered ${status}.`, { cause: bugs.at(-1) })
    if (!headers.get('content-type')?.startsWith('text/html')) continue
    seen.pages.set(path, text)
    waiting.push(...linksIn(text))
    for (const form of formsIn(text, path)) {
      if (leftAlone.test(form.action) || !isOurs(form.action)) continue
      seen.forms.set(`${kindOf(form.action)} ${[...form.typed.keys()].map(kindOf).sort().join(' ')}`, form)
    }
  }
  return seen
}

const ours = [
  '"><zqtag zqmark=1>',
  `'><zqtag zqmark=1>`,
  '</textarea></title></script><zqtag>',
  '" zqmark="1" onfocus="alert(1)" autofocus="',
  "x' zqmark='1' onmouseover='alert(1)",
  'javascript:alert(1)',
  '<a href="javascript:alert(1)">zq</a>',
  '=HYPERLINK("http://evil.example")',
  'a\r\nSet-Cookie: zq=1\r\n\r\n<zqtag>',
  '{name} <b>{a}</b> {n, plural, one {x} other {#}}',
]
const shared = join(import.meta.dirname, '../../../shared/inputs/xss-dompurify/expect.json')
const theirs = existsSync(shared)
  ? (JSON.parse(readFileSync(shared, 'utf8')) as { payload: string }[]).map((one) => one.payload)
  : []
const payloads = [...ours, ...theirs.filter((_, nth) => isLong || nth % 40 === 0)]

function filled({ typed, along }: FoundForm, words: string): Record<string, string> {
  const fields = Object.fromEntries(along)
  for (const [name, type] of typed) {
    if (type === 'number') fields[name] = '1'
    else if (type === 'date') fields[name] = '2027-03-01'
    else if (type === 'email') fields[name] = `${words.replaceAll(/[^\x21-\x7e]|[@<>]/g, '').slice(0, 40)}@example.org`
    else fields[name] = type === 'textarea' ? words : words.slice(0, 180)
  }
  // the same form twice would be taken once
  delete fields['form_key']
  return fields
}

/** Links that pages of ours hold beside local ones: into the app for codes, to write or ring, and the sources of the handbook. */
const ofOurs =
  /^a href=(otpauth:\/\/totp\/Ecotone%3A|mailto:[\w.]+@example\.org$|tel:\+[\d]+$|https:\/\/(doi\.org|eur-lex\.europa\.eu|www\.chathamhouse\.org|wenger-trayner\.com|ror\.org)\/)/

/** What of our marks became markup, and everything else on a page that could run or lead away. */
function harm(html: string): string[] {
  const marked = readTags(html).filter(({ name, attributes }) => name.startsWith('zqtag') || attributes.has('zqmark'))
  return [...dangersIn(html).filter((one) => !ofOurs.test(one)), ...marked.map(({ name }) => `${name} of ours`)]
}

test('D25: whatever is typed into whichever field of whichever form comes back as text, there and on every page after it', async () => {
  const before = await walk(isLong ? 600 : 220)
  expect(before.pages.size).toBeGreaterThan(40)
  expect(before.forms.size).toBeGreaterThan(20)
  const taken = new Set<string>()
  for (const [kind, form] of before.forms) {
    for (const words of payloads) {
      const { status, text, location, headers } = await steward.send(form.action, filled(form, words))
      expect(status, `${kind} with ${words}`).toBeLessThan(500)
      expect(harm(text), `${kind} with ${words}`).toEqual([])
      if (location) expect(location, kind).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
      for (const cookie of headers.getSetCookie()) expect(cookie).not.toMatch(/zq=1|[<>\r\n]/)
      if (status === 303) taken.add(kind)
      if (form.typed.size === 0) break
    }
  }
  // most forms take words as they are; were all refused, the walk below would show nothing
  expect(taken.size).toBeGreaterThan(before.forms.size / 3)
  await doTheJobs()
  const after = await walk(isLong ? 900 : 320)
  for (const [path, text] of after.pages) expect(harm(text), path).toEqual([])
  expect([...after.pages.values()].filter((text) => text.includes('zqmark')).length).toBeGreaterThan(10)
  const { rows: letters } = await owner.query<{ html: string }>("select html from mail where html <> ''")
  expect(letters.length).toBeGreaterThan(0)
  for (const { html } of letters) expect(harmInLetter(html)).toEqual([])
  expect(bugs).toEqual([])
})

/** A letter has its styles inside, the address of the instance before each link, and whom to write to. */
function harmInLetter(html: string): string[] {
  const ownLinks = html.replaceAll('="http://ecotone.test/', '="/')
  return harm(ownLinks).filter((one) => !/(^| )style$|^a href=mailto:contact@/.test(one))
}

test('the search for harm finds what became markup', () => {
  for (const words of ['<zqtag>', '<p zqmark="1">', '<p onclick="x">', '<a href="//evil.example">x</a>'])
    expect(harm(words)).not.toEqual([])
  expect(harm('<p title="zqmark">&lt;zqtag&gt;</p>')).toEqual([])
  expect(harmInLetter('<p style="x" onclick="y">')).toEqual(['p onclick'])
})
