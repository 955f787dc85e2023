import { type Kysely, sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { StopReason } from '../../platform/mail/mail-stops.ts'

/** That some mail is not sent to somebody, as they are told of it. */
export interface MailStop {
  id: string
  stops: 'everything' | 'lists' | 'one list'
  listName: string | null
  reason: StopReason
  /** What the server of their address answered, as numbers. */
  code: string | null
  since: Date
  /** From then on it is tried again; null when only somebody can lift it. */
  lapsesAt: Date | null
}

/** What keeps mail from a person, newest first. */
export async function mailStopsOf(kysely: Kysely<unknown>, personId: string, now: Date): Promise<MailStop[]> {
  const { rows } = await sql<MailStop>`
    select id, stops, list_name as "listName", reason, code, since, lapses_at as "lapsesAt"
    from mail_stop where person_id = ${personId} and (lapses_at is null or lapses_at > ${now})
    order by since desc, id`.execute(kysely)
  return rows
}

/** Takes away what is theirs to take away. Says whether there was such a thing. */
export async function liftMailStop(kysely: Kysely<unknown>, personId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from mail_stop
    where id::text = ${id} and person_id = ${personId} and reason <> 'spoilt'`.execute(kysely)
  return numAffectedRows === 1n
}

/** Does the viewer run the instance? */
export async function runsTheInstance(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ runs: boolean }>`select i_steward_the_instance() as runs`.execute(tx)
  return rows[0]!.runs
}
