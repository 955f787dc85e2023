import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** A picture of the site that is a part of the map of a landscape. */
export interface MapCrop {
  landscapeId: string
  pictureName: string
  boundaryId: string | null
  around: string | null
  at: Date
}

/** Ties a picture to its landscape, with which it goes. */
export async function insertCrop(tx: Tx, crop: MapCrop): Promise<void> {
  await sql`insert into map_crop (landscape_id, picture_id, boundary_id, around, made_at, made_by)
    select ${crop.landscapeId}, p.id, ${crop.boundaryId}, ${crop.around}, ${crop.at}, viewer() from site_picture p
    where p.name = ${crop.pictureName}`.execute(tx)
}

/** A part that is there, with its picture. */
export interface DrawnCrop {
  pictureId: string
  landscapeId: string
  boundaryId: string | null
  around: string | null
  name: string
  alt: string
  drawnOn: string
  asOf: string | null
  hash: string
  width: number
  height: number
  /** something of the landscape changed since */
  movedOn: boolean
}

/** Parts of maps of landscapes that the viewer is a steward of, the newest first; one of them where it is asked for. */
export async function listCrops(tx: Tx, pictureId: string | null = null): Promise<DrawnCrop[]> {
  const { rows } = await sql<DrawnCrop>`
    select p.id as "pictureId", m.landscape_id as "landscapeId", m.boundary_id as "boundaryId", m.around, p.name, p.alt,
      p.drawn_on::text as "drawnOn", p.as_of::text as "asOf", s.hash, s.width, s.height,
      exists (select 1 from change c where c.landscape_id = m.landscape_id and c.changed_at > m.made_at) as "movedOn"
    from map_crop m join site_picture p on p.id = m.picture_id
      join lateral (select * from site_picture_size o where o.picture_id = p.id and not o.dark order by o.width limit 1) s on true
    where ${pictureId}::uuid is null or p.id = ${pictureId} order by m.made_at desc, p.name limit 100`.execute(tx)
  return rows
}

/** A part was drawn anew. */
export async function noteDrawnAgain(tx: Tx, pictureId: string, at: Date): Promise<void> {
  await sql`update map_crop set made_at = ${at}, made_by = viewer() where picture_id = ${pictureId}`.execute(tx)
}
