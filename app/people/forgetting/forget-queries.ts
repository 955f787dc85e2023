import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Takes somebody out of a landscape for good; false when it is not for the viewer to do. */
export async function takeOutForGood(tx: Tx, landscapeId: string, personId: string): Promise<boolean> {
  const { rows } = await sql<{ it: boolean }>`select take_out(${landscapeId}, ${personId}, true) as it`.execute(tx)
  return rows[0]!.it
}

/** Writes down that somebody takes their word back; false when it is not for the viewer to say. */
export async function takeWordBack(
  tx: Tx,
  said: { id: string; landscapeId: string; personId: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql<{ outcome: string }>`select
    record_consent(${said.id}, ${said.landscapeId}, ${said.personId}, 'withdrawn', null, ${said.at}) as outcome`.execute(
    tx,
  )
  return rows[0]!.outcome === 'recorded'
}

/** Erases whoever the transaction runs for. */
export async function eraseMe(tx: Tx, mayStayLocked: boolean): Promise<'erased' | 'last steward' | 'locked'> {
  const { rows } = await sql<{ it: 'erased' | 'last steward' | 'locked' }>`
    select erase_me(${mayStayLocked}) as it`.execute(tx)
  return rows[0]!.it
}

/** Of people in files, the ids of those who asked to be gone from a landscape in which the viewer draws. */
export async function whoAskedToBeGone(
  tx: Tx,
  people: readonly { id: string; name: string | null; email: string | null }[],
): Promise<Set<string>> {
  const sent = JSON.stringify(people.map(({ id, name, email }) => ({ id, name, email })))
  const { rows } = await sql<{ id: string }>`select id from asked_to_be_gone(${sent}::jsonb) as id`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Had the viewer twenty files held against those who are gone from one of their landscapes within a day? */
export async function tooOften(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ it: boolean }>`select held_too_often_against_the_gone() as it`.execute(tx)
  return rows[0]!.it
}
