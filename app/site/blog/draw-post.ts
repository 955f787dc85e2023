import { toString as textOf } from 'mdast-util-to-string'
import type { Blocks } from '../blocks/blocks-of.ts'
import { siteLinks } from '../site-links.ts'
import { drawKept } from '../writing/draw-kept.ts'
import type { Drawing } from '../writing/draw-words.ts'
import { keptTree } from '../writing/kept-tree.ts'
import { excerptOf, type ShownWriting } from '../writing/writing.ts'
import { blogWords } from './blog-words.ts'

/** Where a post is drawn: on its page, among others in a list, or far from here, where every address has to be a whole one. */
export interface Drawn {
  blocks: Blocks
  /** for feeds: the address of this site, without a slash at the end */
  origin?: string
}

/** The address of a post, from the slash on. */
export function pathOfPost({ slug }: { slug: string }): string {
  return `/blog/${slug}`
}

/** The whole post as HTML. What stands round the words of the author (notes, callouts) is said in the language of the post. */
export function drawPost(post: ShownWriting, { blocks, origin = '' }: Drawn): string {
  return drawKept(excerptOf(post.words).whole, drawingOf(post, { blocks, origin }))
}

/** What a list shows of a post, as HTML, and whether there is more of it: its excerpt, else its summary, else how it begins. */
export function drawExcerpt(post: ShownWriting, drawn: Drawn): { html: string; isWhole: boolean } {
  const { excerpt } = excerptOf(post.words)
  const isWhole = excerpt === null && post.summary === '' && post.words.length < 600
  const words = isWhole ? post.words : withoutNotes(excerpt ?? (post.summary || beginningOf(post.words)))
  const html = drawKept(words, { ...drawingOf(post, drawn), prefix: `${post.slug}-`, headings: 3 })
  return { html, isWhole }
}

/** One or two plain sentences about a post: its summary, else the first 200 letters of how it begins, up to a whole word. */
export function sentenceOf(post: ShownWriting): string {
  if (post.summary) return post.summary
  const read = keptTree(withoutNotes(excerptOf(post.words).excerpt ?? beginningOf(post.words)))
  // a paragraph ends with no blank of its own
  const text = read.children.map((block) => textOf(block)).join(' ')
  const plain = text.replace(/\s+/g, ' ').trim()
  if (plain.length <= 200) return plain
  const cut = plain.slice(0, 200)
  return `${cut.slice(0, cut.lastIndexOf(' ') > 100 ? cut.lastIndexOf(' ') : 200)}…`
}

/** Minutes of reading, at 220 words a minute; at least one. */
export function minutesToRead({ words }: { words: string }): number {
  return Math.max(1, Math.round((words.match(/\S+/g)?.length ?? 0) / 220))
}

/** The first paragraph. */
function beginningOf(words: string): string {
  return words.trimStart().split(/\n[ \t]*\n/, 1)[0] ?? ''
}

/** Notes stand at the end of the whole text, so an excerpt has nothing for their numbers to lead to. */
function withoutNotes(words: string): string {
  return words.replace(/\[\^[^\]\s]+\]/g, '')
}

function drawingOf(post: ShownWriting, { blocks, origin = '' }: Drawn): Drawing {
  const say = blogWords(post.language)
  return {
    prefix: 'w-',
    link: siteLinks(origin),
    picture: (name) => {
      const found = blocks.picture(name)
      if (!found || origin === '') return found
      // a feed has no stylesheet that shows one of two
      const { dark: _, ...light } = found
      return { ...light, src: origin + found.src, srcset: '' }
    },
    dates: (asked) => {
      const rows = blocks.dates(asked, post.language)
      // who follows a feed keeps what they got: a number of places would be wrong tomorrow
      return origin === '' ? rows : (rows?.map((row) => ({ ...row, places: null })) ?? null)
    },
    says: {
      callout: (kind) => say(`callout_${kind}`),
      footnotes: say('footnotes'),
      back: say('footnote_back'),
      quotes: post.language,
      ...(origin === '' && { table: say('table') }),
    },
    ...(origin !== '' && { here: origin + pathOfPost(post) }),
  }
}
