import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** An opportunity that a convener saw, in their own words. */
export interface SeenOpportunity {
  id: string
  words: string
  /** by their ids in the drawing */
  practices: string[]
  seenBy: string | null
  seenByMe: boolean
  seenAt: Date
}

export async function seenRows(tx: Tx, landscapeId: string): Promise<SeenOpportunity[]> {
  const { rows } = await sql<SeenOpportunity>`select o.id, o.words, o.seen_at as "seenAt", p.name as "seenBy",
      o.seen_by is not distinct from viewer() as "seenByMe",
      array(select g.external_id from practice g where g.landscape_id = o.landscape_id and g.id = any (o.practice_ids)
        order by g.external_id collate "C") as practices
    from seen_opportunity o left join person p on p.id = o.seen_by
    where o.landscape_id = ${landscapeId} order by o.seen_at, o.id limit 50`.execute(tx)
  return rows
}

export async function insertSeen(
  tx: Tx,
  one: { landscapeId: string; id: string; words: string; practiceIds: string[]; seenBy: string; seenAt: Date },
): Promise<void> {
  await sql`insert into seen_opportunity (landscape_id, id, words, practice_ids, seen_by, seen_at)
    values (${one.landscapeId}, ${one.id}, ${one.words}, ${one.practiceIds}::uuid[], ${one.seenBy}, ${one.seenAt})`.execute(
    tx,
  )
}
