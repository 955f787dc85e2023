import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import type { WritingKind } from '../../writing/writing.ts'
import type { Reason } from '../discussion.ts'
import { moderationList } from './waiting-letter.ts'

export async function moderates(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select moderates() as may`.execute(tx)
  return rows[0]!.may
}

/** What moderators look through. */
export const lookedThrough = ['held', 'shown', 'hidden'] as const
export type LookedThrough = (typeof lookedThrough)[number]

export const deeds = ['show', 'hide', 'hold'] as const
export type Deed = (typeof deeds)[number]

/** A message as a moderator reads it; no address, and not whose account it is. */
export interface WaitingMessage {
  id: string
  signed: string
  language: Language
  words: string
  state: LookedThrough
  reason: Reason | null
  doubtful: boolean
  round: number
  writtenAt: Date
  changedAt: Date | null
  /** nothing of theirs was shown before */
  isFirst: boolean
  /** they wrote it with an account */
  byAccount: boolean
  /** it came along from another blog: nobody knows how to reach whoever wrote it */
  fromElsewhere: boolean
  kind: WritingKind
  slug: string
  title: string
  titleLanguage: Language
  /** what it answers */
  answered: string | null
}

const columns = sql`m.id, m.signed, m.language, m.words, m.state, m.reason, m.doubtful, m.round, m.written_at as "writtenAt",
  m.changed_at as "changedAt", m.author_id is not null as "byAccount", m.brought_as is not null as "fromElsewhere", w.kind, w.slug, v.title, w.language as "titleLanguage",
  (select a.words from message a where a.id = m.answers) as answered,
  not exists (select 1 from message e where e.author_id = m.author_id and e.shown_at is not null) as "isFirst"`
const rowsOf = sql`message m join writing w on w.id = m.topic_id join writing_version v on v.writing_id = w.id and v.number = w.shown_version`

/** Those that wait, the longest first; of the others the newest. With `sought` those alone that say it, or stand under such a name. */
export async function listMessages(
  tx: Tx,
  state: LookedThrough,
  { sought, limit }: { sought: string; limit: number },
): Promise<WaitingMessage[]> {
  const order = state === 'held' ? sql`m.written_at` : sql`coalesce(m.decided_at, m.written_at) desc`
  const { rows } = await sql<WaitingMessage>`select ${columns} from ${rowsOf} where m.state = ${state} and m.words <> ''
    and (${sought} = '' or position(lower(${sought}) in lower(m.signed || ' ' || m.words)) > 0)
    order by ${order}, m.id limit ${limit}`.execute(tx)
  return rows
}

export async function findMessage(
  tx: Tx,
  id: string,
): Promise<(WaitingMessage & { authorId: string | null; reach: string | null }) | null> {
  const { rows } = await sql<WaitingMessage & { authorId: string | null; reach: string | null }>`
    select ${columns}, m.author_id as "authorId", m.reach from ${rowsOf} where m.id = ${id} and m.state in ('held', 'shown', 'hidden')`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** How many there are in each state. */
export async function countByState(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ state: string; n: number }>`
    select state, count(*)::int as n from message where state in ('held', 'shown', 'hidden') and words <> '' group by state`.execute(
    tx,
  )
  return new Map(rows.map(({ state, n }) => [state, n]))
}

/** What became of the wish: done; its words were changed since they were read; or there was nothing to do. */
export async function moderateMessage(
  tx: Tx,
  deed: { id: string; messageId: string; what: Deed; reason: Reason | null; round: number; at: Date },
): Promise<'done' | 'changed' | 'none'> {
  const { rows } = await sql<{ became: 'done' | 'changed' | 'none' }>`
    select moderate_message(${deed.messageId}, ${deed.id}, ${deed.what}, ${deed.reason}, ${deed.round}, ${deed.at}) as became`.execute(
    tx,
  )
  return rows[0]!.became
}

/** Leaves neither words nor name of a message, signed. Says whether there was anything to take away. */
export async function takeAwayMessage(tx: Tx, deed: { id: string; messageId: string; at: Date }): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select take_away_message(${deed.messageId}, ${deed.id}, ${deed.at}) as done`.execute(tx)
  return rows[0]!.done
}

/** Does the viewer want to be told by mail when something waits? Whoever stopped it by the link in such a letter does not. */
export async function wantsLetters(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ wanted: boolean }>`
    select coalesce((select wanted from moderator_letter where person_id = viewer()), true)
      and not exists (select 1 from mail_stop where person_id = viewer() and list = ${moderationList}) as wanted`.execute(
    tx,
  )
  return rows[0]!.wanted
}

export async function chooseLetters(tx: Tx, personId: string, wanted: boolean): Promise<void> {
  await sql`insert into moderator_letter (person_id, wanted) values (${personId}, ${wanted})
    on conflict (person_id) do update set wanted = excluded.wanted`.execute(tx)
  if (wanted) await sql`delete from mail_stop where person_id = ${personId} and list = ${moderationList}`.execute(tx)
}

/** Who is to be told now that something waits, and how much does; they count as told. For the clock. */
export async function moderatorsToTell(
  tx: Tx,
  now: Date,
): Promise<{ personId: string; language: string | null; messages: number; notes: number }[]> {
  const { rows } = await sql<{ personId: string; language: string | null; messages: number; notes: number }>`
    select who as "personId", speaks as language, messages, notes from moderators_to_tell(${now})`.execute(tx)
  return rows
}

/** How many notes of readers wait, which are read on a page of their own. */
export async function countWaitingNotes(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from reader_note where state = 'waiting'`.execute(tx)
  return rows[0]!.n
}

/** A deed as anybody reads it. */
export interface LoggedDeed {
  doneAt: Date
  deed: Deed | 'take-away'
  reason: Reason | null
  moderator: string | null
  kind: WritingKind
  slug: string
  title: string
  language: Language
}

export async function moderationLog(tx: Tx, most: number): Promise<LoggedDeed[]> {
  const { rows } =
    await sql<LoggedDeed>`select done_at as "doneAt", deed, reason, moderator, kind, slug, title, language
    from moderation_log(${most})`.execute(tx)
  return rows
}
