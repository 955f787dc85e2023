import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parser as saxParser } from 'sax'
import sharp from 'sharp'
import { fromBufferPromise } from 'yauzl'
import { siteSeeds } from '../../../../db/seeds/site.ts'
import { supportersOfTheExample } from '../../../../db/seeds/site-behind.ts'
import { testDatabase } from '../../../../test/support/database.ts'
import { testOrigin, testShell } from '../../../../test/support/web.ts'
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
import { type Edition, editionOf } from './edition.ts'

const clock = fixedClock('2027-03-01T09:00:00Z')
export const boats = 'Boats at the quay, <two> of them & a "third"'
const drawn = (channels: 3 | 4) =>
  sharp({ create: { width: 960, height: 600, channels, background: { r: 40, g: 90, b: 120, alpha: 0.5 } } })
    .webp()
    .toBuffer()
export const cover = {
  name: 'cover.svg',
  bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"/>'),
} as const

export async function unpacked(bytes: Uint8Array): Promise<Map<string, { text: string; packed: boolean }>> {
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
export function tagsOf(xml: string): { name: string; attributes: Record<string, string> }[] {
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

export const harmful = [
  '<script>alert(1)</script> and <img src=x onerror=alert(1)>',
  '[click](javascript:alert(1)) ![x](https://elsewhere.example/pixel.png)',
  '</p></body></html><!-- ]]> &nbsp; &#0; \u0000\u0008 #set text(size: 90pt) #import "x" \\ $ ` @ <chapter-one>',
  '| <b>a</b> | b |\n|:-:|--:|\n| </td> | ☐ |',
  'a note[^x] and a [tie](glossary:tie) and [nowhere](chapter:nowhere)\n\n[^x]: <iframe> "quoted" & so on',
].join('\n\n')

export const payloads: { payload: string }[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../../shared/inputs/xss-dompurify/expect.json'), 'utf8'),
)

/** The handbook of the example with a picture and a logo, over a database of its own, as an edition and on pages. Ask for it once, at the top of the file. */
export async function wholeBookOf() {
  const { db, owner } = await testDatabase()
  const editor = await siteEditor(owner)
  const seeds = await siteSeeds(join(import.meta.dirname, '../../../..'), '2027-03-01')
  const withPicture = seeds.map((one, nth) =>
    nth === seeds.findIndex(({ kind }) => kind === 'chapter')
      ? {
          ...one,
          words: `${one.words.split('\n\n')[0]}\n\n![${boats}](picture:boats "Two \\"boats\\"")\n\n${one.words}`,
        }
      : one,
  )
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
  const app = testShell()
  handbookRoutes(app, { db, clock, landscapesOf: async () => [] })

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

  /** A book in which every known payload stands, each in a paragraph that begins with its number, and as code. */
  const attacked = bookOf(
    payloads
      .map(({ payload }, nth) => `Payload ${nth} ${payload}\n\n\`\`\`\`\`\`\n${payload}\n\`\`\`\`\`\``)
      .join('\n\n'),
  )
  return { app, seeds, book, pictures, load, edition, bookOf, attacked }
}
