import { feeds } from './blog.ts'
import type { Feed } from './feed.ts'

/** The feed as JSON Feed 1.1. */
export function writeJsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.subtitle,
    language: feed.language,
    home_page_url: feed.home,
    feed_url: feed.origin + feeds[2].href,
    items: feed.entries.map((one) => ({
      id: one.id,
      url: one.url,
      title: one.title,
      language: one.language,
      summary: one.summary,
      content_html: one.html,
      date_published: one.shownAt.toISOString(),
      date_modified: one.changedAt.toISOString(),
      ...(one.byline && { authors: [{ name: one.byline }] }),
      ...(one.tags.length > 0 && { tags: one.tags }),
    })),
  })
}
