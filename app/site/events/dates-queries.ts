import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { type Row, rowColumns } from './event-queries.ts'

/** The next `limit` dates of each of these events, in the order of time; what is over counts no more. */
export async function listNextOf(
  tx: Tx,
  { slugs, now, limit }: { slugs: readonly string[]; now: Date; limit: number },
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${rowColumns} from event e cross join lateral (
      select * from event_occurrence n where n.event_id = e.id and n.to_at >= ${now} order by n.from_at limit ${sql.lit(limit)}) o
    where e.slug = any (${[...slugs]}) order by o.from_at, e.id`.execute(tx)
  return rows
}

/** Events with a date to come, the nearest first, then those that were put off. */
export async function listNames(
  tx: Tx,
  { now, limit }: { now: Date; limit: number },
): Promise<{ slug: string; title: string }[]> {
  const { rows } = await sql<{ slug: string; title: string }>`
    select e.slug, e.title from event e left join lateral (
      select o.from_at from event_occurrence o where o.event_id = e.id and o.to_at >= ${now} order by o.from_at limit 1) o on true
    where o.from_at is not null or e.state = 'postponed' order by o.from_at nulls last, e.title limit ${limit}`.execute(
    tx,
  )
  return rows
}
