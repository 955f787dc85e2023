import type { Context } from 'hono'
import { languageOf } from '../platform/http/request.ts'
import { hasSitePart, type SitePart, siteParts } from './site-parts.ts'
import { uiWords } from './ui-words.ts'

const inHeader: readonly SitePart[] = ['handbook', 'events', 'blog', 'about']
const inFooter: readonly SitePart[] = ['contact', 'privacy', 'supporters']

/** What the parts of a landscape are on pages of the workbench, the parts of the site are on pages that anybody may read. */
export function SiteNavigation({ c }: { c: Context }) {
  const say = uiWords(languageOf(c))
  const parts = inHeader.filter((part) => hasSitePart(c, part))
  if (parts.length === 0) return null
  return (
    <nav class="sections sections-site" aria-label={say('site_parts')}>
      <ul>
        {parts.map((part) => (
          <li>
            <a href={siteParts[part]} aria-current={standsIn(c.req.path, part)}>
              {say(`part_${part}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** `page` on its first page, `true` on those below it. */
function standsIn(path: string, part: SitePart): 'page' | 'true' | undefined {
  if (path === siteParts[part]) return 'page'
  return path.startsWith(`${siteParts[part]}/`) ? 'true' : undefined
}

/** Whom one can write to, what is done with data, who pays, and how to follow without an account. */
export function SiteFooter({ c }: { c: Context }) {
  const say = uiWords(languageOf(c))
  const links = [
    ...inFooter.map((part) => ({ part, href: siteParts[part] as string, label: say(`part_${part}`) })),
    { part: 'blog' as const, href: '/blog/feed.atom', label: say('feed_of_posts') },
    { part: 'events' as const, href: '/events/feed.ics', label: say('feed_of_events') },
  ].filter(({ part }) => hasSitePart(c, part))
  if (links.length === 0) return null
  return (
    <nav aria-label={say('site_more')}>
      <ul class="footer-links">
        {links.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
