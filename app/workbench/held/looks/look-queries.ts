import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

/** On which way somebody looked at people. */
export type LookWay = 'person-page' | 'told-page' | 'table' | 'csv' | 'export' | 'map' | 'api'

/** Writes down that the viewer looked today, at one person of the drawing or at all. Nothing where nobody lives. */
export async function noteLook(
  tx: Tx,
  look: { slug: string; person: string | null; way: LookWay; today: string },
): Promise<void> {
  await sql`select note_look(${look.slug}, ${look.person}, ${look.way}, ${look.today})`.execute(tx)
}

/** Who of the team looked on one day, on one way: at how many people one by one (0: at all), and how often. */
export interface LookOfDay {
  day: string
  /** null for somebody who gave none, or is gone */
  name: string | null
  isHere: boolean
  way: LookWay
  people: number
  times: number
}

/** The newest 200; for stewards, nothing for others. */
export async function looksByDay(tx: Tx, landscapeId: string): Promise<LookOfDay[]> {
  const { rows } = await sql<LookOfDay>`
    select k.day, n.name, n.id is not null as "isHere", k.way, count(k.person_id) as people, sum(k.times)::bigint as times
    from look k left join person n on n.id = k.viewer_id
    where k.landscape_id = ${landscapeId}
    group by k.day, k.viewer_id, n.id, n.name, k.way order by k.day desc, n.name, k.way limit 200`.execute(tx)
  return rows
}

/** Lets go of looks that are older than a year, and of opened links whose hour is over. Says how many looks those were. */
export async function forgetOldLooks(tx: Tx, today: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select forget_old_looks(${today}) as n`.execute(tx)
  return rows[0]!.n
}
