import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { isUuid } from '../../platform/uuid.ts'
import type { Reading, ReadingOptions, Snapshot } from './opportunities.ts'

const light = sql`id, asked_by as "askedBy", asked_at as "askedAt", as_of as "asOf", landscape_version as "landscapeVersion", seed,
  options, state, progress::float8 as progress, cancel_asked as "cancelAsked", engine_version as "engineVersion",
  input_hash as "inputHash", problem, done_at as "doneAt"`

/** Snapshots without their results, the viewer's own first, then the newest; at most 50. */
export async function snapshotRows(tx: Tx, landscapeId: string, state?: Snapshot['state']): Promise<Snapshot[]> {
  const { rows } = await sql<Snapshot>`select ${light}, null as result from snapshot where landscape_id = ${landscapeId}
    and (${state ?? null}::text is null or state = ${state ?? null})
    order by (asked_by is not distinct from viewer()) desc, asked_at desc, id desc limit 50`.execute(tx)
  return rows
}

export async function snapshotRow(tx: Tx, landscapeId: string, id: string): Promise<Snapshot | null> {
  const { rows } = await sql<Snapshot>`select ${light}, result from snapshot
    where landscape_id = ${landscapeId} and id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** A done reading of the same input with the same choices that the viewer may see, or null: nothing has to be computed twice. */
export async function equalReading(
  tx: Tx,
  landscapeId: string,
  by: { inputHash: string; seed: number; options: ReadingOptions; engineVersion: string },
): Promise<Reading | null> {
  const { boundary, size, assumptions } = by.options
  const same = JSON.stringify({ boundary, size, assumptions })
  const { rows } = await sql<{ result: Reading }>`select result from snapshot
    where landscape_id = ${landscapeId} and state = 'done' and input_hash = ${by.inputHash} and seed = ${by.seed}
      and engine_version = ${by.engineVersion} and options @> ${same}::jsonb
    order by asked_at desc limit 1`.execute(tx)
  return rows[0]?.result ?? null
}

export interface NewSnapshot {
  landscapeId: string
  id: string
  askedBy: string
  askedAt: Date
  asOf: string
  landscapeVersion: number
  seed: number
  options: ReadingOptions
}

export async function insertSnapshot(tx: Tx, one: NewSnapshot): Promise<void> {
  await sql`insert into snapshot (landscape_id, id, asked_by, asked_at, as_of, landscape_version, seed, options)
    values (${one.landscapeId}, ${one.id}, ${one.askedBy}, ${one.askedAt}, ${one.asOf}, ${one.landscapeVersion}, ${one.seed},
      ${JSON.stringify(one.options)}::jsonb)`.execute(tx)
}

/** Says how far the work is, and answers whether somebody asked to stop it. */
export async function noteProgress(
  tx: Tx,
  landscapeId: string,
  id: string,
  progress: number,
): Promise<{ stop: boolean }> {
  const { rows } = await sql<{ stop: boolean }>`update snapshot set progress = ${progress}, state = 'running'
    where landscape_id = ${landscapeId} and id = ${id} and state in ('waiting', 'running')
    returning cancel_asked as stop`.execute(tx)
  return { stop: rows[0]?.stop ?? true }
}

export async function stopWanted(tx: Tx, landscapeId: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ stop: boolean }>`select cancel_asked as stop from snapshot
    where landscape_id = ${landscapeId} and id = ${id}`.execute(tx)
  return rows[0]?.stop ?? true
}

/** Asks running work to stop; answers false when there is nothing of the viewer's to stop. */
export async function askToStop(tx: Tx, landscapeId: string, id: string): Promise<boolean> {
  const { rows } = await sql`update snapshot set cancel_asked = true where landscape_id = ${landscapeId} and id = ${id}
    and state in ('waiting', 'running') and asked_by = viewer() returning id`.execute(tx)
  return rows.length > 0
}

export interface Finished {
  engineVersion: string
  inputHash: string
  result: Reading
}

export async function finishSnapshot(tx: Tx, landscapeId: string, id: string, at: Date, done: Finished): Promise<void> {
  await sql`update snapshot set state = 'done', progress = 1, engine_version = ${done.engineVersion}, input_hash = ${done.inputHash},
    result = ${JSON.stringify(done.result)}::jsonb, done_at = ${at}
    where landscape_id = ${landscapeId} and id = ${id} and state in ('waiting', 'running')`.execute(tx)
}

export async function endSnapshot(
  tx: Tx,
  landscapeId: string,
  id: string,
  at: Date,
  state: 'cancelled' | 'failed',
  problem: Snapshot['problem'] = null,
): Promise<void> {
  await sql`update snapshot set state = ${state}, problem = ${problem}, done_at = ${at}
    where landscape_id = ${landscapeId} and id = ${id} and state in ('waiting', 'running')`.execute(tx)
}

/** Conveners who are also people of the landscape, by their ids in the drawing. */
export async function teamInLandscape(tx: Tx, landscapeId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select p.external_id as id from convener c join participant_seen p using (landscape_id, person_id)
    where c.landscape_id = ${landscapeId} order by p.external_id collate "C"`.execute(tx)
  return rows.map(({ id }) => id)
}

/** How many people see this landscape as its team, the viewer among them. */
export async function teamSize(tx: Tx, landscapeId: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from convener where landscape_id = ${landscapeId}`.execute(tx)
  return rows[0]!.n
}

/** Is the viewer one of those who convene here? */
export async function viewerConvenes(tx: Tx, landscapeId: string): Promise<boolean> {
  const { rows } = await sql`select 1 where ${landscapeId}::uuid = any (array(select landscapes_i_convene()))`.execute(
    tx,
  )
  return rows.length > 0
}

/** Does this reading, which the viewer may see, hold an opportunity with this key? What is no id of a reading holds none. */
export async function snapshotHolds(tx: Tx, landscapeId: string, id: string, key: string): Promise<boolean> {
  if (!isUuid(id)) return false
  const { rows } = await sql`select 1 from snapshot where landscape_id = ${landscapeId} and id = ${id} and (
      result -> 'spotted' -> 'opportunities' @> ${JSON.stringify([{ key }])}::jsonb
      or result -> 'seen' @> ${JSON.stringify([{ opportunity: { key } }])}::jsonb)`.execute(tx)
  return rows.length > 0
}

export async function peopleCount(tx: Tx, landscapeId: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from participant where landscape_id = ${landscapeId}`.execute(tx)
  return rows[0]?.n ?? 0
}
