import type { Context } from 'hono'
import { raw } from 'hono/html'
import { languageOf } from '../../platform/http/request.ts'
import { hasSitePart } from '../../ui/site-parts.ts'
import type { Blocks } from '../blocks/blocks-of.ts'
import type { NextEvent } from '../events/next-event.ts'
import { drawPageWords } from '../pages/draw-page-words.ts'
import type { Supporter } from '../supporters/supporters.ts'
import { setLine } from '../writing/set-quotes.ts'
import { daysOf, excerptOf, type ShownWriting } from '../writing/writing.ts'
import { siteWords } from './site-words.ts'

/** The newest post as far as "read more"; nothing when there is none, or no blog to read on in. */
export function LatestPost({ c, post, blocks }: { c: Context; post: ShownWriting | null; blocks: Blocks }) {
  if (!post || !hasSitePart(c, 'blog')) return null
  const say = siteWords(languageOf(c))
  const { excerpt } = excerptOf(post.words)
  const href = `/blog/${post.slug}`
  return (
    <article class="front-post" aria-labelledby="latest-post">
      <p class="front-kind">{say('latest_post')}</p>
      <div lang={post.language} class="stack-small">
        <h2 id="latest-post">
          <a href={href}>{setLine(post.title, post.language)}</a>
        </h2>
        <div class="reading">
          {excerpt === null ? (
            <p>{setLine(post.summary, post.language)}</p>
          ) : (
            raw(drawPageWords(excerpt, post.language, { prefix: 'post-', headings: 3, blocks }))
          )}
        </div>
      </div>
      <p class="front-post-end">
        <a href={href}>
          <span aria-hidden="true">{say('read_more')}</span>
          <span class="sr">{say('read_more_of', { title: post.title })}</span>
        </a>
        <span class="muted">
          {post.byline
            ? say('by_on', { byline: post.byline, day: new Date(daysOf(post).shown) })
            : say('on_day', { day: new Date(daysOf(post).shown) })}
        </span>
      </p>
    </article>
  )
}

/** The next dates; no heading over nothing. */
export function NextEventRows({ c, events }: { c: Context; events: NextEvent[] }) {
  if (events.length === 0) return null
  const say = siteWords(languageOf(c))
  return (
    <section class="front-events" aria-labelledby="next-events">
      <h2 id="next-events">{say('next_events')}</h2>
      <ul class="plain-list">
        {events.map((event) => (
          <li>
            {event.moment ? <time datetime={event.moment}>{event.when}</time> : <span>{event.when}</span>}
            <a href={event.href} lang={event.language}>
              {event.title}
            </a>
            <span class="muted">
              {event.where}
              {event.places && ` · ${event.places}`}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <a href="/events">{say('all_events')}</a>
      </p>
    </section>
  )
}

/** The contents of the handbook, part by part. */
export function HandbookContents({ c, chapters }: { c: Context; chapters: ShownWriting[] }) {
  if (chapters.length === 0 || !hasSitePart(c, 'handbook')) return null
  const say = siteWords(languageOf(c))
  const parts = Map.groupBy(chapters, ({ part }) => part ?? '')
  return (
    <section class="front-book" aria-labelledby="the-handbook">
      <h2 id="the-handbook">
        <a href="/handbook">{say('handbook')}</a>
      </h2>
      <div class="front-book-parts">
        {[...parts].map(([part, inPart]) => (
          <div lang={inPart[0]!.language}>
            {part && <h3>{part}</h3>}
            <ol start={inPart[0]!.position ?? 1}>
              {inPart.map(({ slug, title }) => (
                <li>
                  <a href={`/handbook/${slug}`}>{title}</a>
                </li>
              ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  )
}

/** Who supports this, by name. */
export function SupporterNames({ c, supporters }: { c: Context; supporters: Supporter[] }) {
  if (supporters.length === 0) return null
  const say = siteWords(languageOf(c))
  return (
    <section class="front-supporters" aria-labelledby="the-supporters">
      <h2 id="the-supporters">
        <a href="/supporters">{say('supporters')}</a>
      </h2>
      <ul>
        {supporters.map(({ name }) => (
          <li>{name}</li>
        ))}
      </ul>
    </section>
  )
}
