import type { WritingKind } from './writing.ts'

/** Where anybody reads a writing, once it is shown. */
export function addressOf({ kind, slug }: { kind: WritingKind; slug: string }): string {
  if (kind === 'post') return `/blog/${slug}`
  if (kind === 'chapter') return `/handbook/${slug}`
  if (kind === 'card') return `/handbook/cards/${slug}`
  if (slug === 'home') return '/'
  return slug === 'glossary' || slug === 'sources' ? `/handbook/${slug}` : `/${slug}`
}

/** Names that stand for something else under the same address, so that nothing written can have them. */
const taken: Partial<Record<WritingKind, readonly string[]>> = {
  post: ['tags', 'feed', 'comments', 'import'],
  chapter: ['cards', 'glossary', 'sources', 'search', 'notes', 'editions', 'offline'],
}

/** Can something of this kind have this name in its address? */
export function isFreeName(kind: WritingKind, slug: string): boolean {
  return !taken[kind]?.includes(slug)
}
