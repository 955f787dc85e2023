import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'

/** Rows sent to the database at once: enough that the trip does not count, few enough that a statement stays some megabytes. */
const rowsAtOnce = 2000

/** The tables that hold a drawing, and the columns an import fills, with their types. */
const columnsOf = {
  participant:
    'landscape_id uuid, person_id uuid, external_id text, named_by uuid, named_at timestamptz, told_at timestamptz, consent text',
  placeholder_label: 'landscape_id uuid, person_id uuid, named_by uuid, label text',
  consent:
    'landscape_id uuid, id uuid, person_id uuid, purpose text, state text, said_at timestamptz, recorded_by uuid',
  practice: 'landscape_id uuid, id uuid, external_id text, name text, kind text, does text, special_category boolean',
  membership:
    'landscape_id uuid, id uuid, person_id uuid, practice_id uuid, weight double precision, mode text, since date, until date',
  boundary:
    'landscape_id uuid, id uuid, external_id text, name text, kind text, history text, stakes text, position integer',
  side: 'landscape_id uuid, id uuid, boundary_id uuid, name text, position integer',
  standing:
    'landscape_id uuid, id uuid, boundary_id uuid, boundary_kind text, side_id uuid, person_id uuid, practice_id uuid, recorded_by uuid',
  tie: `landscape_id uuid, id uuid, from_id uuid, to_id uuid, kind text, strength double precision, mutual boolean, says text,
    reported_by uuid, true_from date, true_until date, confirmed_on date, recorded_at timestamptz, retracted_at timestamptz, recorded_by uuid`,
  custom_field:
    'landscape_id uuid, id uuid, person_id uuid, practice_id uuid, membership_id uuid, tie_id uuid, fields jsonb, recorded_by uuid',
  answer:
    'landscape_id uuid, id uuid, person_id uuid, question text, about_practice_id uuid, asked_on date, answered_on date, recorded_by uuid',
  concern:
    'landscape_id uuid, id uuid, key text, words text, kind text, person_id uuid, practice_id uuid, recorded_by uuid',
  legitimacy: `landscape_id uuid, id uuid, person_id uuid, practice_id uuid, kind text, answered_by uuid, would_come boolean, ground text,
    recorded_on date, recorded_by uuid`,
  keep_apart: `landscape_id uuid, id uuid, one_person_id uuid, one_practice_id uuid, other_person_id uuid, other_practice_id uuid,
    concern_key text, flagged_by uuid`,
  space: `landscape_id uuid, id uuid, external_id text, name text, question text, why text, stage text, ground_rule text, made_by uuid`,
  space_person: 'landscape_id uuid, space_id uuid, person_id uuid, role text, state text',
  invitation: 'landscape_id uuid, space_id uuid, practice_id uuid, words text',
} as const

export type DrawingTable = keyof typeof columnsOf

/**
 * Adds rows to one table of a drawing, telling `onRows` how many went in with each statement; when that throws, it stops there. While
 * the database works on some rows, the next ones are made. Cost: one statement for 2,000 rows; the log is written by the same statement.
 */
export async function insertTable(
  tx: Tx,
  { table, count, between }: { table: DrawingTable; count: number; between(from: number, to: number): object[] },
  onRows: (rows: number) => void,
): Promise<void> {
  const columns = columnsOf[table]
  const names = sql.raw(columns.replace(/(\w+) [a-z ]+(,|$)/g, '$1$2'))
  let before: { rows: number; done: Promise<unknown> } | null = null
  async function finish() {
    if (!before) return
    const { rows, done } = before
    before = null
    await done
    onRows(rows)
  }
  for (let at = 0; at < count; at += rowsAtOnce) {
    const to = Math.min(at + rowsAtOnce, count)
    const json = JSON.stringify(between(at, to))
    await finish()
    const done = sql`insert into ${sql.table(table)} (${names})
      select ${names} from jsonb_to_recordset(${json}::jsonb) as given (${sql.raw(columns)})`.execute(tx)
    before = { rows: to - at, done }
  }
  await finish()
}

/** The same for a few rows that are there already. */
export function insertRows(tx: Tx, table: DrawingTable, rows: readonly object[]): Promise<void> {
  return insertTable(tx, { table, count: rows.length, between: (from, to) => rows.slice(from, to) }, () => {})
}

/** One row for each person who is not known by an e-mail address yet; `name` stays empty for those who have not agreed. */
export async function insertPeople(
  tx: Tx,
  people: readonly { id: string; name: string | null; phone: string | null; language: string | null }[],
): Promise<void> {
  for (let at = 0; at < people.length; at += rowsAtOnce) {
    const json = JSON.stringify(people.slice(at, at + rowsAtOnce))
    await sql`insert into person (id, name, phone, language)
      select id, name, phone, language
      from jsonb_to_recordset(${json}::jsonb) as given (id uuid, name text, phone text, language text)`.execute(tx)
  }
}

/** The row of the person with this address, made if it was not there. */
export async function personByEmail(
  tx: Tx,
  person: { id: string; name: string | null; email: string; phone: string | null; language: string | null },
): Promise<string> {
  const query: RawBuilder<{ id: string }> = sql`select person_by_email(${person.id}, ${person.name}, ${person.email},
    ${person.phone}, ${person.language}) as id`
  return (await query.execute(tx)).rows[0]!.id
}
