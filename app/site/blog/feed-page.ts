import type { Handler } from 'hono'
import type { Tx } from '../../platform/db/database.ts'
import { keepForAnybody } from '../../platform/http/kept-pages.ts'
import { factsOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import type { ShownWriting } from '../writing/writing.ts'
import { listShown } from '../writing/writing-queries.ts'
import type { BlogPlace, feeds } from './blog.ts'
import { lastTakenDown } from './blog-queries.ts'
import { blogWords } from './blog-words.ts'
import { drawPost, pathOfPost, sentenceOf } from './draw-post.ts'
import type { Feed } from './feed.ts'
import { writeAtom } from './write-atom.ts'
import { writeJsonFeed } from './write-json-feed.ts'
import { writeRss } from './write-rss.ts'

/** Posts in a feed: whoever asks once a month misses none of a busy one. */
const postsInFeed = 20

const writers = { Atom: writeAtom, RSS: writeRss, 'JSON Feed': writeJsonFeed } satisfies Record<
  (typeof feeds)[number]['name'],
  (feed: Feed) => string
>

/** `GET /blog/feed.atom`, `.rss` and `.json`: the newest posts whole, for feed readers. Told in a few bytes when nothing changed. */
export function feedPage(place: BlogPlace, { name, type }: (typeof feeds)[number]): Handler {
  return async (c) => {
    const { origin, language } = factsOf(c)
    const feed = await place.db.as({ kind: 'nobody' }, (tx) => readFeed(tx, place, { origin, language }))
    keepForAnybody(c)
    // a date has no parts of a second: what changed within one is told as changed after it
    c.header('Last-Modified', new Date(Math.ceil(feed.updated.getTime() / 1000) * 1000).toUTCString())
    c.header('Content-Language', language)
    return c.body(writers[name](feed), 200, { 'Content-Type': `${type}; charset=utf-8` })
  }
}

async function readFeed(
  tx: Tx,
  place: BlogPlace,
  { origin, language }: { origin: string; language: Language },
): Promise<Feed> {
  const say = blogWords(language)
  const posts = await listShown(tx, { kind: 'post', limit: postsInFeed })
  const texts = posts.map(({ words }) => words)
  // a feed is the same by day and by night
  const blocks = await place.blocks(tx, { texts, now: place.clock.now(), theme: 'light' })
  const goneAt = (await lastTakenDown(tx))?.getTime() ?? 0
  const updated = new Date(Math.max(goneAt, ...posts.map(changeOf)))
  return {
    id: `tag:${new URL(origin).hostname},2026:blog`,
    title: say('feed_title'),
    subtitle: say('description'),
    language,
    home: `${origin}/blog`,
    origin,
    updated,
    entries: posts.map((post) => ({
      id: `urn:uuid:${post.id}`,
      url: origin + pathOfPost(post),
      title: post.title,
      language: post.language,
      byline: post.byline,
      tags: post.tags,
      shownAt: post.shownAt,
      changedAt: new Date(changeOf(post)),
      summary: sentenceOf(post),
      html: drawPost(post, { blocks, origin }),
    })),
  }
}

/** When a post became what it is: shown, or changed since. */
function changeOf({ shownAt, changedAt }: ShownWriting): number {
  return Math.max(shownAt.getTime(), changedAt.getTime())
}
