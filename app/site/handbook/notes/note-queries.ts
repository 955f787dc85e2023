import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { Selectors } from './find-passage.ts'
import type { NoteState, ReaderNote } from './reader-note.ts'

const columns = sql`n.id, n.writing_id as "writingId", n.answers, n.version, n.language, n.byline, n.words, n.state,
  n.written_at as "writtenAt", coalesce(n.written_by = viewer(), false) as mine,
  case when n.quote is not null then json_build_object('start', n.starts_at, 'end', n.ends_at, 'quote', n.quote, 'prefix', n.prefix,
    'suffix', n.suffix, 'alone', n.alone) end as passage`

/** The notes on a chapter that stand on its page: what is shown, and what whoever asks wrote themselves. Oldest first. */
export async function listNotesOn(tx: Tx, writingId: string): Promise<ReaderNote[]> {
  const { rows } = await sql<ReaderNote>`select ${columns} from reader_note n
    where n.writing_id = ${writingId} and (n.state in ('shown', 'taken-back') or n.written_by = viewer())
    order by n.written_at, n.id limit 1000`.execute(tx)
  return rows
}

/** How many notes are shown on each chapter that has any, by its id. */
export async function countNotes(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; n: number }>`select writing_id as id, count(*)::int as n from reader_note
    where state = 'shown' group by writing_id`.execute(tx)
  return new Map(rows.map(({ id, n }) => [id, n]))
}

/** A note with the chapter that it stands on. */
export interface NoteOfChapter extends ReaderNote {
  slug: string
  title: string
}

const withChapter = sql`select ${columns}, w.slug, coalesce(v.title, '') as title from reader_note n join writing w on w.id = n.writing_id
  left join writing_version v on v.writing_id = w.id and v.number = w.shown_version`

/** For those who look after the site: notes in one state, what waits longest first, else the newest first. */
export async function listNotesIn(tx: Tx, state: NoteState, limit: number): Promise<NoteOfChapter[]> {
  const order = state === 'waiting' ? sql`n.written_at` : sql`n.written_at desc`
  const { rows } =
    await sql<NoteOfChapter>`${withChapter} where n.state = ${state} order by ${order}, n.id limit ${limit}`.execute(tx)
  return rows
}

export async function countNotesByState(tx: Tx): Promise<Map<NoteState, number>> {
  const { rows } = await sql<{ state: NoteState; n: number }>`
    select state, count(*)::int as n from reader_note group by state`.execute(tx)
  return new Map(rows.map(({ state, n }) => [state, n]))
}

/** What whoever asks wrote, newest first. */
export async function listOwnNotes(tx: Tx): Promise<NoteOfChapter[]> {
  const { rows } =
    await sql<NoteOfChapter>`${withChapter} where n.written_by = viewer() order by n.written_at desc, n.id`.execute(tx)
  return rows
}

export async function findNote(tx: Tx, id: string): Promise<ReaderNote | null> {
  const { rows } = await sql<ReaderNote>`select ${columns} from reader_note n where n.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** Was anything that whoever asks wrote read and shown, and how many notes did they write since? */
export async function whatIWrote(tx: Tx, since: Date): Promise<{ known: boolean; lately: number }> {
  const { rows } = await sql<{
    known: boolean
    lately: number
  }>`select coalesce(bool_or(state = 'shown'), false) or reads_the_inbox() as known,
    count(*) filter (where written_at >= ${since})::int as lately from reader_note where written_by = viewer()`.execute(
    tx,
  )
  return rows[0]!
}

/** Writes a note down; `mine: false` for one that comes with the book and is nobody's here. */
export async function insertNote(tx: Tx, note: ReaderNote): Promise<void> {
  const passage: Partial<Selectors> = note.passage ?? {}
  await sql`insert into reader_note (id, writing_id, answers, version, starts_at, ends_at, quote, prefix, suffix, alone, language, byline, words,
      state, written_at, written_by)
    values (${note.id}, ${note.writingId}, ${note.answers}, ${note.version}, ${passage.start ?? null}, ${passage.end ?? null},
      ${passage.quote ?? null}, ${passage.prefix ?? null}, ${passage.suffix ?? null}, ${passage.alone ?? null}, ${note.language},
      ${note.byline}, ${note.words}, ${note.state}, ${note.writtenAt}, case when ${note.mine}::boolean then viewer() end)`.execute(
    tx,
  )
}

export async function setNoteState(tx: Tx, id: string, state: 'waiting' | 'shown' | 'set-aside'): Promise<void> {
  await sql`update reader_note set state = ${state} where id = ${id} and state <> 'taken-back'`.execute(tx)
}

/** Deletes a note with its answers. */
export async function deleteNote(tx: Tx, id: string): Promise<void> {
  await sql`delete from reader_note where id = ${id}`.execute(tx)
}

/** Takes back what whoever asks wrote: where others answered its place stays, without a word and without a name. */
export async function takeBackNote(tx: Tx, id: string): Promise<void> {
  await sql`update reader_note n set state = 'taken-back', byline = '', words = '', written_by = null
    where n.id = ${id} and n.written_by = viewer() and exists (select 1 from reader_note a where a.answers = n.id)`.execute(
    tx,
  )
  await sql`delete from reader_note where id = ${id} and written_by = viewer()`.execute(tx)
}
