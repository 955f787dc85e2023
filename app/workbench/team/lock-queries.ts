import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** One of the two who stay inside a locked landscape. */
export interface Keeper {
  id: string
  name: string | null
  /** by a steward; otherwise they stand in because they have been here longest */
  named: boolean
  me: boolean
}

export async function keepersOf(tx: Tx, landscape: { id: string }): Promise<Keeper[]> {
  const { rows } = await sql<Keeper>`
    select k.person_id as id, n.name, k.named, k.person_id = viewer() as me
    from keepers_of(${landscape.id}) k left join person n on n.id = k.person_id order by k.named desc`.execute(tx)
  return rows
}

export async function setKeepers(
  tx: Tx,
  landscape: { id: string },
  people: readonly string[],
  now: Date,
): Promise<'done' | 'not-allowed' | 'not-two'> {
  const { rows } = await sql<{ it: 'done' | 'not-allowed' | 'not-two' }>`
    select name_keepers(${landscape.id}, ${people as string[]}::uuid[], ${now}) as it`.execute(tx)
  return rows[0]!.it
}

export async function insertLock(tx: Tx, landscape: { id: string }, now: Date): Promise<boolean> {
  const { rows } = await sql<{ it: boolean }>`select lock_landscape(${landscape.id}, ${now}) as it`.execute(tx)
  return rows[0]!.it
}

export async function deleteLock(tx: Tx, landscape: { id: string }): Promise<boolean> {
  const { rows } = await sql<{ it: boolean }>`select unlock_landscape(${landscape.id}) as it`.execute(tx)
  return rows[0]!.it
}

export type KeyHandedOn = 'done' | 'no-landscape' | 'not-locked' | 'has-keeper' | 'not-on-team'

/** Hands the key of a locked landscape on to one or two of its team; for a transaction of nobody's that says so aloud. */
export async function handKeyOn(
  tx: Tx,
  { slug, addresses, now }: { slug: string; addresses: readonly string[]; now: Date },
): Promise<KeyHandedOn> {
  const { rows } = await sql<{ it: KeyHandedOn }>`
    select hand_on_the_key(${slug}, ${addresses as string[]}::text[], ${now}) as it`.execute(tx)
  return rows[0]!.it
}
