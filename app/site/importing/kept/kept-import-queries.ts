import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'

/** How many of what came, and how many stood at their address already. */
export interface BroughtCount {
  came: number
  stood: number
  /** messages below them; of before these came along nothing is said */
  said?: number
}

export interface KeptImport {
  id: string
  name: string
  language: Language
  state: 'sent' | 'waiting' | 'running' | 'done' | 'stopped' | 'failed'
  /** how much is written, 0 to 1 */
  progress: number
  stopAsked: boolean
  outcome: BroughtCount | null
  bytes: number
}

/** Opens a place for a file that the viewer sends; of those nobody decided about the newest four stay beside it. */
export async function insertImport(
  tx: Tx,
  one: { id: string; name: string; language: Language; sentAt: Date },
): Promise<void> {
  await sql`delete from blog_import where state not in ('waiting', 'running') and id not in (
    select id from blog_import where state not in ('waiting', 'running') order by sent_at desc, id desc limit 4)`.execute(
    tx,
  )
  await sql`insert into blog_import (id, person_id, sent_at, name, language)
    values (${one.id}, viewer(), ${one.sentAt}, ${one.name}, ${one.language})`.execute(tx)
}

export async function insertImportPiece(tx: Tx, importId: string, nth: number, bytes: Uint8Array): Promise<void> {
  await sql`insert into blog_import_piece (import_id, nth, bytes) values (${importId}, ${nth}, ${bytes})`.execute(tx)
}

/** An import of the viewer's, for a day; null when it is somebody else's, or gone. */
export async function importRow(tx: Tx, id: string, now: Date): Promise<KeptImport | null> {
  const { rows } = await sql<KeptImport>`select id, name, language, state, progress, stop_asked as "stopAsked", outcome,
    (select coalesce(sum(octet_length(bytes)), 0)::int from blog_import_piece where import_id = blog_import.id) as bytes
    from blog_import where id = ${id} and sent_at > ${now}::timestamptz - interval '1 day'`.execute(tx)
  return rows[0] ?? null
}

/** The pieces of its file, in order; none once it is done. */
export async function importPieces(tx: Tx, id: string): Promise<Uint8Array[]> {
  const { rows } = await sql<{ bytes: Uint8Array }>`select bytes from blog_import_piece
    where import_id = ${id} order by nth`.execute(tx)
  return rows.map(({ bytes }) => bytes)
}

/** Waits until nobody else decides about this import: pressed twice at once, the button works once. */
export async function holdImport(tx: Tx, id: string): Promise<void> {
  await sql`select from blog_import where id = ${id} for update`.execute(tx)
}

/** Puts an import in the row of those to be brought; false when it is there already, or done. */
export async function markWaiting(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`update blog_import set state = 'waiting', progress = 0, stop_asked = false
    where id = ${id} and state in ('sent', 'stopped', 'failed') returning id`.execute(tx)
  return rows.length > 0
}

/** Says how far it is, and learns whether to stop; null when there is nothing more to do. */
export async function noteBringing(tx: Tx, id: string, progress: number): Promise<{ stopAsked: boolean } | null> {
  const { rows } = await sql<{ stopAsked: boolean }>`update blog_import set state = 'running', progress = ${progress}
    where id = ${id} and state in ('waiting', 'running') returning stop_asked as "stopAsked"`.execute(tx)
  return rows[0] ?? null
}

/** Marks an import as brought and lets its file go. False when somebody asked to stop, or it is done already. */
export async function markDone(tx: Tx, id: string, outcome: BroughtCount): Promise<boolean> {
  const { rows } =
    await sql`update blog_import set state = 'done', progress = 1, outcome = ${JSON.stringify(outcome)}::jsonb
    where id = ${id} and state <> 'done' and not stop_asked returning id`.execute(tx)
  if (rows.length === 0) return false
  await sql`delete from blog_import_piece where import_id = ${id}`.execute(tx)
  return true
}

export async function markEnded(tx: Tx, id: string, how: 'stopped' | 'failed'): Promise<void> {
  await sql`update blog_import set state = ${how} where id = ${id} and state in ('waiting', 'running')`.execute(tx)
}

export async function askToStop(tx: Tx, id: string): Promise<void> {
  await sql`update blog_import set stop_asked = true where id = ${id} and state in ('waiting', 'running')`.execute(tx)
}

/** Drops what was sent a day ago, and says how many. */
export async function forgetOldImports(tx: Tx, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select forget_old_imports(${now}) as n`.execute(tx)
  return rows[0]!.n
}
