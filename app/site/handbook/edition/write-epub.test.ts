import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { get } from '../../../../test/support/web.ts'
import { keptFile } from './kept-files.ts'
import { boats, cover, harmful, payloads, tagsOf, unpacked, wholeBookOf } from './whole-book.fixture.ts'
import { writeEpub } from './write-epub.ts'

const { app, seeds, book, pictures, load, edition, bookOf, attacked } = await wholeBookOf()

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
