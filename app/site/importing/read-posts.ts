import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Language } from '../../platform/i18n/language.ts'
import { slugFrom } from '../writing/writing.ts'
import type { BroughtWriting } from '../writing/writing-queries.ts'
import type { StandingPost } from './import-queries.ts'
import type { ForeignPost, LeftOutReason, ReadFile } from './importing.ts'
import { comingMessages, type SaidToPost, type StaysReason } from './said/coming-messages.ts'
import { writeMarkdown } from './write-markdown.ts'

/** A post that would come, with what of it would not. */
export interface ComingPost {
  writing: Omit<BroughtWriting, 'id'>
  pictures: string[]
  /** kinds of elements that stay behind, such as `iframe`, and how often */
  leftOut: [kind: string, times: number][]
  said: SaidToPost
  /** nobody could comment on it any longer */
  closed: boolean
}

/** What was said to the posts of a file, counted. */
export interface SaidInFile {
  coming: number
  /** those that came with this file, or an earlier one of the same blog, before */
  here: number
  /** approved ones, to entries that do not come */
  without: number
  staying: ReadonlyMap<StaysReason, number>
}

export interface Preview {
  from: 'wordpress' | 'ghost'
  coming: ComingPost[]
  leftOut: { title: string; reason: LeftOutReason }[]
  /** posts of the file that stand here, to which more was said since */
  standing: ComingPost[]
  said: SaidInFile
}

const longestWords = 400_000

/**
 * What would come of a file, entry by entry, and why the others would not. `standing` are the addresses of posts that are there: they stay
 * as they are.
 */
export async function readPosts(
  file: NonNullable<ReadFile>,
  reading: { language: Language; now: Date; standing: ReadonlyMap<string, StandingPost>; signal?: AbortSignal },
): Promise<Preview> {
  const { language, now, standing, signal } = reading
  const said = { coming: 0, here: 0, without: 0, staying: new Map<StaysReason, number>() }
  const preview: Preview = { from: file.from, coming: [], leftOut: [], standing: [], said }
  const taken = new Set<string>()
  for (const entry of file.entries) {
    if (entry.kind === 'left-out') {
      preview.leftOut.push({ title: entry.title, reason: entry.reason })
      said.without += entry.comments
      continue
    }
    // between two posts others have their turn
    await othersFirst()
    signal?.throwIfAborted()
    const post = comingPost(entry.post, language, now)
    const { slug, title, words } = post.writing
    const there = standing.get(slug)
    const reason =
      words.trim() === ''
        ? 'empty'
        : words.length > longestWords
          ? 'too-long'
          : there
            ? 'standing'
            : taken.has(slug)
              ? 'twice'
              : null
    const comes = reason === null || (reason === 'standing' && !taken.has(slug) && isTheSame(post, there))
    count(said, post.said, comes ? (there?.brought ?? none) : null)
    if (reason) preview.leftOut.push({ title, reason })
    else preview.coming.push(post)
    if (reason && comes) preview.standing.push(post)
    if (comes) taken.add(slug)
  }
  return preview
}

const none: ReadonlySet<string> = new Set()

/** Is the post that stands there this one? It was shown at the same moment; of a draft nobody can tell. */
export function isTheSame({ writing }: Pick<ComingPost, 'writing'>, there: StandingPost | undefined): boolean {
  return writing.shownAt !== null && there?.shownAt?.getTime() === writing.shownAt.getTime()
}

/** Adds what was said to one post to what was said to all; `brought` is what of it is here, or null when it does not come at all. */
function count(
  all: SaidInFile & { staying: Map<StaysReason, number> },
  said: SaidToPost,
  brought: ReadonlySet<string> | null,
): void {
  for (const { as } of said.coming) all[brought === null ? 'without' : brought.has(as) ? 'here' : 'coming'] += 1
  for (const [reason, n] of said.staying) all.staying.set(reason, (all.staying.get(reason) ?? 0) + n)
}

/** The address a post would have here. */
export function slugOf({ slug, title }: Pick<ForeignPost, 'slug' | 'title'>): string {
  // WordPress writes other alphabets in percents
  return slugFrom(decoded(slug) || title)
}

function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}

function comingPost(post: ForeignPost, language: Language, now: Date): ComingPost {
  const { address, closed } = post
  const { words, pictures, leftOut } = writeMarkdown(post.html, address)
  const shownAt = post.shownAt ?? (post.state === 'shown' ? now : null)
  const state = post.state === 'draft' ? 'draft' : shownAt! > now ? 'scheduled' : 'shown'
  const slug = slugOf(post)
  return {
    writing: {
      ...{ kind: 'post', part: null, position: null, card: null, screen: null },
      slug,
      language,
      state,
      shownAt: state === 'draft' ? null : shownAt,
      byline: cut(post.byline, 200),
      tags: post.tags.map((tag) => cut(tag, 60)).slice(0, 20),
      title: cut(post.title.trim() || slug, 300),
      summary: cut(
        post.summary
          .replace(/<[^>]*>/g, '')
          .replace(/\s+/g, ' ')
          .trim(),
        1_000,
      ),
      words,
      note: null,
    },
    pictures,
    leftOut: [...leftOut],
    said: comingMessages(post.comments, { language, address, shownAt, now }),
    closed,
  }
}

function cut(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text
        .slice(0, most - 1)
        .trimEnd()
        .toWellFormed()}…`
}
