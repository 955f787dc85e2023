import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { barriersOn, sidewaysOverflow } from '../../../test/support/accessibility.ts'
import { openBrowser } from '../../../test/support/browser.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { get, testShell } from '../../../test/support/web.ts'
import { sealWith } from '../../people/seal.ts'
import { fixedClock } from '../../platform/clock.ts'
import { keptPages } from '../../platform/http/kept-pages.ts'
import { sitemapRoutes } from '../sitemap/sitemap-routes.ts'
import { bringWritings } from '../writing/bring-writings.ts'
import { siteEditor } from '../writing/site-editor.fixture.ts'
import { blogRoutes } from './blog-routes.ts'
import { postsToBeFound } from './posts-to-be-found.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const editor = await siteEditor(owner)

const kept = keptPages()
const app = testShell({ kept, clock })
blogRoutes(app, {
  db,
  clock,
  seal: sealWith('a secret of these tests'),
  blocks: async () => ({ picture: () => null, dates: () => null }),
})
sitemapRoutes(app, { db }, [postsToBeFound, { paths: ['/about$'] }])
beforeEach(() => kept.empty())

interface Made {
  slug: string
  title?: string
  words?: string
  language?: 'en' | 'pt'
  tags?: string[]
  day?: string
  byline?: string
  summary?: string
}

async function write(...posts: Made[]): Promise<void> {
  const whole = posts.map(({ slug, day = '2027-02-01', ...post }) => ({
    ...{ kind: 'post' as const, slug, language: 'en' as const, byline: 'Ana', tags: [], title: slug, summary: '' },
    ...{ words: 'Words.', part: null, position: null, card: null, screen: null, note: null },
    ...{ state: 'shown' as const, shownAt: new Date(`${day}T08:00:00Z`) },
    ...post,
  }))
  await db.as(editor, (tx) => bringWritings(tx, clock, whole))
}

async function see(path: string, headers: Record<string, string> = {}) {
  const answer = await app.fetch(get(path, headers))
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

await write(
  {
    slug: 'the-tide',
    title: 'The tide <is> late',
    words:
      'How it begins[^1].\n\nAnd goes on.\n\n+++\n\n## After that\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> [!WARNING]\n> Ask first.\n\n[ch](chapter:boundaries)\n\n[^1]: A note.',
    tags: ['Maps', 'não saber'],
    byline: 'Tomé Caldeira',
    day: '2027-02-10',
  },
  { slug: 'a-cadeira', title: 'A cadeira', language: 'pt', words: 'Uma cadeira.', tags: ['maps'], day: '2027-02-05' },
  ...Array.from({ length: 11 }, (_, nth) => ({ slug: `old-${nth}`, day: '2026-01-01', tags: ['old'] })),
)

describe('the page of the blog', () => {
  test('shows ten posts, newest first, each as it begins with a way to read on', async () => {
    const { status, text } = await see('/blog')
    expect(status).toBe(200)
    expect(text.match(/<article class="excerpt">/g)).toHaveLength(10)
    expect(text.indexOf('/blog/the-tide')).toBeLessThan(text.indexOf('/blog/a-cadeira'))
    expect(text).toContain('How it begins')
    expect(text).not.toContain('After that')
    expect(text).not.toContain('[^1]')
    expect(text).toContain('Read more: The tide &lt;is&gt; late</span>')
  })

  test('goes on to what is older, and has no page beyond the last', async () => {
    const { text } = await see('/blog?page=2')
    expect(text.match(/<article class="excerpt">/g)).toHaveLength(3)
    expect(text).toContain('<link rel="prev" href="/blog"/>')
    for (const wrong of ['3', '0', '-1', '1e3', 'x', '']) expect((await see(`/blog?page=${wrong}`)).status).toBe(404)
  })

  test('marks what is written in another language than the page', async () => {
    const { text } = await see('/blog')
    expect(text).toMatch(/<h2 lang="pt">/)
    expect(text).toContain('Written in Portuguese')
    expect((await see('/blog', { 'accept-language': 'pt' })).text).not.toContain('Escrito em português')
  })

  test('lists what has a tag, however it is spelled, under an address without marks', async () => {
    const { text } = await see('/blog/tags/maps')
    expect(text.match(/<article class="excerpt">/g)).toHaveLength(2)
    expect((await see('/blog/tags/nao-saber')).text).toContain('não saber')
    expect((await see('/blog/tags/none')).status).toBe(404)
  })
})

describe('a post', () => {
  test('bears the day of the site’s clock, on its page and in the list', async () => {
    const shownAt = new Date('2027-06-30T23:15:00Z')
    const [id] = (await owner.query<{ id: string }>(`select id from writing where slug = 'a-cadeira'`)).rows
    const before = (await owner.query<{ at: Date }>('select shown_at as at from writing where id = $1', [id!.id]))
      .rows[0]!.at
    const setAt = (at: Date) => owner.query('update writing set shown_at = $2 where id = $1', [id!.id, at])
    await setAt(shownAt)
    const read = async () => {
      kept.empty()
      return [(await see('/blog/a-cadeira')).text, (await see('/blog')).text].map(
        (text) => /(30 June|1 July) 2027/.exec(text)?.[0],
      )
    }
    expect(await read()).toEqual(['30 June 2027', '30 June 2027'])
    await owner.query(
      `insert into contact_place (id, organization, zone) values (gen_random_uuid(), 'Us', 'Europe/Lisbon')`,
    )
    expect(await read()).toEqual(['1 July 2027', '1 July 2027'])
    await owner.query('delete from contact_place')
    await setAt(before)
  })

  test('is read whole, with its day in the language of the reader and its words in their own', async () => {
    const { status, text } = await see('/blog/the-tide', { 'accept-language': 'pt' })
    expect(status).toBe(200)
    expect(text).toContain('10 de fevereiro de 2027')
    expect(text).toContain('<h1 class="display" lang="en">The tide &lt;is&gt; late</h1>')
    expect(text).toContain('Take care')
    expect(text).toContain('<h2 id="w-after-that">')
    expect(text).toContain('href="/handbook/boundaries"')
    expect(text).toContain('<div class="table-region" role="region" aria-label="Table" tabindex="0">')
    expect(text).not.toContain('+++')
  })

  test('leads to the one before and the one after', async () => {
    const { text } = await see('/blog/a-cadeira')
    expect(text).toMatch(/href="\/blog\/old-\d+" rel="prev"/)
    expect(text).toMatch(/href="\/blog\/the-tide" rel="next"/)
    const all = new Set<string>()
    for (let slug: string | undefined = 'the-tide'; slug && !all.has(slug); ) {
      all.add(slug)
      slug = /href="\/blog\/([^"]+)" rel="prev"/.exec((await see(`/blog/${slug}`)).text)?.[1]
    }
    expect(all.size).toBe(13)
  })

  test('says in its head what it is, for those who look for it and those who pass it on', async () => {
    const { text, headers } = await see('/blog/the-tide')
    expect(text).toContain('<link rel="canonical" href="http://ecotone.test/blog/the-tide"/>')
    expect(text).toContain('<meta property="og:type" content="article"/>')
    expect(text).toContain('<meta property="og:title" content="The tide &lt;is&gt; late"/>')
    for (const type of ['atom', 'rss', 'feed'])
      expect(text).toMatch(new RegExp(`<link rel="alternate" type="application/${type}\\+`))
    const [data, trail] = [...text.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)].map(
      ([, json]) => json!,
    )
    expect(data! + trail).not.toMatch(/[<>]/)
    expect(JSON.parse(data!)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'BlogPosting',
      headline: 'The tide <is> late',
      description: 'How it begins. And goes on.',
      inLanguage: 'en',
      datePublished: '2027-02-10T08:00:00.000Z',
      author: { name: 'Tomé Caldeira' },
      keywords: ['Maps', 'não saber'],
    })
    expect(JSON.parse(trail!).itemListElement.map(({ name, item }: Record<string, string>) => [name, item])).toEqual([
      ['Blog', 'http://ecotone.test/blog'],
      ['The tide <is> late', 'http://ecotone.test/blog/the-tide'],
    ])
    expect(headers.has('x-robots-tag')).toBe(false)
    expect(headers.has('set-cookie')).toBe(false)
    expect(headers.get('etag')).toMatch(/^"/)
  })

  test('has a picture to go with links to it, at another address when its title changes', async () => {
    const picture = async () => {
      kept.empty()
      return /<meta property="og:image" content="http:\/\/ecotone.test(\/blog\/a-cadeira\/picture.png[^"]*)"/.exec(
        (await see('/blog/a-cadeira')).text,
      )![1]!
    }
    const before = await picture()
    const answer = await app.fetch(get(before, { 'accept-encoding': 'gzip' }))
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(answer.headers.get('content-encoding')).toBeNull()
    const png = new DataView(await answer.arrayBuffer())
    expect([png.getUint32(16), png.getUint32(20)]).toEqual([1200, 630])
    await owner.query(`update writing set byline = 'Ilda' where slug = 'a-cadeira'`)
    expect(await picture()).not.toBe(before)
    expect((await see('/blog/never/picture.png')).status).toBe(404)
  })

  test('that was taken down says so, one that moved leads on, and where none ever was there is nothing', async () => {
    await write({ slug: 'gone-soon' }, { slug: 'new-name' })
    await db.as(editor, async (tx) => {
      await sql`update writing set state = 'taken-down', taken_down_at = ${clock.now()} where slug = 'gone-soon'`.execute(
        tx,
      )
      await sql`insert into former_slug (kind, slug, writing_id) select 'post', 'old-name', id from writing where slug = 'new-name'`.execute(
        tx,
      )
    })
    expect((await see('/blog/gone-soon')).status).toBe(410)
    expect((await see('/blog/gone-soon')).text).toContain('was taken down')
    const moved = await see('/blog/old-name')
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/blog/new-name'])
    for (const slug of ['never', 'The-Tide', '%27%20or%201=1', 'a'.repeat(3000)])
      expect((await see(`/blog/${slug}`)).status).toBe(404)
  })
})

test('the sitemap has every post that is shown and no other, and robots may read what every part offers', async () => {
  await write({ slug: 'taken' })
  await db.as(editor, (tx) =>
    sql`update writing set state = 'taken-down', taken_down_at = ${clock.now()} where slug = 'taken'`.execute(tx),
  )
  const { text, headers } = await see('/sitemap.xml')
  expect(headers.get('content-type')).toBe('application/xml; charset=utf-8')
  expect(text).toContain('<loc>http://ecotone.test/blog/the-tide</loc><lastmod>2027-02-10T08:00:00.000Z</lastmod>')
  expect(text).not.toContain('/blog/taken<')
  const robots = (await see('/robots.txt')).text
  expect(robots).toContain('Allow: /blog/\n')
  expect(robots).toContain('Allow: /about$\n')
  expect(robots).toContain('Disallow: /\n')
  expect(robots).toContain('Sitemap: http://ecotone.test/sitemap.xml\n')
})

const browser = await openBrowser()
test.skipIf(!browser)(
  'the pages shut nobody out, on a phone neither, and a wide table does not widen them',
  async () => {
    const cells = (n: string) => `| ${Array.from({ length: 12 }, () => n).join(' | ')} |`
    await write({ slug: 'wide', words: `${cells('a-long-word')}\n${cells('---')}\n${cells('another-long-word')}\n` })
    const page = await browser!.newPage()
    await page.route('**/*', async (route) => {
      const answer = await app.fetch(get(new URL(route.request().url()).pathname))
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries([...answer.headers].filter(([name]) => name !== 'content-security-policy')),
        body: Buffer.from(await answer.arrayBuffer()),
      })
    })
    for (const path of ['/blog', '/blog/the-tide', '/blog/wide']) {
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 844 })
        await page.goto(`http://ecotone.test${path}`)
        expect(await barriersOn(page), path).toEqual([])
        expect(await sidewaysOverflow(page), path).toBe(0)
      }
    }
    await browser!.close()
  },
)
