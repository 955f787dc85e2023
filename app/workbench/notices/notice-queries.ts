import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { isLanguage, type Language } from '../../platform/i18n/language.ts'

/** The rows of those whom the viewer named and who can be written to, those waiting longest first. */
export async function whoCanBeTold(tx: Tx, landscapeId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select person_id as id from waiting_to_be_told(${landscapeId})
    where has_address`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Keeps where somebody can be written to; the database says whether the viewer may. */
export async function keepAddress(
  tx: Tx,
  to: { landscapeId: string; personId: string; address: string; language: Language },
): Promise<'kept' | 'taken' | 'not-allowed'> {
  const { rows } = await sql<{ outcome: 'kept' | 'taken' | 'not-allowed' }>`
    select keep_address_to_tell(${to.landscapeId}, ${to.personId}, ${to.address}, ${to.language}) as outcome`.execute(
    tx,
  )
  return rows[0]!.outcome
}

/** Remembers by which letter somebody was told: one that does not arrive tells nobody. */
export async function rememberLetter(
  tx: Tx,
  told: { landscapeId: string; personId: string; letter: string },
): Promise<void> {
  await sql`select told_by_letter(${told.landscapeId}, ${told.personId}, ${told.letter})`.execute(tx)
}

/** Somebody counts as told from now on: the language to write in, or null when there is nothing to tell. */
export async function takeUpTelling(
  tx: Tx,
  to: { landscapeId: string; personId: string; at: Date },
): Promise<Language | null> {
  const { rows } = await sql<{ reads: string | null }>`
    select take_up_telling(${to.landscapeId}, ${to.personId}, ${to.at}) as reads, set_config('ecotone.why', 'told', true)`.execute(
    tx,
  )
  const reads = rows[0]!.reads
  if (reads === null) return null
  return isLanguage(reads) ? reads : 'en'
}
