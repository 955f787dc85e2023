import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import type { GuestLetters } from './guest-letters.ts'
import type { Answers, Guest, GuestList, GuestState, ListWords } from './guests.ts'

/** What somebody sends who wants to come. */
export interface NewGuest {
  id: string
  listId: string
  time: string
  name: string
  email: string
  language: Language
  answers: Answers
  wantsReminder: boolean
}

/** What a key opens: one's own answer. */
export interface OwnAnswer extends Omit<NewGuest, never> {
  slug: string
  state: GuestState
  /** this key is the one that confirms, and was not used yet */
  confirms: boolean
  /** how many wait before them */
  beforeMe: number
}

/** The list of an event, if it has one that the viewer may know of. */
export async function findList(tx: Tx, eventId: string): Promise<GuestList | null> {
  const { rows } =
    await sql<GuestList>`select id, open, questions, closes_hours as "closesHours", has_wait_list as "hasWaitList", reminder,
    keep_days as "keepDays" from guest_list where event_id = ${eventId}`.execute(tx)
  return rows[0] ?? null
}

/** Makes the list of an event, or changes it. The viewer must edit the site. */
export async function keepList(tx: Tx, eventId: string, id: string, words: ListWords, now: Date): Promise<void> {
  await sql`insert into guest_list (id, event_id, open, questions, closes_hours, has_wait_list, reminder, keep_days, changed_at)
    values (${id}, ${eventId}, ${words.open}, ${JSON.stringify(words.questions)}::jsonb, ${words.closesHours}, ${words.hasWaitList},
      ${words.reminder}, ${words.keepDays}, ${now})
    on conflict (event_id) do update set open = excluded.open, questions = excluded.questions, closes_hours = excluded.closes_hours,
      has_wait_list = excluded.has_wait_list, reminder = excluded.reminder, keep_days = excluded.keep_days,
      changed_at = excluded.changed_at`.execute(tx)
}

/** Deletes what was answered to questions that are not asked any more. */
export async function forgetAnswersTo(tx: Tx, listId: string, questionIds: readonly string[]): Promise<void> {
  if (questionIds.length === 0) return
  await sql`update guest set answers = answers - ${[...questionIds]}::text[]
    where list_id = ${listId} and answers ?| ${[...questionIds]}::text[]`.execute(tx)
}

/** How many come and wait, by time. */
export async function talliesOf(tx: Tx, listId: string): Promise<Map<string, { comes: number; waits: number }>> {
  const { rows } = await sql<{ time: string; comes: number; waits: number }>`
    select time, comes, waits from guest_tally where list_id = ${listId} order by time`.execute(tx)
  return new Map(rows.map(({ time, comes, waits }) => [time, { comes, waits }]))
}

/** Everybody on a list, by time: who comes, who waits in their order, then the others. For editors; others see nobody. */
export async function listGuests(tx: Tx, listId: string): Promise<Guest[]> {
  const { rows } = await sql<Guest>`select id, time, state, name, email, language, answers, moved_at as "movedAt",
      by_hand as "byHand", is_written_to as "isWrittenTo" from guest
    where list_id = ${listId}
    order by time, array_position(array['comes', 'waits', 'asked', 'gone', 'taken-off'], state), queued_at, id limit 5000`.execute(
    tx,
  )
  return rows
}

/** Puts guests on the list of an event that takes place once, in this order, without a letter. The viewer must edit the site. */
export async function insertGuests(
  tx: Tx,
  listId: string,
  guests: readonly Pick<Guest, 'id' | 'state' | 'name' | 'email' | 'answers'>[],
  now: Date,
): Promise<void> {
  await sql`insert into guest (id, list_id, state, name, email, language, answers, wants_reminder, asked_at, moved_at, queued_at)
    select id, ${listId}, state, name, email, 'en', answers, false, ${now}, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(guests)}::jsonb) as x (id uuid, state text, name text, email text, answers jsonb)`.execute(
    tx,
  )
}

/** Takes down an answer and has the letter written that confirms it. */
export async function askForPlace(
  tx: Tx,
  guest: NewGuest,
  letters: { ask: GuestLetters; known: GuestLetters },
  now: Date,
): Promise<'asked' | 'closed'> {
  const { listId, wantsReminder, ...rest } = guest
  const row = { ...rest, list_id: listId, wants_reminder: wantsReminder }
  const { rows } = await sql<{ said: 'asked' | 'closed' }>`
    select ask_for_place(${JSON.stringify(row)}::jsonb, ${JSON.stringify(letters)}::jsonb, ${now}) as said`.execute(tx)
  return rows[0]!.said
}

/** What is kept of a key; null for what cannot be one. */
function digestOf(key: string): Buffer | null {
  return /^[0-9a-f]{64}$/.test(key) ? createHash('sha256').update(key).digest() : null
}

/** The answer that a key opens; null when it opens none (any more). */
export async function answerByKey(tx: Tx, key: string, now: Date): Promise<OwnAnswer | null> {
  const hash = digestOf(key)
  if (!hash) return null
  const { rows } =
    await sql<OwnAnswer>`select id, list_id as "listId", slug, time, state, name, email, language, answers,
    wants_reminder as "wantsReminder", confirms, before_me as "beforeMe" from guest_by_key(${hash}, ${now})`.execute(tx)
  return rows[0] ?? null
}

/** Takes the place; what became of it. */
export async function confirmGuest(
  tx: Tx,
  key: string,
  letters: { comes: GuestLetters; waits: GuestLetters },
  now: Date,
): Promise<GuestState | 'none' | 'closed' | 'full'> {
  const { rows } = await sql<{ said: GuestState | 'none' | 'closed' | 'full' }>`
    select confirm_guest(${digestOf(key)}, ${JSON.stringify(letters)}::jsonb, ${now}) as said`.execute(tx)
  return rows[0]!.said
}

export async function changeGuest(
  tx: Tx,
  key: string,
  said: Pick<NewGuest, 'name' | 'answers' | 'wantsReminder'>,
  now: Date,
): Promise<void> {
  const { name, answers, wantsReminder } = said
  const row = JSON.stringify({ name, answers, wants_reminder: wantsReminder })
  await sql`select change_guest(${digestOf(key)}, ${row}::jsonb, ${now})`.execute(tx)
}

/** They do not come, or want to be forgotten; the first who waits moves up in the same transaction. */
export async function leaveAsGuest(
  tx: Tx,
  key: string,
  how: 'gone' | 'erased',
  letters: { gone: GuestLetters; up: GuestLetters },
  now: Date,
): Promise<void> {
  await sql`select leave_as_guest(${digestOf(key)}, ${how}, ${JSON.stringify(letters)}::jsonb, ${now})`.execute(tx)
}

/** An editor notes that somebody does not come. */
export async function takeGuestOff(
  tx: Tx,
  guestId: string,
  letters: { off: GuestLetters; up: GuestLetters },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select take_guest_off(${guestId}, ${JSON.stringify(letters)}::jsonb, ${now}) as done`.execute(tx)
  return rows[0]!.done
}

/** Tells everybody of one time, and takes them along when it is called otherwise from now on. */
export async function tellAll(
  tx: Tx,
  at: { listId: string; time: string; newTime: string },
  letters: GuestLetters | null,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ told: number }>`
    select tell_guests(${at.listId}, ${at.time}, ${at.newTime}, ${letters && JSON.stringify(letters)}::jsonb, ${now}) as told`.execute(
    tx,
  )
  return rows[0]!.told
}

/** Gives free places of one time to whoever waits. */
export async function moveGuestsUp(
  tx: Tx,
  at: { listId: string; time: string },
  letters: GuestLetters,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ moved: number }>`
    select move_guests_up(${at.listId}, ${at.time}, ${JSON.stringify(letters)}::jsonb, ${now}) as moved`.execute(tx)
  return rows[0]!.moved
}

/** A time whose guests may have to be written to, for the clock. */
export interface DueTime {
  listId: string
  slug: string
  time: string
  begins: Date
  zone: string
  reminder: GuestList['reminder']
  hasRoom: boolean
}

export async function timesToWriteTo(tx: Tx, now: Date): Promise<DueTime[]> {
  const { rows } =
    await sql<DueTime>`select list_id as "listId", slug, time, begins, zone, reminder, has_room as "hasRoom"
    from guests_to_write_to(${now})`.execute(tx)
  return rows
}

/** Reminds those of one time who were not yet; how many. */
export async function remindGuests(
  tx: Tx,
  at: Pick<DueTime, 'listId' | 'time' | 'begins'>,
  due: Date,
  letters: GuestLetters,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ told: number }>`
    select remind_guests(${at.listId}, ${at.time}, ${at.begins}, ${due}, ${JSON.stringify(letters)}::jsonb, ${now}) as told`.execute(
    tx,
  )
  return rows[0]!.told
}

/** Deletes answers, names and addresses whose time is over; how many guests went. For the clock. */
export async function forgetGuests(tx: Tx, now: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select forget_guests(${now}) as gone`.execute(tx)
  return rows[0]!.gone
}
