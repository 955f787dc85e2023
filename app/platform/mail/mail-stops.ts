import { type Kysely, sql } from 'kysely'
import { uuidv7 } from '../uuid.ts'
import type { StopToken } from './mail-keys.ts'

/** Why mail of a kind is not sent to an address: they asked, their server refused, it came back, or it cannot be an address. */
export type StopReason = 'asked' | 'refused' | 'bounced' | 'spoilt'

/** What is to be stopped. Of a refusal, `code` is the answer of the other server as numbers. */
export interface NewStop {
  addressHash: string
  personId: string | null
  /** The key and name of one list; null for everything. */
  list: { key: string; name: string } | null
  reason: StopReason
  code?: string | null
}

const day = 86_400_000

/** Days until an address that was refused is tried anew: the first time, the second; after that it stays until somebody lifts it. */
const restDays = [7, 30]

/** Remembers a stop. One that is there already is counted once more, and its reason is the newest. */
export async function addStop(kysely: Kysely<unknown>, stop: NewStop, now: Date): Promise<void> {
  const lapses = (times: number) => {
    const days = stop.reason === 'refused' || stop.reason === 'bounced' ? restDays[times - 1] : undefined
    return days === undefined ? null : new Date(now.getTime() + days * day)
  }
  const person = sql`(select id from person where id = ${stop.personId})`
  await sql`
    insert into mail_stop (id, address_hash, person_id, stops, list, list_name, reason, code, since, lapses_at)
    values (${uuidv7(now.getTime())}, ${stop.addressHash}, ${person}, ${stop.list ? 'one list' : 'everything'},
      ${stop.list?.key ?? null}, ${stop.list?.name ?? null}, ${stop.reason}, ${stop.code ?? null}, ${now}, ${lapses(1)})
    on conflict (address_hash, stops, coalesce(list, '')) do update set
      person_id = coalesce(excluded.person_id, mail_stop.person_id), reason = excluded.reason, code = excluded.code, since = ${now},
      list_name = coalesce(excluded.list_name, mail_stop.list_name), times = mail_stop.times + 1,
      lapses_at = case when mail_stop.times = 1 then ${lapses(2)}::timestamptz end`.execute(kysely)
}

/**
 * Does anything stop this letter? What an address was refused for holds for that address; what somebody asked for holds for them, at
 * whatever address they have now.
 */
export async function isStopped(
  kysely: Kysely<unknown>,
  letter: { addressHash: string; personId: string | null; kind: 'deed' | 'list'; list: string | null },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ stopped: boolean }>`select exists (
    select from mail_stop
    where (address_hash = ${letter.addressHash} or (person_id = ${letter.personId}::uuid and reason = 'asked'))
      and (lapses_at is null or lapses_at > ${now})
      and (stops = 'everything' or (${letter.kind} = 'list' and (stops = 'lists' or list = ${letter.list})))) as stopped`.execute(
    kysely,
  )
  return rows[0]!.stopped
}

/** Why an address gets no mail at all; null when nothing stops it. */
export async function stopOfAddress(
  kysely: Kysely<unknown>,
  addressHash: string,
  now: Date,
): Promise<StopReason | null> {
  const { rows } = await sql<{ reason: StopReason }>`select reason from mail_stop
    where address_hash = ${addressHash} and stops = 'everything' and (lapses_at is null or lapses_at > ${now})`.execute(
    kysely,
  )
  return rows[0]?.reason ?? null
}

/** Forgets what an address was refused for. What they asked for themselves stays. */
export async function liftOf(kysely: Kysely<unknown>, addressHash: string): Promise<void> {
  await sql`delete from mail_stop where address_hash = ${addressHash} and reason <> 'asked'`.execute(kysely)
}

/** Takes back what somebody asked for about one list. */
export async function liftAsked(kysely: Kysely<unknown>, stop: StopToken): Promise<void> {
  await sql`delete from mail_stop
    where (address_hash = ${stop.addressHash} or person_id = ${stop.personId}::uuid) and list = ${stop.list.key} and reason = 'asked'`.execute(
    kysely,
  )
}
