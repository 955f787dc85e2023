import { z } from 'zod'
import type { ForeignEntry, ReadFile } from './importing.ts'

const text = z
  .string()
  .nullish()
  .transform((given) => given ?? '')
const id = z.union([z.string(), z.number()]).transform(String)
const joined = z
  .array(z.object({ post_id: id, tag_id: id.optional(), author_id: id.optional(), user_id: id.optional() }))
  .default([])

const Post = z.object({
  id,
  title: text,
  slug: text,
  html: text,
  type: text,
  page: z.union([z.boolean(), z.number()]).nullish(),
  status: text,
  visibility: text,
  published_at: z.union([z.string(), z.number()]).nullish(),
  custom_excerpt: text,
})
const Export = z.object({
  posts: z.array(Post),
  tags: z.array(z.object({ id, name: text })).default([]),
  posts_tags: joined,
  users: z.array(z.object({ id, name: text })).default([]),
  posts_authors: joined,
})
const GhostFile = z.union([
  z.object({ db: z.array(z.object({ data: Export })).min(1) }).transform(({ db }) => db[0]!.data),
  z.object({ data: Export }).transform(({ data }) => data),
])

/** Reads what Ghost exports as JSON. Null when it is no such file. */
export function readGhost(json: string): ReadFile {
  let given: unknown
  try {
    given = JSON.parse(json)
  } catch {
    return null
  }
  const read = GhostFile.safeParse(given)
  return read.success ? { from: 'ghost', entries: read.data.posts.map((post) => readPost(post, read.data)) } : null
}

function readPost(post: z.infer<typeof Post>, file: z.infer<typeof Export>): ForeignEntry {
  const { title } = post
  if (post.type === 'page' || post.page === true || post.page === 1)
    return { kind: 'left-out', title, reason: 'page', comments: 0 }
  if (post.visibility !== '' && post.visibility !== 'public')
    return { kind: 'left-out', title, reason: 'private', comments: 0 }
  // drafts that were never shown have only the blocks of Ghost's own editor
  if (post.html.trim() === '') return { kind: 'left-out', title, reason: 'no-html', comments: 0 }
  const tagIds = file.posts_tags.filter(({ post_id }) => post_id === post.id).map(({ tag_id }) => tag_id)
  const authorIds = file.posts_authors
    .filter(({ post_id }) => post_id === post.id)
    .map((one) => one.author_id ?? one.user_id)
  const shownAt = post.published_at == null ? null : new Date(post.published_at)
  return {
    kind: 'post',
    post: {
      title,
      slug: post.slug,
      html: post.html,
      summary: post.custom_excerpt,
      byline: authorIds.flatMap((one) => file.users.find((user) => user.id === one)?.name || []).join(', '),
      // with a hash before them they are for Ghost alone
      tags: tagIds
        .flatMap((one) => file.tags.find((tag) => tag.id === one)?.name || [])
        .filter((tag) => !tag.startsWith('#')),
      state: post.status === 'published' || post.status === 'scheduled' ? 'shown' : 'draft',
      shownAt: shownAt && !Number.isNaN(shownAt.getTime()) ? shownAt : null,
      address: null,
      // the file holds none, whatever was said on the site
      comments: [],
      closed: false,
    },
  }
}
