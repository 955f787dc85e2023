import { element, XML_HEAD } from '../../platform/write-xml.ts'
import { feeds } from './blog.ts'
import type { Feed, FeedEntry } from './feed.ts'

/** The feed as RSS 2.0, with names (Dublin Core), the whole text (content), and where it stands itself (Atom). */
export function writeRss(feed: Feed): string {
  const spaces = {
    version: '2.0',
    'xmlns:atom': 'http://www.w3.org/2005/Atom',
    'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  }
  return (
    XML_HEAD +
    element('rss', spaces, [
      element('channel', {}, [
        element('title', {}, feed.title),
        element('link', {}, feed.home),
        element('description', {}, feed.subtitle),
        element('language', {}, feed.language),
        element('lastBuildDate', {}, feed.updated.toUTCString()),
        element('atom:link', { rel: 'self', type: 'application/rss+xml', href: feed.origin + feeds[1].href }),
        ...feed.entries.map(item),
      ]),
    ])
  )
}

function item(one: FeedEntry): string {
  return element('item', {}, [
    element('title', {}, one.title),
    element('link', {}, one.url),
    element('guid', { isPermaLink: 'false' }, one.id),
    element('pubDate', {}, one.shownAt.toUTCString()),
    ...(one.byline ? [element('dc:creator', {}, one.byline)] : []),
    element('dc:language', {}, one.language),
    ...one.tags.map((tag) => element('category', {}, tag)),
    element('description', {}, one.summary),
    element('content:encoded', {}, one.html),
  ])
}
