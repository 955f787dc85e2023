import { type Kysely, sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Roles that whoever runs the instance gives: their own, and those of the site. None of them opens a landscape. */
export const instanceRoles = ['instance-steward', 'moderator', 'editor', 'facilitator'] as const

export type InstanceRole = (typeof instanceRoles)[number]

/** Somebody who may sign in, or could before their door was closed. */
export interface Known {
  id: string
  name: string | null
  address: string
  since: Date
  closed: boolean
  runsTheInstance: boolean
  siteRoles: InstanceRole[]
}

/** Does the viewer run the instance? */
export async function runsTheInstance(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ it: boolean }>`select i_steward_the_instance() as it`.execute(tx)
  return rows[0]!.it
}

/** Everybody who may sign in, for whoever runs the instance; nobody for anybody else. Nothing of what they draw. */
export async function whoSignsIn(tx: Tx): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select id, name, address, since, closed, runs_the_instance as "runsTheInstance", site_roles as "siteRoles"
    from who_signs_in()`.execute(tx)
  return rows
}

/** Lets somebody sign in; null when the viewer may not. */
export async function openDoorFor(tx: Tx, newId: string, address: string): Promise<string | null> {
  const { rows } = await sql<{ it: string | null }>`select open_door(${newId}, ${address}) as it`.execute(tx)
  return rows[0]!.it
}

export type DoorOutcome = 'done' | 'not-allowed' | 'yourself' | 'gone'

export async function closeDoorOf(tx: Tx, person: string, now: Date): Promise<DoorOutcome> {
  const { rows } = await sql<{ it: DoorOutcome }>`select close_door(${person}, ${now}) as it`.execute(tx)
  return rows[0]!.it
}

export type GivingOutcome = 'done' | 'not-allowed' | 'gone' | 'last-steward'

export async function addInstanceRole(tx: Tx, person: string, role: InstanceRole): Promise<GivingOutcome> {
  const { rows } = await sql<{ it: GivingOutcome }>`select give_instance_role(${person}, ${role}) as it`.execute(tx)
  return rows[0]!.it
}

export async function removeInstanceRole(tx: Tx, person: string, role: InstanceRole): Promise<GivingOutcome> {
  const { rows } = await sql<{ it: GivingOutcome }>`select take_instance_role(${person}, ${role}) as it`.execute(tx)
  return rows[0]!.it
}

/** Has somebody run the instance, or no longer, for whoever has the machine. */
export async function makeInstanceSteward(
  tx: Kysely<unknown>,
  personId: string,
  runs: boolean,
): Promise<'done' | 'as it was' | 'last-steward' | 'gone'> {
  const { rows } = await sql<{ it: 'done' | 'as it was' | 'last-steward' | 'gone' }>`
    select name_instance_steward(${personId}, ${runs}) as it`.execute(tx)
  return rows[0]!.it
}
