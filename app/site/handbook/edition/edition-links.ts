import { siteLinks } from '../../site-links.ts'
import type { Resolve } from '../../writing/draw-words.ts'
import type { Edition } from './edition.ts'

/** Where the pieces of the book are within a file. */
export interface PlacesInFile {
  chapter: (slug: string) => string
  card: (slug: string) => string
  term: (key: string) => string
}

/** The links of a text in a file: to what is in the book within the file, to the rest of the site on the web. A screen needs the program. */
export function linkInFile({ book, origin }: Edition, places: PlacesInFile): Resolve {
  const chapters = new Set(book.chapters.map(({ slug }) => slug))
  const cards = new Set(book.cards.map(({ slug }) => slug))
  const elsewhere = siteLinks(origin)
  return (scheme, key) => {
    if (scheme === 'chapter') return chapters.has(key) ? { href: places.chapter(key) } : null
    if (scheme === 'card') return cards.has(key) ? { href: places.card(key) } : null
    if (scheme === 'glossary') return book.terms.has(key) ? { href: places.term(key), class: 'term' } : null
    return scheme === 'screen' ? null : elsewhere(scheme, key)
  }
}
