import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

/** Opens a place for files that the viewer sends. */
export async function insertUpload(tx: Tx, id: string, sentAt: Date): Promise<void> {
  await sql`insert into upload (id, person_id, sent_at) values (${id}, viewer(), ${sentAt})`.execute(tx)
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

export async function deleteUpload(tx: Tx, uploadId: string): Promise<void> {
  await sql`delete from upload where id = ${uploadId}`.execute(tx)
}
