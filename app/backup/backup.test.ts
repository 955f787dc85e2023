import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, type Pool } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { personId, smallCoast } from '../../test/security/small-coast.ts'
import { wholeProgram } from '../../test/security/whole-program.ts'
import { testDatabase } from '../../test/support/database.ts'
import { forget } from '../people/forgetting/forget.ts'
import { backUp } from './back-up.ts'
import { BackupProblem } from './backup-problem.ts'
import { keptTables } from './kept-tables.ts'
import { restore } from './restore.ts'
import { readTombstones, writeTombstones } from './tombstone-list.ts'

const program = await wholeProgram()
const { owner, url, newcomer, bring, doTheJobs } = program
const folder = await mkdtemp(join(tmpdir(), 'ecotone-backup-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const migrations = join(import.meta.dirname, '../../db/migrations')
const now = new Date('2027-03-01T09:00:00Z')

const steward = await newcomer('steward@example.org', 'Steward')
const drawn = smallCoast('consented')
drawn.people[0]!.name = 'Zwölf\tBoxkämpfer\\. \n "jagen" 🌊'
drawn.consents = drawn.people.map(({ id }) => ({ person: id, purpose: 'map', state: 'agreed', said: '2026-10-01' }))
const coast = await bring(steward, drawn)
await steward.call('POST', `/api/landscapes/${coast.slug}/readings`, { size: 6 })
await doTheJobs()

const made = (name: string, more: { passphrase?: string; secret?: string } = {}) =>
  backUp({ url, path: join(folder, name), now, passphrase: more.passphrase ?? null, secret: more.secret ?? null })

const broughtBack = (to: string, name: string, more: Partial<Parameters<typeof restore>[0]> = {}) =>
  restore({ url: to, path: join(folder, name), passphrase: null, migrations, tombstones: [], ...more })

/** Every row of every table that a backup holds, as text, in an order that does not hang on where it lies. */
async function everything(of: string): Promise<Record<string, string[]>> {
  const client = new Client({ connectionString: of })
  await client.connect()
  const said: Record<string, string[]> = {}
  for (const { name } of await keptTables(client)) {
    const { rows } = await client.query<{ it: string }>(`select t::text as it from ${name} t`)
    said[name] = rows.map(({ it }) => it).toSorted()
  }
  await client.end()
  return said
}

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('It went well.'),
    (thrown: Error) => thrown,
  )
  if (!(error instanceof BackupProblem)) throw error
  return error.reason
}

const rowsIn = async (pool: Pool) => {
  const { rows } = await pool.query(`select count(*)::int as n from pg_class where relname = 'person'`)
  return rows[0].n === 0 ? 0 : (await pool.query('select count(*)::int as n from person')).rows[0].n
}

test('a backup that is brought back is equal table by table, and everything that guards the tables is there again', async () => {
  const there = await testDatabase({ empty: true })
  const told: string[] = []
  await backUp({
    url,
    path: join(folder, 'a'),
    now,
    passphrase: null,
    secret: 'kept',
    onTable: (name) => told.push(name),
  })
  const outcome = await broughtBack(there.url, 'a')
  expect(outcome).toMatchObject({ madeAt: now.toISOString(), forgotten: 0, secret: 'kept' })
  const [before, after] = [await everything(url), await everything(there.url)]
  expect(after).toEqual(before)
  expect(told).toEqual(Object.keys(before))
  expect(Object.entries(before).filter(([, rows]) => rows.length > 0).length).toBeGreaterThan(15)
  const guards = `select relname, relrowsecurity, relforcerowsecurity,
      (select count(*)::int from pg_trigger t where t.tgrelid = c.oid and not tgisinternal and tgenabled = 'O') as triggers,
      (select array_agg(conname || ' ' || pg_get_constraintdef(k.oid) order by conname) from pg_constraint k where k.conrelid = c.oid) as held
    from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`
  expect((await there.owner.query(guards)).rows).toEqual((await owner.query(guards)).rows)
  // the log goes on behind its last line
  await there.owner.query("update landscape set hope = 'another' where id = $1", [coast.id])
  const { rows } = await there.owner.query('select max(id) = count(*) as it from change')
  expect(rows[0].it).not.toBeNull()
})

test('with a passphrase nothing in the file can be read without it, and another one is refused as such', async () => {
  await made('sealed', { passphrase: 'where the river meets the sea' })
  const bytes = await readFile(join(folder, 'sealed'))
  expect(bytes.includes('Steward')).toBe(false)
  expect(bytes.subarray(0, 14).toString()).toBe('ecotone backup')
  const there = await testDatabase({ empty: true })
  expect(await reasonOf(broughtBack(there.url, 'sealed'))).toBe('passphrase-needed')
  expect(await reasonOf(broughtBack(there.url, 'sealed', { passphrase: 'another' }))).toBe('wrong-passphrase')
  await broughtBack(there.url, 'sealed', { passphrase: 'where the river meets the sea' })
  expect(await everything(there.url)).toEqual(await everything(url))
})

test('of a file that is cut off or damaged, open or sealed, no row comes in, and the whole one can be tried again', async () => {
  await made('whole')
  await made('whole-sealed', { passphrase: 'x' })
  const there = await testDatabase({ empty: true })
  for (const [name, passphrase] of [
    ['whole', null],
    ['whole-sealed', 'x'],
  ] as const) {
    const bytes = await readFile(join(folder, name))
    for (const [nth, share] of [0.2, 0.7, 0.999].entries()) {
      await writeFile(join(folder, `cut-${nth}`), bytes.subarray(0, Math.floor(bytes.length * share)))
      expect(['cut-off', 'damaged']).toContain(await reasonOf(broughtBack(there.url, `cut-${nth}`, { passphrase })))
      expect(await rowsIn(there.owner)).toBe(0)
    }
    const turned = Buffer.from(bytes)
    turned[bytes.length - 40]! ^= 1
    await writeFile(join(folder, 'turned'), turned)
    expect(['cut-off', 'damaged']).toContain(await reasonOf(broughtBack(there.url, 'turned', { passphrase })))
    expect(await rowsIn(there.owner)).toBe(0)
  }
  await broughtBack(there.url, 'whole')
  expect(await rowsIn(there.owner)).toBeGreaterThan(20)
})

test('another file, a database with something in it, and a backup of a newer version are refused in words', async () => {
  await made('plain')
  await writeFile(join(folder, 'letter'), 'Dear all\n')
  const there = await testDatabase({ empty: true })
  expect(await reasonOf(broughtBack(there.url, 'letter'))).toBe('not-a-backup')
  expect(await reasonOf(broughtBack(url, 'plain'))).toBe('not-empty')
  await owner.query("insert into migration (name, hash) values ('9999-later.sql', 'x')")
  await made('newer')
  await owner.query("delete from migration where name = '9999-later.sql'")
  expect(await reasonOf(broughtBack(there.url, 'newer'))).toBe('newer-version')
  expect(await rowsIn(there.owner)).toBe(0)
})

test('a folder that cannot be written, and work that breaks off in the middle, leave no file that looks like a backup', async () => {
  await expect(
    backUp({ url, path: join(folder, 'no/such/folder'), now, passphrase: null, secret: null }),
  ).rejects.toThrow()
  const broken = (name: string) => {
    if (name === 'person') throw new Error('The disk is full.')
  }
  const breaking = backUp({ url, path: join(folder, 'broken'), now, passphrase: null, secret: null, onTable: broken })
  await expect(breaking).rejects.toThrow('The disk is full.')
  expect((await readdir(folder)).filter((name) => name.startsWith('broken'))).toEqual([])
})

test('E17: a backup from before an erasure does not bring back who was erased, taken out or withdrew since', async () => {
  const landscape = await bring(steward, { ...drawn, about: { ...drawn.about, name: 'Second coast' } })
  const other = await newcomer('other@example.org', 'Zqother Person')
  await program.joinTeam(landscape, other)
  const rowOf = async (external: string) => {
    const found = await owner.query('select person_id from participant where landscape_id = $1 and external_id = $2', [
      landscape.id,
      external,
    ])
    return found.rows[0].person_id as string
  }
  const [out, back] = [await rowOf(personId('crews', 1)), await rowOf(personId('lab', 1))]
  await made('before')
  const place = `/landscapes/${landscape.slug}`
  await steward.send(`${place}/drawing/person/${personId('crews', 1)}/remove`, { asked_for: 'yes' })
  await steward.call('PUT', `/api${place}/people/${personId('lab', 1)}/consent`, { state: 'withdrawn' })
  await program.db.as({ kind: 'person', id: other.id! }, (tx) => forget(tx, program.clock, { how: 'erase' }))
  await writeTombstones(url, join(folder, 'tombstones'))
  const there = await testDatabase({ empty: true })
  const tombstones = await readTombstones(join(folder, 'tombstones'))
  const outcome = await broughtBack(there.url, 'before', { tombstones })
  expect(outcome.forgotten).toBe(3)
  const said = JSON.stringify({ ...(await everything(there.url)), audit: [] })
  for (const mark of [out, other.id!, 'Zqother', 'other@example.org']) expect(said).not.toContain(mark)
  const { rows } = await there.owner.query(
    'select p.consent, p.external_id, n.name from participant p join person n on n.id = p.person_id where person_id = $1',
    [back],
  )
  expect(rows).toEqual([{ consent: 'withdrawn', external_id: back, name: null }])
  // without the list they would be there: the test can fail
  const careless = await testDatabase({ empty: true })
  await broughtBack(careless.url, 'before')
  expect(JSON.stringify(await everything(careless.url))).toContain(out)
})

test('an owner of the database who is no superuser restores and backs up everything, and is refused a backup that a policy would narrow', async () => {
  const name = `plain_${process.pid}_${Date.now().toString(36)}`
  await owner.query(`create role ${name} login createrole password 'x'`)
  const { rows } = await owner.query("select current_setting('server_version_num')::int as version")
  for (const role of ['app', 'auth', 'worker'])
    await owner.query(`grant ecotone_${role} to ${name}${rows[0].version < 160_000 ? '' : ' with admin option'}`)
  await owner.query(`create database ${name} owner ${name}`)
  const plain = new URL(url)
  plain.pathname = `/${name}`
  plain.username = name
  plain.password = 'x'
  try {
    await made('plainly')
    await broughtBack(plain.href, 'plainly')
    const asSuperuser = new URL(url)
    asSuperuser.pathname = plain.pathname
    expect(await everything(asSuperuser.href)).toEqual(await everything(url))
    const theirs = (path: string) =>
      backUp({ url: plain.href, path: join(folder, path), now, passphrase: null, secret: null })
    expect(await theirs('by-them')).toEqual(await made('again'))
    const hiding = new Client({ connectionString: plain.href })
    await hiding.connect()
    await hiding.query('create policy narrower on tie as restrictive using (false)')
    await expect(theirs('half')).rejects.toThrow(/row-level security may keep rows of tie from/)
    await hiding.query('drop policy narrower on tie; drop policy the_owner on tie')
    await hiding.end()
    await expect(theirs('half')).rejects.toThrow(/row-level security may keep rows of tie from/)
    expect((await readdir(folder)).filter((one) => one.startsWith('half'))).toEqual([])
  } finally {
    await owner.query(`drop database ${name} with (force)`)
    await owner.query(`drop owned by ${name}`)
    await owner.query(`drop role ${name}`)
  }
})
