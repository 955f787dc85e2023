import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { tracesOfAPerson } from '../app/erasure.ts'
import type { Viewer } from '../app/platform/db/database.ts'
import { uuidv7 } from '../app/platform/uuid.ts'
import { markOf, rowsOf, type Side } from './rows-of-every-table.ts'
import { testDatabase } from './support/database.ts'

const { db, owner } = await testDatabase()

/** Tables that hold nothing of anybody's: what landed here, and when. */
const exempt = ['migration']

const tables = await allTables()

async function allTables(): Promise<string[]> {
  const { rows } = await owner.query(
    `select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by relname`,
  )
  return rows.map((row) => row.relname).filter((name) => !exempt.includes(name))
}

test('row-level security holds on every table, for its owner too', async () => {
  const { rows } = await owner.query(
    `select relname from pg_class where relname = any ($1) and relnamespace = 'public'::regnamespace
       and not (relrowsecurity and relforcerowsecurity)`,
    [tables],
  )
  expect(rows).toEqual([])
})

interface Pointer {
  name: string
  column: string
  /** What the database does with the row when the person goes: c deletes it, n forgets the pointer, a refuses. */
  when_gone: string
  to_table: string
  to_column: string
}

/** Every column that leads to a person, through as many foreign keys as it takes, with what becomes of it. */
async function pointersToPeople(): Promise<Map<string, 'goes' | 'forgets' | 'refuses'>> {
  const { rows } = await owner.query<Pointer>(
    `select k.conrelid::regclass::text as name, a.attname as column, k.confdeltype as when_gone,
       k.confrelid::regclass::text as to_table, b.attname as to_column
     from pg_constraint k
       cross join unnest(k.conkey, k.confkey) as pair (near, far)
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.near
       join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.far
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace`,
  )
  const found = new Map<string, 'goes' | 'forgets' | 'refuses'>([['person.id', 'goes']])
  const fates = { c: 'goes', n: 'forgets' } as const
  for (let before = 0; before < found.size; ) {
    before = found.size
    for (const { name, column, when_gone, to_table, to_column } of rows) {
      if (!found.has(`${to_table}.${to_column}`)) continue
      found.set(`${name}.${column}`, fates[when_gone as 'c'] ?? 'refuses')
    }
  }
  return found
}

test('every column that points at a person is in the list of erasure, with what the database does to it', async () => {
  const listed = Object.entries(tracesOfAPerson).flatMap(([table, { goes = [], forgets = [] }]) => [
    ...goes.map((column): [string, string] => [`${table}.${column}`, 'goes']),
    ...forgets.map((column): [string, string] => [`${table}.${column}`, 'forgets']),
  ])
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(await pointersToPeople()))
})

test('every column of free words in the list of erasure is there', async () => {
  const { rows } = await owner.query(
    `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`,
  )
  const there = new Set(rows.map((row) => row.name))
  const listed = Object.entries(tracesOfAPerson).flatMap(([table, { words = [] }]) =>
    words.map((column) => `${table}.${column}`),
  )
  expect(listed.filter((name) => !there.has(name))).toEqual([])
})

// ── two viewers, each with a landscape of their own ──────────────────────────────────────────────────────────────────────

const ana = newSide()
const rui = newSide()
for (const side of [ana, rui]) await fillEveryTable(side)
// the first who is let in begins the site, and is an editor like any other
await owner.query("delete from site_role where role = 'editor'")

function newSide(): Side {
  return { person: uuidv7(), landscape: uuidv7(), id: uuidv7() }
}

/** Written as the owner of the tables, but in the person's name, so that the log has rows of theirs as well. */
async function fillEveryTable(side: Side): Promise<void> {
  const client = await owner.connect()
  await client.query(`select set_config('ecotone.person', $1, false)`, [side.person])
  for (const [table, rows] of Object.entries(rowsOf(side))) {
    for (const row of rows) {
      const places = Object.keys(row).map((_, nth) => `$${nth + 1}`)
      await client.query(`insert into ${table} (${Object.keys(row)}) values (${places})`, Object.values(row))
    }
  }
  client.release(true)
}

/** The condition that holds for the rows of this side. */
function of(side: Side, table: string): string {
  const { column, is } = markOf(table)
  return `${column} = '${side[is]}'`
}

/** How many rows a statement reaches as this viewer; nothing of it stays. Being refused outright counts as none. */
async function reach(viewer: Viewer, statement: string): Promise<number> {
  let reached = 0
  const undone = new Error('undone')
  try {
    await db.as(viewer, async (tx) => {
      const { rows, numAffectedRows } = await sql.raw<{ n: number }>(statement).execute(tx)
      reached = numAffectedRows === undefined ? rows[0]!.n : Number(numAffectedRows)
      throw undone
    })
  } catch (error) {
    if (error !== undone && (error as { code?: string }).code !== '42501') throw error
  }
  return reached
}

/** Whoever is signed in names somebody new, and queues a letter beside what they do; what is in it the program says. */
const writtenByAnybody = ['person', 'mail']

/** What the database says of a row that a policy or a missing grant refuses: before it asks whether there is such a row. */
const notAllowed = '42501'

async function whyNotWritten(viewer: Viewer, table: string, row: Record<string, unknown>): Promise<string> {
  const columns = Object.keys(row).map((name) => sql.ref(name))
  try {
    await db.as(viewer, async (tx) => {
      await sql`insert into ${sql.table(table)} (${sql.join(columns)}) values (${sql.join(Object.values(row))})`.execute(
        tx,
      )
      throw new Error('written')
    })
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).message
  }
  return 'written'
}

/** What a convener of the landscape may not read one by one, or not as themselves: rule E11, people who were taken out, sign-in, and drafts. */
const unseenByTheirOwn = [
  // drafts are read by editors of the site
  'writing',
  'writing_version',
  'writing_draft',
  'former_slug',
  'writing_open',
  'blog_import',
  'blog_import_piece',
  'message_gone',
  // whether an account is new is told by a function
  'begun_account',
  // so are events that are not shown yet
  'event',
  'event_exception',
  'event_occurrence',
  'guest_list',
  'guest',
  'guest_key',
  'guest_tally',
  'book_edition',
  'book_edition_file',
  'book_edition_text',
  'enquiry',
  'enquiry_line',
  'discussion_setting',
  'topic',
  'moderation',
  'contact_place',
  'supporter',
  'site_picture',
  'site_picture_size',
  'picture_use',
  'closed_door',
  'legitimacy',
  'legitimacy_told',
  'kept_back',
  'held_session',
  'notice',
  'tombstone',
  'session',
  'account',
  'verification',
  'passkey',
  'second_step',
  'recovery_code',
  'api_token',
  'address_change',
  'mail',
]

test('there is a row of each side in every table, so that the tests below can fail', async () => {
  const empty: string[] = []
  for (const table of tables) {
    for (const side of [ana, rui]) {
      const { rows } = await owner.query(`select from ${table} where ${of(side, table)}`)
      if (rows.length === 0) empty.push(table)
    }
  }
  expect(empty, 'give these tables a line in rowsOf').toEqual([])
})

/** Who reaches which rows of these tables, as things stand when the tests run. */
function aboutWhoSees(some: string[]): void {
  test.each(some)('of two viewers, each sees their own rows of %s and none of the other', async (table) => {
    for (const [me, them] of [
      [ana, rui],
      [rui, ana],
    ] as const) {
      const viewer: Viewer = { kind: 'person', id: me.person }
      const own = await reach(viewer, `select count(*)::int as n from ${table} where ${of(me, table)}`)
      expect(own > 0).toBe(!unseenByTheirOwn.includes(table))
      expect(await reach(viewer, `select count(*)::int as n from ${table} where not (${of(me, table)})`)).toBe(0)
      expect(await reach(viewer, `delete from ${table} where ${of(them, table)}`)).toBe(0)
      const { column } = markOf(table)
      expect(await reach(viewer, `update ${table} set ${column} = ${column} where ${of(them, table)}`)).toBe(0)
    }
  })

  const notForAll = some.filter((table) => !writtenByAnybody.includes(table))
  test.each(notForAll)('of two viewers, neither writes a row of %s in the place of the other', async (table) => {
    for (const [me, them] of [
      [ana, rui],
      [rui, ana],
    ] as const)
      for (const row of rowsOf(them)[table] ?? [])
        expect(await whyNotWritten({ kind: 'person', id: me.person }, table, row)).toBe(notAllowed)
  })

  test.each(some)('nobody who is not signed in sees a row of %s', async (table) => {
    expect(await reach({ kind: 'nobody' }, `select count(*)::int as n from ${table}`)).toBe(0)
    expect(await reach({ kind: 'worker', onBehalfOf: null }, `select count(*)::int as n from ${table}`)).toBe(0)
  })

  test.each(some)('a job sees of %s nothing that the one who asked for it may not see', async (table) => {
    const worker: Viewer = { kind: 'worker', onBehalfOf: ana.person }
    expect(await reach(worker, `select count(*)::int as n from ${table} where not (${of(ana, table)})`)).toBe(0)
  })
}

describe('while each landscape is locked', () => aboutWhoSees(tables))

// the lock hides the landscape of the other by itself, and with it whatever another policy forgets
describe('while no landscape is locked', () => {
  beforeAll(() => owner.query('delete from landscape_lock'))
  aboutWhoSees(tables.filter((table) => table !== 'landscape_lock'))
})

test('every foreign key has an index that finds what points there, so that leaving is quick however much is kept', async () => {
  const { rows } = await owner.query(
    `select k.conrelid::regclass || ': ' || k.conname as name from pg_constraint k
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
       select 1 from pg_index i where i.indrelid = k.conrelid
         and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)`,
  )
  expect(rows).toEqual([])
})
