import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

/** What a text can lead to by name: chapters and cards that are shown, in the order of the book. */
export async function placesToLeadTo(tx: Tx): Promise<{ kind: 'chapter' | 'card'; slug: string; title: string }[]> {
  const { rows } = await sql<{ kind: 'chapter' | 'card'; slug: string; title: string }>`
    select w.kind, w.slug, v.title from writing w join writing_version v on v.writing_id = w.id and v.number = w.shown_version
    where w.kind in ('chapter', 'card') and w.state = 'shown' order by w.kind desc, w.position nulls last, v.title`.execute(
    tx,
  )
  return rows
}

/** The names of the pictures kept last, with one size of each, for looking at them while one writes. */
export async function newestPictures(tx: Tx): Promise<{ name: string; hash: string }[]> {
  const { rows } = await sql<{ name: string; hash: string }>`
    select p.name, (select hash from site_picture_size s where s.picture_id = p.id and not s.dark order by width desc limit 1) as hash
    from site_picture p where edits_the_site() order by p.made_at desc limit 500`.execute(tx)
  return rows
}

/** Pictures that are a part of a map, the newest first. */
export async function drawnMaps(tx: Tx): Promise<{ name: string; alt: string; caption: string }[]> {
  const { rows } = await sql<{ name: string; alt: string; caption: string }>`
    select name, alt, caption from site_picture where drawn_on is not null and edits_the_site() order by made_at desc limit 100`.execute(
    tx,
  )
  return rows
}
