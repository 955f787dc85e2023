import { type Kysely, sql } from 'kysely'
import type { Tx } from '../platform/db/database.ts'
import { uuidv7 } from '../platform/uuid.ts'

/** A person who may sign in, as far as signing in needs to know them. */
export interface PersonRow {
  id: string
  name: string | null
  email: string
  language: string | null
}

/**
 * The mark that a person may sign in: a row in `account`. Being known (on somebody's map, with an address) opens no door; somebody
 * who may must have let them in.
 */
export const door = 'email-link'

/** The person behind an address, if the door is open to them. */
export async function findWhoMaySignIn(kysely: Kysely<unknown>, address: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select person.id, person.name, person.email, person.language
    from person join account on account.person_id = person.id and account.provider_id = ${door}
    where lower(person.email) = ${address}`.execute(kysely)
  return rows[0]
}

/** The person with this id, if the door is open to them. */
export async function personWhoMaySignIn(kysely: Kysely<unknown>, id: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select person.id, person.name, person.email, person.language
    from person join account on account.person_id = person.id and account.provider_id = ${door}
    where person.id = ${id}`.execute(kysely)
  return rows[0]
}

/** Lets a person in, making them known if they are not. Says who they are. Doing it twice changes nothing. */
export function openDoor(kysely: Kysely<unknown>, who: { address: string; name: string | null }): Promise<PersonRow> {
  return kysely.transaction().execute(async (tx) => {
    await sql`insert into person (id, email, name) values (${uuidv7()}, ${who.address}, ${who.name})
      on conflict ((lower(email))) where email is not null do nothing`.execute(tx)
    const { rows } = await sql<PersonRow>`
      select id, name, email, language from person where lower(email) = ${who.address} for update`.execute(tx)
    const person = rows[0]!
    await sql`insert into account (id, person_id, account_id, provider_id)
      select ${uuidv7()}, ${person.id}, ${person.id}, ${door}
      where not exists (select 1 from account where person_id = ${person.id} and provider_id = ${door})`.execute(tx)
    return person
  })
}

/** Has anybody ever come in by a link? Until then this instance waits for its first convener. */
export async function anybodySignedInEver(kysely: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql<{
    any: boolean
  }>`select exists (select 1 from person where email_verified) as any`.execute(kysely)
  return rows[0]!.any
}

/** Whoever holds a link that was mailed to an address has shown that the address is theirs. */
export async function markAddressProven(kysely: Kysely<unknown>, address: string): Promise<void> {
  await sql`update person set email_verified = true, updated_at = now()
    where lower(email) = ${address} and not email_verified`.execute(kysely)
}

/** What a person says about themselves on their account page. */
export interface OwnWords {
  name: string
  language: string | null
  theme: string
}

export async function changeOwnWords(kysely: Kysely<unknown>, personId: string, words: OwnWords): Promise<void> {
  await sql`update person set name = ${words.name}, language = ${words.language}, theme = ${words.theme}, updated_at = now()
    where id = ${personId}`.execute(kysely)
}

export async function preferLanguageOf(kysely: Kysely<unknown>, personId: string, language: string): Promise<void> {
  await sql`update person set language = ${language}, updated_at = now() where id = ${personId}`.execute(kysely)
}

/** Lets go of forms, links and sessions whose time is over by `today`, everybody's, and of what is kept of accounts while they are new; how many. */
export async function deleteWhatRanOut(tx: Tx, today: Date): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select forget_what_ran_out(${today}) + forget_old_invitations(${today}) + end_new_accounts(${today}) as n`.execute(
    tx,
  )
  return rows[0]!.n
}
