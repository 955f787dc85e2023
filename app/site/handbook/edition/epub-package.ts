import { element, XML_HEAD } from '../../../platform/write-xml.ts'
import { handbookWords } from '../handbook-words.ts'
import { bookId, type Edition } from './edition.ts'
import { type PictureFiles, placeOfPicture } from './pictures-in-files.ts'
import type { CoverFile, EpubPage } from './write-epub.ts'

/** What an EPUB says of itself: who made it, what is in it and in which order, and how it can be read. */
export function packageOf(
  edition: Edition,
  pages: readonly EpubPage[],
  { cover, pictures }: { cover: CoverFile; pictures: PictureFiles },
): string {
  const coverType = cover.name.endsWith('.png') ? 'image/png' : 'image/svg+xml'
  const items = [
    element('item', { id: 'nav', href: 'nav.xhtml', 'media-type': xhtml, properties: 'nav' }),
    element('item', { id: 'style', href: 'book.css', 'media-type': 'text/css' }),
    element('item', { id: 'cover-picture', href: cover.name, 'media-type': coverType, properties: 'cover-image' }),
    ...[...pictures.values()].map((one) =>
      element('item', { id: `picture-${one.name}`, href: placeOfPicture(one), 'media-type': one.type }),
    ),
    ...pages.map(({ id, name }) => element('item', { id: `page-${id}`, href: name, 'media-type': xhtml })),
  ]
  const [first, second, ...rest] = pages.map(({ id }) => element('itemref', { idref: `page-${id}` }))
  const order = [first!, second!, element('itemref', { idref: 'nav' }), ...rest]
  const spaces = { xmlns: 'http://www.idpf.org/2007/opf', version: '3.0', 'unique-identifier': 'book-id' }
  return `${XML_HEAD}${element(
    'package',
    { ...spaces, 'xml:lang': edition.language, prefix: 'schema: http://schema.org/' },
    [metadata(edition, pictures.size > 0), element('manifest', {}, items), element('spine', {}, order)],
  )}`
}

const xhtml = 'application/xhtml+xml'

function metadata(edition: Edition, isPictured: boolean): string {
  const { title, summary, byline, language, changedAt, origin } = edition
  const moment = `${changedAt.toISOString().slice(0, 19)}Z`
  const meta = (property: string, value: string) => element('meta', { property }, value)
  return element('metadata', { 'xmlns:dc': 'http://purl.org/dc/elements/1.1/' }, [
    element('dc:identifier', { id: 'book-id' }, bookId(edition)),
    element('dc:title', {}, title),
    element('dc:language', {}, language),
    ...(byline ? [element('dc:creator', { id: 'creator' }, byline)] : []),
    ...(summary ? [element('dc:description', {}, summary)] : []),
    element('dc:date', {}, moment.slice(0, 10)),
    element('dc:source', {}, `${origin}/handbook`),
    meta('dcterms:modified', moment),
    meta('schema:accessMode', 'textual'),
    ...(isPictured ? [meta('schema:accessMode', 'visual')] : []),
    meta('schema:accessModeSufficient', 'textual'),
    ...['tableOfContents', 'readingOrder', 'structuralNavigation', 'displayTransformability', 'alternativeText'].map(
      (feature) => meta('schema:accessibilityFeature', feature),
    ),
    meta('schema:accessibilityHazard', 'none'),
    meta(
      'schema:accessibilitySummary',
      handbookWords(language)(isPictured ? 'accessibility_pictures' : 'accessibility'),
    ),
    element('meta', { name: 'cover', content: 'cover-picture' }),
  ])
}
