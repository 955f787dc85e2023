import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Pool } from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { backUp } from '../../app/backup/back-up.ts'
import { restore } from '../../app/backup/restore.ts'
import { writeTombstones } from '../../app/backup/tombstone-list.ts'
import { forget } from '../../app/people/forgetting/forget.ts'
import { openDatabase } from '../../app/platform/db/database.ts'
import { loginUrl } from '../../app/platform/db/login.ts'
import { ensureLogins } from '../../app/platform/db/logins.ts'
import { migrate } from '../../app/platform/db/migrate.ts'
import { prepareJobs } from '../../app/platform/jobs/run-jobs.ts'
import { forgetTheUntold } from '../../app/workbench/landscape/forget-the-untold-job.ts'
import { testDatabase } from '../support/database.ts'
import { databaseUrl } from '../support/database-url.ts'
import { personId, smallCoast } from './small-coast.ts'
import { wholeProgram } from './whole-program.ts'

/**
 * A server of one's own often gives an owner who is no superuser: row-level security, forced, holds for such a one too. Everything that
 * works as the owner is tried with one: the functions that look past the policies, the clock, the lock, forgetting, backing up.
 */
const { owner: root, url: server } = await testDatabase({ empty: true })
const migrations = join(import.meta.dirname, '../../db/migrations')
const name = `plain_${randomBytes(6).toString('hex')}`
const others: string[] = []
await root.query(`create role ${name} login createdb createrole password 'x'`)
const version = Number((await root.query(`select current_setting('server_version_num') as it`)).rows[0].it)
// From 16 on a maker of roles may only hand on those it made or administers; this server has them already.
if (version >= 160_000)
  for (const role of ['app', 'auth', 'worker']) await root.query(`grant ecotone_${role} to ${name} with admin option`)

const place = (database: string) => loginUrl(databaseUrl(server, database), { user: name, password: 'x' })
async function ownDatabase(): Promise<string> {
  const database = `${name}_${others.length}`
  const client = new Client({ connectionString: place('postgres') })
  await client.connect()
  await client.query(`create database ${database}`)
  await client.end()
  others.push(database)
  return place(database)
}

const url = await ownDatabase()
await migrate({ url, folder: migrations })
await prepareJobs(url)
const reach = await ensureLogins({ url, secret: 'the secret of this instance', rolls: true })
const logins = reach.kind === 'own logins' ? reach.logins : null
const db = openDatabase({ url, logins, tombstoneKey: '07'.repeat(32) })
const owner = new Pool({ connectionString: url, max: 4 })
owner.on('error', () => {})
const folder = await mkdtemp(join(tmpdir(), 'ecotone-plain-'))
afterAll(async () => {
  await db.close()
  await owner.end()
  await rm(folder, { recursive: true, force: true })
  for (const database of others) await root.query(`drop database ${database} with (force)`)
  for (const { user } of Object.values(logins ?? {})) await root.query(`drop owned by ${user}; drop role ${user}`)
  await root.query(`drop owned by ${name}`)
  await root.query(`drop role ${name}`)
})

const program = await wholeProgram({ db, owner, url: logins ? loginUrl(url, logins.queue) : url })
const { newcomer, bring, joinTeam, clock, bugs } = program
const steward = await newcomer('steward@example.org', 'Steward')
const second = await newcomer('second@example.org', 'Second')
const third = await newcomer('third@example.org', 'Third')
const coast = await bring(steward, smallCoast('consented', 'Coast'))
await joinTeam(coast, second, 'steward')
await joinTeam(coast, third)
const count = async (statement: string, values: unknown[] = []) =>
  (await owner.query(`select count(*)::int as n from ${statement}`, values)).rows[0].n as number
const idOf = async (drawn: string) =>
  (
    await owner.query('select person_id from participant where landscape_id = $1 and external_id = $2', [
      coast.id,
      drawn,
    ])
  ).rows[0]?.person_id as string

test('the owner is no superuser and passes no policy, and the program is logged in as its weak users', async () => {
  const { rows } = await owner.query(
    'select rolsuper, rolbypassrls, rolname = $1 as it from pg_roles where rolname = current_user',
    [name],
  )
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, it: true }])
  expect(reach).toMatchObject({ kind: 'own logins' })
  expect(db.hasOwnLogins).toBe(true)
})

test('no policy that narrows holds the owner back, also where the owner is one of the roles it is for', async () => {
  for (const role of ['app', 'worker']) await root.query(`grant ecotone_${role} to ${name}`)
  const { rows } = await owner.query(
    `select polrelid::regclass::text || ' ' || polname as it from pg_policy where not polpermissive
       and pg_get_expr(polqual, polrelid) !~ ('CURRENT_USER = ''' || current_user)`,
  )
  expect(rows, 'begin a policy that narrows with: current_user = <owner> or …').toEqual([])
  const { rows: narrowing } = await owner.query('select from pg_policy where not polpermissive')
  expect(narrowing.length).toBeGreaterThan(30)
})

test('the workbench works: pages, tables, a reading in the background', async () => {
  for (const path of ['', '/landscape', '/landscape?view=people', '/history', '/people'])
    expect((await steward.see(`/landscapes/${coast.slug}${path}`)).status, path).toBe(200)
  expect((await steward.call('POST', `/api/landscapes/${coast.slug}/readings`, { size: 6 })).status).toBeLessThan(300)
  await program.doTheJobs()
  expect(await count(`snapshot where landscape_id = $1 and state = 'done'`, [coast.id])).toBe(1)
  expect(bugs).toEqual([])
})

describe('what works as the owner finds everybody', () => {
  const theClock = () =>
    forgetTheUntold.run(
      {
        db,
        clock: { now: () => new Date('2026-11-20T09:00:00Z') },
        viewer: { kind: 'worker', onBehalfOf: null },
        stopping: new AbortController().signal,
        log: () => {},
      },
      {},
    )
  const peopleOf = (landscape: { id: string }) => count('participant where landscape_id = $1', [landscape.id])

  test('E3: the clock of the untold forgets whoever was never told, and only those', async () => {
    const untold = await bring(steward, smallCoast('consented', 'Untold'))
    const telling = await bring(steward, smallCoast('consented', 'Told'))
    await owner.query(`update participant set told_at = now() where landscape_id = $1`, [telling.id])
    await owner.query(`update participant set named_at = '2026-01-01', told_at = null where landscape_id = $1`, [
      untold.id,
    ])
    expect(await peopleOf(untold)).toBe(24)
    await theClock()
    expect([await peopleOf(untold), await peopleOf(telling)]).toEqual([0, 24])
  })

  test('E9: whoever is taken out for good is gone, with a tombstone that keeps them out', async () => {
    const gone = await idOf(personId('crews', 2))
    const way = { how: 'leave', landscapeId: coast.id, personId: gone } as const
    expect(await db.as({ kind: 'person', id: steward.id! }, (tx) => forget(tx, clock, way))).toEqual({ kind: 'gone' })
    expect(await idOf(personId('crews', 2))).toBeUndefined()
    expect(await count('tombstone where landscape_id = $1', [coast.id])).toBeGreaterThan(0)
    expect(await count('tie where from_id = $1 or to_id = $1', [gone])).toBe(0)
  })

  test('E23: the lock shuts the team out, and the clock of the untold goes on behind it', async () => {
    const path = `/landscapes/${coast.slug}`
    await steward.send(`${path}/people/lock/keepers`, { keeper: [steward.id!, second.id!] })
    expect((await third.send(`${path}/people/lock`, { word: 'lock' })).status).toBe(200)
    expect(await count('landscape_lock where landscape_id = $1', [coast.id])).toBe(1)
    expect((await third.see(path)).status).toBe(404)
    expect(await count('participant where landscape_id = $1', [coast.id])).toBe(23)
    await owner.query(
      `update participant set named_at = '2026-01-01', told_at = null where landscape_id = $1 and external_id = $2`,
      [coast.id, personId('crews', 3)],
    )
    await theClock()
    expect(await idOf(personId('crews', 3))).toBeUndefined()
    expect(bugs).toEqual([])
  })

  test('E9: whoever erases themselves is out of everything, a locked landscape too', async () => {
    await owner.query(
      `insert into participant (landscape_id, person_id, external_id, named_by) values ($1, $2, 'third', $3)`,
      [coast.id, third.id, steward.id],
    )
    expect(await db.as({ kind: 'person', id: third.id! }, (tx) => forget(tx, clock, { how: 'erase' }))).toEqual({
      kind: 'gone',
    })
    expect(await count('person where id = $1', [third.id])).toBe(0)
    expect(await count('participant where person_id = $1', [third.id])).toBe(0)
    expect(await count('convener where person_id = $1', [third.id])).toBe(0)
  })

  test('a backup holds every row, a locked landscape too, and comes back into a database of the same owner', async () => {
    const file = join(folder, 'all')
    await backUp({ url, path: file, now: new Date('2027-03-01T09:00:00Z'), passphrase: null, secret: null })
    const empty = await ownDatabase()
    const brought = await restore({ url: empty, path: file, passphrase: null, migrations, tombstones: [] })
    const back = new Client({ connectionString: empty })
    await back.connect()
    for (const table of [
      'person',
      'landscape',
      'participant',
      'membership',
      'tie',
      'tombstone',
      'audit',
      'landscape_lock',
    ])
      expect([table, (await back.query(`select count(*)::int as n from ${table}`)).rows[0].n]).toEqual([
        table,
        await count(table),
      ])
    await back.end()
    expect(brought.rows).toBeGreaterThan(300)
    expect(await writeTombstones(url, join(folder, 'tombstones'))).toBe(await count('tombstone'))
    expect(await readFile(join(folder, 'tombstones'), 'utf8')).toContain(coast.id)
  })

  test('E23: one of the two keepers opens it again', async () => {
    await owner.query('update session set confirmed_at = now() where person_id = $1', [second.id])
    const lock = `/landscapes/${coast.slug}/people/lock`
    expect((await second.send(`${lock}/opening`, {})).location).toBe(`${lock}?done=opened`)
    expect((await steward.see(`/landscapes/${coast.slug}`)).status).toBe(200)
    expect(bugs).toEqual([])
  })
})
