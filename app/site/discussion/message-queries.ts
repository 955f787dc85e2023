import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import {
  type Conversation,
  type Message,
  messagesOnPage,
  type OwnMessage,
  pageOf,
  type TopicPlace,
  type TopicState,
} from './discussion.ts'

/** Which of very many messages: a page of them, counted from 1, or so many of the newest. */
type Which = { page: number } | { newest: number }

/**
 * What is said to a writing, as whoever asks may read it; null when nothing is, nor may be. One query when nothing was said. A page beyond the last
 * holds nothing, and says how many there are.
 */
export async function conversationOf(
  tx: Tx,
  writingId: string,
  which: Which = { page: 1 },
): Promise<Conversation | null> {
  const { rows } = await sql<{ state: TopicState | null; count: number }>`select topic_state(${writingId}) as state,
    coalesce((select n from count_messages(array[${writingId}::uuid])), 0) as count`.execute(tx)
  const { state, count } = rows[0]!
  if (state === null || state === 'off') return null
  const skipped = 'page' in which ? (which.page - 1) * messagesOnPage : -which.newest
  const messages = count > 0 ? await messagesIn(tx, writingId, skipped) : []
  const first = messages[0]
  const [page, pages] = first ? [pageOf(first.nth), pageOf(first.total - 1)] : [1, 1]
  return { topicId: writingId, state, count, messages, page, pages }
}

/** How many messages stand before this one; null when nobody may read it. */
export async function placeOfMessage(tx: Tx, id: string): Promise<number | null> {
  const { rows } = await sql<{ nth: number | null }>`select place_of_message(${id}) as nth`.execute(tx)
  return rows[0]!.nth
}

/** What anybody reads in a topic, oldest first; a thousand at most. Fewer than nothing skipped are so many from the end. */
async function messagesIn(tx: Tx, topicId: string, skipped: number): Promise<(Message & { total: number })[]> {
  const { rows } = await sql<
    Message & { total: number }
  >`select id, answers, signed, language, words, state, reason, written_at as "writtenAt",
    changed_at as "changedAt", mine, of_team as "ofTeam", nth, total, answered_nth as "answeredNth", answered_signed as "answeredSigned"
    from messages_in(${topicId}, ${skipped})`.execute(tx)
  return rows
}

/** How many messages are shown in each of these topics; those without one are left out. */
export async function countMessages(tx: Tx, topicIds: readonly string[]): Promise<Map<string, number>> {
  if (topicIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; n: number }>`
    select topic_id as id, n from count_messages(${[...topicIds]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, n }) => [id, n]))
}

/** What a topic is about, where anybody may read that; null otherwise, and where nothing is said to it. */
export async function findTopic(tx: Tx, id: string): Promise<TopicPlace | null> {
  const { rows } = await sql<TopicPlace>`
    select w.id, w.kind, w.slug, w.language, v.title, topic_state(w.id) as state from writing w
    join writing_version v on v.writing_id = w.id and v.number = w.shown_version
    where w.id = ${id} and w.state = 'shown' and topic_state(w.id) <> 'off'`.execute(tx)
  return rows[0] ?? null
}

/** A message on its way in. An address comes with what it is kept as and the hash of its link. */
export interface NewMessage {
  id: string
  topicId: string
  answers: string | null
  signed: string
  language: string
  words: string
  doubtful: boolean
  from: { address: string; reach: string; tokenHash: Buffer } | null
}

export type Left = 'unconfirmed' | 'held' | 'shown' | 'same' | 'closed' | 'gone' | 'too-many'

export async function leaveMessage(tx: Tx, one: NewMessage, now: Date): Promise<Left> {
  const { id, topicId, answers, signed, language, words, doubtful, from } = one
  const { rows } = await sql<{
    left: Left
  }>`select leave_message(${id}, ${topicId}, ${answers}, ${signed}, ${language}, ${words},
    ${from?.address ?? null}, ${from?.reach ?? null}, ${from?.tokenHash ?? null}, ${doubtful}, ${now}) as left`.execute(
    tx,
  )
  return rows[0]!.left
}

/** Puts the letter with the link into the queue, in the same transaction. */
export async function mailToConfirm(
  tx: Tx,
  message: { id: string; address: string },
  letter: { id: string; subject: string; text: string; html: string },
  now: Date,
): Promise<void> {
  await sql`select mail_to_confirm(${message.id}, ${message.address}, ${letter.id}, ${letter.subject}, ${letter.text}, ${letter.html},
    ${now})`.execute(tx)
}

/** By which somebody comes to their own message: their account, or the hash of the link that was mailed for it. */
export type Key = Buffer | null

export async function ownMessage(tx: Tx, id: string, key: Key): Promise<OwnMessage | null> {
  const { rows } =
    await sql<OwnMessage>`select id, topic_id as "topicId", signed, language, words, state, reason, written_at as "writtenAt",
    changed_at as "changedAt" from own_message(${id}, ${key})`.execute(tx)
  return rows[0] ?? null
}

/** Everything that the viewer wrote with their account, newest first. */
export async function myMessages(tx: Tx, personId: string): Promise<OwnMessage[]> {
  const { rows } =
    await sql<OwnMessage>`select id, topic_id as "topicId", signed, language, words, state, reason, written_at as "writtenAt",
    changed_at as "changedAt" from message where author_id = ${personId} order by written_at desc, id`.execute(tx)
  return rows
}

/** Did the viewer write anything? */
export async function wroteAnything(tx: Tx, personId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from message where author_id = ${personId} limit 1`.execute(tx)
  return rows.length > 0
}

/** Uses the mailed link; what became of the message, or null when there was nothing to confirm. */
export async function confirmMessage(tx: Tx, id: string, key: Buffer, now: Date): Promise<'held' | 'shown' | null> {
  const { rows } = await sql<{ state: 'held' | 'shown' | null }>`
    select confirm_message(${id}, ${key}, ${now}) as state`.execute(tx)
  return rows[0]!.state
}

/** Gives it new words; false when it is too late for that. */
export async function changeOwnMessage(
  tx: Tx,
  id: string,
  key: Key,
  said: { words: string; doubtful: boolean },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ state: string | null }>`
    select change_own_message(${id}, ${key}, ${said.words}, ${said.doubtful}, ${now}) as state`.execute(tx)
  return rows[0]!.state !== null
}

export async function takeBackMessage(tx: Tx, id: string, key: Key): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select take_back_message(${id}, ${key}) as done`.execute(tx)
  return rows[0]!.done
}

/** Whole messages that come from somewhere else, for editors. */
export async function bringMessage(
  tx: Tx,
  one: Omit<NewMessage, 'from' | 'doubtful'> & { state: 'held' | 'shown'; at: Date },
): Promise<void> {
  await sql`select bring_message(${one.id}, ${one.topicId}, ${one.answers}, ${one.signed}, ${one.language}, ${one.words}, ${one.state},
    ${one.at})`.execute(tx)
}

/** Messages of another blog, for editors; how many came. */
export async function bringMessagesFromElsewhere(
  tx: Tx,
  topicId: string,
  messages: readonly { id: string; as: string; to: string | null; signed: string; words: string; at: Date }[],
): Promise<number> {
  const { rows } = await sql<{ came: number }>`
    select bring_messages(${topicId}, ${JSON.stringify(messages)}::jsonb) as came`.execute(tx)
  return rows[0]!.came
}

/** What came from elsewhere to these texts, also what was taken away since, by what it was called there. For editors. */
export async function broughtTo(tx: Tx, topicIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ id: string; names: string[] }>`
    select topic_id as id, array_agg(brought_as) as names from (
      select topic_id, brought_as from message where topic_id = any (${[...topicIds]}::uuid[]) and brought_as is not null
      union select topic_id, brought_as from message_gone where topic_id = any (${[...topicIds]}::uuid[])) x group by 1`.execute(
    tx,
  )
  return new Map(rows.map(({ id, names }) => [id, new Set(names)]))
}

/** Has anything been said to this writing, shown or not? For editors. */
export async function hasTopic(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from topic where id = ${id}`.execute(tx)
  return rows.length > 0
}

/** How it is with one text, as an editor chose it: null is as the site does; and how the site does. */
export async function chosenStates(tx: Tx, id: string): Promise<{ own: TopicState | null; ofSite: TopicState }> {
  const { rows } = await sql<{ own: TopicState | null; ofSite: TopicState | null }>`
    select (select state from topic where id = ${id}) as own, (select state from discussion_setting order by id limit 1) as "ofSite"`.execute(
    tx,
  )
  const { own, ofSite } = rows[0]!
  return { own, ofSite: ofSite ?? 'open' }
}

export async function chooseState(tx: Tx, id: string, state: TopicState | null): Promise<void> {
  await sql`insert into topic (id, writing_id, state) select id, id, ${state} from writing where id = ${id}
    on conflict (id) do update set state = excluded.state`.execute(tx)
}

export async function chooseStateOfSite(tx: Tx, newId: string, state: TopicState): Promise<void> {
  const { numAffectedRows } = await sql`update discussion_setting set state = ${state}`.execute(tx)
  if (!numAffectedRows) await sql`insert into discussion_setting (id, state) values (${newId}, ${state})`.execute(tx)
}

/** Forgets what is old enough; how many messages. For the clock. */
export async function forgetOldMessages(tx: Tx, now: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select forget_old_messages(${now}) as gone`.execute(tx)
  return rows[0]!.gone
}
