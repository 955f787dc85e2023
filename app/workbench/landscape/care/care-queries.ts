import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { CareAnswers, CareCheck } from './care-check.ts'

/** Every look at the five questions that the viewer may read, the newest first: it counts. */
export async function careChecks(tx: Tx, landscapeId: string): Promise<CareCheck[]> {
  const { rows } =
    await sql<CareCheck>`select c.decision, c.harm, c.asked, c.looking_on as "lookingOn", c.keeping, c.stopping,
      c.answered_at as "answeredAt", n.name as "answeredBy", c.brought
    from care_check c left join person n on n.id = c.answered_by
    where c.landscape_id = ${landscapeId} order by c.answered_at desc, c.id desc`.execute(tx)
  return rows
}

export async function insertCareCheck(
  tx: Tx,
  landscapeId: string,
  check: { id: string; decision: CareCheck['decision']; answeredAt: Date | null } & CareAnswers,
): Promise<void> {
  const { id, decision, harm, asked, lookingOn, keeping, stopping, answeredAt } = check
  await sql`insert into care_check (landscape_id, id, decision, harm, asked, looking_on, keeping, stopping, answered_at, brought)
    values (${landscapeId}, ${id}, ${decision}, ${harm}, ${asked}, ${lookingOn}, ${keeping}, ${stopping},
      coalesce(${answeredAt}::timestamptz, now()), ${answeredAt !== null})`.execute(tx)
}

/** What of this landscape makes the check needed: how many people are in it, and its boundaries of class, politics or culture. */
export async function whatNeedsCare(tx: Tx, landscapeId: string): Promise<{ people: number; boundaries: string[] }> {
  const { rows } = await sql<{ people: number; boundaries: string[] }>`select
    (select count(*)::int from participant_seen where landscape_id = ${landscapeId}) as people,
    array(select name from boundary where landscape_id = ${landscapeId} and needs_care(kind) order by position, id) as boundaries`.execute(
    tx,
  )
  return rows[0]!
}

/** Deletes the landscape with everything in it; false when that is not the viewer's to do. */
export async function giveUpLandscape(tx: Tx, landscapeId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select give_up_landscape(${landscapeId}) as done`.execute(tx)
  return rows[0]!.done
}
