import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parser as saxParser } from 'sax'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { siteSeeds } from '../../../../db/seeds/site.ts'
import { supportersOfTheExample } from '../../../../db/seeds/site-behind.ts'
import { testDatabase } from '../../../../test/support/database.ts'
import { get, testOrigin, testShell } from '../../../../test/support/web.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { pictureFiles } from '../../pictures/book-pictures.ts'
import { insertPicture } from '../../pictures/pictures-queries.ts'
import { keepSupporter } from '../../supporters/supporter-queries.ts'
import { bringWritings } from '../../writing/bring-writings.ts'
import { siteEditor } from '../../writing/site-editor.fixture.ts'
import { readWholeBook, type WholeBook } from '../book.ts'
import { handbookRoutes } from '../handbook-routes.ts'
import { readGlossary } from '../read-glossary.ts'
import { type Edition, editionOf, fileName } from './edition.ts'
import { keptFile } from './kept-files.ts'
import { toldBook } from './told-book.ts'
import { writeEpub } from './write-epub.ts'
import { writeOffline } from './write-offline.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const editor = await siteEditor(owner)
const seeds = await siteSeeds(join(import.meta.dirname, '../../../..'), '2027-03-01')
const boats = 'Boats at the quay, <two> of them & a "third"'
const withPicture = seeds.map((one, nth) =>
  nth === seeds.findIndex(({ kind }) => kind === 'chapter')
    ? { ...one, words: `${one.words.split('\n\n')[0]}\n\n![${boats}](picture:boats "Two \\"boats\\"")\n\n${one.words}` }
    : one,
)
const drawn = (channels: 3 | 4) =>
  sharp({ create: { width: 960, height: 600, channels, background: { r: 40, g: 90, b: 120, alpha: 0.5 } } })
    .webp()
    .toBuffer()
await db.as(editor, async (tx) => {
  await bringWritings(tx, clock, withPicture)
  for (const [nth, name] of (['boats', 'pine'] as const).entries()) {
    const webp = await drawn(name === 'boats' ? 3 : 4)
    const size = { width: 960, height: 600, hash: `${nth}`.repeat(64), webp, avif: webp }
    const alt = name === 'boats' ? boats : 'A pine with three branches'
    const onDay = name === 'boats' ? { drawn: { on: '2027-02-28', asOf: '2027-02-09' } } : {}
    await insertPicture(tx, { id: uuidv7(), name, alt, at: clock.now(), sizes: [size], ...onDay })
  }
  for (const one of supportersOfTheExample)
    await keepSupporter(tx, {
      ...one,
      id: uuidv7(),
      logo: null,
      ...(one.position === 1 && {
        logo: 'pine',
        ror: 'https://ror.org/03yrm5c26',
        chapters: ['you-may-already-be-doing-this'],
      }),
    })
})
const book = await db.as({ kind: 'nobody' }, readWholeBook)
const pictures = await db.as({ kind: 'nobody' }, (tx) => pictureFiles(tx, book.pictures.values()))
const load = async () => pictures
const edition = editionOf(book, testOrigin, 'Untitled')!
const cover = {
  name: 'cover.svg',
  bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"/>'),
} as const

const app = testShell()
handbookRoutes(app, { db, clock, landscapesOf: async () => [] })

async function unpacked(bytes: Uint8Array): Promise<Map<string, { text: string; packed: boolean }>> {
  const files = new Map<string, { text: string; packed: boolean }>()
  const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true, autoClose: false })
  for await (const entry of zip.eachEntry()) {
    const chunks: Uint8Array[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Uint8Array)
    files.set(entry.fileName, { text: Buffer.concat(chunks).toString('utf8'), packed: entry.compressionMethod !== 0 })
  }
  return files
}

/** Every start tag with its attributes; throws where the text is no XML. */
function tagsOf(xml: string): { name: string; attributes: Record<string, string> }[] {
  const tags: { name: string; attributes: Record<string, string> }[] = []
  const reader = saxParser(true)
  reader.onerror = (error) => {
    throw error
  }
  reader.onopentag = (tag) => {
    tags.push({ name: tag.name, attributes: tag.attributes as Record<string, string> })
  }
  reader.write(xml).close()
  return tags
}

/** A book of one chapter, with these words in it. */
function bookOf(words: string, title = 'One'): Edition {
  const chapter = { ...book.chapters[0]!, id: uuidv7(), slug: 'one', title, words, card: null, screen: null }
  const glossary = { ...book.glossary!, id: uuidv7(), words: '## Tie\n\nBetween two.' }
  const small: WholeBook = {
    ...book,
    front: null,
    chapters: [chapter],
    cards: [],
    supporters: [],
    pictures: new Map(),
    glossary,
    terms: readGlossary(glossary.words),
  }
  return editionOf(small, testOrigin, 'Untitled')!
}

const harmful = [
  '<script>alert(1)</script> and <img src=x onerror=alert(1)>',
  '[click](javascript:alert(1)) ![x](https://elsewhere.example/pixel.png)',
  '</p></body></html><!-- ]]> &nbsp; &#0; \u0000\u0008 #set text(size: 90pt) #import "x" \\ $ ` @ <chapter-one>',
  '| <b>a</b> | b |\n|:-:|--:|\n| </td> | ☐ |',
  'a note[^x] and a [tie](glossary:tie) and [nowhere](chapter:nowhere)\n\n[^x]: <iframe> "quoted" & so on',
].join('\n\n')

const payloads: { payload: string }[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../../shared/inputs/xss-dompurify/expect.json'), 'utf8'),
)
/** A book in which every known payload stands, each in a paragraph that begins with its number, and as code. */
const attacked = bookOf(
  payloads
    .map(({ payload }, nth) => `Payload ${nth} ${payload}\n\n\`\`\`\`\`\`\n${payload}\n\`\`\`\`\`\``)
    .join('\n\n'),
)

describe('the book as EPUB', () => {
  test('says in its first bytes what it is, and holds every chapter, page to print, glossary and sources', async () => {
    const bytes = await writeEpub(edition, cover, pictures)
    expect(Buffer.from(bytes.subarray(0, 58)).toString('latin1')).toContain('mimetypeapplication/epub+zip')
    const files = await unpacked(bytes)
    expect(files.get('mimetype')).toEqual({ text: 'application/epub+zip', packed: false })
    const names = [...files.keys()]
    for (const { kind, slug } of seeds)
      if (kind === 'chapter' || kind === 'card') expect(names).toContain(`EPUB/${kind}-${slug}.xhtml`)
    expect(names).toContain('EPUB/glossary.xhtml')
    expect(names).toContain('EPUB/sources.xhtml')
    expect(await writeEpub(edition, cover, pictures)).toEqual(bytes)
  })

  test('is XML from end to end, and every link in it leads to something in it or to the web', async () => {
    const files = await unpacked(await writeEpub(edition, cover, pictures))
    const ids = new Map<string, Set<string>>()
    const pages = [...files].filter(([name]) => name.endsWith('.xhtml') || name.endsWith('.opf'))
    for (const [name, { text }] of pages) {
      const own = tagsOf(text).flatMap(({ attributes }) => attributes['id'] ?? [])
      expect(new Set(own).size, name).toBe(own.length)
      ids.set(name, new Set(own))
    }
    let notes = 0
    for (const [name, { text }] of pages) {
      for (const { name: tag, attributes } of tagsOf(text)) {
        const href = attributes['href']
        if (attributes['epub:type'] === 'noteref') notes++
        if (href === undefined || /^https?:/.test(href)) continue
        expect(href, `${name} ${tag}`).not.toMatch(/^[a-z]+:/)
        const [file = '', id] = href.split('#')
        const to = file === '' ? name : `EPUB/${file}`
        expect([...files.keys()], `${name} → ${href}`).toContain(to)
        if (id) expect(ids.get(to), `${name} → ${href}`).toContain(id)
      }
    }
    expect(notes).toBeGreaterThan(20)
  })

  test('tells how it can be read, with contents and landmarks', async () => {
    const files = await unpacked(await writeEpub(edition, cover, pictures))
    const about = files.get('EPUB/package.opf')!.text
    for (const said of [
      'accessMode',
      'accessModeSufficient',
      'accessibilityFeature',
      'accessibilityHazard',
      'accessibilitySummary',
    ])
      expect(about).toContain(`property="schema:${said}"`)
    expect(about).toContain('<dc:title>The strip where two habitats meet</dc:title>')
    expect(about).toMatch(/dcterms:modified">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ</)
    const nav = files.get('EPUB/nav.xhtml')!.text
    for (const kind of ['toc', 'landmarks', 'bodymatter', 'glossary']) expect(nav).toContain(`epub:type="${kind}"`)
  })

  test('holds its pictures as JPEG or PNG with their words, and who supports it with logo, grant and ROR', async () => {
    const files = await unpacked(await writeEpub(edition, cover, pictures))
    const about = files.get('EPUB/package.opf')!.text
    expect(about).toContain('href="pictures/boats.jpg" media-type="image/jpeg"')
    expect(about).toContain('href="pictures/pine.png" media-type="image/png"')
    expect(about).toContain('accessMode">visual<')
    const first = tagsOf(files.get(`EPUB/chapter-${book.chapters[0]!.slug}.xhtml`)!.text).find(
      ({ name }) => name === 'img',
    )
    expect(first?.attributes).toEqual({ src: 'pictures/boats.jpg', alt: boats, width: '960', height: '600' })
    const given = files.get('EPUB/supporters.xhtml')!.text
    for (const said of [
      'A pine with three branches',
      'FPTR 2026/014',
      'https://ror.org/03yrm5c26',
      'Fondation du Gué Lent',
    ])
      expect(given).toContain(said.replace('/', '/'))
    const front = await (await app.fetch(get('/handbook'))).text()
    expect(front).toMatch(
      /alt="A pine with three branches"[\s\S]*FPTR 2026\/014 · <a href="https:\/\/ror.org\/03yrm5c26"/,
    )
  })

  test('holds words that mean harm as the text they are', async () => {
    const files = await unpacked(await writeEpub(bookOf(harmful, '<b>"Title" & more'), cover, pictures))
    const text = files.get('EPUB/chapter-one.xhtml')!.text
    const tags = tagsOf(text)
    expect(tags.map(({ name }) => name)).not.toContain('script')
    expect(tags.filter(({ name }) => name === 'img' || name === 'iframe')).toEqual([])
    expect(JSON.stringify(tags)).not.toMatch(/javascript|onerror|elsewhere/)
  })

  test(`holds each of ${payloads.length} known payloads as words`, async () => {
    const tags = tagsOf(
      (await unpacked(await writeEpub(attacked, cover, new Map()))).get('EPUB/chapter-one.xhtml')!.text,
    )
    const harmful = tags.filter(
      ({ name, attributes }) =>
        /^(script|svg|math|iframe|object|embed|style|form|input|base|meta|img)$/i.test(name) ||
        Object.entries(attributes).some(
          ([key, value]) => /^on/i.test(key) || /^\s*(javascript|data|vbscript):/i.test(value),
        ),
    )
    // the two of the head are ours
    expect(harmful.filter(({ name }) => name !== 'meta')).toEqual([])
  })

  const checker = '/usr/bin/epubcheck'
  // a program that runs for seconds: compiling it well, and collecting on several processors, costs more than it brings
  const brief = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']
  test.skipIf(!existsSync(checker) || !existsSync('/usr/bin/java'))(
    'passes EPUBCheck without an error or a warning',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'epub-'))
      try {
        for (const one of [edition, bookOf(harmful)]) {
          const file = join(folder, 'book.epub')
          writeFileSync(file, (await keptFile(one, 'epub', one === edition ? load : async () => new Map()))!)
          const said = execFileSync('/usr/bin/java', [...brief, '-jar', checker, file], {
            encoding: 'utf8',
            stdio: 'pipe',
          })
          expect(said).toContain('0 fatals / 0 errors / 0 warnings')
        }
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
    120_000,
  )
})

describe('the book in one file', () => {
  test('asks for nothing: letters and cover are inside, and it forbids the rest itself', async () => {
    const html = new TextDecoder().decode(await writeOffline(edition, pictures))
    expect(html).toContain(`default-src 'none'`)
    expect(html.match(/@font-face/g)?.length).toBe(2)
    expect(html.match(/<img src="data:image\/(jpeg|png);base64,/g)).toHaveLength(2)
    expect(html).not.toMatch(/<(script|link|iframe|object)\b|\bsrc="(?!data:image)|url\((?!data:|#)/)
  })

  test('has every id once, and leads within itself only to what is there', async () => {
    const html = new TextDecoder().decode(await writeOffline(edition, pictures))
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]!)
    expect(ids.filter((id, nth) => ids.indexOf(id) !== nth)).toEqual([])
    const known = new Set(ids)
    const within = [...html.matchAll(/href="#([^"]+)"/g)].map((found) => found[1]!)
    expect(within.length).toBeGreaterThan(120)
    expect(within.filter((id) => !known.has(id))).toEqual([])
  })

  test('holds words that mean harm as the text they are', async () => {
    const html = new TextDecoder().decode(await writeOffline(bookOf(harmful, '<b>"Title" & more'), new Map()))
    expect(html).not.toMatch(/<(script|img|iframe)\b|href="javascript/)
  })
})

describe('the book on paper', () => {
  test('names under each picture what stands under it and when it was drawn, and at the foot of a chapter who made it possible, in every form', async () => {
    const files = await unpacked(await writeEpub(edition, cover, pictures))
    const [first, second] = book.chapters.map(({ slug }) => files.get(`EPUB/chapter-${slug}.xhtml`)!.text)
    const offline = new TextDecoder().decode(await writeOffline(edition, pictures))
    const page = await (await app.fetch(get(`/handbook/${book.chapters[0]!.slug}`))).text()
    const paper = JSON.stringify(toldBook(edition, pictures))
    const below = 'Two “boats” As known on 9 February 2027, drawn on 28 February 2027.'
    for (const one of [first!, offline, page]) expect(one).toContain(`<figcaption>${below}</figcaption>`)
    expect(paper).toContain(`"caption":"${below}"`)
    for (const one of [first!, offline, page])
      expect(one).toMatch(/With the support of[\s\S]*Fundação Pinheiro[\s\S]*FPTR 2026\/014/)
    expect(paper).toContain('"t":"credit"')
    expect(second).not.toContain('With the support of')
  })

  test('is set as PDF with tags for those who listen, whatever is written in it', async () => {
    for (const one of [edition, bookOf(harmful)]) {
      const bytes = await keptFile(one, 'pdf', one === edition ? load : async () => new Map())
      const text = Buffer.from(bytes!).toString('latin1')
      expect(text.slice(0, 5)).toBe('%PDF-')
      expect(text).toContain('/StructTreeRoot')
    }
  }, 120_000)
})

describe('known payloads on paper', () => {
  const reader = '/usr/bin/pdftotext'
  const about = '/usr/bin/pdfinfo'
  test.skipIf(!existsSync(reader) || !existsSync(about))(
    'are read as words, and nothing of them runs or leads anywhere',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'pdf-'))
      try {
        const file = join(folder, 'book.pdf')
        writeFileSync(file, (await keptFile(attacked, 'pdf', async () => new Map()))!)
        const ask = (program: string, ...words: string[]) =>
          execFileSync(program, words, { encoding: 'utf8', stdio: 'pipe' })
        const text = ask(reader, file, '-')
        const words = text.replace(/\s+/g, ' ')
        expect([...payloads.keys()].filter((nth) => !words.includes(`Payload ${nth} `))).toEqual([])
        expect(words).toContain('alert(')
        expect(ask(about, '-js', file).trim()).toBe('')
        expect(ask(about, '-url', file)).not.toMatch(/(javascript|data|vbscript|file):/i)
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
    120_000,
  )
})

describe('a file of the book', () => {
  test('is named after the book and the day of its edition, and made once for it', async () => {
    const name = fileName(edition, 'epub')
    expect(name).toMatch(/^the-strip-where-two-habitats-meet-\d{4}-\d\d-\d\d\.epub$/)
    const front = await app.fetch(get('/handbook'))
    expect(await front.text()).toContain(`href="/handbook/files/${name}"`)
    const answer = await app.fetch(get(`/handbook/files/${name}`))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/epub+zip')
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`)
    const etag = answer.headers.get('etag')!
    const again = await app.fetch(get(`/handbook/files/${name}`, { 'if-none-match': etag }))
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(keptFile(edition, 'epub', load)).toBe(keptFile(edition, 'epub', load))
    expect(keptFile(bookOf('Other'), 'epub', load)).not.toBe(keptFile(edition, 'epub', load))
  })

  test('leads from the name of an earlier edition to the one that stands, and is nowhere under another ending', async () => {
    const old = await app.fetch(get('/handbook/files/the-strip-2020-01-01.html'))
    expect([old.status, old.headers.get('location')]).toEqual([303, `/handbook/files/${fileName(edition, 'html')}`])
    expect((await app.fetch(get('/handbook/files/book.exe'))).status).toBe(404)
  })

  test('is nowhere while nothing is written', async () => {
    const empty: WholeBook = { ...book, chapters: [] }
    expect(editionOf(empty, testOrigin, 'Untitled')).toBeNull()
  })
})
