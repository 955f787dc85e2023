import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/database.ts'

/** One asking for a layout that takes longer than a page may. */
export interface LayingOut {
  id: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  /** 0 to 1 */
  progress: number
}

/** What was asked for, as the job needs it. */
export interface AskedLayingOut extends LayingOut {
  inputHash: string
  arrangement: number | null
  keepPins: boolean
}

const columns = sql`id, state, progress, input_hash as "inputHash", arrangement, keep_pins as "keepPins"`

/** What was asked for this very layout, by the viewer or, where nothing is hidden, by their team: unfinished before failed. */
export async function layingOutOf(
  tx: Tx,
  landscapeId: string,
  inputHash: string,
  failedSince: Date,
): Promise<LayingOut | null> {
  const { rows } = await sql<LayingOut>`select ${columns} from laying_out
    where landscape_id = ${landscapeId} and input_hash = ${inputHash}
      and (state in ('waiting', 'running') or (state = 'failed' and asked_at > ${failedSince}))
    order by state = 'failed', asked_at limit 1`.execute(tx)
  return rows[0] ?? null
}

/** One asking by its id; null when it was taken back meanwhile. */
export async function layingOutRow(tx: Tx, landscapeId: string, id: string): Promise<AskedLayingOut | null> {
  const { rows } = await sql<AskedLayingOut>`select ${columns} from laying_out
    where landscape_id = ${landscapeId} and id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** Writes down that somebody asks, and forgets what they asked for before and got; null when the same is on its way already. */
export async function insertLayingOut(
  tx: Tx,
  landscapeId: string,
  wish: { id: string; askedBy: string; inputHash: string; arrangement: number | null; keepPins: boolean; now: Date },
): Promise<LayingOut | null> {
  await sql`delete from laying_out where landscape_id = ${landscapeId} and asked_by = ${wish.askedBy} and state = 'done'
    and input_hash <> ${wish.inputHash}`.execute(tx)
  const { rows } = await sql<LayingOut>`
    insert into laying_out (landscape_id, id, asked_by, asked_at, input_hash, arrangement, keep_pins)
    values (${landscapeId}, ${wish.id}, ${wish.askedBy}, ${wish.now}, ${wish.inputHash}, ${wish.arrangement}, ${wish.keepPins})
    on conflict (landscape_id, asked_by, input_hash) do update set state = 'waiting', progress = 0, asked_at = excluded.asked_at
      where laying_out.state in ('done', 'failed')
    returning id, state, progress`.execute(tx)
  return rows[0] ?? null
}

/** Says how far it is, or how it ended. */
export async function noteLayingOut(
  tx: Tx,
  landscapeId: string,
  id: string,
  { state, progress }: Pick<LayingOut, 'state' | 'progress'>,
): Promise<void> {
  await sql`update laying_out set state = ${state}, progress = ${progress}
    where landscape_id = ${landscapeId} and id = ${id}`.execute(tx)
}
