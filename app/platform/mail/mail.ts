import { type Kysely, sql } from 'kysely'
import { createTransport } from 'nodemailer'
import type { Clock } from '../clock.ts'
import { uuidv7 } from '../uuid.ts'

/** A mail as it is written: always as plain text, with the same words as simple HTML. */
export interface Letter {
  personId: string
  subject: string
  text: string
  html: string
}

/** A letter in the mailbox, with the address it is for. */
export interface KeptLetter {
  id: string
  to: string
  subject: string
  text: string
  writtenAt: Date
}

export interface Post {
  /** Takes a letter: it is in the database when this returns, and on its way if there is a mail server. */
  send(letter: Letter): Promise<void>
  /** Tries again what a mail server did not take; to be called by the clock. Says how many went out. */
  sendWaiting(): Promise<number>
  /** The newest letters that were not handed on. */
  kept(): Promise<KeptLetter[]>
}

export interface PostSettings {
  /** A connection that may read addresses and mail (the role for signing in). */
  kysely: Kysely<unknown>
  clock: Clock
  /** Null: letters stay in the database, for the mailbox page. */
  smtpUrl: string | null
  from: string
  /** Hands one message on; by default to the mail server. Tests have their own. */
  handOn?: (message: Message) => Promise<unknown>
}

export interface Message {
  from: string
  to: string
  subject: string
  text: string
  html: string
}

interface WaitingRow {
  id: string
  to: string
  subject: string
  plain_text: string
  html: string
  written_at: Date
}

/** Letters older than this are not sent any more: what they say (a link, a time) no longer holds. */
const tooOldHours = 24

/**
 * The way out for mail. What a mail server has taken is blanked here at once, so that links to sign in with do not lie around.
 */
export function openPost({ kysely, clock, smtpUrl, from, handOn }: PostSettings): Post {
  const transport = handOn ?? (smtpUrl ? smtp(smtpUrl) : undefined)

  async function handOnWaiting(id: string | null): Promise<number> {
    if (!transport) return 0
    let sent = 0
    for (const row of await waiting(kysely, clock, id)) {
      const taken = await claimAndSend(kysely, clock, row, () => transport(message(from, row)))
      if (taken) sent += 1
    }
    return sent
  }

  return {
    async send(letter) {
      const id = uuidv7(clock.now().getTime())
      await sql`insert into mail (id, person_id, subject, plain_text, html, written_at)
        values (${id}, ${letter.personId}, ${letter.subject}, ${letter.text}, ${letter.html}, ${clock.now()})`.execute(
        kysely,
      )
      // A mail server that is away must not keep a person waiting: the letter is kept, and the clock tries again.
      await handOnWaiting(id).catch(() => 0)
    },
    sendWaiting: () => handOnWaiting(null),
    async kept() {
      const rows = await waiting(kysely, clock, null, 'newest')
      return rows.map((row) => ({
        id: row.id,
        to: row.to,
        subject: row.subject,
        text: row.plain_text,
        writtenAt: row.written_at,
      }))
    },
  }
}

function smtp(url: string): (message: Message) => Promise<unknown> {
  const transport = createTransport(url)
  return (one) => transport.sendMail({ ...one, headers: { 'Auto-Submitted': 'auto-generated' } })
}

function message(from: string, row: WaitingRow): Message {
  return { from, to: row.to, subject: row.subject, text: row.plain_text, html: row.html }
}

async function waiting(
  kysely: Kysely<unknown>,
  clock: Clock,
  id: string | null,
  order: 'oldest' | 'newest' = 'oldest',
): Promise<WaitingRow[]> {
  const since = new Date(clock.now().getTime() - tooOldHours * 3_600_000)
  const { rows } = await sql<WaitingRow>`
    select mail.id, person.email as to, subject, plain_text, html, written_at
    from mail join person on person.id = mail.person_id
    where sent_at is null and person.email is not null and written_at > ${since} and (${id}::uuid is null or mail.id = ${id}::uuid)
    order by written_at ${order === 'oldest' ? sql`asc` : sql`desc`}, mail.id limit 100`.execute(kysely)
  return rows
}

/**
 * Sends a letter that no other process is sending: it is locked while it goes out, and marked in the same transaction. If the
 * program dies between the two, the letter may go out twice, never not at all.
 */
function claimAndSend(
  kysely: Kysely<unknown>,
  clock: Clock,
  row: WaitingRow,
  send: () => Promise<unknown>,
): Promise<boolean> {
  return kysely.transaction().execute(async (tx) => {
    const claimed =
      await sql`select 1 from mail where id = ${row.id} and sent_at is null for update skip locked`.execute(tx)
    if (claimed.rows.length === 0) return false
    await send()
    await sql`update mail set sent_at = ${clock.now()}, plain_text = '', html = '' where id = ${row.id}`.execute(tx)
    return true
  })
}
