import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { Format } from '../edition/edition.ts'

/** An edition that an editor closed: it stays as it was. */
export interface ClosedEdition {
  id: string
  number: number
  name: string
  /** what changed since the one before; may be empty */
  note: string
  closedAt: Date
}

const columns = sql`id, number, name, note, closed_at as "closedAt"`

/** All of them, the newest first. */
export async function listClosedEditions(tx: Tx): Promise<ClosedEdition[]> {
  const { rows } = await sql<ClosedEdition>`select ${columns} from book_edition order by number desc`.execute(tx)
  return rows
}

/** The newest edition, and which version of this writing is in it: null where it was not written yet. Null while none was closed. */
export async function newestEditionOf(
  tx: Tx,
  writingId: string,
): Promise<(ClosedEdition & { version: number | null }) | null> {
  const { rows } = await sql<ClosedEdition & { version: number | null }>`
    select e.id, e.number, e.name, e.note, e.closed_at as "closedAt", t.version from book_edition e
    left join book_edition_text t on t.edition_id = e.id and t.writing_id = ${writingId} order by e.number desc limit 1`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** A file of an edition as it was made; null when there is none. */
export async function closedFile(tx: Tx, number: number, format: Format): Promise<Buffer | null> {
  const { rows } = await sql<{
    bytes: Buffer
  }>`select f.bytes from book_edition_file f join book_edition e on e.id = f.edition_id
    where e.number = ${number} and f.format = ${format}`.execute(tx)
  return rows[0]?.bytes ?? null
}

/** Keeps an edition under the next number, with its files and the versions of its texts. */
export async function keepEdition(
  tx: Tx,
  edition: Omit<ClosedEdition, 'number'>,
  files: ReadonlyMap<Format, Uint8Array>,
  texts: readonly { id: string; version: number }[],
): Promise<void> {
  await sql`insert into book_edition (id, number, name, note, shown, closed_at, closed_by)
    select ${edition.id}, coalesce(max(number), 0) + 1, ${edition.name}, ${edition.note}, true, ${edition.closedAt}, viewer() from book_edition`.execute(
    tx,
  )
  for (const [format, bytes] of files)
    await sql`insert into book_edition_file (edition_id, format, bytes) values (${edition.id}, ${format}, ${Buffer.from(bytes)})`.execute(
      tx,
    )
  for (const { id, version } of texts)
    await sql`insert into book_edition_text (edition_id, writing_id, version) values (${edition.id}, ${id}, ${version})`.execute(
      tx,
    )
}

/** Takes an edition away with its files. */
export async function deleteEdition(tx: Tx, id: string): Promise<void> {
  await sql`delete from book_edition where id = ${id}`.execute(tx)
}
