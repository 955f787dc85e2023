import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Shows a version from `now` on. What was shown before keeps its day: a change is no new writing. */
export async function setShown(tx: Tx, id: string, version: number, now: Date): Promise<void> {
  await sql`update writing set shown_version = ${version}, taken_down_at = null,
      shown_at = case when state in ('shown', 'taken-down') then shown_at else ${now}::timestamptz end, state = 'shown'
    where id = ${id}`.execute(tx)
}

/** Has a version shown at a moment to come. */
export async function setScheduled(tx: Tx, id: string, version: number, at: Date): Promise<void> {
  await sql`update writing set shown_version = ${version}, taken_down_at = null, shown_at = ${at}, state = 'scheduled'
    where id = ${id}`.execute(tx)
}

/** Makes a draft again of what was to be shown later. */
export async function setUnscheduled(tx: Tx, id: string): Promise<void> {
  await sql`update writing set state = 'draft', shown_at = null where id = ${id} and state = 'scheduled'`.execute(tx)
}

export async function setTakenDown(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update writing set state = 'taken-down', taken_down_at = ${now} where id = ${id} and state = 'shown'`.execute(
    tx,
  )
}
