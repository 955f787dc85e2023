import { type Kysely, sql } from 'kysely'

/** Remembers to which address somebody wishes to change; an earlier wish is forgotten. */
export async function wishAddress(kysely: Kysely<unknown>, personId: string, address: string, at: Date): Promise<void> {
  await sql`insert into address_change (person_id, new_address, asked_at) values (${personId}, ${address}, ${at})
    on conflict (person_id) do update set new_address = excluded.new_address, asked_at = excluded.asked_at,
      confirmed_old = false, confirmed_new = false`.execute(kysely)
}

export async function forgetWishedAddress(kysely: Kysely<unknown>, personId: string): Promise<void> {
  await sql`delete from address_change where person_id = ${personId}`.execute(kysely)
}

/** Marks one of the two addresses as confirmed; `both` when the other was before. Null when another address is wished by now. */
export async function confirmAddress(
  tx: Kysely<unknown>,
  personId: string,
  address: string,
  which: 'old' | 'new',
): Promise<{ both: boolean } | null> {
  const column = sql.raw(which === 'old' ? 'confirmed_old' : 'confirmed_new')
  const { rows } = await sql<{ both: boolean }>`update address_change set ${column} = true
    where person_id = ${personId} and new_address = ${address}
    returning confirmed_old and confirmed_new as both`.execute(tx)
  return rows[0] ?? null
}

/** With which address somebody signs in; null for somebody who cannot. */
export async function addressOf(tx: Kysely<unknown>, personId: string): Promise<string | null> {
  const { rows } = await sql<{ email: string | null }>`select email from person where id = ${personId}`.execute(tx)
  return rows[0]?.email ?? null
}

/** Gives somebody another address; false when it is somebody else's. */
export async function changeAddress(tx: Kysely<unknown>, personId: string, address: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update person set email = ${address}, email_verified = true, updated_at = now()
    where id = ${personId} and not exists (select 1 from person other where lower(other.email) = ${address} and other.id <> ${personId})`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** Ends every session of somebody. */
export async function endEverySession(kysely: Kysely<unknown>, personId: string): Promise<void> {
  await sql`delete from session where person_id = ${personId}`.execute(kysely)
}
