import { type Kysely, sql } from 'kysely'
import type { Auth } from '../sessions/auth.ts'

/** Does something to somebody's account in one transaction on their behalf, so that the audit says who did it. */
export function ownDeed<T>(
  { kysely }: Pick<Auth, 'kysely'>,
  personId: string,
  work: (tx: Kysely<unknown>) => Promise<T>,
): Promise<T> {
  return kysely.transaction().execute(async (tx) => {
    await sql`select set_config('ecotone.person', ${personId}, true)`.execute(tx)
    return work(tx)
  })
}
