import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'

/** A post as one that leads to it says it. */
export interface PostName {
  slug: string
  title: string
  language: Language
}

const named = sql`select w.slug, v.title, w.language from writing w
  join writing_version v on v.writing_id = w.id and v.number = w.shown_version
  where w.kind = 'post' and w.state = 'shown'`

/** The posts shown just before and just after this one; null at either end. One query. */
export async function postsBeside(
  tx: Tx,
  post: { slug: string },
): Promise<{ earlier: PostName | null; later: PostName | null }> {
  // the database keeps microseconds, which a Date has not: the row itself is compared with
  const moment = sql`(select o.shown_at from writing o where o.kind = 'post' and o.slug = ${post.slug})`
  const { rows } = await sql<PostName & { isLater: boolean }>`
    select *, false as "isLater" from (${named} and w.shown_at <= ${moment} and (w.shown_at < ${moment} or w.slug > ${post.slug})
      order by w.shown_at desc, w.slug limit 1) earlier
    union all
    select *, true from (${named} and w.shown_at >= ${moment} and (w.shown_at > ${moment} or w.slug < ${post.slug})
      order by w.shown_at, w.slug desc limit 1) later`.execute(tx)
  return { earlier: rows.find((one) => !one.isLater) ?? null, later: rows.find((one) => one.isLater) ?? null }
}

/** Every tag of the posts that are shown, as it was typed, the most used first. */
export async function tagsOfPosts(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    select tag from writing w, unnest(w.tags) tag
    where w.kind = 'post' and w.state = 'shown' group by tag order by count(*) desc, tag`.execute(tx)
  return rows.map(({ tag }) => tag)
}

/** When a post was taken down last; null when none ever was. */
export async function lastTakenDown(tx: Tx): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(taken_down_at) as at from writing where kind = 'post' and state = 'taken-down'`.execute(tx)
  return rows[0]?.at ?? null
}

/** The addresses of all posts that are shown with when they changed, newest first: for those who look for pages. */
export async function addressesOfPosts(tx: Tx, limit: number): Promise<{ slug: string; changedAt: Date }[]> {
  const { rows } = await sql<{ slug: string; changedAt: Date }>`
    select w.slug, greatest(w.shown_at, v.kept_at) as "changedAt" from writing w
    join writing_version v on v.writing_id = w.id and v.number = w.shown_version
    where w.kind = 'post' and w.state = 'shown' order by w.shown_at desc limit ${limit}`.execute(tx)
  return rows
}
