import type { Context, Handler } from 'hono'
import { raw } from 'hono/html'
import { signedIn } from '../../people/people.ts'
import type { Tx } from '../../platform/db/database.ts'
import { notFound } from '../../platform/http/http.ts'
import { factsOf, languageOf, type Theme } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { page } from '../../ui/page.tsx'
import type { Blocks } from '../blocks/blocks-of.ts'
import { ConversationSection } from '../discussion/conversation.tsx'
import type { Conversation } from '../discussion/discussion.ts'
import { conversationOf } from '../discussion/message-queries.ts'
import { setLine } from '../writing/set-quotes.ts'
import { daysOf, type FoundWriting, type ShownWriting, slugFrom } from '../writing/writing.ts'
import { mayEditTheSite } from '../writing/writing-policy.ts'
import { findShown } from '../writing/writing-queries.ts'
import { type BlogPlace, feeds } from './blog.ts'
import { type PostName, postsBeside } from './blog-queries.ts'
import { blogWords } from './blog-words.ts'
import { drawPost, pathOfPost, sentenceOf } from './draw-post.ts'
import { Byline, Tags } from './post-parts.tsx'
import { pathOfPicture } from './post-picture.ts'
import { pathOfMessages, structuredPost } from './structured-post.ts'

interface ShownPost {
  post: ShownWriting
  blocks: Blocks
  beside: { earlier: PostName | null; later: PostName | null }
  conversation: Conversation | null
  /** whoever reads it may change it */
  edits: boolean
  language: Language
}

/** `GET /blog/:slug`: one post. What it was called before leads on, what was taken down says so (410). */
export function postPage(place: BlogPlace): Handler {
  return async (c) => {
    const slug = c.req.param('slug') ?? ''
    // whoever is signed in finds their own messages among those of all
    const person = signedIn(c)
    const viewer = person ? { kind: 'person' as const, id: person.id } : { kind: 'nobody' as const }
    const asked = { slug, theme: factsOf(c).theme, isKnown: person !== null }
    const found = await place.db.as(viewer, async (tx) => readPost(tx, place, asked), { ofSite: true })
    if (found.kind === 'moved') return c.redirect(pathOfPost(found), 301)
    if (found.kind === 'taken-down') return takenDownPage(c)
    if (found.kind === 'none') throw notFound()
    return showPost(c, place, { ...found, language: languageOf(c) })
  }
}

type Read = Exclude<FoundWriting, { kind: 'shown' }> | ({ kind: 'shown' } & Omit<ShownPost, 'language'>)

/** What is asked for: the post, as seen by day or by night, and whether by somebody who is signed in. */
interface Asked {
  slug: string
  theme: Theme
  isKnown: boolean
}

async function readPost(tx: Tx, place: BlogPlace, { slug, theme, isKnown }: Asked): Promise<Read> {
  // what no address can be is not asked for
  if (slugFrom(slug) !== slug && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return { kind: 'none' }
  const found = await findShown(tx, 'post', slug)
  if (found.kind !== 'shown') return found
  const post = found.writing
  const blocks = await place.blocks(tx, { texts: [post.words], now: place.clock.now(), theme })
  const beside = await postsBeside(tx, post)
  const edits = isKnown && (await mayEditTheSite(tx))
  return { kind: 'shown', post, blocks, beside, edits, conversation: await conversationOf(tx, post.id) }
}

function takenDownPage(c: Context): Promise<Response> {
  const say = blogWords(languageOf(c))
  return page(
    c,
    { title: say('gone_title'), status: 410, width: 'narrow' },
    <>
      <h1>{say('gone_title')}</h1>
      <p class="lead">{say('gone_text')}</p>
      <p>
        <ButtonLink href="/blog">{say('all_posts')}</ButtonLink>
      </p>
    </>,
  )
}

function showPost(c: Context, place: BlogPlace, shown: ShownPost): Promise<Response> {
  const { post, blocks, language, beside, conversation, edits } = shown
  const say = blogWords(language)
  const description = sentenceOf(post)
  return page(
    c,
    {
      title: post.title,
      description,
      width: 'reading',
      styles: ['words.css', 'blog.css', ...(conversation ? ['discussion.css'] : [])],
      isPublic: true,
      ...(!signedIn(c) && { keptSeconds: 600 }),
      preview: {
        path: pathOfPost(post),
        kind: 'article',
        language: post.language,
        picture: { path: pathOfPicture(post), words: post.title },
        feeds: feeds.map(({ name, href, type }) => ({ href, type, title: `${say('feed_title')} (${name})` })),
        structured: structuredPost({ post, description, conversation }, factsOf(c).origin),
      },
    },
    <article class="post">
      <header class="post-head">
        <p>
          <a class="back" href="/blog">
            <Icon name="arrow-left" size={16} /> {say('all_posts')}
          </a>
        </p>
        <h1 class="display" lang={post.language}>
          {setLine(post.title, post.language)}
        </h1>
        <Byline post={post} language={language} />
      </header>
      <div class="words" lang={post.language}>
        {raw(drawPost(post, { blocks }))}
      </div>
      <footer class="post-foot">
        {isChanged(post) && <p class="caption">{say('changed', { day: writeDay(language, daysOf(post).changed) })}</p>}
        <Tags post={post} language={language} />
        {edits && (
          <p class="not-printed">
            <ButtonLink href={`/writing/${post.id}`}>
              <Icon name="pencil" /> {say('change')}
            </ButtonLink>
          </p>
        )}
      </footer>
      {conversation && (
        <ConversationSection
          c={c}
          place={place}
          conversation={conversation}
          language={post.language}
          path={pathOfPost(post)}
          feed={pathOfMessages(post)}
        />
      )}
      <Beside beside={beside} language={language} />
    </article>,
  )
}

/** Was it changed on another day than it was first shown? */
function isChanged(post: ShownWriting): boolean {
  const { shown, changed } = daysOf(post)
  return changed > shown
}

function Beside({ beside: { earlier, later }, language }: Pick<ShownPost, 'beside' | 'language'>) {
  const say = blogWords(language)
  if (!earlier && !later) return null
  return (
    <nav class="beside not-printed" aria-label={say('beside')}>
      {earlier && (
        <a href={pathOfPost(earlier)} rel="prev">
          <span class="caption">{say('earlier')}</span>
          <span lang={earlier.language}>{earlier.title}</span>
        </a>
      )}
      {later && (
        <a class="beside-later" href={pathOfPost(later)} rel="next">
          <span class="caption">{say('later')}</span>
          <span lang={later.language}>{later.title}</span>
        </a>
      )}
    </nav>
  )
}
