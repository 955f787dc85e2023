import { type Kysely, sql } from 'kysely'
import type { Clock } from '../clock.ts'
import { uuidv7 } from '../uuid.ts'
import { keepAttachments } from './attachment.ts'
import { headerText } from './header-text.ts'
import type { Letter } from './letter.ts'

/**
 * Takes a letter inside a running transaction: it goes out if, and only if, the transaction is committed, and then at once. Gives its
 * id. The viewer may put letters there and read none.
 */
export async function queueLetter(tx: Kysely<unknown>, clock: Clock, letter: Letter): Promise<string> {
  const now = clock.now()
  const id = uuidv7(now.getTime())
  const { to } = letter
  const list = letter.kind === 'list' ? JSON.stringify(letter.list) : null
  const attachments = keepAttachments(letter.attachments)
  await sql`insert into mail
      (id, person_id, address, subject, plain_text, html, kind, list, landscape_id, language, written_at, next_try_at, follows, reply_to,
        written, attachments)
    values (${id}, ${to.personId ?? null}, ${to.address?.trim().toLowerCase() ?? null}, ${headerText(letter.subject)}, ${clean(letter.text)},
      ${clean(letter.html)}, ${letter.kind}, ${list}::jsonb, ${letter.landscapeId ?? null}, ${letter.language ?? null}, ${now}, ${now},
      ${letter.follows ?? null}, ${letter.replyTo ?? null}, ${letter.written ?? 'made'},
      ${attachments && JSON.stringify(attachments)}::jsonb)`.execute(tx)
  return id
}

/** The database keeps no NUL character, and no letter needs one. */
function clean(text: string): string {
  return text.replaceAll('\0', '')
}
