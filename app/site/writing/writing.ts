import type { Language } from '../../platform/i18n/language.ts'
import { dayOf } from '../../platform/i18n/local-time.ts'
import { clockAt } from '../../platform/i18n/zone.ts'

/** What is written on the site: a post of the blog, a chapter of the handbook, a card that goes with one, or a page such as "About". */
export type WritingKind = 'post' | 'chapter' | 'card' | 'page'

/** A writing as anybody reads it. */
export interface ShownWriting {
  id: string
  kind: WritingKind
  slug: string
  language: Language
  byline: string
  tags: readonly string[]
  /** of chapters: the part of the book, the place in it, the slug of its card, and the screen of the workbench that leads there */
  part: string | null
  position: number | null
  card: string | null
  screen: string | null
  shownAt: Date
  /** when the version that is shown was kept; later than `shownAt` after a change */
  changedAt: Date
  version: number
  title: string
  /** one or two sentences for lists, feeds and previews; may be empty */
  summary: string
  /** CommonMark, as it was typed */
  words: string
  /** by whose clocks its days are told: those of the site, or UTC while nobody said any */
  zone: string
}

/** The day a writing was first shown, and the day its words were changed last, by the clock of the site: `2027-07-01`. */
export function daysOf({ shownAt, changedAt, zone }: Pick<ShownWriting, 'shownAt' | 'changedAt' | 'zone'>) {
  return { shown: dayOf(clockAt(zone, shownAt)), changed: dayOf(clockAt(zone, changedAt)) }
}

/** What `findShown` answers for an address: a reader is shown it, sent on, or told that it is gone. */
export type FoundWriting =
  | { kind: 'shown'; writing: ShownWriting }
  | { kind: 'moved'; slug: string }
  | { kind: 'taken-down' }
  | { kind: 'none' }

/** The line that ends an excerpt: what stands before it is shown in lists, with "read more". */
const readMore = /^\+\+\+[ \t]*$/m

/** The words up to "read more", and whether anything comes after. Without that line there is no excerpt: the summary stands for it. */
export function excerptOf(words: string): { excerpt: string | null; whole: string } {
  const found = readMore.exec(words)
  if (!found) return { excerpt: null, whole: words }
  const before = words.slice(0, found.index).trimEnd()
  return { excerpt: before, whole: `${before}\n\n${words.slice(found.index + found[0].length).trimStart()}` }
}

/** An address made from a title: letters without marks, digits and hyphens, at most 80 characters; "untitled" when nothing is left. */
export function slugFrom(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .toLowerCase()
  const words = plain.match(/[a-z0-9]+/g) ?? []
  let slug = ''
  for (const word of words) {
    if (slug !== '' && slug.length + word.length + 1 > 80) break
    slug = slug === '' ? word.slice(0, 80) : `${slug}-${word}`
  }
  return slug || 'untitled'
}
