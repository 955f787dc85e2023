import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { DrawnSpace } from '../../landscape/drawn-landscape.ts'

/** A space that the viewer takes part in, as somebody in it meets it: without the landscape round it. */
export interface MySpace {
  id: string
  landscapeId: string
  /** what the landscape is called; nothing else of it is told */
  landscape: string
  name: string
  question: string
  why: string | null
  stage: DrawnSpace['stage']
  groundRule: DrawnSpace['groundRule']
  role: 'host' | 'member' | 'invited'
}

/** Every space the viewer takes part in; the one with this id alone when it is given. */
export async function mySpaces(tx: Tx, id: string | null = null): Promise<MySpace[]> {
  const { rows } = await sql<MySpace>`
    select s.id, s.landscape_id as "landscapeId", m.landscape, s.name, s.question, s.why, s.stage, s.ground_rule as "groundRule", m.role
    from spaces_i_am_in() m join space s on s.landscape_id = m.landscape_id and s.id = m.space_id
    where (${id}::uuid is null or s.id = ${id}::uuid) order by lower(s.name), s.id`.execute(tx)
  return rows
}

/** Who else takes part, by name: nobody unless the ground rule is open, and only those who agreed to be shown. */
export async function peopleOfMySpace(
  tx: Tx,
  space: { id: string; landscapeId: string },
): Promise<{ name: string; role: 'host' | 'member' | 'invited' }[]> {
  const { rows } = await sql<{ name: string; role: 'host' | 'member' | 'invited' }>`
    select name, role from people_of_my_space(${space.landscapeId}, ${space.id})`.execute(tx)
  return rows
}
