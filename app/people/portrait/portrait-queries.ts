import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { MadeImage } from '../../platform/files/reencode-image.ts'

/** Where a portrait is found: by the name of each of its sizes, in pixels. */
export type PortraitNames = ReadonlyMap<number, string>

/** Puts a portrait in the place of the one the viewer had, if any. */
export async function replacePortrait(
  tx: Tx,
  portrait: { id: string; personId: string; at: Date; sizes: readonly MadeImage[] },
): Promise<void> {
  await deletePortrait(tx, portrait.personId)
  await sql`insert into picture (id, person_id, shown_as, made_at)
    values (${portrait.id}, ${portrait.personId}, 'portrait', ${portrait.at})`.execute(tx)
  for (const { width, height, hash, bytes } of portrait.sizes) {
    await sql`insert into picture_size (picture_id, width, height, hash, bytes)
      values (${portrait.id}, ${width}, ${height}, ${hash}, ${bytes})`.execute(tx)
  }
}

export async function deletePortrait(tx: Tx, personId: string): Promise<void> {
  await sql`delete from picture where person_id = ${personId} and shown_as = 'portrait'`.execute(tx)
}

/** The portraits of these people, as far as the viewer may see them: by person, the names of their sizes. */
export async function portraitsOf(tx: Tx, people: readonly string[]): Promise<ReadonlyMap<string, PortraitNames>> {
  const { rows } = await sql<{ person: string; width: number; hash: string }>`
    select p.person_id as person, s.width, s.hash from picture p join picture_size s on s.picture_id = p.id
    where p.shown_as = 'portrait' and p.person_id = any (${[...people]})`.execute(tx)
  const found = new Map<string, Map<number, string>>()
  for (const { person, width, hash } of rows) found.set(person, (found.get(person) ?? new Map()).set(width, hash))
  return found
}

/** One size of a person's portrait by its name; null when there is none, or none for this viewer. */
export async function portraitBytes(tx: Tx, personId: string, hash: string): Promise<Buffer | null> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select s.bytes from picture p join picture_size s on s.picture_id = p.id
    where p.shown_as = 'portrait' and p.person_id = ${personId} and s.hash = ${hash}`.execute(tx)
  return rows[0]?.bytes ?? null
}
