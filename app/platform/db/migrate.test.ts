import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { databaseUrl } from '../../../test/support/database-url.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

const { owner, url } = await testDatabase({ empty: true })
const scratch = await mkdtemp(join(tmpdir(), 'ecotone-migrations-'))
afterAll(() => rm(scratch, { recursive: true }))

let folder: string
beforeEach(async () => {
  folder = join(scratch, randomBytes(4).toString('hex'))
  await mkdir(folder)
  await owner.query('drop schema public cascade; create schema public; grant usage on schema public to public')
})

async function write(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
}

async function tables(): Promise<string[]> {
  const { rows } = await owner.query(
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  return rows.map((row) => row.relname).sort()
}

test('each file lands once, in the order of its number', async () => {
  await write({ '0001-a.sql': 'create table a (id int)', '0002-b.sql': 'alter table a rename to b' })
  const said: string[] = []
  expect(await migrate({ url, folder, log: (line) => said.push(line) })).toBe(2)
  expect(await migrate({ url, folder })).toBe(0)
  expect(await tables()).toEqual(['b', 'migration'])
  expect(said).toEqual(['Preparing the database: 0001-a.sql', 'Preparing the database: 0002-b.sql'])
})

test('a file that fails lands not at all, names its line, and leaves the ones before it', async () => {
  await write({
    '0001-a.sql': 'create table a (id int)',
    '0002-b.sql': 'create table b (id int);\nselect * from nowhere;',
  })
  await expect(migrate({ url, folder })).rejects.toThrow(/0002-b\.sql, line 2, could not land: .*nowhere/)
  expect(await tables()).toEqual(['a', 'migration'])
})

test('a file that was changed after it landed is refused', async () => {
  await write({ '0001-a.sql': 'create table a (id int)' })
  await migrate({ url, folder })
  await write({ '0001-a.sql': 'create table a (id bigint)' })
  await expect(migrate({ url, folder })).rejects.toThrow(/0001-a\.sql was changed after it had landed/)
})

test('other line ends are no change', async () => {
  await write({ '0001-a.sql': 'create table a (\nid int)' })
  await migrate({ url, folder })
  await write({ '0001-a.sql': 'create table a (\r\nid int)' })
  expect(await migrate({ url, folder })).toBe(0)
})

test('a database of a newer version is refused', async () => {
  await write({ '0001-a.sql': 'create table a (id int)', '0002-b.sql': 'create table b (id int)' })
  await migrate({ url, folder })
  await rm(join(folder, '0002-b.sql'))
  await expect(migrate({ url, folder })).rejects.toThrow(/has the migration 0002-b\.sql.*newer/)
})

test('a twin in the numbers and a file without one are refused; a number may be left out', async () => {
  await write({ '0001-a.sql': '', '0003-c.sql': '' })
  expect(await migrate({ url, folder })).toBe(2)
  await write({ '0003-d.sql': '' })
  await expect(migrate({ url, folder })).rejects.toThrow(/0003-d\.sql has the number of 0003-c\.sql/)
  await rm(join(folder, '0003-d.sql'))
  await write({ 'e.sql': '' })
  await expect(migrate({ url, folder })).rejects.toThrow(/e\.sql should begin with four digits/)
})

test('a file that comes to lie below those that landed is refused', async () => {
  await write({ '0001-a.sql': '', '0003-c.sql': '' })
  await migrate({ url, folder })
  await write({ '0002-b.sql': '' })
  await expect(migrate({ url, folder })).rejects.toThrow(/0003-c\.sql, which is not in .* at that place/)
})

test('two processes that migrate at once land each file once', async () => {
  await write({
    '0001-a.sql': 'create table a (id int); select pg_sleep(0.2)',
    '0002-b.sql': 'create table b (id int)',
  })
  const landed = await Promise.all([migrate({ url, folder }), migrate({ url, folder }), migrate({ url, folder })])
  expect(landed.sort()).toEqual([0, 0, 2])
})

test('a database user who is no superuser can migrate and enter the roles', async () => {
  const name = `plain_${randomBytes(6).toString('hex')}`
  await owner.query(`create role ${name} login createrole password 'x'`)
  await owner.query(`create database ${name} owner ${name}`)
  const plain = new URL(databaseUrl(url, name))
  plain.username = name
  plain.password = 'x'
  await owner.query(await adminGrants(name))
  try {
    await migrate({ url: plain.href, folder: join(import.meta.dirname, '../../../db/migrations') })
    const db = openDatabase({ url: plain.href })
    for (const role of ['app', 'auth', 'worker'] as const) {
      const { rows } = await db.pools[role].query('select current_user::text as role')
      expect(rows).toEqual([{ role: `ecotone_${role}` }])
    }
    await db.close()
  } finally {
    await owner.query(`drop database ${name} with (force)`)
    await owner.query(`drop owned by ${name}`)
    await owner.query(`drop role ${name}`)
  }
})

/** From PostgreSQL 16 on a maker of roles may only hand on the ones it made or was given to administer. */
async function adminGrants(name: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  )
  await client.end()
  if (rows[0]!.version < 160_000) return 'select 1'
  return ['app', 'auth', 'worker'].map((role) => `grant ecotone_${role} to ${name} with admin option`).join('; ')
}
