import { anchorOf, type Conversation, type Message } from '../discussion/discussion.ts'
import { plainMessage } from '../discussion/draw-message.ts'
import type { ShownWriting } from '../writing/writing.ts'
import { minutesToRead, pathOfPost } from './draw-post.ts'
import { pathOfPicture } from './post-picture.ts'

/** The address of the feed of what was said to a post. */
export function pathOfMessages(post: { slug: string }): string {
  return `${pathOfPost(post)}/messages.atom`
}

interface Described {
  post: ShownWriting
  description: string
  conversation: Conversation | null
}

/** A post after schema.org with what was said to it, for programs that look for what a page is about. */
export function structuredPost(
  { post, description, conversation }: Described,
  origin: string,
): Record<string, unknown> {
  const address = origin + pathOfPost(post)
  const modified = new Date(Math.max(post.shownAt.getTime(), post.changedAt.getTime()))
  const site = { '@type': 'Organization', name: 'Ecotone', url: `${origin}/` }
  const said = conversation?.messages.filter(({ state }) => state === 'shown') ?? []
  return {
    '@type': 'BlogPosting',
    '@id': address,
    mainEntityOfPage: address,
    url: address,
    image: origin + pathOfPicture(post),
    headline: post.title.slice(0, 110),
    description,
    inLanguage: post.language,
    datePublished: post.shownAt.toISOString(),
    dateModified: modified.toISOString(),
    author: post.byline ? { '@type': 'Person', name: post.byline } : site,
    publisher: site,
    isPartOf: { '@type': 'Blog', '@id': `${origin}/blog`, url: `${origin}/blog` },
    keywords: post.tags,
    wordCount: post.words.match(/\S+/g)?.length ?? 0,
    timeRequired: `PT${minutesToRead(post)}M`,
    ...(conversation && { commentCount: conversation.count }),
    ...(said.length > 0 && { comment: said.map((one) => structuredMessage(one, address)) }),
  }
}

function structuredMessage(message: Message, address: string): Record<string, unknown> {
  const { answers, signed, language, writtenAt, changedAt } = message
  return {
    '@type': 'Comment',
    '@id': `${address}#${anchorOf(message)}`,
    author: { '@type': 'Person', name: signed },
    text: plainMessage(message),
    inLanguage: language,
    datePublished: writtenAt.toISOString(),
    ...(changedAt && { dateModified: changedAt.toISOString() }),
    ...(answers && { parentItem: { '@id': `${address}#${anchorOf({ id: answers })}` } }),
  }
}
