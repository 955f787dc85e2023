import { type Kysely, sql } from 'kysely'
import type { Clock } from '../clock.ts'
import { isTooOld } from './back-off.ts'
import { compose, type Sender } from './compose.ts'
import type { MailKeys } from './mail-keys.ts'
import { liftOf, type StopReason, stopOfAddress } from './mail-stops.ts'
import { messageHead } from './smtp.ts'
import { readWaiting, type ShownLetter } from './waiting-letters.ts'

/** A letter in the mailbox, with the address it is for. */
export interface KeptLetter {
  id: string
  to: string
  subject: string
  text: string
  html: string
  /** The names of the files that go with it. */
  files: string[]
  writtenAt: Date
  attempts: number
  nextTryAt: Date
  /** What stood in the way last, as a code ("busy 451 4.3.0"). */
  problem: string | null
}

/** How mail goes, in numbers: nobody's address, nobody's words. */
export interface MailState {
  waiting: number
  sentLastDay: number
  givenUpLastWeek: number
  stopped: number
  /** What stood in the way of letters that wait, and of those given up within a week. */
  troubles: { problem: string; waits: boolean; letters: number; last: Date }[]
}

/** What those who look after mail see of it, and may do. */
export interface MailDesk {
  /** The newest letters that were not handed on. */
  kept(): Promise<KeptLetter[]>
  /** One of them as it would leave, with the head of its message. */
  letter(id: string): Promise<(KeptLetter & { head: string }) | null>
  state(): Promise<MailState>
  /** Why this address gets no mail at all; null when nothing stops it. */
  whyStopped(address: string): Promise<StopReason | null>
  /** Has this address tried again, unless they asked for the stop themselves. */
  tryAddressAgain(address: string): Promise<void>
}

/** Opens the desk. `sender` and `keys` are those by which letters leave, so that they are shown as they will be. */
export function openDesk(of: { kysely: Kysely<unknown>; clock: Clock; sender: Sender; keys: MailKeys }): MailDesk {
  const { kysely, clock, sender, keys } = of
  const asKept = (letter: ShownLetter): KeptLetter | null => {
    if (letter.address === null || isTooOld(letter, clock.now())) return null
    const { text, html } = compose({ ...letter, address: letter.address }, sender, keys)
    const { id, subject, writtenAt, attempts, nextTryAt, problem } = letter
    const files = (letter.attachments ?? []).map(({ name }) => name)
    return { id, to: letter.address, subject, text, html, files, writtenAt, attempts, nextTryAt, problem }
  }
  return {
    async kept() {
      const letters = await readWaiting(kysely, null, 100)
      return letters.map(asKept).filter((one) => one !== null)
    },
    async letter(id) {
      const [letter] = await readWaiting(kysely, id, 1)
      const kept = letter && asKept(letter)
      if (!kept) return null
      return { ...kept, head: await messageHead(compose({ ...letter, address: kept.to }, sender, keys)) }
    },
    state: () => readState(kysely, clock.now()),
    whyStopped: (address) => stopOfAddress(kysely, keys.hashAddress(address), clock.now()),
    tryAddressAgain: (address) => liftOf(kysely, keys.hashAddress(address)),
  }
}

async function readState(kysely: Kysely<unknown>, now: Date): Promise<MailState> {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const { rows } = await sql<Omit<MailState, 'troubles'>>`select
      count(*) filter (where sent_at is null and given_up_at is null)::int as waiting,
      count(*) filter (where sent_at > ${ago(1)})::int as "sentLastDay",
      count(*) filter (where given_up_at > ${ago(7)})::int as "givenUpLastWeek",
      (select count(distinct address_hash)::int from mail_stop where lapses_at is null or lapses_at > ${now}) as stopped
    from mail`.execute(kysely)
  const { rows: troubles } = await sql<MailState['troubles'][number]>`
    select problem, given_up_at is null as waits, count(*)::int as letters, max(coalesce(given_up_at, tried_at)) as last
    from mail where problem is not null and sent_at is null and (given_up_at is null or given_up_at > ${ago(7)})
    group by 1, 2 order by waits desc, letters desc, problem limit 50`.execute(kysely)
  return { ...rows[0]!, troubles }
}
