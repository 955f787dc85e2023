import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { DrawnIds } from './drawn-ids.ts'
import type { Layout } from './map/lay-out.ts'

export interface StoredLayout {
  inputHash: string
  edition: number
  layout: Layout
}

/** The newest layout of a landscape, with external ids; null before the first. */
export async function newestLayout(tx: Tx, landscapeId: string, ids: DrawnIds): Promise<StoredLayout | null> {
  const { rows } = await sql<{ id: string; inputHash: string; edition: number; algorithm: Layout['algorithm'] }>`
    select id, input_hash as "inputHash", edition, algorithm from layout where landscape_id = ${landscapeId}
    order by made_at desc, id desc limit 1`.execute(tx)
  const newest = rows[0]
  if (!newest) return null
  const positions = await sql<{
    subject: string
    x: number
    y: number
  }>`select subject_id as subject, x, y from layout_position
    where landscape_id = ${landscapeId} and layout_id = ${newest.id}`.execute(tx)
  const practices = new Set(ids.practice.values())
  const layout: Layout = { algorithm: newest.algorithm, hills: [], people: [] }
  for (const { subject, x, y } of positions.rows) {
    const id = ids.externalOf.get(subject)
    if (id !== undefined) layout[practices.has(subject) ? 'hills' : 'people'].push({ id, x, y })
  }
  return { inputHash: newest.inputHash, edition: newest.edition, layout }
}

/** Keeps a layout and forgets those before it, which nobody will ask for: places move on from the newest. */
export async function insertLayout(
  tx: Tx,
  at: { landscapeId: string; id: string; seed: string; inputHash: string; edition: number; ids: DrawnIds },
  layout: Layout,
): Promise<void> {
  const positions = [
    ...layout.hills.map(({ id, x, y }) => ({ subject_id: at.ids.practice.get(id), x, y })),
    ...layout.people.map(({ id, x, y }) => ({ subject_id: at.ids.person.get(id), x, y })),
  ].filter((position) => position.subject_id !== undefined)
  await sql`delete from layout where landscape_id = ${at.landscapeId}`.execute(tx)
  await sql`insert into layout (landscape_id, id, edition, seed, algorithm, input_hash)
    values (${at.landscapeId}, ${at.id}, ${at.edition}, ${at.seed}, ${layout.algorithm}, ${at.inputHash})`.execute(tx)
  await sql`insert into layout_position (landscape_id, layout_id, subject_id, x, y)
    select ${at.landscapeId}::uuid, ${at.id}::uuid, subject_id, x, y
    from jsonb_to_recordset(${JSON.stringify(positions)}::jsonb) as given (subject_id uuid, x double precision, y double precision)`.execute(
    tx,
  )
}
