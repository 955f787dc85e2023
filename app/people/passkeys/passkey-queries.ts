import { type Kysely, sql } from 'kysely'

/** A passkey as its owner knows it. */
export interface PasskeyRow {
  id: string
  name: string
  made_at: Date
  used_at: Date | null
  credential_id: string
}

/** What is needed to check a passkey's answer. */
export interface PasskeyToCheck {
  id: string
  person_id: string
  credential_id: string
  public_key: string
  counter: number
}

export async function passkeysOf(kysely: Kysely<unknown>, personId: string): Promise<PasskeyRow[]> {
  const { rows } = await sql<PasskeyRow>`select id, name, made_at, used_at, credential_id
    from passkey where person_id = ${personId} order by made_at, id`.execute(kysely)
  return rows
}

export async function passkeyByCredential(
  kysely: Kysely<unknown>,
  credentialId: string,
): Promise<PasskeyToCheck | undefined> {
  const { rows } = await sql<PasskeyToCheck>`select id, person_id, credential_id, public_key, counter
    from passkey where credential_id = ${credentialId}`.execute(kysely)
  return rows[0]
}

export interface NewPasskey extends PasskeyToCheck {
  name: string
  transports: string[]
  made_at: Date
}

/** Keeps a passkey; false when the device's is kept already. */
export async function insertPasskey(tx: Kysely<unknown>, one: NewPasskey): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into passkey (id, person_id, name, credential_id, public_key, counter, transports, made_at)
    values (${one.id}, ${one.person_id}, ${one.name}, ${one.credential_id}, ${one.public_key}, ${one.counter},
      ${one.transports}::text[], ${one.made_at})
    on conflict (credential_id) do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** Remembers that a passkey answered; false when another answer of it came in between. */
export async function countPasskeyUse(
  kysely: Kysely<unknown>,
  { id, counter }: PasskeyToCheck,
  now: { counter: number; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update passkey set counter = ${now.counter}, used_at = ${now.at}
    where id = ${id} and counter = ${counter}`.execute(kysely)
  return numAffectedRows === 1n
}

export async function renamePasskey(
  kysely: Kysely<unknown>,
  personId: string,
  id: string,
  name: string,
): Promise<void> {
  await sql`update passkey set name = ${name} where id = ${id} and person_id = ${personId}`.execute(kysely)
}

/** Takes a passkey of this person's away; false when it is not theirs, or gone. */
export async function deletePasskey(tx: Kysely<unknown>, personId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from passkey where id = ${id} and person_id = ${personId}`.execute(tx)
  return numAffectedRows === 1n
}
