import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { broughtTo } from '../discussion/message-queries.ts'

/** A post that is there, or was: of one that was called so before only that is known. */
export interface StandingPost {
  id: string | null
  shownAt: Date | null
  /** what was said to it elsewhere and came already, by what it was called there */
  brought: ReadonlySet<string>
}

/** Which of these addresses have a post already, or had one that leads on from there: shown or not, as the viewer may see. */
export async function standingPosts(tx: Tx, slugs: readonly string[]): Promise<Map<string, StandingPost>> {
  const { rows } = await sql<{ slug: string; id: string | null; shownAt: Date | null }>`
    select slug, null as id, null::timestamptz as "shownAt" from former_slug where kind = 'post' and slug = any (${slugs})
    union all select slug, id::text, shown_at from writing where kind = 'post' and slug = any (${slugs})`.execute(tx)
  const brought = await broughtTo(
    tx,
    rows.flatMap(({ id }) => id ?? []),
  )
  // what stands there now counts for more than what was called so before
  return new Map(
    rows.map(({ slug, id, shownAt }) => [slug, { id, shownAt, brought: (id && brought.get(id)) || new Set() }]),
  )
}
