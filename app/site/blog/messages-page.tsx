import type { Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { gone, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { Icon } from '../../ui/icon.tsx'
import { page } from '../../ui/page.tsx'
import { ConversationSection } from '../discussion/conversation.tsx'
import { pathOfMessages } from '../discussion/message-pages.tsx'
import { conversationOf } from '../discussion/message-queries.ts'
import { setLine } from '../writing/set-quotes.ts'
import { findShown } from '../writing/writing-queries.ts'
import type { BlogPlace } from './blog.ts'
import { blogWords } from './blog-words.ts'
import { pathOfPost } from './draw-post.ts'
import { pathOfMessages as pathOfFeed } from './structured-post.ts'

/** `GET /blog/:slug/messages/:page`: what was said to a post beyond what stands under it. The first page is the post itself. */
export function messagesPage(place: BlogPlace): Handler {
  return async (c) => {
    const asked = c.req.param('page') ?? ''
    const slug = c.req.param('slug') ?? ''
    if (!/^[1-9]\d{0,4}$/.test(asked) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) throw notFound()
    const number = Number(asked)
    const person = signedIn(c)
    const viewer = person ? { kind: 'person' as const, id: person.id } : { kind: 'nobody' as const }
    const read = await place.db.as(
      viewer,
      async (tx) => {
        const found = await findShown(tx, 'post', slug)
        return found.kind === 'shown'
          ? { ...found, conversation: await conversationOf(tx, found.writing.id, { page: number }) }
          : found
      },
      { ofSite: true },
    )
    if (read.kind === 'moved') return c.redirect(pathOfMessages(pathOfPost(read), number), 301)
    if (read.kind === 'taken-down') throw gone()
    if (read.kind === 'none' || !read.conversation || number > read.conversation.pages) throw notFound()
    const { writing: post, conversation } = read
    const path = pathOfPost(post)
    if (number === 1) return c.redirect(`${path}#messages`, 301)
    const language = languageOf(c)
    const say = blogWords(language)
    const title = say('messages_on', { title: post.title })
    const { pages } = conversation
    return page(
      c,
      {
        title: `${title} · ${say('page_of', { n: number, all: pages })}`,
        width: 'reading',
        styles: ['words.css', 'blog.css', 'discussion.css'],
        isPublic: true,
        ...(!person && { keptSeconds: 600 }),
        preview: {
          path: pathOfMessages(path, number),
          kind: 'website',
          previous: pathOfMessages(path, number - 1),
          next: number < pages ? pathOfMessages(path, number + 1) : null,
        },
      },
      <div class="conversation-page">
        <p>
          <a class="back" href={path}>
            <Icon name="arrow-left" size={16} /> <span lang={post.language}>{setLine(post.title, post.language)}</span>
          </a>
        </p>
        <h1>{title}</h1>
        <ConversationSection
          c={c}
          place={place}
          conversation={conversation}
          language={post.language}
          path={path}
          feed={pathOfFeed(post)}
        />
      </div>,
    )
  }
}
