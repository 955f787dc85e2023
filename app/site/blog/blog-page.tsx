import type { Context, Handler } from 'hono'
import { raw } from 'hono/html'
import type { Tx } from '../../platform/db/database.ts'
import { notFound } from '../../platform/http/http.ts'
import { factsOf, type Theme } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { EmptyState } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import type { Blocks } from '../blocks/blocks-of.ts'
import { countMessages } from '../discussion/message-queries.ts'
import { setLine } from '../writing/set-quotes.ts'
import { type ShownWriting, slugFrom } from '../writing/writing.ts'
import { listShown } from '../writing/writing-queries.ts'
import { type BlogPlace, feeds, postsOnPage, type Tallies } from './blog.ts'
import { blogWords } from './blog-words.ts'
import { drawExcerpt, pathOfPost } from './draw-post.ts'
import { Byline, pathOfTag, Tags } from './post-parts.tsx'

/** Pages of a list that are asked for have few digits. */
const numberOfPage = /^[1-9]\d{0,5}$/

interface Listed {
  language: Language
  /** the tag they have, all spellings that share its address, or null for all posts */
  tags: string[] | null
  posts: ShownWriting[]
  blocks: Blocks
  /** how many messages are shown under each, by its id */
  said: ReadonlyMap<string, number>
  count: number
  number: number
  /** the address of the first page of this list */
  path: string
}

/** `GET /blog` and `GET /blog/tags/:tag`: the newest posts with how each begins, ten on a page. */
export function blogPage(place: BlogPlace, tallies: Tallies): Handler {
  return async (c) => {
    const asked = c.req.query('page') ?? '1'
    if (!numberOfPage.test(asked)) throw notFound()
    const { language, theme } = factsOf(c)
    const wanted = { number: Number(asked), slug: c.req.param('tag') ?? null, language, theme }
    const listed = await place.db.as({ kind: 'nobody' }, (tx) => readList(tx, place, { ...wanted, tallies }))
    if (!listed) throw notFound()
    return blogList(c, listed)
  }
}

async function readList(
  tx: Tx,
  place: BlogPlace,
  {
    number,
    slug,
    language,
    theme,
    tallies,
  }: { number: number; slug: string | null; language: Language; theme: Theme; tallies: Tallies },
): Promise<Listed | null> {
  const tags = slug === null ? null : (await tallies.tags(tx)).filter((tag) => slugFrom(tag) === slug)
  if (tags?.length === 0) return null
  const tagged = tags ? { tag: tags } : {}
  const count = await tallies.count(tx, tags)
  if (number > Math.max(1, Math.ceil(count / postsOnPage))) return null
  const posts = await listShown(tx, {
    kind: 'post',
    ...tagged,
    limit: postsOnPage,
    offset: (number - 1) * postsOnPage,
  })
  const blocks = await place.blocks(tx, {
    texts: posts.map(({ words }) => words),
    now: place.clock.now(),
    theme,
  })
  const said = await countMessages(
    tx,
    posts.map(({ id }) => id),
  )
  return { language, tags, posts, blocks, said, count, number, path: tags ? pathOfTag(tags[0]!) : '/blog' }
}

function blogList(c: Context, listed: Listed): Promise<Response> {
  const { language, tags, posts, count, number } = listed
  const say = blogWords(language)
  const heading = tags ? say('tagged', { tag: tags[0]! }) : say('title')
  const pages = Math.max(1, Math.ceil(count / postsOnPage))
  const here = say('page_of', { n: number, all: pages })
  return page(
    c,
    {
      title: number === 1 ? heading : `${heading} · ${here}`,
      description: tags ? say('tagged_description', { n: count, tag: tags[0]! }) : say('description'),
      width: 'reading',
      styles: ['words.css', 'blog.css'],
      isPublic: true,
      keptSeconds: 600,
      preview: {
        path: pathOfPage(listed, number),
        kind: 'website',
        feeds: feeds.map(({ name, href, type }) => ({ href, type, title: `${say('feed_title')} (${name})` })),
        previous: number > 1 ? pathOfPage(listed, number - 1) : null,
        next: number < pages ? pathOfPage(listed, number + 1) : null,
      },
    },
    <div class="blog">
      <header class="blog-head">
        <h1 class="display">{heading}</h1>
        {tags ? (
          <p>
            <a class="back" href="/blog">
              <Icon name="arrow-left" size={16} /> {say('all_posts')}
            </a>
          </p>
        ) : (
          <p class="lead">{say('lead')}</p>
        )}
      </header>
      {posts.length === 0 && (
        <EmptyState title={say('none_title')} icon="notebook-pen">
          <p>{say('none_text')}</p>
        </EmptyState>
      )}
      <div class="blog-list">
        {posts.map((post) => (
          <Excerpt post={post} listed={listed} />
        ))}
      </div>
      {pages > 1 && <Pages listed={listed} pages={pages} here={here} />}
      <Follow language={language} />
    </div>,
  )
}

function Excerpt({ post, listed: { language, blocks, said } }: { post: ShownWriting; listed: Listed }) {
  const say = blogWords(language)
  const { html, isWhole } = drawExcerpt(post, { blocks })
  const messages = said.get(post.id) ?? 0
  return (
    <article class="excerpt">
      <Byline post={post} language={language} />
      <h2 lang={post.language}>
        <a class="excerpt-title" href={pathOfPost(post)}>
          {setLine(post.title, post.language)}
        </a>
      </h2>
      <div class="words" lang={post.language}>
        {raw(html)}
      </div>
      {(!isWhole || messages > 0) && (
        <p class="excerpt-ways">
          {!isWhole && (
            <a class="read-more" href={pathOfPost(post)}>
              <span aria-hidden="true">{say('read_more')}</span>
              <span class="sr">{say('read_more_of', { title: post.title })}</span> <Icon name="arrow-right" size={16} />
            </a>
          )}
          {messages > 0 && (
            <a class="said-to-it" href={`${pathOfPost(post)}#messages`}>
              {say('messages', { n: messages })}
            </a>
          )}
        </p>
      )}
      <Tags post={post} language={language} />
    </article>
  )
}

function pathOfPage({ path }: Listed, number: number): string {
  return number === 1 ? path : `${path}?page=${number}`
}

function Pages({ listed, pages, here }: { listed: Listed; pages: number; here: string }) {
  const say = blogWords(listed.language)
  const { number } = listed
  return (
    <nav class="blog-pages" aria-label={say('pages')}>
      {number > 1 ? (
        <a href={pathOfPage(listed, number - 1)} rel="prev">
          <Icon name="arrow-left" size={16} /> {say('newer')}
        </a>
      ) : (
        <span />
      )}
      <span class="muted">{here}</span>
      {number < pages ? (
        <a href={pathOfPage(listed, number + 1)} rel="next">
          {say('older')} <Icon name="arrow-right" size={16} />
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}

function Follow({ language }: { language: Language }) {
  const say = blogWords(language)
  return (
    <aside class="follow" aria-label={say('feeds')}>
      <Icon name="rss" size={20} />
      <p>
        <strong>{say('feeds')}</strong> {say('feeds_text')}
      </p>
      <ul>
        {feeds.map(({ name, href, type }) => (
          <li>
            <a class="follow-link" href={href} type={type}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </aside>
  )
}
