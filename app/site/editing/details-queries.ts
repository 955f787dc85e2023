import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { WritingKind } from '../writing/writing.ts'
import type { Details } from './editing-queries.ts'

/** Who has this address, or had it: another writing than this one. Null when it is free. */
export async function whoHasSlug(
  tx: Tx,
  { id, kind, slug }: { id: string; kind: WritingKind; slug: string },
): Promise<{ id: string; former: boolean } | null> {
  const { rows } = await sql<{ id: string; former: boolean }>`
    select id, false as former from writing where kind = ${kind} and slug = ${slug} and id <> ${id}
    union all
    select writing_id, true from former_slug where kind = ${kind} and slug = ${slug} and writing_id <> ${id} limit 1`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** Writes the details. With `leaves`, the address it had leads to the new one from now on. */
export async function updateDetails(
  tx: Tx,
  id: string,
  kind: WritingKind,
  details: Details,
  leaves: string | null,
): Promise<void> {
  const { slug, language, byline, tags, part, position, card, screen } = details
  await sql`delete from former_slug where kind = ${kind} and slug = ${slug} and writing_id = ${id}`.execute(tx)
  await sql`update writing set slug = ${slug}, language = ${language}, byline = ${byline}, tags = ${tags}, part = ${part},
    position = ${position}, card = ${card}, screen = ${screen} where id = ${id}`.execute(tx)
  if (leaves !== null)
    await sql`insert into former_slug (kind, slug, writing_id) values (${kind}, ${leaves}, ${id})
      on conflict (kind, slug) do nothing`.execute(tx)
}
