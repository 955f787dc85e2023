import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'
import type { Written } from '../editing-queries.ts'

/** A version in the list: what it says is asked for one by one. */
export interface ListedVersion {
  number: number
  title: string
  keptAt: Date
  keptBy: string | null
  note: string | null
}

/** All versions, the newest first. */
export async function versionsOf(tx: Tx, id: string): Promise<ListedVersion[]> {
  const { rows } = await sql<ListedVersion>`
    select number, title, kept_at as "keptAt", kept_by as "keptBy", note from writing_version
    where writing_id = ${id} and edits_the_site() order by number desc`.execute(tx)
  return rows
}

/** What one version says; null when there is none of that number. */
export async function versionOf(tx: Tx, id: string, number: number): Promise<Written | null> {
  const { rows } = await sql<Written>`
    select title, summary, words from writing_version
    where writing_id = ${id} and number = ${number} and edits_the_site()`.execute(tx)
  return rows[0] ?? null
}
