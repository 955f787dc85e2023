import type { Language } from '../../platform/i18n/language.ts'

/** A feed as all three kinds of it are written from: addresses are whole ones. */
export interface Feed {
  /** never changes as long as this site keeps its name */
  id: string
  title: string
  subtitle: string
  /** the language that title and subtitle are in */
  language: Language
  /** where the blog is read, and the address without what follows it */
  home: string
  origin: string
  updated: Date
  entries: FeedEntry[]
}

export interface FeedEntry {
  /** `urn:uuid:…`, whatever becomes of title and address */
  id: string
  url: string
  title: string
  language: Language
  byline: string
  tags: readonly string[]
  shownAt: Date
  changedAt: Date
  summary: string
  /** all of it, as HTML */
  html: string
}
