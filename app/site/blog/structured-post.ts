import type { ShownWriting } from '../writing/writing.ts'
import { minutesToRead, pathOfPost } from './draw-post.ts'
import { pathOfPicture } from './post-picture.ts'

interface Described {
  post: ShownWriting
  description: string
}

/** A post after schema.org, for programs that look for what a page is about. */
export function structuredPost({ post, description }: Described, origin: string): Record<string, unknown> {
  const address = origin + pathOfPost(post)
  const modified = new Date(Math.max(post.shownAt.getTime(), post.changedAt.getTime()))
  const site = { '@type': 'Organization', name: 'Ecotone', url: `${origin}/` }
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
  }
}
