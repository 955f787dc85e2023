import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { parser as saxParser } from 'sax'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { get, testShell } from '../../../test/support/web.ts'
import { sealWith } from '../../people/seal.ts'
import { fixedClock } from '../../platform/clock.ts'
import { keptPages } from '../../platform/http/kept-pages.ts'
import { bringWritings } from '../writing/bring-writings.ts'
import { siteEditor } from '../writing/site-editor.fixture.ts'
import { blogRoutes } from './blog-routes.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const editor = await siteEditor(owner)
const kept = keptPages()
const app = testShell({ kept, clock })
blogRoutes(app, {
  db,
  clock,
  seal: sealWith('a secret of these tests'),
  blocks: async () => ({ picture: (name) => (name === 'quay' ? quay : null), dates: () => null }),
})
const quay = { src: '/pictures/quay.webp', srcset: '/pictures/quay-2.webp 2x', width: 800, height: 600 }
beforeEach(() => kept.empty())

const odd = 'Odd: <b>&amp;</b> "quoted" ]]> \u0007 \ud83c\udf0a \ud800'
const words = `${odd}[^n]\n\n![Boats](picture:quay) [chapter](chapter:boundaries) [out](https://example.org/x)\n\n+++\n\n<script>alert(1)</script>\n\n[^n]: A note.`
await db.as(editor, (tx) =>
  bringWritings(
    tx,
    clock,
    [
      { slug: 'odd', title: odd.replace('\ud800', ''), words: words.replace('\ud800', ''), tags: ['a & b', '<c>'] },
      {
        slug: 'plain',
        title: 'Plain',
        words: 'Plain words.',
        tags: [],
        byline: '',
        shownAt: new Date('2027-01-02T08:00:00Z'),
      },
      ...Array.from({ length: 25 }, (_, nth) => ({
        ...{ slug: `p-${nth}`, title: `P ${nth}`, words: 'W.', tags: [], shownAt: new Date('2026-01-02T08:00:00Z') },
      })),
    ].map((post) => ({
      ...{
        kind: 'post' as const,
        language: 'en' as const,
        byline: 'Ana & Zé',
        summary: '',
        part: null,
        position: null,
      },
      ...{
        card: null,
        screen: null,
        note: null,
        state: 'shown' as const,
        shownAt: new Date('2027-02-10T08:00:00.250Z'),
      },
      ...post,
    })),
  ),
)

interface Node {
  name: string
  attributes: Record<string, string>
  children: Node[]
  text: string
}

/** Reads XML strictly: throws at the first thing that is not well-formed. */
function readStrictly(xml: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const reader = saxParser(true)
  reader.onerror = (error) => {
    throw error
  }
  reader.onopentag = ({ name, attributes }) => {
    const node: Node = { name, attributes: attributes as Record<string, string>, children: [], text: '' }
    open.at(-1)!.children.push(node)
    open.push(node)
  }
  reader.onclosetag = () => void open.pop()
  reader.ontext = (text) => {
    open.at(-1)!.text += text
  }
  reader.write(xml).close()
  return root.children[0]!
}

const all = (node: Node, name: string) => node.children.filter((child) => child.name === name)
const one = (node: Node, name: string) => {
  const found = all(node, name)
  expect(found, name).toHaveLength(1)
  return found[0]!
}

async function see(path: string, headers: Record<string, string> = {}) {
  const answer = await app.fetch(get(path, headers))
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

/** What every kind of feed promises of its HTML. */
function expectWholeAddresses(html: string): void {
  for (const [, address] of html.matchAll(/(?:href|src|srcset)="([^"]*)"/g)) expect(address).toMatch(/^https?:\/\//)
  expect(html).toContain('href="http://ecotone.test/handbook/boundaries"')
  expect(html).toContain('src="http://ecotone.test/pictures/quay.webp"')
  expect(html).toContain('href="http://ecotone.test/blog/odd#w-fn-n"')
  expect(html).toContain('&#x3C;script>')
  expect(html).not.toContain('<script')
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
const urn = /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

describe('the Atom feed', () => {
  test('has what RFC 4287 asks for: ids, titles, moments, authors, links, and the whole of each post', async () => {
    const { text, headers } = await see('/blog/feed.atom')
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const feed = readStrictly(text)
    expect(feed.attributes['xmlns']).toBe('http://www.w3.org/2005/Atom')
    expect(one(feed, 'id').text).toBe('tag:ecotone.test,2026:blog')
    expect(one(feed, 'updated').text).toMatch(rfc3339)
    const links = all(feed, 'link').map(({ attributes }) => [attributes['rel'], attributes['href']])
    expect(links).toEqual([
      ['self', 'http://ecotone.test/blog/feed.atom'],
      ['alternate', 'http://ecotone.test/blog'],
    ])
    const entries = all(feed, 'entry')
    expect(entries).toHaveLength(20)
    for (const entry of entries) {
      expect(one(entry, 'id').text).toMatch(urn)
      expect(one(entry, 'published').text).toMatch(rfc3339)
      expect(one(entry, 'updated').text).toMatch(rfc3339)
      expect(one(one(entry, 'author'), 'name').text).not.toBe('')
      expect(one(entry, 'link').attributes['href']).toMatch(/^http:\/\/ecotone\.test\/blog\//)
      expect(one(entry, 'title').text).not.toBe('')
    }
    expect(new Set(entries.map((entry) => one(entry, 'id').text)).size).toBe(20)
    expect(one(one(entries[0]!, 'author'), 'name').text).toBe('Ana & Zé')
    expect(all(entries[0]!, 'category').map(({ attributes }) => attributes['term'])).toEqual(['a & b', '<c>'])
    const content = one(entries[0]!, 'content')
    expect(content.attributes['type']).toBe('html')
    expectWholeAddresses(content.text)
  })

  test('calls a post by the same id after its title and its address changed', async () => {
    const id = async (title: string) => {
      const feed = readStrictly((await see('/blog/feed.atom')).text)
      const entry = all(feed, 'entry').find((each) => one(each, 'title').text === title)!
      return one(entry, 'id').text
    }
    const before = await id('Plain')
    await owner.query(`update writing set slug = 'plainer' where slug = 'plain'`)
    kept.empty()
    expect(await id('Plain')).toBe(before)
  })
})

describe('the RSS feed', () => {
  test('has what RSS 2.0 asks for, and the whole of each post', async () => {
    const { text, headers } = await see('/blog/feed.rss')
    expect(headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
    const rss = readStrictly(text)
    expect([rss.name, rss.attributes['version']]).toEqual(['rss', '2.0'])
    const channel = one(rss, 'channel')
    for (const name of ['title', 'link', 'description']) expect(one(channel, name).text).not.toBe('')
    expect(one(channel, 'atom:link').attributes).toMatchObject({
      rel: 'self',
      href: 'http://ecotone.test/blog/feed.rss',
    })
    const items = all(channel, 'item')
    expect(items).toHaveLength(20)
    const rfc822 = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/
    for (const item of items) {
      expect(one(item, 'pubDate').text).toMatch(rfc822)
      const guid = one(item, 'guid')
      expect([guid.attributes['isPermaLink'], guid.text]).toEqual(['false', expect.stringMatching(urn)])
      expect(one(item, 'link').text).toMatch(/^http:\/\/ecotone\.test\/blog\//)
    }
    expectWholeAddresses(one(items[0]!, 'content:encoded').text)
    expect(all(items[1]!, 'dc:creator')).toEqual([])
  })
})

describe('the JSON feed', () => {
  test('has what JSON Feed 1.1 asks for, and the whole of each post', async () => {
    const { text, headers } = await see('/blog/feed.json')
    expect(headers.get('content-type')).toBe('application/feed+json; charset=utf-8')
    const feed = JSON.parse(text)
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      home_page_url: 'http://ecotone.test/blog',
      feed_url: 'http://ecotone.test/blog/feed.json',
    })
    expect(feed.items).toHaveLength(20)
    for (const item of feed.items) {
      expect(item.id).toMatch(urn)
      expect(item.date_published).toMatch(rfc3339)
      expect(item.url).toMatch(/^http:\/\/ecotone\.test\/blog\//)
    }
    expect(feed.items[0]).toMatchObject({ authors: [{ name: 'Ana & Zé' }], tags: ['a & b', '<c>'], language: 'en' })
    expect(feed.items[1].authors).toBeUndefined()
    expectWholeAddresses(feed.items[0].content_html)
  })
})

describe('known payloads in a post', () => {
  const collected = join(import.meta.dirname, '../../../../shared/inputs/xss-dompurify/expect.json')
  const payloads: { payload: string }[] = JSON.parse(readFileSync(collected, 'utf8'))

  test('are words in every feed, and the feeds stay whole', async () => {
    const words = payloads.map(({ payload }) => `Before ${payload}`).join('\n\n')
    await owner.query(
      `update writing_version v set words = $1, title = $2, summary = $2 from writing w where w.id = v.writing_id and w.slug = 'p-24'`,
      [words, payloads[0]!.payload.slice(0, 200)],
    )
    kept.empty()
    const entries = all(readStrictly((await see('/blog/feed.atom')).text), 'entry')
    const items = all(one(readStrictly((await see('/blog/feed.rss')).text), 'channel'), 'item')
    const told = JSON.parse((await see('/blog/feed.json')).text).items as { content_html: string }[]
    const html = [
      ...entries.map((entry) => one(entry, 'content').text),
      ...items.map((item) => one(item, 'content:encoded').text),
      ...told.map((item) => item.content_html),
    ].filter((each) => each.includes('Before'))
    expect(html).toHaveLength(3)
    for (const each of html) {
      expect(each).not.toMatch(/<(script|iframe|svg|style|object|embed|math|form|base|meta|link)\b/i)
      expect(each).not.toMatch(/<[a-z][^<>]*\s((href|src)="\s*(javascript|data|vbscript)\s*:|on\w+\s*=)/i)
    }
  })
})

describe('a feed reader that comes back', () => {
  test.each(['atom', 'rss', 'json'])('%s: gets 304 for its tag or its date, a hundred times over', async (kind) => {
    const first = await see(`/blog/feed.${kind}`)
    const tag = { 'if-none-match': first.headers.get('etag')! }
    const date = { 'if-modified-since': first.headers.get('last-modified')! }
    for (let asked = 0; asked < 50; asked += 1) {
      expect((await see(`/blog/feed.${kind}`, tag)).status).toBe(304)
      expect((await see(`/blog/feed.${kind}`, date)).status).toBe(304)
    }
  })

  test('gets the new feed once something changed, was taken down too', async () => {
    const { headers } = await see('/blog/feed.atom')
    const known = { 'if-none-match': headers.get('etag')! }
    const since = { 'if-modified-since': headers.get('last-modified')! }
    await db.as(editor, (tx) =>
      sql`update writing set state = 'taken-down', taken_down_at = ${clock.now()} where slug = 'odd'`.execute(tx),
    )
    kept.empty()
    expect((await see('/blog/feed.atom', known)).status).toBe(200)
    const after = await see('/blog/feed.atom', since)
    expect(after.status).toBe(200)
    expect(after.text).not.toContain('Odd:')
  })

  test('where nothing was ever written gets an empty feed that is whole', async () => {
    await owner.query('delete from writing')
    const feed = readStrictly((await see('/blog/feed.atom')).text)
    expect(all(feed, 'entry')).toEqual([])
    expect(one(feed, 'updated').text).toMatch(rfc3339)
  })
})
