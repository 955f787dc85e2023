import type { Context, Hono, MiddlewareHandler } from 'hono'

/** The parts of the public site that lead from page to page: the first four in the header, the others in the footer. */
export const siteParts = {
  handbook: '/handbook',
  events: '/events',
  blog: '/blog',
  about: '/about',
  contact: '/contact',
  privacy: '/privacy',
  supporters: '/supporters',
} as const
export type SitePart = keyof typeof siteParts

const key = 'ecotone.site-parts'

/** Tells the shell which parts of the site this program has, so that only what exists is listed. */
export function knowSiteParts(app: Hono): MiddlewareHandler {
  // asked at the first request, when every route is there
  let there: ReadonlySet<SitePart> | undefined
  return (c, next) => {
    there ??= partsAmong(new Set(app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path)))
    c.set(key, there)
    return next()
  }
}

function partsAmong(paths: ReadonlySet<string>): ReadonlySet<SitePart> {
  return new Set((Object.keys(siteParts) as SitePart[]).filter((part) => paths.has(siteParts[part])))
}

/** Is this part of the site there? */
export function hasSitePart(c: Context, part: SitePart): boolean {
  return (c.get(key) as ReadonlySet<SitePart> | undefined)?.has(part) ?? false
}

/** Where the site goes on beyond its parts: what is said under posts, places that somebody keeps, and where editors work. */
const beyond = ['/discussion', '/places', '/writing', '/inbox', '/moderation', '/notes']

/** Does this address belong to the site, so that the site's header and footer stand on it? Not who may read it. */
export function isOfSite(path: string): boolean {
  return [...Object.values(siteParts), ...beyond].some((part) => path === part || path.startsWith(`${part}/`))
}
