import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import type { LaidOut } from '../../../ui/letter-layout.tsx'

/** Where a message stands: somebody waits for an answer, has one, needs none, or it is no message. */
export const enquiryStates = ['open', 'answered', 'settled', 'spam'] as const
export type EnquiryState = (typeof enquiryStates)[number]

/** A message as those who share the inbox read it. */
export interface Enquiry {
  id: string
  cameAt: Date
  movedAt: Date
  name: string
  email: string
  language: Language
  subject: string
  words: string
  state: EnquiryState
  assignedTo: string | null
  letter: string | null
}

/** What was written about a message: an answer that went out, or a note among ourselves. */
export interface EnquiryLine {
  id: string
  kind: 'answer' | 'note'
  words: string
  writtenAt: Date
  writtenBy: string | null
}

const columns = sql`id, came_at as "cameAt", moved_at as "movedAt", name, email, language, subject, words, state, assigned_to as "assignedTo", letter`

export async function readsTheInbox(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ reads: boolean }>`select reads_the_inbox() as reads`.execute(tx)
  return rows[0]!.reads
}

/** Those in one state, what waits longest first; what is done with newest first. */
export async function listEnquiries(tx: Tx, state: EnquiryState, limit: number): Promise<Enquiry[]> {
  const order = state === 'open' ? sql`came_at` : sql`moved_at desc`
  const { rows } =
    await sql<Enquiry>`select ${columns} from enquiry where state = ${state} order by ${order}, id limit ${limit}`.execute(
      tx,
    )
  return rows
}

/** How many there are in each state. */
export async function countEnquiries(tx: Tx): Promise<Map<EnquiryState, number>> {
  const { rows } = await sql<{
    state: EnquiryState
    n: number
  }>`select state, count(*)::int as n from enquiry group by state`.execute(tx)
  return new Map(rows.map(({ state, n }) => [state, n]))
}

export async function findEnquiry(tx: Tx, id: string): Promise<Enquiry | null> {
  const { rows } = await sql<Enquiry>`select ${columns} from enquiry where id = ${id}`.execute(tx)
  return rows[0] ?? null
}

export async function linesOf(tx: Tx, id: string): Promise<EnquiryLine[]> {
  const { rows } = await sql<EnquiryLine>`select id, kind, words, written_at as "writtenAt", written_by as "writtenBy"
    from enquiry_line where enquiry_id = ${id} order by written_at, id`.execute(tx)
  return rows
}

/** Who shares the inbox. */
export async function readersOfTheInbox(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from readers_of_the_inbox()`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export async function moveEnquiry(
  tx: Tx,
  id: string,
  to: { state: EnquiryState; assignedTo: string | null },
  now: Date,
): Promise<void> {
  await sql`update enquiry set state = ${to.state}, assigned_to = ${to.assignedTo}, moved_at = ${now} where id = ${id}`.execute(
    tx,
  )
}

export async function addLine(tx: Tx, enquiryId: string, line: Omit<EnquiryLine, 'writtenBy'>): Promise<void> {
  await sql`insert into enquiry_line (id, enquiry_id, kind, words, written_at, written_by)
    values (${line.id}, ${enquiryId}, ${line.kind}, ${line.words}, ${line.writtenAt}, viewer())`.execute(tx)
}

export async function deleteEnquiry(tx: Tx, id: string): Promise<void> {
  await sql`delete from enquiry where id = ${id}`.execute(tx)
}

/** Puts a letter in the queue for each who shares the inbox and had none within the hour; how many. Whoever writes reads nothing of it. */
export async function tellReaders(
  tx: Tx,
  enquiryId: string,
  letters: Record<string, LaidOut & { list: string }>,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ told: number }>`
    select tell_of_enquiry(${enquiryId}, ${JSON.stringify(letters)}::jsonb, ${now}) as told`.execute(tx)
  return rows[0]!.told
}

/** Forgets what is old enough; how many. For the clock. */
export async function forgetOldEnquiries(tx: Tx, now: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select forget_old_enquiries(${now}) as gone`.execute(tx)
  return rows[0]!.gone
}
