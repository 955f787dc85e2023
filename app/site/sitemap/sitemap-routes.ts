import type { Hono } from 'hono'
import type { Database, Tx } from '../../platform/db/database.ts'
import { keepForAnybody } from '../../platform/http/kept-pages.ts'
import { factsOf } from '../../platform/http/request.ts'
import { element, XML_HEAD } from '../../platform/write-xml.ts'

/** What one part of the site has that search engines may find. */
export interface ToBeFound {
  /** its addresses begin with these, and `$` ends one: `/blog`, `/about$` */
  paths: readonly string[]
  /** every page of it that is shown, as whole addresses go after the origin, with when it changed last where that is known */
  list?(tx: Tx, limit: number): Promise<{ path: string; changedAt: Date | null }[]>
}

/** A sitemap holds no more (sitemaps.org). */
const mostAddresses = 50_000

/** `/sitemap.xml` and `/robots.txt`: the pages that anybody may read, and nothing else. */
export function sitemapRoutes(app: Hono, { db }: { db: Database }, parts: readonly ToBeFound[]): void {
  app.get('/robots.txt', (c) => {
    const allowed = ['/$', '/assets/', ...parts.flatMap(({ paths }) => paths), '/sitemap.xml$']
    const lines = ['User-agent: *', ...allowed.map((path) => `Allow: ${path}`), 'Disallow: /']
    return c.text(`${lines.join('\n')}\n\nSitemap: ${factsOf(c).origin}/sitemap.xml\n`)
  })
  app.get('/sitemap.xml', async (c) => {
    const found = await db.as({ kind: 'nobody' }, async (tx) => {
      const addresses = [{ path: '/', changedAt: null as Date | null }]
      for (const { list } of parts) if (list) addresses.push(...(await list(tx, mostAddresses - addresses.length)))
      return addresses.slice(0, mostAddresses)
    })
    keepForAnybody(c)
    return c.body(writeSitemap(factsOf(c).origin, found), 200, { 'Content-Type': 'application/xml; charset=utf-8' })
  })
}

function writeSitemap(origin: string, found: readonly { path: string; changedAt: Date | null }[]): string {
  return (
    XML_HEAD +
    element(
      'urlset',
      { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' },
      found.map(({ path, changedAt }) =>
        element('url', {}, [
          element('loc', {}, origin + path),
          ...(changedAt ? [element('lastmod', {}, changedAt.toISOString())] : []),
        ]),
      ),
    )
  )
}
