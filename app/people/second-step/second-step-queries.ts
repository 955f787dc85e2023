import { type Kysely, sql } from 'kysely'

/** Must this person show a second thing after a link? */
export async function asksSecondStep(kysely: Kysely<unknown>, personId: string): Promise<boolean> {
  return (await findSecondStep(kysely, personId))?.on_since != null
}

export interface SecondStepRow {
  /** sealed */
  secret: string
  /** null while it is being set up */
  on_since: Date | null
}

export async function findSecondStep(kysely: Kysely<unknown>, personId: string): Promise<SecondStepRow | undefined> {
  const { rows } = await sql<SecondStepRow>`
    select secret, on_since from second_step where person_id = ${personId}`.execute(kysely)
  return rows[0]
}

/** Keeps a secret that is being set up, in place of one that was never confirmed. One that is on stays as it is. */
export async function keepNewSecret(kysely: Kysely<unknown>, personId: string, secret: string): Promise<void> {
  await sql`insert into second_step (person_id, secret) values (${personId}, ${secret})
    on conflict (person_id) do update set secret = excluded.secret, last_step = 0 where second_step.on_since is null`.execute(
    kysely,
  )
}

/** Takes the code of one time step: false when that one or a later one was taken before. Of two at once one is taken. */
export async function takeStep(kysely: Kysely<unknown>, personId: string, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update second_step set last_step = ${step}
    where person_id = ${personId} and last_step < ${step}`.execute(kysely)
  return numAffectedRows === 1n
}

export async function switchOn(tx: Kysely<unknown>, personId: string, at: Date): Promise<void> {
  await sql`update second_step set on_since = ${at} where person_id = ${personId} and on_since is null`.execute(tx)
}

/** These recovery codes hold from now on, and none from before. */
export async function replaceRecoveryCodes(tx: Kysely<unknown>, personId: string, hashes: string[]): Promise<void> {
  await sql`delete from recovery_code where person_id = ${personId}`.execute(tx)
  await sql`insert into recovery_code (person_id, hash) select ${personId}, unnest(${hashes}::text[])`.execute(tx)
}

/** Uses a recovery code up; false when there is none such, or it was used. Of two uses at once one succeeds. */
export async function takeRecoveryCode(
  kysely: Kysely<unknown>,
  personId: string,
  hash: string,
  at: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update recovery_code set used_at = ${at}
    where person_id = ${personId} and hash = ${hash} and used_at is null`.execute(kysely)
  return numAffectedRows === 1n
}

export async function recoveryCodesLeft(kysely: Kysely<unknown>, personId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from recovery_code where person_id = ${personId} and used_at is null`.execute(kysely)
  return rows[0]!.n
}

/** Switches the second step off; false when it was not on. The recovery codes go with it. */
export async function switchOff(tx: Kysely<unknown>, personId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from second_step where person_id = ${personId}`.execute(tx)
  await sql`delete from recovery_code where person_id = ${personId}`.execute(tx)
  return numAffectedRows === 1n
}
