import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/database.ts'
import type { Language } from '../../../../platform/i18n/language.ts'
import type { GuestLetters } from '../guest-letters.ts'

/** Somebody whom an editor puts on a list. */
export interface GuestByHand {
  id: string
  listId: string
  time: string
  name: string
  email: string | null
  language: Language
  /** they get the letters that others get */
  isWrittenTo: boolean
}

/** What became of it: a place, the wait list, or nothing because all is taken, or because the address stands on the list already. */
export type Added = 'comes' | 'waits' | 'full' | 'known' | 'refused'

/** Puts somebody on a list. The viewer must edit the site. */
export async function addGuest(
  tx: Tx,
  guest: GuestByHand,
  letters: { comes: GuestLetters; waits: GuestLetters },
  now: Date,
): Promise<Added> {
  const { listId, isWrittenTo, ...rest } = guest
  const row = { ...rest, list_id: listId, is_written_to: isWrittenTo }
  const { rows } = await sql<{ said: Added }>`
    select add_guest(${JSON.stringify(row)}::jsonb, ${JSON.stringify(letters)}::jsonb, ${now}) as said`.execute(tx)
  return rows[0]!.said
}

/** Puts somebody back who was taken off; tells them unless they never heard. The viewer must edit the site. */
export async function putGuestBack(
  tx: Tx,
  guestId: string,
  letters: { comes: GuestLetters; waits: GuestLetters },
  now: Date,
): Promise<void> {
  await sql`select put_guest_back(${guestId}, ${JSON.stringify(letters)}::jsonb, ${now})`.execute(tx)
}

/** Deletes somebody from a list; the first who waits moves up. The viewer must edit the site. */
export async function eraseGuest(
  tx: Tx,
  guestId: string,
  letters: { off: GuestLetters; up: GuestLetters },
  now: Date,
): Promise<void> {
  await sql`select erase_guest(${guestId}, ${JSON.stringify(letters)}::jsonb, ${now})`.execute(tx)
}
