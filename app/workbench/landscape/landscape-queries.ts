import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { LandscapeAbout } from './drawn-landscape.ts'
import type { Landscape, LockedLandscape } from './landscape.ts'

interface Row extends Omit<Landscape, 'viewerId' | 'role'> {
  role: Landscape['role'] | null
  viewerId: string
}

const columns = sql`l.id, l.slug, l.name, l.basis, l.example, l.version, l.hope, l.as_of as "asOf",
  c.role, viewer() as "viewerId"`
const joined = sql`landscape l left join convener c on c.landscape_id = l.id and c.person_id = viewer()`
/** A locked landscape is shown to nobody as it was; its keepers find it by `lockedRows`. */
const open = sql`not exists (select 1 from landscape_lock k where k.landscape_id = l.id)`

export async function landscapeRow(tx: Tx, slug: string): Promise<Landscape | null> {
  const { rows } = await sql<Row>`select ${columns} from ${joined} where l.slug = ${slug} and ${open}`.execute(tx)
  return rows[0] ? withRole(rows[0]) : null
}

export async function landscapeRows(tx: Tx): Promise<Landscape[]> {
  const { rows } =
    await sql<Row>`select ${columns} from ${joined} where ${open} order by l.example, l.made_at desc`.execute(tx)
  return rows.map(withRole)
}

/** The locked landscapes of which the viewer is a keeper; of one address alone when it is given. */
export async function lockedRows(tx: Tx, slug: string | null): Promise<LockedLandscape[]> {
  const { rows } = await sql<LockedLandscape>`
    select l.id, l.slug, l.name, k.locked_at as "lockedAt", n.name as "lockedBy"
    from landscape_lock k join landscape l on l.id = k.landscape_id left join person n on n.id = k.locked_by
    where (${slug}::text is null or l.slug = ${slug}) order by k.locked_at desc`.execute(tx)
  return rows
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

async function updateAbout(tx: Tx, id: string, about: LandscapeAbout): Promise<void> {
  await sql`update landscape set name = ${about.name}, language = ${about.language}, drawn_by = ${about.drawnBy}, hope = ${about.hope},
    for_whom = ${about.forWhom}, not_our_aim = ${about.notOurAim}, known_gaps = ${about.knownGaps},
    complete = ${about.complete}, as_of = ${about.asOf} where id = ${id}`.execute(tx)
}

/** Takes people of the landscape, by their ids in the drawing, into its team. Being on a team opens no door: who may sign in is said elsewhere. */
export async function addConveners(tx: Tx, id: string, people: readonly string[]): Promise<void> {
  await sql`insert into convener (landscape_id, person_id, role)
    select landscape_id, person_id, 'convener' from participant_seen where landscape_id = ${id} and external_id = any (${people})
    on conflict do nothing`.execute(tx)
}

/** Shows this fictional landscape to everybody who signs in. */
export async function markAsExample(tx: Tx, id: string): Promise<void> {
  await sql`update landscape set example = true where id = ${id} and basis = 'fictional'`.execute(tx)
}

/** People who were named and not told yet, of how many, and since when the first of them. Nobody where nobody lives. */
export async function untoldIn(
  tx: Tx,
  landscapeId: string,
): Promise<{ untold: number; people: number; since: Date | null }> {
  const { rows } = await sql<{ untold: number; people: number; since: Date | null }>`
    select count(*) filter (where p.consent = 'not yet asked' and p.told_at is null) as untold, count(*) as people,
      min(p.named_at) filter (where p.consent = 'not yet asked' and p.told_at is null) as since
    from participant_seen p join landscape l on l.id = p.landscape_id
    where p.landscape_id = ${landscapeId} and l.basis in ('own-sketch', 'consented')`.execute(tx)
  return rows[0]!
}
