import type { Context } from 'hono'
import type { Navigation } from './header.tsx'

const key = 'ecotone.site-desk'

/** Tells the shell where whoever looks after the site can go from here; called once per request by whoever knows. */
export function showSiteDesk(c: Context, desk: Navigation): void {
  c.set(key, desk)
}

/** Where one can go from here, on a page where the site is looked after. */
export function siteDeskOf(c: Context): Navigation | undefined {
  return c.get(key) as Navigation | undefined
}
