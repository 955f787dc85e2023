import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { JournalNote } from './opportunities.ts'

export interface JournalEntry {
  id: string
  key: string
  snapshot: string | null
  became: JournalNote['became']
  why: string | null
  space: { id: string; name: string } | null
  /** null when it is not for the viewer to know, or when they are gone */
  writtenBy: string | null
  writtenAt: Date
}

interface NewEntry extends JournalNote {
  landscapeId: string
  id: string
  writtenBy: string
  writtenAt: Date
}

export async function insertJournalEntry(tx: Tx, one: NewEntry): Promise<void> {
  await sql`insert into journal_entry (landscape_id, id, opportunity_key, snapshot_id, became, why, space_id, written_by, written_at)
    values (${one.landscapeId}, ${one.id}, ${one.key}, ${one.snapshot}, ${one.became}, ${one.why}, ${one.space ?? null},
      ${one.writtenBy}, ${one.writtenAt})`.execute(tx)
}

/** What became of opportunities, newest first; of one alone when its key is given. At most 100. */
export async function journalEntries(tx: Tx, landscapeId: string, key?: string): Promise<JournalEntry[]> {
  const { rows } =
    await sql<JournalEntry>`select j.id, j.opportunity_key as key, j.snapshot_id as snapshot, j.became, j.why,
      case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as space,
      p.name as "writtenBy", j.written_at as "writtenAt"
    from journal_entry j left join space s on s.landscape_id = j.landscape_id and s.id = j.space_id
    left join person p on p.id = j.written_by
    where j.landscape_id = ${landscapeId} and (${key ?? null}::text is null or j.opportunity_key = ${key ?? null})
    order by j.written_at desc, j.id desc limit 100`.execute(tx)
  return rows
}

/** The newest word on each opportunity, by key. */
export async function newestWords(tx: Tx, landscapeId: string): Promise<Map<string, JournalEntry>> {
  const entries = await journalEntries(tx, landscapeId)
  const newest = new Map<string, JournalEntry>()
  for (const entry of entries) if (!newest.has(entry.key)) newest.set(entry.key, entry)
  return newest
}
