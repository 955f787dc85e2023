import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { isUuid } from '../uuid.ts'

/** Where a form led, and whether this was the first time it was sent. */
export interface Outcome {
  location: string
  repeated: boolean
}

/**
 * Does the work of a form once, however often the form arrives: a second sending with the same key gets the place the first
 * one led to and changes nothing. Call it inside the transaction that does the work; a sending that arrives while the first
 * is still at work waits for it. When `work` throws, the key is free again.
 *
 * `work` returns the path to go to. A missing or malformed key does the work without protection.
 */
export async function once(
  tx: Tx,
  key: string | undefined,
  personId: string | null,
  work: () => Promise<string>,
): Promise<Outcome> {
  if (!isUuid(key)) return { location: await work(), repeated: false }
  const taken = await sql`
    insert into form_key (key, person_id) values (${key}, ${personId}) on conflict (key) do nothing returning key`.execute(
    tx,
  )
  if (taken.rows.length === 0) return { location: await firstLocation(tx, key), repeated: true }
  const location = await work()
  await sql`update form_key set location = ${location} where key = ${key}`.execute(tx)
  return { location, repeated: false }
}

async function firstLocation(tx: Tx, key: string): Promise<string> {
  // A key of somebody else is invisible here (row-level security); it then leads nowhere in particular.
  const { rows } = await sql<{ location: string | null }>`select location from form_key where key = ${key}`.execute(tx)
  return rows[0]?.location ?? '/'
}
