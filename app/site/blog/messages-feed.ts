import type { Handler } from 'hono'
import { notFound } from '../../platform/http/http.ts'
import { keepForAnybody } from '../../platform/http/kept-pages.ts'
import { factsOf } from '../../platform/http/request.ts'
import { element, XML_HEAD } from '../../platform/write-xml.ts'
import type { Message } from '../discussion/discussion.ts'
import { drawMessage } from '../discussion/draw-message.ts'
import { pathOfMessage } from '../discussion/message-pages.tsx'
import { conversationOf } from '../discussion/message-queries.ts'
import type { ShownWriting } from '../writing/writing.ts'
import { findShown } from '../writing/writing-queries.ts'
import type { BlogPlace } from './blog.ts'
import { blogWords } from './blog-words.ts'
import { pathOfPost } from './draw-post.ts'
import { pathOfMessages } from './structured-post.ts'

/** Messages in a feed, the newest first. */
const mostInFeed = 100

/** `GET /blog/:slug/messages.atom`: what was said to one post, for feed readers. */
export function messagesFeed({ db }: BlogPlace): Handler {
  return async (c) => {
    const slug = c.req.param('slug') ?? ''
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) throw notFound()
    const read = await db.as({ kind: 'nobody' }, async (tx) => {
      const found = await findShown(tx, 'post', slug)
      if (found.kind !== 'shown') return found
      return { ...found, conversation: await conversationOf(tx, found.writing.id, { newest: mostInFeed }) }
    })
    if (read.kind === 'moved') return c.redirect(pathOfMessages(read), 301)
    if (read.kind !== 'shown' || !read.conversation) throw notFound()
    const { origin, language } = factsOf(c)
    const said = read.conversation.messages.filter(({ state }) => state === 'shown').toReversed()
    keepForAnybody(c)
    c.header('Content-Language', language)
    const title = blogWords(language)('messages_on', { title: read.writing.title })
    return c.body(writeFeed(read.writing, said, { origin, title, language }), 200, {
      'Content-Type': 'application/atom+xml; charset=utf-8',
    })
  }
}

function writeFeed(
  post: ShownWriting,
  messages: readonly Message[],
  { origin, title, language }: { origin: string; title: string; language: string },
): string {
  const updated = new Date(Math.max(post.shownAt.getTime(), ...messages.map(changeOf)))
  const page = origin + pathOfPost(post)
  return (
    XML_HEAD +
    element('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language }, [
      element('id', {}, `urn:uuid:${post.id}#messages`),
      element('title', {}, title),
      element('updated', {}, updated.toISOString()),
      element('link', { rel: 'self', type: 'application/atom+xml', href: origin + pathOfMessages(post) }),
      element('link', { rel: 'alternate', type: 'text/html', href: `${page}#messages` }),
      ...messages.map((one) =>
        element('entry', { 'xml:lang': one.language }, [
          element('id', {}, `urn:uuid:${one.id}`),
          element('title', {}, one.signed),
          element('link', { rel: 'alternate', type: 'text/html', href: origin + pathOfMessage(pathOfPost(post), one) }),
          element('published', {}, one.writtenAt.toISOString()),
          element('updated', {}, new Date(changeOf(one)).toISOString()),
          element('author', {}, [element('name', {}, one.signed)]),
          element('content', { type: 'html' }, drawMessage(one, origin)),
        ]),
      ),
    ])
  )
}

function changeOf({ writtenAt, changedAt }: Message): number {
  return Math.max(writtenAt.getTime(), changedAt?.getTime() ?? 0)
}
