import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { keepAudit } from '../audit/audit.ts'
import { readAddress } from '../people.ts'
import {
  addInstanceRole,
  closeDoorOf,
  type DoorOutcome,
  type GivingOutcome,
  type InstanceRole,
  openDoorFor,
  removeInstanceRole,
} from './instance-queries.ts'

/** Lets somebody sign in from now on, also somebody whose door was closed. They ask for a link themselves. */
export async function openDoorTo(tx: Tx, email: string): Promise<'done' | 'not-an-address' | 'not-allowed'> {
  const address = readAddress(email)
  if (!address) return 'not-an-address'
  const person = await openDoorFor(tx, uuidv7(), address)
  if (!person) return 'not-allowed'
  await keepAudit(tx, { what: 'door-opened', aboutId: person })
  return 'done'
}

/** Ends every session and way in of somebody, and their roles for the instance and the site, at once. What they drew stays. */
export async function closeDoor(tx: Tx, clock: Clock, person: string): Promise<DoorOutcome> {
  const outcome = await closeDoorOf(tx, person, clock.now())
  if (outcome === 'done') await keepAudit(tx, { what: 'door-closed', aboutId: person })
  return outcome
}

export async function giveInstanceRole(tx: Tx, person: string, role: InstanceRole): Promise<GivingOutcome> {
  const outcome = await addInstanceRole(tx, person, role)
  if (outcome === 'done') await keepAudit(tx, { what: 'role-given', aboutId: person })
  return outcome
}

/** Takes a role of the instance or the site. Whoever runs the instance last keeps it. */
export async function takeInstanceRole(tx: Tx, person: string, role: InstanceRole): Promise<GivingOutcome> {
  const outcome = await removeInstanceRole(tx, person, role)
  if (outcome === 'done') await keepAudit(tx, { what: 'role-taken', aboutId: person })
  return outcome
}
