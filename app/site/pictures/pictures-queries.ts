import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** One width of a picture, in both forms. */
export interface PictureSize {
  width: number
  height: number
  hash: string
}

/** A picture of the site with its widths, narrow first. */
export interface SitePicture {
  id: string
  name: string
  /** what is to be seen; empty for what is only decoration */
  alt: string
  /** what stands under it; empty for nothing */
  caption: string
  sizes: PictureSize[]
  /** the same on dark paper; empty for what was sent as a file */
  dark: PictureSize[]
  /** of a part of a map: the day it was drawn on, such as 2027-03-01, and the day the landscape says it is of */
  drawnOn: string | null
  asOf: string | null
}

const size = sql`json_build_object('width', s.width, 'height', s.height, 'hash', s.hash)`
const pictures = sql`site_picture p join lateral (
    select json_agg(${size} order by s.width) filter (where not s.dark) as sizes,
      coalesce(json_agg(${size} order by s.width) filter (where s.dark), '[]') as dark
    from site_picture_size s where s.picture_id = p.id) s on s.sizes is not null`
const columns = sql`p.id, p.name, p.alt, p.caption, p.drawn_on::text as "drawnOn", p.as_of::text as "asOf", s.sizes, s.dark`

/** Those of these names that the viewer may see. */
export async function findPictures(tx: Tx, names: readonly string[]): Promise<SitePicture[]> {
  if (names.length === 0) return []
  const { rows } = await sql<SitePicture>`
    select ${columns} from ${pictures} where p.name = any (${[...names]})`.execute(tx)
  return rows
}

/** A picture in the list of editors, with how many of the texts that are shown name it. */
export interface ListedPicture extends SitePicture {
  uses: number
}

/** The newest first. */
export async function listPictures(
  tx: Tx,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedPicture[]> {
  const { rows } = await sql<ListedPicture>`
    select ${columns}, (select count(*)::int from picture_use u
      join writing w on w.id = u.writing_id and w.shown_version = u.number and w.state = 'shown' where u.name = p.name)
      + (select count(*)::int from event e where e.shown and e.pictures @> array[p.name]) as uses
    from ${pictures} where edits_the_site() order by p.made_at desc, p.name limit ${limit} offset ${offset}`.execute(tx)
  return rows
}

/** One width of a picture with its bytes, by day or by night. */
export type KeptSize = PictureSize & { webp: Buffer; avif: Buffer; dark?: boolean }

/** Writes a picture; false when there is one of that name. */
export async function insertPicture(
  tx: Tx,
  picture: {
    id: string
    name: string
    alt: string
    /** nothing stands under it without one */
    caption?: string
    drawn?: Drawn
    at: Date
    sizes: readonly KeptSize[]
  },
): Promise<boolean> {
  const { on = null, asOf = null } = picture.drawn ?? {}
  const { rows } = await sql`
    insert into site_picture (id, name, alt, caption, drawn_on, as_of, made_at, made_by)
    values (${picture.id}, ${picture.name}, ${picture.alt}, ${picture.caption ?? ''}, ${on}, ${asOf}, ${picture.at}, viewer())
    on conflict (name) do nothing returning 1`.execute(tx)
  if (rows.length === 0) return false
  await insertSizes(tx, picture.id, picture.sizes)
  return true
}

async function insertSizes(tx: Tx, id: string, sizes: readonly KeptSize[]): Promise<void> {
  for (const { width, height, hash, webp, avif, dark = false } of sizes)
    await sql`insert into site_picture_size (picture_id, width, height, hash, webp, avif, dark)
      values (${id}, ${width}, ${height}, ${hash}, ${webp}, ${avif}, ${dark})`.execute(tx)
}

/** When a picture was drawn from a landscape: `on` the day, `asOf` the day the landscape says it is of, where it says one. */
export interface Drawn {
  on: string
  asOf: string | null
}

/** When this picture was drawn; null of what was sent as a file. */
export function drawnOf({ drawnOn, asOf }: Pick<SitePicture, 'drawnOn' | 'asOf'>): Drawn | null {
  return drawnOn === null ? null : { on: drawnOn, asOf }
}

/** Puts another drawing under the name and the words of a picture; the one before is gone. */
export async function replacePicture(
  tx: Tx,
  id: string,
  { caption, drawn, sizes }: { caption: string; drawn: Drawn; sizes: readonly KeptSize[] },
): Promise<void> {
  await sql`update site_picture set caption = ${caption}, drawn_on = ${drawn.on}, as_of = ${drawn.asOf} where id = ${id}`.execute(
    tx,
  )
  await sql`delete from site_picture_size where picture_id = ${id}`.execute(tx)
  await insertSizes(tx, id, sizes)
}

export async function deletePicture(tx: Tx, id: string): Promise<void> {
  await sql`delete from site_picture where id = ${id}`.execute(tx)
}

/** One size by its name, in the form asked for; null when there is none, or none for this viewer. */
export async function pictureBytes(tx: Tx, hash: string, form: 'webp' | 'avif'): Promise<Buffer | null> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select ${sql.ref(form)} as bytes from site_picture_size where hash = ${hash} limit 1`.execute(tx)
  return rows[0]?.bytes ?? null
}
