import { type Kysely, sql } from 'kysely'

/** Whoever holds this session has shown at this moment that it is them. */
export async function confirmSession(kysely: Kysely<unknown>, sessionId: string, at: Date): Promise<void> {
  await sql`update session set confirmed_at = ${at} where id = ${sessionId}`.execute(kysely)
}

/** Remembers that a session is in use; called at most once in an hour for each. */
export async function markSessionUsed(kysely: Kysely<unknown>, sessionId: string, at: Date): Promise<void> {
  await sql`update session set used_at = ${at} where id = ${sessionId}`.execute(kysely)
}
