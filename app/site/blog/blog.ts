import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import type { Blocks, Named } from '../blocks/blocks-of.ts'
import type { FormTime } from '../contact/form-time.ts'

/** What the blog stands on; made once, in routes.ts. */
export interface BlogPlace {
  db: Database
  clock: Clock
  /** closes the time at which a form for messages was given out */
  seal: FormTime
  /** finds what these texts name, pictures and dates, for drawing them */
  blocks(tx: Tx, named: Named): Promise<Blocks>
}

/** What takes a look at every post that is shown: read once until the site changes. */
export interface Tallies {
  /** every tag as it was typed, the most used first */
  tags(tx: Tx): Promise<readonly string[]>
  /** how many there are; of those with one of these tags, which somebody used */
  count(tx: Tx, tags: readonly string[] | null): Promise<number>
}

/** Posts on one page of the list. */
export const postsOnPage = 10

/** The feeds, each with its address, what it is sent as, and what it is called. */
export const feeds = [
  { name: 'Atom', href: '/blog/feed.atom', type: 'application/atom+xml' },
  { name: 'RSS', href: '/blog/feed.rss', type: 'application/rss+xml' },
  { name: 'JSON Feed', href: '/blog/feed.json', type: 'application/feed+json' },
] as const
