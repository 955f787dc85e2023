import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/database.ts'

/** What the viewer said tables with these digests of headings hold, by digest. */
export async function columnChoices(tx: Tx, headings: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ headings: string; roles: string[] }>`select headings, roles from column_choice
    where headings = any (${headings})`.execute(tx)
  return new Map(rows.map((row) => [row.headings, row.roles]))
}

export async function insertColumnChoice(tx: Tx, headings: string, roles: readonly string[], now: Date): Promise<void> {
  await sql`insert into column_choice (person_id, headings, roles, chosen_at)
    values (viewer(), ${headings}, ${JSON.stringify(roles)}::jsonb, ${now})
    on conflict (person_id, headings) do update set roles = excluded.roles, chosen_at = excluded.chosen_at`.execute(tx)
}
