import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { LinkWay } from './link-code.ts'

/** Writes a link down, ending the one of the same way before it. False when the viewer may not hand this person one. */
export async function insertPersonalLink(
  tx: Tx,
  link: { id: string; landscapeId: string; personId: string; way: LinkWay; digest: Buffer; at: Date },
): Promise<boolean> {
  const { rows } = await sql<{
    made: boolean
  }>`select make_personal_link(${link.landscapeId}, ${link.id}, ${link.personId},
    ${link.way}, ${link.digest}, ${link.at}) as made`.execute(tx)
  return rows[0]!.made
}

/** Ends every link of somebody in a landscape, and says how many those were. */
export async function endPersonalLinks(tx: Tx, landscapeId: string, personId: string, at: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select end_personal_links(${landscapeId}, ${personId}, ${at}) as n`.execute(
    tx,
  )
  return rows[0]!.n
}

/** Opens the link behind a digest for an hour, under the digest of a new session. False when there is none that holds. */
export async function openLink(tx: Tx, link: Buffer, session: Buffer, at: Date): Promise<boolean> {
  const { rows } = await sql<{
    opened: boolean
  }>`select open_personal_link(${link}, ${session}, ${at}) as opened`.execute(tx)
  return rows[0]!.opened
}

/** Whose session this is, and of which landscape; null once it is over. */
export async function openedBy(
  tx: Tx,
  session: Buffer,
  at: Date,
): Promise<{ personId: string; landscapeId: string } | null> {
  const { rows } = await sql<{ personId: string; landscapeId: string }>`
    select person_id as "personId", landscape_id as "landscapeId" from held_session_of(${session}, ${at})`.execute(tx)
  return rows[0] ?? null
}

export async function closeSession(tx: Tx, session: Buffer): Promise<void> {
  await sql`select close_held_session(${session})`.execute(tx)
}

/** When the account was begun that whoever holds this code can say is not theirs; null where there is none. */
export async function accountToContest(tx: Tx, link: Buffer, at: Date): Promise<Date | null> {
  const { rows } = await sql<{ begun: Date | null }>`select account_to_contest(${link}, ${at}) as begun`.execute(tx)
  return rows[0]!.begun
}

/** Closes that account and writes to whoever began it and to the stewards; false where the code contests nothing (any more). */
export async function contestAccount(tx: Tx, link: Buffer, letters: object, at: Date): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select contest_account(${link}, ${JSON.stringify(letters)}::jsonb, ${at}) as done`.execute(tx)
  return rows[0]!.done
}

/** Until when the viewer's account is new; null where it is not. */
export async function newUntil(tx: Tx): Promise<Date | null> {
  const { rows } = await sql<{ until: Date | null }>`select my_account_is_new_until() as until`.execute(tx)
  return rows[0]!.until
}
