import type { ToBeFound } from '../sitemap/sitemap-routes.ts'
import { listShown } from '../writing/writing-queries.ts'
import { writtenPages } from './written-page.tsx'

/** About, Contact, Privacy and Supporters, for those who look for pages. */
export const pagesToBeFound: ToBeFound = {
  paths: ['/about$', '/privacy$', '/contact$', '/supporters$'],
  async list(tx) {
    const pages = await listShown(tx, { kind: 'page', limit: 100 })
    const written = pages.filter(({ slug }) => ['contact', ...writtenPages].includes(slug))
    return [
      ...written.map(({ slug, changedAt }) => ({ path: `/${slug}`, changedAt })),
      { path: '/supporters', changedAt: null },
    ]
  },
}
