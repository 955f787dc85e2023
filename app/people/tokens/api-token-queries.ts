import { type Kysely, sql } from 'kysely'
import type { TokenScope } from '../people.ts'

/** A token as its owner knows it. */
export interface ApiTokenRow {
  id: string
  name: string
  beginning: string
  scopes: TokenScope[]
  landscape_id: string | null
  made_at: Date
  expires_at: Date
  used_on: string | null
}

export interface NewApiToken extends Omit<ApiTokenRow, 'used_on'> {
  person_id: string
  hash: string
}

export async function tokensOf(kysely: Kysely<unknown>, personId: string): Promise<ApiTokenRow[]> {
  const { rows } = await sql<ApiTokenRow>`select id, name, beginning, scopes, landscape_id, made_at, expires_at, used_on
    from api_token where person_id = ${personId} order by made_at, id`.execute(kysely)
  return rows
}

export async function insertToken(tx: Kysely<unknown>, one: NewApiToken): Promise<void> {
  await sql`insert into api_token (id, person_id, name, hash, beginning, scopes, landscape_id, made_at, expires_at)
    values (${one.id}, ${one.person_id}, ${one.name}, ${one.hash}, ${one.beginning}, ${one.scopes}::text[], ${one.landscape_id},
      ${one.made_at}, ${one.expires_at})`.execute(tx)
}

/** Puts another secret in the place of a token's; the one before opens nothing any longer. False when it is not theirs. */
export async function replaceToken(
  tx: Kysely<unknown>,
  personId: string,
  id: string,
  now: { hash: string; beginning: string; at: Date },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update api_token set hash = ${now.hash}, beginning = ${now.beginning}, used_on = null,
    expires_at = ${now.at}::timestamptz + (expires_at - made_at), made_at = ${now.at}
    where id = ${id} and person_id = ${personId}`.execute(tx)
  return numAffectedRows === 1n
}

export async function deleteToken(tx: Kysely<unknown>, personId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from api_token where id = ${id} and person_id = ${personId}`.execute(tx)
  return numAffectedRows === 1n
}

/** Who a program acts for, and how far. */
export interface TokenHolder {
  token_id: string
  scopes: TokenScope[]
  slug: string | null
  bound: boolean
  used_on: string | null
  id: string
  name: string | null
  email: string
  language: string | null
}

/** Whose token has this hash, as long as it holds and its owner may sign in. */
export async function holderOfToken(
  kysely: Kysely<unknown>,
  hash: string,
  now: Date,
): Promise<TokenHolder | undefined> {
  const { rows } = await sql<TokenHolder>`
    select t.id as token_id, t.scopes, landscape_of_token(t.id) as slug, t.landscape_id is not null as bound, t.used_on,
      p.id, p.name, p.email, p.language
    from api_token t join person p on p.id = t.person_id
    where t.hash = ${hash} and t.expires_at > ${now} and exists (select 1 from account a where a.person_id = p.id)`.execute(
    kysely,
  )
  return rows[0]
}

/** Remembers the day a token was used, to the day: where its owner was when is not ours to keep. */
export async function markTokenUsed(kysely: Kysely<unknown>, id: string, day: string): Promise<void> {
  await sql`update api_token set used_on = ${day}::date where id = ${id}`.execute(kysely)
}
