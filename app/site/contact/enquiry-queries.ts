import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'
import type { LaidOut } from '../../ui/letter-layout.tsx'

/** What somebody wrote to us. */
export interface NewEnquiry {
  id: string
  name: string
  email: string
  language: Language
  subject: string
  words: string
  state: 'open' | 'spam'
}

/** Puts it into the inbox. A second one with the same id changes nothing; whoever writes reads nothing of it. */
export async function leaveEnquiry(tx: Tx, one: NewEnquiry, now: Date): Promise<void> {
  await sql`insert into enquiry (id, came_at, moved_at, name, email, language, subject, words, state)
    values (${one.id}, ${now}, ${now}, ${one.name}, ${one.email}, ${one.language}, ${one.subject}, ${one.words}, ${one.state})
    on conflict do nothing`.execute(tx)
}

/** Sends them word that it arrived, in the same transaction; false when this address has had such a letter today. */
export async function acknowledge(
  tx: Tx,
  enquiryId: string,
  letterId: string,
  letter: LaidOut,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{
    said: boolean
  }>`select acknowledge_enquiry(${enquiryId}, ${letterId}, ${letter.subject}, ${letter.text},
    ${letter.html}, ${now}) as said`.execute(tx)
  return rows[0]!.said
}
