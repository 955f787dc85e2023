import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { LandscapeAbout } from './drawn-landscape.ts'
import type { Landscape } from './landscape.ts'

interface Row extends Omit<Landscape, 'viewerId' | 'role'> {
  role: Landscape['role'] | null
  viewerId: string
}

const columns = sql`l.id, l.slug, l.name, l.basis, l.example, l.version, l.hope, l.as_of as "asOf",
  c.role, viewer() as "viewerId"`
const joined = sql`landscape l left join convener c on c.landscape_id = l.id and c.person_id = viewer()`

export async function landscapeRow(tx: Tx, slug: string): Promise<Landscape | null> {
  const { rows } = await sql<Row>`select ${columns} from ${joined} where l.slug = ${slug}`.execute(tx)
  return rows[0] ? withRole(rows[0]) : null
}

export async function landscapeRows(tx: Tx): Promise<Landscape[]> {
  const { rows } = await sql<Row>`select ${columns} from ${joined} order by l.example, l.made_at desc`.execute(tx)
  return rows.map(withRole)
}

function withRole(row: Row): Landscape {
  return { ...row, role: row.role ?? 'visitor' }
}

/** Opens the landscape with the viewer as its steward, writes what it says about itself, and gives the URL name that was free. */
export async function insertLandscape(
  tx: Tx,
  id: string,
  slug: string,
  about: LandscapeAbout,
  consideredAt: Date | null,
): Promise<string> {
  const { rows } = await sql<{
    slug: string
  }>`select open_landscape(${id}, ${slug}, ${about.name}, ${about.basis}, ${about.source},
    ${about.licence}) as slug`.execute(tx)
  await updateAbout(tx, id, about)
  if (consideredAt) await sql`update landscape set considered_at = ${consideredAt} where id = ${id}`.execute(tx)
  return rows[0]!.slug
}

export async function updateAbout(tx: Tx, id: string, about: LandscapeAbout): Promise<void> {
  await sql`update landscape set name = ${about.name}, language = ${about.language}, drawn_by = ${about.drawnBy}, hope = ${about.hope},
    for_whom = ${about.forWhom}, not_our_aim = ${about.notOurAim}, known_gaps = ${about.knownGaps},
    complete = ${about.complete}, as_of = ${about.asOf} where id = ${id}`.execute(tx)
}

/** Shows this fictional landscape to everybody who signs in. */
export async function markAsExample(tx: Tx, id: string): Promise<void> {
  await sql`update landscape set example = true where id = ${id} and basis = 'fictional'`.execute(tx)
}

export async function deleteLandscape(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`delete from landscape where id = ${id} returning id`.execute(tx)
  return rows.length > 0
}
