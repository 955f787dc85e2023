import type { ToBeFound } from '../sitemap/sitemap-routes.ts'
import { addressesOfPosts } from './blog-queries.ts'
import { pathOfPost } from './draw-post.ts'

/** The posts, for those who look for pages. Lists of posts are left out: they lead to nothing else. */
export const postsToBeFound: ToBeFound = {
  paths: ['/blog$', '/blog/', '/blog?page='],
  async list(tx, limit) {
    const posts = await addressesOfPosts(tx, limit)
    const first = { path: '/blog', changedAt: posts[0]?.changedAt ?? null }
    return [first, ...posts.map((post) => ({ path: pathOfPost(post), changedAt: post.changedAt }))].slice(0, limit)
  },
}
