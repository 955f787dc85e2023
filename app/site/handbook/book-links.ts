import type { Language } from '../../platform/i18n/language.ts'
import { siteLinks } from '../site-links.ts'
import type { Drawing, Resolve } from '../writing/draw-words.ts'
import type { Book } from './book.ts'
import { isStandingScreen } from './handbook.ts'
import { handbookWords } from './handbook-words.ts'

/** Where the links of a text lead on pages of the site, glossary words aside. What is not in the book, or not shown, leads nowhere. */
export function linkIn(book: Book): Resolve {
  const chapters = new Set(book.chapters.map(({ slug }) => slug))
  const elsewhere = siteLinks()
  const cards = new Set(book.cards.map(({ slug }) => slug))
  return (scheme, key) => {
    if (scheme === 'chapter') return chapters.has(key) ? { href: `/handbook/${key}` } : null
    if (scheme === 'card') return cards.has(key) ? { href: `/handbook/cards/${key}` } : null
    if (scheme === 'glossary') return book.terms.has(key) ? { href: `/handbook/glossary#${key}`, class: 'term' } : null
    if (scheme === 'screen') return isStandingScreen(key) ? { href: `/handbook/screens/${key}` } : null
    return elsewhere(scheme, key)
  }
}

/** What `drawWords` says in the language of the text. */
export function saysIn(language: Language): Drawing['says'] {
  const say = handbookWords(language)
  return {
    callout: (kind) => say(`callout_${kind}`),
    footnotes: say('footnotes'),
    back: say('footnote_back'),
    quotes: language,
    table: say('table'),
  }
}

/** The id of what a word of the glossary opens on a page. */
export function popoverId(key: string): string {
  return `word-${key}`
}
