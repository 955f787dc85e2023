import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { siteSeeds } from '../../../../db/seeds/site.ts'
import { testDatabase } from '../../../../test/support/database.ts'
import { get, testShell } from '../../../../test/support/web.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { bringWritings } from '../../writing/bring-writings.ts'
import { siteEditor } from '../../writing/site-editor.fixture.ts'
import { readBook } from '../book.ts'
import { handbookRoutes } from '../handbook-routes.ts'
import { marked, snippetOf } from './mark-found.ts'
import { searchBook } from './search-book.ts'
import { plainLetters } from './sections.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const editor = await siteEditor(owner)
const seeds = await siteSeeds(join(import.meta.dirname, '../../../..'), '2027-03-01')
const chapter = seeds.find(({ kind }) => kind === 'chapter')!
const others = [
  {
    language: 'pt',
    words: 'As pescadoras da ria falavam das marés.\n\n## Açoteia & <b>sal</b>\n\nUma açoteia ao sol.',
  },
  { language: 'es', words: 'Los mariscadores caminaban por la orilla.' },
  { language: 'fr', words: 'Les pêcheuses racontaient les marées.' },
  { language: 'en', words: 'A hidden draft about walruses.', state: 'draft', shownAt: null },
] as const
await db.as(editor, (tx) =>
  bringWritings(tx, clock, [
    ...seeds,
    ...others.map((one, n) => ({
      ...chapter,
      slug: `other-${n}`,
      title: `Other ${n}`,
      summary: '',
      card: null,
      ...one,
    })),
  ]),
)
const app = testShell()
handbookRoutes(app, { db, clock, landscapesOf: async () => [] })

const search = (question: string) =>
  db.as({ kind: 'nobody' }, async (tx) => searchBook(tx, await readBook(tx), question))
const slugs = async (question: string) => (await search(question)).map(({ writing }) => writing.slug)

async function see(question: string): Promise<string> {
  const answer = await app.fetch(get(`/handbook/search?q=${encodeURIComponent(question)}`))
  expect(answer.status).toBe(200)
  return answer.text()
}

describe('searching the handbook', () => {
  test('finds a word in its other forms, in each language of a text by its own rules', async () => {
    expect(await slugs('cramp')).toContain('you-may-already-be-doing-this')
    expect(await slugs('pescadora maré')).toEqual(['other-0'])
    expect(await slugs('mariscador camina')).toEqual(['other-1'])
    expect(await slugs('pêcheuse raconter')).toEqual(['other-2'])
  })

  test('makes no difference of marks over letters, in the question or in the text, and shows the text as it is', async () => {
    expect(await slugs('acoteia')).toEqual(['other-0'])
    expect(await slugs('açoteia')).toEqual(['other-0'])
    expect(await slugs('ARRABIDA')).toEqual(await slugs('Arrábida'))
    expect(await see('arrabida')).toContain('<mark>Arrábida</mark>')
  })

  test('tells the chapter, the heading it stands under with its place, and the words around', async () => {
    const html = await see('435 pairs')
    expect(html).toContain('href="/handbook/sketching-thirty-people-without-harm#a-quarter-of-an-hour"')
    expect(html).toMatch(/<mark>435<\/mark> <mark>pairs<\/mark>/)
    // what a word means comes first, and then where it is spoken of
    expect((await slugs('boundary'))[0]).toBe('glossary')
  })

  test('looks for words together, leaves words out, and takes any punctuation', async () => {
    expect(await slugs('"seat of a bus"')).toEqual(['sketching-thirty-people-without-harm'])
    expect(await slugs('"bus of a seat"')).toEqual([])
    const [all, without] = [await slugs('cramp'), await slugs('cramp -doctor')]
    expect(without.length).toBeLessThan(all.length)
    for (const odd of [
      '"unclosed',
      `' or 1=1 --`,
      '!!! & | <->',
      '((',
      '\uE002x\uE003',
      '%',
      '\\',
      'a:*',
      '-',
      'or',
      '"" ""',
    ])
      expect(Array.isArray(await search(odd)), odd).toBe(true)
  })

  test('finds nothing that nobody may read', async () => {
    expect(await slugs('walruses')).toEqual([])
  })

  test('says so when there is nothing, and asks for nothing when nothing was asked', async () => {
    expect(await see('zugzwang')).toContain('Nothing in the handbook speaks of “zugzwang”')
    const empty = await app.fetch(get('/handbook/search'))
    expect(await empty.text()).not.toContain('Nothing in the handbook')
    expect(empty.headers.get('cache-control')).toBe('no-store')
  })

  test('cuts a question that is longer than a question, and says so', async () => {
    const html = await see('tide '.repeat(400))
    expect(html).toContain('first 200 characters')
  })

  test('shows what is asked, and what was written, as the text it is', async () => {
    expect(await see('"><script>alert(1)</script>')).not.toContain('<script>alert')
    const html = await see('sal açoteia')
    expect(html).toContain('Açoteia &amp; &lt;b&gt;sal&lt;/b&gt;')
    expect(html).not.toContain('<b>sal')
  })
})

describe('what was found', () => {
  test('is marked in the text by the marks in its plain form, and not at all where they do not fit', () => {
    const text = 'Na Arrábida há marés'
    expect(plainLetters(text)).toBe('Na Arrabida ha mares')
    expect(marked(text, 'Na \uE002Arrabida\uE003 ha mares')).toEqual([
      { text: 'Na ', found: false },
      { text: 'Arrábida', found: true },
      { text: ' há marés', found: false },
    ])
    expect(marked(text, 'Na \uE002Arr\uE003')).toEqual([{ text, found: false }])
  })

  test('keeps its place whatever letters there are', () => {
    for (const text of ['ﬁ ﷺ', '한국어', '👩‍🌾 e\u0301', 'ß ŀ Ǆ', 'a<b>&c\u0007'])
      expect(plainLetters(text).length, text).toBe(text.length)
  })

  test('stands among some words, cut between words', () => {
    const long = `${'word '.repeat(60)}`
    const cut = snippetOf([
      { text: long, found: false },
      { text: 'tide', found: true },
      { text: ` ${long}`, found: false },
    ])
    const text = cut.map((piece) => piece.text).join('')
    expect(text).toMatch(/^… word .*word …$/)
    expect(text.length).toBeLessThan(330)
    expect(cut.filter(({ found }) => found)).toEqual([{ text: 'tide', found: true }])
  })
})
