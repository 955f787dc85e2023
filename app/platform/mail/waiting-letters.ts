import { type Kysely, sql } from 'kysely'
import { uuidv7 } from '../uuid.ts'
import type { KeptAttachment } from './attachment.ts'
import type { MailList } from './letter.ts'

/** A letter that this process holds and nobody else sends meanwhile. */
export interface WaitingLetter {
  id: string
  /** Says that it is still this process that holds it. */
  claim: string | null
  personId: string | null
  /** Null when the person has no address any more. */
  address: string | null
  subject: string
  text: string
  html: string
  kind: 'deed' | 'list'
  list: MailList | null
  /** This one included. */
  attempts: number
  writtenAt: Date
  follows: string | null
  replyTo: string | null
  written: 'made' | 'reply' | 'by-hand'
  attachments: KeptAttachment[] | null
}

/** So long a process may hold a letter; longer than a mail server may take to answer. */
const leaseMs = 10 * 60_000

const columns = sql`mail.id, mail.claim, mail.person_id as "personId", coalesce(mail.address, address_for_mail(mail.person_id)) as address,
  mail.subject, mail.plain_text as text, mail.html, mail.kind, mail.list, mail.attempts, mail.written_at as "writtenAt",
  mail.follows, mail.reply_to as "replyTo", mail.written, mail.attachments`

/** Not sent, not given up. */
const unsettled = sql`mail.sent_at is null and mail.given_up_at is null`

/**
 * Takes the letter that is due next, or the given one if it is due; undefined when there is none. What was asked for goes before what
 * goes to lists, older before newer, and of two letters of lists to one address the second waits until the first is done with.
 *
 * The letter is leased and no transaction stays open: however slow a mail server is, the database does not wait for it.
 */
export async function takeNext(
  kysely: Kysely<unknown>,
  now: Date,
  id: string | null,
): Promise<WaitingLetter | undefined> {
  const { rows } = await sql<WaitingLetter>`
    with next as (
      select mail.id from mail
      where ${unsettled} and mail.next_try_at <= ${now} and (mail.claimed_until is null or mail.claimed_until <= ${now})
        and (${id}::uuid is null or mail.id = ${id}::uuid)
        and (mail.landscape_id is null or mail.landscape_id not in (select letters_held_back()))
        and (mail.kind = 'deed' or not exists (
          select 1 from mail earlier
          where earlier.kind = 'list' and earlier.sent_at is null and earlier.given_up_at is null
            and (earlier.written_at, earlier.id) < (mail.written_at, mail.id)
            and (earlier.person_id = mail.person_id or earlier.address = mail.address)))
      order by mail.kind, mail.written_at, mail.id
      limit 1 for update skip locked)
    update mail set claim = ${uuidv7(now.getTime())}, claimed_until = ${new Date(now.getTime() + leaseMs)},
      attempts = mail.attempts + 1, tried_at = ${now}
    from next where mail.id = next.id
    returning ${columns}`.execute(kysely)
  return rows[0]
}

/** The letters that were not handed on, newest first, or the given one. */
export async function readWaiting(kysely: Kysely<unknown>, id: string | null, most: number): Promise<ShownLetter[]> {
  const { rows } = await sql<ShownLetter>`
    select ${columns}, mail.next_try_at as "nextTryAt", mail.problem
    from mail where ${unsettled} and (${id}::uuid is null or mail.id = ${id}::uuid)
    order by mail.written_at desc, mail.id desc limit ${most}`.execute(kysely)
  return rows
}

/** A waiting letter with what stands in its way. */
export interface ShownLetter extends WaitingLetter {
  nextTryAt: Date
  problem: string | null
}

/** The mail server has it: what it said, and an address that is in no row of a person, are blanked at once. */
export async function markSent(kysely: Kysely<unknown>, id: string, now: Date): Promise<void> {
  await sql`update mail set sent_at = ${now}, problem = null, claim = null, claimed_until = null,
      address = null, subject = '', plain_text = '', html = ''
    where id = ${id} and sent_at is null`.execute(kysely)
}

/** It will not go out. */
export async function markGivenUp(kysely: Kysely<unknown>, id: string, now: Date, problem: string): Promise<void> {
  await sql`update mail set given_up_at = ${now}, problem = ${problem}, claim = null, claimed_until = null,
      address = null, subject = '', plain_text = '', html = ''
    where id = ${id} and ${unsettled}`.execute(kysely)
}

/** It is tried again at that time, by whoever comes first. A turn that was only waited for does not count as an attempt. */
export async function putBack(
  kysely: Kysely<unknown>,
  { id, claim }: Pick<WaitingLetter, 'id' | 'claim'>,
  how: { at: Date; problem?: string; counts: boolean },
): Promise<void> {
  await sql`update mail set next_try_at = ${how.at}, claim = null, claimed_until = null,
      problem = coalesce(${how.problem ?? null}, problem), attempts = attempts - ${how.counts ? 0 : 1}
    where id = ${id} and claim = ${claim} and ${unsettled}`.execute(kysely)
}

/** It is due now, whatever it waited for. Says whether there was such a letter. */
export async function makeDue(kysely: Kysely<unknown>, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update mail set next_try_at = ${now}, claimed_until = null, claim = null
    where id = ${id} and ${unsettled} and (claimed_until is null or claimed_until <= ${now})`.execute(kysely)
  return numAffectedRows === 1n
}

/** Lets go of what is left of letters that were sent or given up a month ago. */
export async function forgetSettled(kysely: Kysely<unknown>, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 30 * 86_400_000)
  await sql`delete from mail where sent_at < ${before} or given_up_at < ${before}`.execute(kysely)
}
