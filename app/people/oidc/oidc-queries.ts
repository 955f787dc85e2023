import { type Kysely, sql } from 'kysely'
import { uuidv7 } from '../../platform/uuid.ts'

/** Who somebody is at another provider: the two together name one person there for good, whatever their address. */
export interface Subject {
  issuer: string
  subject: string
}

const waysOf = (issuer: string) => `oidc:${issuer}`

/** Whom we know as this subject; null for nobody yet. */
export async function whoIsLinked(kysely: Kysely<unknown>, who: Subject): Promise<string | null> {
  const { rows } = await sql<{ person_id: string }>`select person_id from account
    where provider_id = ${waysOf(who.issuer)} and account_id = ${who.subject}`.execute(kysely)
  return rows[0]?.person_id ?? null
}

/**
 * Knows a person as this subject from now on. False if they, or it, are linked otherwise: an address that the provider handed on to
 * somebody else opens nothing.
 */
export async function linkSubject(kysely: Kysely<unknown>, personId: string, who: Subject): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into account (id, person_id, account_id, provider_id)
    values (${uuidv7()}, ${personId}, ${who.subject}, ${waysOf(who.issuer)}) on conflict do nothing`.execute(kysely)
  return numAffectedRows === 1n
}

/** Under this name stays, after a link was taken away, that this person is not to be linked there again by their address alone. */
const shutAt = (issuer: string) => `oidc-off:${issuer}`

/** A provider at which somebody is known, or is not to be known again until they say so. */
export interface Linked {
  id: string
  issuer: string
  shut: boolean
}

export async function providersOf(kysely: Kysely<unknown>, personId: string): Promise<Linked[]> {
  const { rows } = await sql<Linked>`select id, regexp_replace(provider_id, '^oidc(-off)?:', '') as issuer,
      provider_id like 'oidc-off:%' as shut
    from account where person_id = ${personId} and (provider_id like 'oidc:%' or provider_id like 'oidc-off:%')
    order by created_at, id`.execute(kysely)
  return rows
}

/** Did they take the link to this provider away? */
export async function isShut(kysely: Kysely<unknown>, personId: string, issuer: string): Promise<boolean> {
  const { rows } = await sql<{ shut: boolean }>`select exists (select 1 from account
    where person_id = ${personId} and provider_id = ${shutAt(issuer)}) as shut`.execute(kysely)
  return rows[0]!.shut
}

/** Takes a link away, and remembers that its address is not to link again; false when there is none, or it is the only way in. */
export async function shutLink(tx: Kysely<unknown>, personId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update account a
    set provider_id = 'oidc-off:' || substr(a.provider_id, 6), account_id = a.person_id::text
    where a.id = ${id} and a.person_id = ${personId} and a.provider_id like 'oidc:%'
      and exists (select 1 from account m where m.person_id = a.person_id and m.provider_id = 'email-link')`.execute(tx)
  return numAffectedRows === 1n
}

/** Their next sign-in there may link them again. */
export async function forgetShut(tx: Kysely<unknown>, personId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from account
    where id = ${id} and person_id = ${personId} and provider_id like 'oidc-off:%'`.execute(tx)
  return numAffectedRows === 1n
}
