import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Forgets whoever was named more than thirty days ago and never told, and says how many they were. */
export async function forgetUntold(tx: Tx, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select forget_the_untold(${now}) as n`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Lets go of what was kept to bring people back, when its thirty days are over, and says of how many people it was. */
export async function forgetKeptBack(tx: Tx, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select forget_what_was_kept_back(${now}) as n`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Drops files that were sent more than a day ago and not brought in. */
export async function forgetOldUploads(tx: Tx, now: Date): Promise<void> {
  await sql`select forget_old_uploads(${now})`.execute(tx)
}
