import { type Kysely, sql } from 'kysely'
import { uuidv7 } from '../../platform/uuid.ts'
import { door } from '../people-queries.ts'

/** Whether somebody has no account yet and nobody else has the address. */
export async function mayBegin(tx: Kysely<unknown>, personId: string, address: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select exists (select 1 from person n where n.id = ${personId} and n.email is null)
      and not exists (select 1 from account where person_id = ${personId})
      and not exists (select 1 from person where lower(email) = ${address}) as may`.execute(tx)
  return rows[0]!.may
}

/** Gives somebody their proven address and the door that links open; false when one of both was taken meanwhile. */
export async function giveAccount(tx: Kysely<unknown>, personId: string, address: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update person
    set email = ${address}, email_verified = true, told_address = null, updated_at = now()
    where id = ${personId} and email is null and not exists (select 1 from account where person_id = ${personId})
      and not exists (select 1 from person other where lower(other.email) = ${address})`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await sql`insert into account (id, person_id, account_id, provider_id)
    values (${uuidv7()}, ${personId}, ${personId}, ${door})`.execute(tx)
  return true
}

/** Notes that the viewer's account is new from now on, and writes it down for the stewards of the maps they are on. */
export async function noteAccountBegun(tx: Kysely<unknown>, now: Date): Promise<void> {
  await sql`select note_account_begun(${now})`.execute(tx)
}
