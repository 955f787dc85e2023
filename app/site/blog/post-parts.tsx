import { type Language, languageIn } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { daysOf, type ShownWriting, slugFrom } from '../writing/writing.ts'
import { blogWords } from './blog-words.ts'
import { minutesToRead } from './draw-post.ts'

interface PartProps {
  post: ShownWriting
  language: Language
}

/** Day, names, how long it takes, and its language where that is not the reader's. */
export function Byline({ post, language }: PartProps) {
  const say = blogWords(language)
  return (
    <p class="byline">
      <time datetime={post.shownAt.toISOString()}>{writeDay(language, daysOf(post).shown)}</time>
      {post.byline && <span>{say('by', { byline: post.byline })}</span>}
      <span>{say('minutes', { n: minutesToRead(post) })}</span>
      {post.language !== language && (
        <span>{say('written_in', { language: languageIn(language, post.language) })}</span>
      )}
    </p>
  )
}

/** The address of the list of what has a tag. */
export function pathOfTag(tag: string): string {
  return `/blog/tags/${slugFrom(tag)}`
}

export function Tags({ post, language }: PartProps) {
  if (post.tags.length === 0) return null
  return (
    <ul class="post-tags" aria-label={blogWords(language)('tags')}>
      {post.tags.map((tag) => (
        <li>
          <a class="chip" href={pathOfTag(tag)} lang={post.language}>
            {tag}
          </a>
        </li>
      ))}
    </ul>
  )
}
