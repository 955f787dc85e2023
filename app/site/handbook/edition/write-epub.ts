import { ZipFile } from 'yazl'
import { element, XML_HEAD } from '../../../platform/write-xml.ts'
import { drawWords } from '../../writing/draw-words.ts'
import type { ShownWriting } from '../../writing/writing.ts'
import { saysIn } from '../book-links.ts'
import { partsOf } from '../handbook.ts'
import { handbookWords } from '../handbook-words.ts'
import { treeOf } from '../kept-trees.ts'
import type { Edition } from './edition.ts'
import { linkInFile } from './edition-links.ts'
import { packageOf } from './epub-package.ts'
import { epubStyle } from './epub-style.ts'
import { type PictureFiles, pictureInFile, placeOfPicture } from './pictures-in-files.ts'
import { creditInFile, supportersInFile } from './supporters-in-files.ts'

/** One document of the book, in the order it is read. */
export interface EpubPage {
  id: string
  name: string
  title: string
  xhtml: string
}

/** The cover as it lies in the file. */
export interface CoverFile {
  name: 'cover.png' | 'cover.svg'
  bytes: Uint8Array
}

/**
 * The book as EPUB 3.2: every chapter, card, the glossary and the sources as documents of their own, with contents, landmarks and what is
 * known of how it can be read. The same bytes for the same edition.
 */
export async function writeEpub(
  edition: Edition,
  cover: CoverFile,
  pictures: PictureFiles,
): Promise<Uint8Array<ArrayBuffer>> {
  const pages = pagesOf({ ...edition, pictures }, cover)
  const zip = new ZipFile()
  const fixed = { mtime: edition.changedAt, forceDosTimestamp: true }
  const add = (name: string, content: string | Uint8Array) => zip.addBuffer(Buffer.from(content), name, fixed)
  // first and not packed, so that anybody can tell what this is from its first bytes
  zip.addBuffer(Buffer.from('application/epub+zip'), 'mimetype', { ...fixed, compress: false })
  add('META-INF/container.xml', container)
  add('EPUB/package.opf', packageOf(edition, pages, { cover, pictures }))
  add('EPUB/nav.xhtml', navigation(edition))
  add('EPUB/book.css', epubStyle)
  add(`EPUB/${cover.name}`, cover.bytes)
  for (const one of pictures.values()) add(`EPUB/${placeOfPicture(one)}`, one.bytes)
  for (const page of pages) add(`EPUB/${page.name}`, page.xhtml)
  zip.end()
  const chunks: Uint8Array[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array)
  return new Uint8Array(Buffer.concat(chunks))
}

const container = `${XML_HEAD}${element(
  'container',
  { version: '1.0', xmlns: 'urn:oasis:names:tc:opendocument:xmlns:container' },
  [
    element('rootfiles', {}, [
      element('rootfile', { 'full-path': 'EPUB/package.opf', 'media-type': 'application/oebps-package+xml' }),
    ]),
  ],
)}`

const nameOf = {
  chapter: (slug: string) => `chapter-${slug}.xhtml`,
  card: (slug: string) => `card-${slug}.xhtml`,
  term: (key: string) => `glossary.xhtml#${key}`,
}

/** An edition with its pictures at hand. */
type Pictured = Edition & { pictures: PictureFiles }

function pagesOf(edition: Pictured, cover: CoverFile): EpubPage[] {
  const { book, title, language } = edition
  const say = handbookWords(language)
  const pages: EpubPage[] = [
    { id: 'cover', name: 'cover.xhtml', title, xhtml: coverPage(edition, cover) },
    { id: 'title', name: 'title.xhtml', title, xhtml: titlePage(edition) },
  ]
  for (const chapter of book.chapters) {
    const over =
      chapter.position === null ? '' : element('p', { class: 'over' }, say('chapter_n', { n: chapter.position }))
    pages.push({
      id: `chapter-${chapter.slug}`,
      name: nameOf.chapter(chapter.slug),
      title: chapter.title,
      xhtml: writingPage(edition, chapter, 'chapter', over),
    })
  }
  for (const card of book.cards) {
    pages.push({
      id: `card-${card.slug}`,
      name: nameOf.card(card.slug),
      title: card.title,
      xhtml: writingPage(edition, card, null),
    })
  }
  const { glossary, sources } = book
  if (glossary)
    pages.push({
      id: 'glossary',
      name: 'glossary.xhtml',
      title: glossary.title,
      xhtml: writingPage(edition, glossary, 'glossary'),
    })
  if (sources)
    pages.push({
      id: 'sources',
      name: 'sources.xhtml',
      title: sources.title,
      xhtml: writingPage(edition, sources, 'bibliography'),
    })
  if (book.supporters.length > 0)
    pages.push({
      id: 'supporters',
      name: 'supporters.xhtml',
      title: say('supporters'),
      xhtml: document(
        say('supporters'),
        language,
        element('section', { class: 'supporters' }, [
          element('h1', {}, say('supporters')),
          ...supportersInFile(edition, edition.pictures, 'h2'),
        ]),
        'backmatter',
      ),
    })
  return pages
}

/** A document around what is already XHTML. */
function document(title: string, language: string, body: string, kind: string | null = null): string {
  const head = element('head', {}, [
    element('title', {}, title),
    element('link', { rel: 'stylesheet', type: 'text/css', href: 'book.css' }),
  ])
  const spaces = { xmlns: 'http://www.w3.org/1999/xhtml', 'xmlns:epub': 'http://www.idpf.org/2007/ops' }
  return `${XML_HEAD}<!DOCTYPE html>\n${element('html', { ...spaces, lang: language, 'xml:lang': language }, [
    head,
    element('body', { 'epub:type': kind }, [body]),
  ])}`
}

function coverPage({ title, language }: Edition, cover: CoverFile): string {
  const picture = element('img', { src: cover.name, alt: title, role: 'doc-cover' })
  return document(title, language, element('section', { class: 'cover' }, [picture]), 'cover')
}

function titlePage(edition: Pictured): string {
  const { title, summary, byline, language, book, changedAt, origin } = edition
  const say = handbookWords(language)
  const { front } = book
  const parts = [element('h1', {}, title), element('p', { class: 'summary' }, summary), element('p', {}, byline)]
  if (front) parts.push(wordsOf(edition, front, 'front-'))
  const day = edition.name ?? say('changed', { day: changedAt })
  const home = `${origin}/handbook`
  parts.push(element('p', { class: 'imprint' }, [element('span', {}, day), ' · ', element('a', { href: home }, home)]))
  return document(title, language, element('section', { 'epub:type': 'titlepage' }, parts), 'frontmatter')
}

const roles: Record<string, string> = {
  chapter: 'doc-chapter',
  glossary: 'doc-glossary',
  bibliography: 'doc-bibliography',
}

function writingPage(edition: Pictured, writing: ShownWriting, kind: string | null, over = ''): string {
  const { title, summary, language } = writing
  const head = [over, element('h1', {}, title), summary === '' ? '' : element('p', { class: 'summary' }, summary)]
  // a glossary and a bibliography are lists by their role, which free words are not: they are what they are by name
  const role = kind === 'chapter' ? roles['chapter']! : null
  const section = element('section', { 'epub:type': kind === 'chapter' ? kind : null, role, class: kind ?? 'card' }, [
    ...head,
    wordsOf(edition, writing, ''),
    kind === 'chapter' ? creditInFile(edition, writing) : '',
  ])
  return document(title, language, section, kind === 'chapter' ? 'bodymatter' : 'backmatter')
}

function wordsOf(edition: Pictured, writing: ShownWriting, prefix: string): string {
  return drawWords(treeOf(writing), {
    prefix,
    link: linkInFile(edition, nameOf),
    picture: pictureInFile(edition.pictures),
    says: { ...saysIn(writing.language), table: undefined },
    xml: true,
  })
}

/** The contents, and the places that every reader of books knows. */
function navigation({ book, title, language }: Edition): string {
  const say = handbookWords(language)
  const item = (href: string, text: string, inside = '') =>
    element('li', {}, [element('a', { href }, text), ...(inside ? [inside] : [])])
  const parts = partsOf(book.chapters).map((part) => {
    const chapters = part.chapters.map(({ slug, title }) => item(nameOf.chapter(slug), title))
    if (part.name === '') return chapters.join('')
    const name = `${say('part', { n: part.number })}: ${part.name}`
    return element('li', {}, [element('span', {}, name), element('ol', {}, chapters)])
  })
  const cards = book.cards.map(({ slug, title }) => item(nameOf.card(slug), title))
  if (cards.length > 0) parts.push(element('li', {}, [element('span', {}, say('cards')), element('ol', {}, cards)]))
  if (book.glossary) parts.push(item('glossary.xhtml', book.glossary.title))
  if (book.sources) parts.push(item('sources.xhtml', book.sources.title))
  if (book.supporters.length > 0) parts.push(item('supporters.xhtml', say('supporters')))
  const contents = element('nav', { 'epub:type': 'toc', role: 'doc-toc', id: 'toc' }, [
    element('h1', {}, say('contents')),
    element('ol', {}, parts),
  ])
  const first = book.chapters[0]!
  const marks = [
    ['cover', 'cover.xhtml', title],
    ['toc', 'nav.xhtml#toc', say('contents')],
    ['bodymatter', nameOf.chapter(first.slug), first.title],
    ...(book.glossary ? [['glossary', 'glossary.xhtml', book.glossary.title]] : []),
  ]
  const landmarks = element('nav', { 'epub:type': 'landmarks', hidden: 'hidden' }, [
    element('h2', {}, say('landmarks')),
    element(
      'ol',
      {},
      marks.map(([kind, href, text]) => element('li', {}, [element('a', { 'epub:type': kind!, href: href! }, text!)])),
    ),
  ])
  return document(say('contents'), language, contents + landmarks)
}
