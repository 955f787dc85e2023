import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

/** Opens a place for files that the viewer sends. */
export async function insertUpload(tx: Tx, id: string, sentAt: Date): Promise<void> {
  await sql`insert into upload (id, person_id, sent_at) values (${id}, viewer(), ${sentAt})`.execute(tx)
}

/** How many uploads of the viewer are waiting to be brought in, or on their way. */
export async function uploadsUnderWay(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from upload
    where person_id = viewer() and state in ('waiting', 'running')`.execute(tx)
  return rows[0]!.n
}

export async function insertUploadFile(tx: Tx, uploadId: string, nth: number, name: string): Promise<void> {
  await sql`insert into upload_file (upload_id, nth, name) values (${uploadId}, ${nth}, ${name})`.execute(tx)
}

export async function insertPiece(
  tx: Tx,
  at: { uploadId: string; file: number; nth: number },
  bytes: Uint8Array,
): Promise<void> {
  await sql`insert into upload_piece (upload_id, file_nth, nth, bytes) values (${at.uploadId}, ${at.file}, ${at.nth}, ${bytes})`.execute(
    tx,
  )
}

/** The names of the files of an upload, in the order they were sent; empty when it is not the viewer's, or gone. */
export async function uploadFiles(tx: Tx, uploadId: string): Promise<{ nth: number; name: string }[]> {
  const { rows } = await sql<{
    nth: number
    name: string
  }>`select nth, name from upload_file where upload_id = ${uploadId} order by nth`.execute(tx)
  return rows
}

export async function pieceOf(tx: Tx, uploadId: string, file: number, nth: number): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Uint8Array }>`select bytes from upload_piece
    where upload_id = ${uploadId} and file_nth = ${file} and nth = ${nth}`.execute(tx)
  return rows[0]?.bytes ?? null
}

export type UploadState = 'sent' | 'waiting' | 'running' | 'done' | 'stopped' | 'failed'

export interface UploadRow {
  state: UploadState
  /** how much is in place, 0 to 1 */
  progress: number
  stopAsked: boolean
  wish: unknown
  /** where the landscape lies, once it is in */
  slug: string | null
  bytes: number
}

/** An upload of the viewer's; null when it is somebody else's, or gone. */
export async function uploadRow(tx: Tx, id: string): Promise<UploadRow | null> {
  const { rows } = await sql<UploadRow>`select state, progress, stop_asked as "stopAsked", wish, slug,
    (select coalesce(sum(octet_length(bytes)), 0) from upload_piece where upload_id = upload.id) as bytes
    from upload where id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** Waits until nobody else decides about this upload: pressed twice at once, the button works once and then leads to what it made. */
export async function holdUpload(tx: Tx, id: string): Promise<void> {
  await sql`select from upload where id = ${id} for update`.execute(tx)
}

/** Puts an upload in the row of those to be brought in; false when it is there already, or in. */
export async function markWaiting(tx: Tx, id: string, wish: object): Promise<boolean> {
  const { rows } =
    await sql`update upload set state = 'waiting', progress = 0, stop_asked = false, wish = ${JSON.stringify(wish)}::jsonb
    where id = ${id} and state in ('sent', 'stopped', 'failed') returning id`.execute(tx)
  return rows.length > 0
}

/** Says how far it is, and learns whether to stop; null when there is nothing more to do. */
export async function noteBringing(tx: Tx, id: string, progress: number): Promise<{ stopAsked: boolean } | null> {
  const { rows } = await sql<{ stopAsked: boolean }>`update upload set state = 'running', progress = ${progress}
    where id = ${id} and state in ('waiting', 'running') returning stop_asked as "stopAsked"`.execute(tx)
  return rows[0] ?? null
}

/** Marks an upload as brought in and lets its files go. False when somebody asked to stop, or it is in already. */
export async function markDone(tx: Tx, id: string, slug: string): Promise<boolean> {
  const { rows } = await sql`update upload set state = 'done', progress = 1, slug = ${slug}, wish = null
    where id = ${id} and state <> 'done' and not stop_asked returning id`.execute(tx)
  if (rows.length === 0) return false
  await sql`delete from upload_file where upload_id = ${id}`.execute(tx)
  return true
}

export async function markEnded(tx: Tx, id: string, how: 'stopped' | 'failed' | 'sent'): Promise<void> {
  await sql`update upload set state = ${how} where id = ${id} and state in ('waiting', 'running')`.execute(tx)
}

export async function askToStopBringing(tx: Tx, id: string): Promise<void> {
  await sql`update upload set stop_asked = true where id = ${id} and state in ('waiting', 'running')`.execute(tx)
}
