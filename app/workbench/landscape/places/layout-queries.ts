import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { DrawnIds } from '../drawn-ids.ts'
import type { Layout } from '../map/lay-out.ts'

/** A layout without its pins: where everything lies that nobody put somewhere. */
export interface StoredLayout {
  id: string
  inputHash: string
  edition: number
  turn: number
  layout: Layout
}

/** The newest layout of a landscape, with external ids; null before the first. */
export async function newestLayout(tx: Tx, landscapeId: string, ids: DrawnIds): Promise<StoredLayout | null> {
  return readLayout(tx, landscapeId, ids, sql`not proposed`)
}

/** A layout that somebody looks at before they decide, by what it was made from. */
export async function proposedLayout(
  tx: Tx,
  landscapeId: string,
  ids: DrawnIds,
  inputHash: string,
): Promise<StoredLayout | null> {
  return readLayout(tx, landscapeId, ids, sql`proposed and input_hash = ${inputHash}`)
}

async function readLayout(
  tx: Tx,
  landscapeId: string,
  ids: DrawnIds,
  which: ReturnType<typeof sql>,
): Promise<StoredLayout | null> {
  const { rows } = await sql<Omit<StoredLayout, 'layout'> & { algorithm: Layout['algorithm'] }>`
    select id, input_hash as "inputHash", edition, turn, algorithm from layout where landscape_id = ${landscapeId} and ${which}
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
  // in the order of a layout that was just made: the same places are the same to the byte
  for (const list of [layout.hills, layout.people]) list.sort((a, b) => (a.id < b.id ? -1 : 1))
  const { id, inputHash, edition, turn } = newest
  return { id, inputHash, edition, turn, layout }
}

/** What a layout is kept with. */
export interface LayoutAt {
  landscapeId: string
  id: string
  seed: string
  inputHash: string
  edition: number
  turn: number
  ids: DrawnIds
}

/**
 * Keeps a layout and forgets those before it, which nobody will ask for: places move on from the newest. One that is only proposed takes
 * the place of the proposals before it.
 */
export async function insertLayout(
  tx: Tx,
  at: LayoutAt,
  layout: Layout,
  how: 'shown' | 'proposed' = 'shown',
): Promise<void> {
  const positions = [
    ...layout.hills.map(({ id, x, y }) => ({ subject_id: at.ids.practice.get(id), x, y })),
    ...layout.people.map(({ id, x, y }) => ({ subject_id: at.ids.person.get(id), x, y })),
  ].filter((position) => position.subject_id !== undefined)
  const proposed = how === 'proposed'
  await sql`delete from layout where landscape_id = ${at.landscapeId} and proposed = ${proposed}
    and (not proposed or made_for = viewer())`.execute(tx)
  await sql`insert into layout (landscape_id, id, edition, turn, seed, algorithm, input_hash, proposed)
    values (${at.landscapeId}, ${at.id}, ${at.edition}, ${at.turn}, ${at.seed}, ${layout.algorithm}, ${at.inputHash}, ${proposed})`.execute(
    tx,
  )
  await sql`insert into layout_position (landscape_id, layout_id, subject_id, x, y)
    select ${at.landscapeId}::uuid, ${at.id}::uuid, subject_id, x, y
    from jsonb_to_recordset(${JSON.stringify(positions)}::jsonb) as given (subject_id uuid, x double precision, y double precision)`.execute(
    tx,
  )
}

/** Forgets what the viewer looked at before they decided. */
export async function forgetProposals(tx: Tx, landscapeId: string): Promise<void> {
  await sql`delete from layout where landscape_id = ${landscapeId} and proposed and made_for = viewer()`.execute(tx)
}

/**
 * A sign of where everything lies that changes when it was changed on purpose or in the background: a hill was put somewhere, the map was
 * drawn anew, a layout that was waited for is there. It stays the same when places only follow the drawing, which has its own number.
 */
export async function placesSign(tx: Tx, landscapeId: string): Promise<string> {
  const { rows } = await sql<{ sign: string }>`select concat_ws('.',
      (select max(edition) from layout where landscape_id = ${landscapeId} and not proposed),
      (select max(turn) from layout where landscape_id = ${landscapeId} and not proposed),
      (select count(*) || '.' || coalesce((extract(epoch from max(pinned_at)) * 1000)::bigint, 0) from pin where landscape_id = ${landscapeId})) as sign`.execute(
    tx,
  )
  return rows[0]!.sign
}

/** Tells whoever has the landscape open to look whether that sign changed, when the transaction is committed. */
export async function tellOfPlaces(tx: Tx, landscapeId: string): Promise<void> {
  await sql`select pg_notify('landscape_changed', ${`${landscapeId} places`})`.execute(tx)
}

/** Where the hills of the newest layout lie without their pins, by the id in the drawing; null before the first layout. */
export async function hillPlaces(tx: Tx, landscapeId: string): Promise<Map<string, { x: number; y: number }> | null> {
  const { rows } = await sql<{ id: string | null; x: number; y: number }>`
    with newest as (select id from layout where landscape_id = ${landscapeId} and not proposed order by made_at desc, id desc limit 1)
    select p.external_id as id, n.x, n.y from newest
    left join (layout_position n join practice p on p.landscape_id = n.landscape_id and p.id = n.subject_id)
      on n.landscape_id = ${landscapeId} and n.layout_id = newest.id`.execute(tx)
  if (rows.length === 0) return null
  return new Map(rows.flatMap(({ id, x, y }) => (id === null ? [] : [[id, { x, y }] as const])))
}
