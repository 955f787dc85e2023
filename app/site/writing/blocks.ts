import type { Paragraph } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Language } from '../../platform/i18n/language.ts'

/** Which dates of the calendar a block asks for: of one event by its name, or of a kind (`all` for every kind). */
export type AskedDates = { event: string } | { kind: string }

/** One date as a row that can stand by itself: said in words, so that whoever draws it needs to know nothing of zones. */
export interface DateRow {
  /** the name of its event */
  event: string
  title: string
  /** the language its title is written in */
  language: Language
  /** "Thu 1 Apr, 06:40 Lisbon", or that there is no date */
  when: string
  /** the same for a program; null when there is no date */
  moment: string | null
  where: string
  /** how many places are left, in words; null where none are counted */
  places: string | null
  /** that it is cancelled, postponed or moved, in words; null when all is as planned */
  state: string | null
  /** it will not take place */
  isOff: boolean
}

/** The next dates of what was asked for, in the order of time; null when the calendar knows nothing of that name. */
export type ResolveDates = (asked: AskedDates, language: Language) => readonly DateRow[] | null

/** A paragraph that stands for something the program draws. */
export interface Block {
  kind: 'dates'
  asked: AskedDates
  /** the link that it is for readers of Markdown, and wherever nothing is drawn */
  url: string
  words: string
}

/**
 * What a paragraph stands for when it is one link of ours and nothing else: `[The next breakfasts](event:breakfast-on-the-quay)`, or
 * `[Workshops](events:workshop)`. Null for every other paragraph.
 */
export function blockOf(paragraph: Paragraph): Block | null {
  const [only] = paragraph.children
  if (only?.type !== 'link' || paragraph.children.length !== 1) return null
  const found = /^(events?):([a-z0-9-]{1,100})$/.exec(only.url)
  if (!found) return null
  const [, scheme, key] = found
  const asked = scheme === 'event' ? { event: key! } : { kind: key! }
  return { kind: 'dates', asked, url: only.url, words: textOf(only) }
}

/** The dates that texts ask for, as far as can be told without reading them whole; more than there are does no harm. */
export function datesAsked(texts: readonly string[]): { events: string[]; kinds: string[] } {
  const events = new Set<string>()
  const kinds = new Set<string>()
  for (const text of texts)
    for (const [, scheme, key] of text.matchAll(/\]\(<?(events?):([a-z0-9-]{1,100})/g))
      (scheme === 'event' ? events : kinds).add(key!)
  return { events: [...events], kinds: [...kinds] }
}
