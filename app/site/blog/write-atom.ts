import { element, XML_HEAD } from '../../platform/write-xml.ts'
import { feeds } from './blog.ts'
import type { Feed, FeedEntry } from './feed.ts'

/** The feed as Atom (RFC 4287). */
export function writeAtom(feed: Feed): string {
  return (
    XML_HEAD +
    element('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.language }, [
      element('id', {}, feed.id),
      element('title', {}, feed.title),
      element('subtitle', {}, feed.subtitle),
      element('updated', {}, feed.updated.toISOString()),
      element('link', { rel: 'self', type: 'application/atom+xml', href: feed.origin + feeds[0].href }),
      element('link', { rel: 'alternate', type: 'text/html', href: feed.home }),
      element('generator', { uri: `${feed.origin}/` }, 'Ecotone'),
      ...feed.entries.map(entry),
    ])
  )
}

function entry(one: FeedEntry): string {
  return element('entry', { 'xml:lang': one.language }, [
    element('id', {}, one.id),
    element('title', {}, one.title),
    element('link', { rel: 'alternate', type: 'text/html', hreflang: one.language, href: one.url }),
    element('published', {}, one.shownAt.toISOString()),
    element('updated', {}, one.changedAt.toISOString()),
    // every entry needs an author, and not every text names one
    element('author', {}, [element('name', {}, one.byline || 'Ecotone')]),
    ...one.tags.map((term) => element('category', { term })),
    element('summary', {}, one.summary),
    element('content', { type: 'html' }, one.html),
  ])
}
