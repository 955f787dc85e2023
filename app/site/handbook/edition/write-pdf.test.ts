import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { get } from '../../../../test/support/web.ts'
import { keptFile } from './kept-files.ts'
import { toldBook } from './told-book.ts'
import { cover, harmful, payloads, unpacked, wholeBookOf } from './whole-book.fixture.ts'
import { writeEpub } from './write-epub.ts'
import { writeOffline } from './write-offline.ts'

const { app, book, pictures, load, edition, bookOf, attacked } = await wholeBookOf()

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
