import { join } from 'node:path'
import { sql } from 'kysely'
import type { Nodes } from 'mdast'
import { describe, expect, test } from 'vitest'
import { siteSeeds } from '../../../db/seeds/site.ts'
import { siteEvents } from '../../../db/seeds/site-events.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { get, testShell } from '../../../test/support/web.ts'
import { setSignedIn } from '../../people/people.ts'
import { fixedClock } from '../../platform/clock.ts'
import { keptPages } from '../../platform/http/kept-pages.ts'
import { page } from '../../ui/page.tsx'
import { bringWritings } from '../writing/bring-writings.ts'
import { readWords } from '../writing/read-words.ts'
import { setLine } from '../writing/set-quotes.ts'
import { siteEditor } from '../writing/site-editor.fixture.ts'
import { readBook } from './book.ts'
import { linkIn } from './book-links.ts'
import { partsOf, readingMinutes } from './handbook.ts'
import { handbookRoutes } from './handbook-routes.ts'
import { notesRoutes } from './notes/notes-routes.ts'
import { offerChapters } from './offer-chapters.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const editor = await siteEditor(owner)
const seeds = await siteSeeds(join(import.meta.dirname, '../../..'), '2027-03-01')
await db.as(editor, (tx) => bringWritings(tx, clock, seeds))

const ownLandscapes = [{ slug: 'own-coast' }]
const place = { db, clock, landscapesOf: async () => ownLandscapes }
const kept = keptPages()
const app = testShell({ kept })
notesRoutes(app, place)
handbookRoutes(app, place)
const appOfEditor = testShell({ kept })
appOfEditor.use((c, next) => {
  setSignedIn(c, { id: editor.id, name: 'Ed', email: 'ed@example.org', language: null })
  return next()
})
handbookRoutes(appOfEditor, place)

const chapters = seeds.filter(({ kind }) => kind === 'chapter')
const cards = seeds.filter(({ kind }) => kind === 'card')
const second = '/handbook/sketching-thirty-people-without-harm'

async function read(path: string, of = app): Promise<string> {
  const answer = await of.fetch(get(path))
  expect(answer.status, path).toBe(200)
  return answer.text()
}

const found = (html: string, what: RegExp) => [...html.matchAll(what)].map((match) => match[1]!)
const without = (path: string) => path.replace(/[#?].*$/, '')

describe('the handbook', () => {
  test('shows from outside every chapter in its part, with its one sentence and its page to print', async () => {
    const html = await read('/handbook')
    const titles = found(html, /<a href="\/handbook\/([a-z-]+)" lang="en">/g)
    expect(titles).toEqual([...chapters.map(({ slug }) => slug), 'glossary', 'sources'])
    for (const { summary } of chapters) expect(html).toContain(setLine(summary, 'en'))
    expect(html).toContain('answer “nothing” and “harm”')
    for (const { slug } of cards) expect(html).toContain(`/handbook/cards/${slug}`)
    expect(found(html, /<span lang="en">(Seeing|Opening|Following)</g)).toEqual(['Seeing', 'Opening', 'Following'])
  })

  test('shows a chapter beside the contents of the book and its own sections, with the chapters before and after', async () => {
    const html = await read(second)
    expect(html).toContain('<h1 class="display">Sketching thirty people without harm</h1>')
    expect(html).toMatch(/href="#what-to-call-people"[^>]*>What to call people/)
    expect(html).toContain('id="what-to-call-people"')
    expect(html).toMatch(/rel="prev" href="\/handbook\/you-may-already-be-doing-this"/)
    expect(html).toMatch(/rel="next" href="\/handbook\/boundaries"/)
    expect(html).toContain('8 minutes to read')
    const [first, last] = [chapters[0]!.slug, chapters.at(-1)!.slug]
    expect(await read(`/handbook/${first}`)).not.toContain('rel="prev"')
    expect(await read(`/handbook/${last}`)).not.toContain('rel="next"')
  })

  test('opens a word of the glossary on the page, with the way to the glossary, and runs no script for it', async () => {
    const glossary = new Set(found(await read('/handbook/glossary'), / id="([a-z0-9-]+)"/g))
    let all = 0
    for (const { slug } of chapters) {
      const html = await read(`/handbook/${slug}`)
      const opens = found(html, /<button type="button" popovertarget="([^"]+)" class="term"/g)
      all += opens.length
      for (const id of opens) expect(html).toMatch(new RegExp(`<div class="definition" popover="auto" id="${id}">`))
      for (const word of found(html, /href="\/handbook\/glossary#([^"]+)"/g)) expect(glossary).toContain(word)
      // what notes need and no other
      expect(found(html, /<script type="module" src="\/assets\/([a-z-]+)/g)).toEqual(['reader-notes-island'])
    }
    expect(all).toBeGreaterThan(20)
  })

  test('numbers its notes, leads to each and back', async () => {
    const html = await read(second)
    const notes = found(html, /href="#(fn-[^"]+)"/g)
    expect(notes.length).toBeGreaterThan(2)
    for (const note of notes) expect(html).toContain(`id="${note}"`)
    for (const back of found(html, /href="#(fnref-[^"]+)"/g)) expect(html).toContain(`id="${back}"`)
  })

  test('has on each page to print boxes that can be ticked, each with the words that say what for', async () => {
    for (const { slug, words } of cards) {
      const html = await read(`/handbook/cards/${slug}`)
      const boxes = html.match(/<li class="task"><label><input type="checkbox"> /g) ?? []
      expect(boxes.length, slug).toBe(words.match(/^\s*- \[ \] /gm)?.length ?? 0)
      expect(html).not.toContain('disabled')
    }
  })

  test('leads nowhere that there is not: every link of every page of it', async () => {
    const paths = ['/handbook', '/handbook/glossary', '/handbook/sources']
    paths.push(
      ...chapters.map(({ slug }) => `/handbook/${slug}`),
      ...cards.map(({ slug }) => `/handbook/cards/${slug}`),
    )
    const links = new Set<string>()
    for (const path of paths) {
      const html = await read(path)
      for (const href of found(html, /href="(#[^"]+)"/g)) expect(html, path).toContain(`id="${href.slice(1)}"`)
      for (const href of found(html, /href="(\/handbook[^"]*)"/g)) links.add(without(href))
    }
    for (const href of links) expect([200, 303], href).toContain((await app.fetch(get(href))).status)
  })

  test('keeps a calm reader half an hour with some six thousand words', () => {
    expect(readingMinutes('')).toBe(1)
    expect(readingMinutes('one two, three: it’s four '.repeat(1_320))).toBe(30)
  })

  test('stands under a name of its own where parts have none', () => {
    const shown = (part: string | null, slug: string) => ({ ...chapters[0]!, id: slug, slug, part }) as never
    expect(partsOf([shown(null, 'a'), shown('Seeing', 'b'), shown('Seeing', 'c')])).toMatchObject([
      { number: 1, name: '', chapters: [{ slug: 'a' }] },
      { number: 2, name: 'Seeing', chapters: [{ slug: 'b' }, { slug: 'c' }] },
    ])
  })
})

describe('every text that comes with an instance', () => {
  test('leads only where something is', async () => {
    const link = linkIn(await db.as({ kind: 'nobody' }, readBook))
    const posts = new Set(seeds.filter(({ kind }) => kind === 'post').map(({ slug }) => slug))
    const pages = new Set(seeds.filter(({ kind }) => kind === 'page').map(({ slug }) => slug))
    const events = new Set(siteEvents('2027-03-01').map(({ slug }) => slug))
    const stands = (scheme: string, key: string) => {
      if (scheme === 'post') return posts.has(key)
      if (scheme === 'page') return pages.has(key)
      if (scheme === 'event') return events.has(key)
      return link(scheme, key) !== null
    }
    let seen = 0
    for (const { slug, words } of seeds) {
      for (const url of linksOf(readWords(words))) {
        const ours = /^([a-z]+):(.+)$/.exec(url)
        if (!ours || /^(https?|mailto|tel)$/.test(ours[1]!)) continue
        seen++
        expect(stands(ours[1]!, ours[2]!), `${slug} leads to ${url}`).toBe(true)
      }
    }
    expect(seen).toBeGreaterThan(80)
  })
})

function linksOf(node: Nodes): string[] {
  const own = node.type === 'link' ? [node.url] : []
  return 'children' in node ? [...own, ...node.children.flatMap(linksOf)] : own
}

describe('at an address of the handbook', () => {
  test('where a chapter has moved one is sent on for good, and told when it was taken down', async () => {
    await db.as(editor, async (tx) => {
      await sql`insert into former_slug (kind, slug, writing_id) select 'chapter', 'trust', id from writing where slug = 'where-you-are-trusted'`.execute(
        tx,
      )
      await sql`update writing set state = 'taken-down', taken_down_at = ${clock.now()} where slug = 'table-card'`.execute(
        tx,
      )
    })
    kept.empty()
    const moved = await app.fetch(get('/handbook/trust'))
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/handbook/where-you-are-trusted'])
    const gone = await app.fetch(get('/handbook/cards/table-card'))
    expect(gone.status).toBe(410)
    expect(await gone.text()).toContain('This was taken down')
    // and nothing leads there any more
    expect(await read('/handbook/tables-rounds-and-people-who-must-not-meet')).not.toContain('table-card')
  })

  test('where nothing was ever, or only a draft is, nothing is found', async () => {
    const draft = { ...chapters[0]!, slug: 'secret', state: 'draft', shownAt: null, position: 99 } as const
    await db.as(editor, (tx) => bringWritings(tx, clock, [draft]))
    kept.empty()
    for (const path of ['/handbook/secret', '/handbook/nothing', '/handbook/cards/boundaries', '/handbook/%2e%2e%2fx'])
      expect((await app.fetch(get(path))).status, path).toBe(404)
    expect((await appOfEditor.fetch(get('/handbook'))).status).toBe(200)
    expect(await read('/handbook')).not.toContain('secret')
  })
})

describe('a screen of the workbench', () => {
  test('offers the chapter that belongs to it, in a quiet line, and nothing where there is none', async () => {
    const screens = testShell()
    screens.use(offerChapters(db))
    screens.get('/:screen', (c) => page(c, { title: 'Screen', reads: c.req.param('screen') }, 'Words'))
    expect(await read('/spaces', screens)).toMatch(
      /Read: <a href="\/handbook\/an-invitation-each-side-can-say-yes-to" lang="en">An invitation/,
    )
    expect(await read('/cellar', screens)).not.toContain('Read:')
  })
})

describe('the way from a chapter to its screen', () => {
  test('leads into a landscape of whoever is signed in, and is offered to them alone', async () => {
    expect(await read('/handbook/boundaries')).not.toContain('In your own landscape')
    const html = await read('/handbook/boundaries', appOfEditor)
    expect(html).toContain('href="/handbook/screens/landscape"')
    const ways = {
      landscape: '/landscapes/own-coast/landscape',
      home: '/landscapes/own-coast',
      sketch: '/landscapes/new',
    }
    for (const [screen, to] of Object.entries(ways)) {
      const answer = await appOfEditor.fetch(get(`/handbook/screens/${screen}`))
      expect([answer.status, answer.headers.get('location')]).toEqual([303, to])
    }
  })

  test('asks anybody else to sign in first, but for a sketch; and is nowhere for a screen that there is not', async () => {
    const to = async (screen: string) =>
      (await app.fetch(get(`/handbook/screens/${screen}`))).headers.get('location') ?? 'nowhere'
    expect(await to('people')).toBe('/sign-in?next=%2Fhandbook%2Fscreens%2Fpeople')
    expect(await to('sketch')).toBe('/sketch')
    expect(await to('tables')).toBe('nowhere')
    expect(await to('constructor')).toBe('nowhere')
  })
})
