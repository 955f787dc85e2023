import { createHash } from 'node:crypto'
import type { Language } from '../../../platform/i18n/language.ts'
import { slugFrom } from '../../writing/writing.ts'
import type { WholeBook } from '../book.ts'

/** The book as it stands at one moment: what a file that somebody took along holds. */
export interface Edition {
  book: WholeBook
  title: string
  /** what an editor called it when they closed it; without it, its day stands for it */
  name?: string
  summary: string
  /** who made it; may be empty */
  byline: string
  language: Language
  /** when the newest of its words was kept */
  changedAt: Date
  /** tells it from every other edition: changes with each version that is shown, each picture and each supporter */
  key: string
  /** where the book stands on the web, without a slash at the end */
  origin: string
}

export const formats = ['epub', 'pdf', 'html'] as const
export type Format = (typeof formats)[number]

export const typeOf: Record<Format, string> = {
  epub: 'application/epub+zip',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
}

/** The edition of a book; null while it has no chapter. `untitled` is its title where an editor gave it none. */
export function editionOf(book: WholeBook, origin: string, untitled: string): Edition | null {
  const { front, chapters, cards, glossary, sources, supporters, pictures } = book
  const [first] = chapters
  if (!first) return null
  const all = [...chapters, ...cards, ...[front, glossary, sources].filter((one) => one !== null)]
  const told = all.map(({ id, version, slug, position, part }) => [id, version, slug, position, part])
  return {
    book,
    title: front?.title ?? untitled,
    summary: front?.summary ?? '',
    byline: front?.byline ?? '',
    language: front?.language ?? first.language,
    changedAt: new Date(Math.max(...all.map(({ changedAt }) => changedAt.getTime()))),
    key: createHash('sha256')
      .update(JSON.stringify([origin, told, supporters, [...pictures]]))
      .digest('hex'),
    origin,
  }
}

/** The name of a file: of the book, and of the day of the edition. */
export function fileName(edition: Edition, format: Format): string {
  return `${slugFrom(edition.title)}-${edition.changedAt.toISOString().slice(0, 10)}.${format}`
}

/** An id for the book that stays the same over all its editions. */
export function bookId({ origin }: Edition): string {
  const hash = createHash('sha256').update(`${origin}/handbook`).digest('hex')
  return `urn:uuid:${[hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `a${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-')}`
}
