import type { ToBeFound } from '../sitemap/sitemap-routes.ts'
import { listShown } from '../writing/writing-queries.ts'

/** The handbook, for those who look for pages: its chapters and cards, its glossary and its sources. */
export const bookToBeFound: ToBeFound = {
  paths: ['/handbook'],
  async list(tx, limit) {
    const chapters = await listShown(tx, { kind: 'chapter', limit: Math.min(limit, 200) })
    const cards = await listShown(tx, { kind: 'card', limit: Math.min(limit, 200) })
    const fixed = ['/handbook', '/handbook/glossary', '/handbook/sources']
    return [
      ...fixed.map((path) => ({ path, changedAt: null })),
      ...chapters.map(({ slug, changedAt }) => ({ path: `/handbook/${slug}`, changedAt })),
      ...cards.map(({ slug, changedAt }) => ({ path: `/handbook/cards/${slug}`, changedAt })),
    ].slice(0, limit)
  },
}
