import { createReadStream } from 'node:fs'
import type { Tx } from '../../../platform/db/database.ts'
import { notFound } from '../../../platform/http/http.ts'
import { isUuid, uuidv7 } from '../../../platform/uuid.ts'
import type { NamedFile } from '../formats/named-file.ts'
import { insertPiece, insertUpload, insertUploadFile, pieceOf, uploadFiles } from './upload-queries.ts'

const pieceBytes = 1 << 20

/** Keeps files that were sent until their sender has decided, and gives the id of the upload. Memory stays at one piece. */
export async function keepUpload(tx: Tx, now: Date, files: { name: string; path: string }[]): Promise<string> {
  const id = uuidv7(now.getTime())
  await insertUpload(tx, id, now)
  for (const [nth, file] of files.entries()) {
    await insertUploadFile(tx, id, nth, file.name.slice(0, 200) || 'file')
    let piece = 0
    for await (const bytes of createReadStream(file.path, { highWaterMark: pieceBytes })) {
      await insertPiece(tx, { uploadId: id, file: nth, nth: piece++ }, bytes as Uint8Array)
    }
  }
  return id
}

/** The id of an upload as it stands in an address. */
export function uploadIn(part: string | undefined): string {
  if (!isUuid(part)) throw notFound()
  return part
}

/** The files of an upload, to be read as often as needed while the transaction lasts. */
export async function openUpload(tx: Tx, uploadId: string): Promise<NamedFile[]> {
  const files = await uploadFiles(tx, uploadId)
  return files.map(({ nth, name }) => ({ name, open: () => pieces(tx, uploadId, nth) }))
}

async function* pieces(tx: Tx, uploadId: string, file: number): AsyncGenerator<Uint8Array> {
  for (let nth = 0; ; nth++) {
    const bytes = await pieceOf(tx, uploadId, file, nth)
    if (bytes === null) return
    yield bytes
  }
}
