import type { Hono } from 'hono'
import { linkPicturePainter } from '../link-picture/paint-link-picture.ts'
import { type BlogPlace, feeds } from './blog.ts'
import { blogPage } from './blog-page.tsx'
import { feedPage } from './feed-page.ts'
import { keptTallies } from './kept-tallies.ts'
import { messagesFeed } from './messages-feed.ts'
import { messagesPage } from './messages-page.tsx'
import { postPage } from './post-page.tsx'
import { postPicture } from './post-picture.ts'

/** What anybody reads of the blog. */
export function blogRoutes(app: Hono, place: BlogPlace): void {
  const list = blogPage(place, keptTallies(place.db))
  app.get('/blog', list)
  app.get('/blog/tags/:tag', list)
  for (const feed of feeds) app.get(feed.href, feedPage(place, feed))
  // after the feeds: its address has a place for any name
  app.get('/blog/:slug', postPage(place))
  app.get('/blog/:slug/messages/:page', messagesPage(place))
  app.get('/blog/:slug/messages.atom', messagesFeed(place))
  app.get('/blog/:slug/picture.png', postPicture(place, linkPicturePainter()))
}
