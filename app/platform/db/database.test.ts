import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { openDatabase } from './database.ts'

const { db, logins, owner, url } = await testDatabase({ empty: true })
await owner.query(`
  create table note (person uuid, words text);
  alter table note enable row level security;
  alter table note force row level security;
  create policy own on note using (person = nullif(current_setting('ecotone.person', true), '')::uuid);
  grant all on note to ecotone_app, ecotone_worker`)

const ana = '0190a000-0000-7000-8000-000000000001'
const rui = '0190a000-0000-7000-8000-000000000002'

async function write(person: string, words: string): Promise<void> {
  await db.as({ kind: 'person', id: person }, (tx) => sql`insert into note values (${person}, ${words})`.execute(tx))
}

function read(viewer: Parameters<typeof db.as>[0]): Promise<string[]> {
  return db.as(viewer, async (tx) => {
    const { rows } = await sql<{ words: string }>`select words from note order by words`.execute(tx)
    return rows.map((row) => row.words)
  })
}

test('each viewer sees their own rows, and nobody sees none', async () => {
  await write(ana, 'from Ana')
  await write(rui, 'from Rui')
  expect(await read({ kind: 'person', id: ana })).toEqual(['from Ana'])
  expect(await read({ kind: 'person', id: rui })).toEqual(['from Rui'])
  expect(await read({ kind: 'nobody' })).toEqual([])
})

test('a job sees what the person sees on whose behalf it runs', async () => {
  expect(await read({ kind: 'worker', onBehalfOf: ana })).toEqual(['from Ana'])
  expect(await read({ kind: 'worker', onBehalfOf: null })).toEqual([])
})

test('the viewer of one transaction is forgotten before the next on the same connection', async () => {
  await read({ kind: 'person', id: ana })
  const { rows } = await db.pools.app.query(`select coalesce(current_setting('ecotone.person', true), '') as person`)
  expect(rows).toEqual([{ person: '' }])
})

test('writing a row of somebody else is refused', async () => {
  const forged = db.as({ kind: 'person', id: ana }, (tx) => sql`insert into note values (${rui}, 'forged')`.execute(tx))
  await expect(forged).rejects.toThrow(/row-level security/)
})

test('a transaction that throws leaves nothing behind', async () => {
  const half = db.as({ kind: 'person', id: ana }, async (tx) => {
    await sql`insert into note values (${ana}, 'half')`.execute(tx)
    throw new Error('stopped half-way')
  })
  await expect(half).rejects.toThrow('stopped half-way')
  expect(await read({ kind: 'person', id: ana })).toEqual(['from Ana'])
})

test('the reason and the purpose are there for the length of the transaction', async () => {
  const said = await db.as(
    { kind: 'nobody' },
    (tx) =>
      sql`select current_setting('ecotone.why') as why, current_setting('ecotone.purpose') as purpose`.execute(tx),
    { why: 'moved by hand', purpose: 'restorable export' },
  )
  expect(said.rows).toEqual([{ why: 'moved by hand', purpose: 'restorable export' }])
})

test('what is said aloud is forgotten with its transaction, whatever signs it holds', async () => {
  const why = `it's "so"; \\ rollback; -- é`
  const { rows } = await db.as(
    { kind: 'nobody' },
    (tx) => sql<{ why: string }>`select current_setting('ecotone.why') as why`.execute(tx),
    { why },
  )
  expect(rows).toEqual([{ why }])
  const after = await db.as({ kind: 'nobody' }, (tx) =>
    sql<{ why: string }>`select concat(current_setting('ecotone.why'), current_setting('ecotone.purpose'),
      current_setting('ecotone.way'), current_setting('ecotone.person')) as why`.execute(tx),
  )
  expect(after.rows).toEqual([{ why: '' }])
})

test('a plan that the database keeps shows each viewer their own rows', async () => {
  const narrow = openDatabase({ url, logins, connections: { app: 1 } })
  const seen: string[][] = []
  try {
    // from the sixth time on one plan serves everybody
    for (let time = 0; time < 8; time += 1)
      for (const person of [ana, rui]) {
        const { rows } = await narrow.as(
          { kind: 'person', id: person },
          (tx) => sql<{ words: string }>`select words from note where words like ${'from%'}`.execute(tx),
          { ofSite: true },
        )
        seen.push(rows.map(({ words }) => words))
      }
    const { rows } = await narrow.pools.app.query('select statement from pg_prepared_statements')
    expect(rows).toHaveLength(1)
  } finally {
    await narrow.close()
  }
  expect(seen).toEqual(Array.from({ length: 8 }, () => [['from Ana'], ['from Rui']]).flat())
})

test('no role of the program may pass row-level security by', async () => {
  const { rows } = await owner.query(
    `select rolname from pg_roles where rolname like 'ecotone\\_%' and (rolbypassrls or rolsuper or rolcreaterole or rolcreatedb
       or rolcanlogin and (rolinherit or rolname !~ '\\d$'))`,
  )
  expect(rows).toEqual([])
})

test('counts are numbers, days are texts, moments are dates', async () => {
  const { rows } = await db.as({ kind: 'nobody' }, (tx) =>
    sql`select count(*) as n, date '2027-03-01' as day, timestamptz '2027-03-01 10:00Z' as moment from note`.execute(
      tx,
    ),
  )
  expect(rows).toEqual([{ n: 0, day: '2027-03-01', moment: new Date('2027-03-01T10:00:00Z') }])
})

test('a number that JavaScript cannot hold is refused, not rounded', async () => {
  const asked = db.pools.app.query('select 9007199254740993::bigint as big')
  await expect(asked).rejects.toThrow(/9007199254740993/)
})

test('a connection that the server breaks is told and replaced', async () => {
  await db.pools.app.query('select 1')
  // those of this database alone: other files of tests are at work on the same server
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ecotone app' and datname = current_database()`,
  )
  await expect.poll(() => read({ kind: 'nobody' })).toEqual([])
})
