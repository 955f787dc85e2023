import { sql } from 'kysely'
import type { Tx } from '../platform/db/database.ts'

/**
 * By which clock does the site go where nothing says another? A time zone such as "Europe/Lisbon", as an editor said it with the place of
 * contact; null while nobody did. The zone of the machine is not asked: it says where a computer stands.
 */
export async function zoneOfTheSite(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ zone: string | null }>`select zone_of_the_site() as zone`.execute(tx)
  return rows[0]!.zone
}
