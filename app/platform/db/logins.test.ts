import { randomBytes } from 'node:crypto'
import { Client, type Pool } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { databaseUrl } from '../../../test/support/database-url.ts'
import { type Login, loginUrl, type Role, roles } from './login.ts'
import { ensureLogins } from './logins.ts'

const { db, logins, owner, url } = await testDatabase()
const [secret, newSecret] = ['the secret of this instance', 'another secret of the same instance']
const me = (await owner.query('select current_user::text as me')).rows[0].me as string
await owner.query(`insert into person (id, email, name) values (gen_random_uuid(), 'ana@example.org', 'Ana')`)
afterAll(async () => {
  const { rows } = await owner.query(
    `select rolname from pg_roles where rolname ~ ('^ecotone_\\w+_' || (select oid from pg_database where datname = current_database()) || '$')`,
  )
  for (const { rolname } of rows) {
    await owner.query(`drop owned by ${rolname}`)
    await owner.query(`drop role ${rolname}`)
  }
})

async function made(settings: { secret: string; rolls: boolean; url?: string }) {
  const reach = await ensureLogins({ url, ...settings })
  if (reach.kind !== 'own logins') throw new Error(reach.why)
  return reach.logins
}

async function within<T>(login: Login, work: (client: Client) => Promise<T>, options = ''): Promise<T> {
  const client = new Client({ connectionString: loginUrl(url, login), options })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const letsIn = (login: Login) =>
  within(login, async () => true).catch((error: Error) => {
    if (/password authentication failed/.test(error.message)) return false
    throw error
  })

async function peopleSeen(client: { query: Pool['query'] }): Promise<number | 'refused'> {
  try {
    return (await client.query('select count(*)::int as n from person')).rows[0].n
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return 'refused'
    throw error
  }
}

test.each(roles)(
  'every connection of the pool of %s is logged in as a user that is nothing but that role',
  async (role) => {
    const { rows } = await db.pools[role].query('select session_user::text as session, current_user::text as now')
    expect(rows).toEqual([{ session: logins[role].user, now: `ecotone_${role}` }])
    expect(db.hasOwnLogins).toBe(true)
  },
)

test('so is the connection that listens', async () => {
  db.hear('river', () => {})
  await expect
    .poll(
      async () =>
        (
          await owner.query(
            `select usename::text from pg_stat_activity where application_name = 'ecotone hearing' and datname = current_database()`,
          )
        ).rows,
    )
    .toEqual([{ usename: logins.app.user }])
})

/** What somebody tries who got a statement of theirs into a connection of the program. */
function waysOut(role: Role): string[] {
  const others = roles.filter((one) => one !== role)
  return [
    'set role none',
    'reset role',
    'reset all',
    'discard all',
    `set role "${me}"`,
    `set local role "${me}"`,
    `set session authorization "${me}"`,
    'set session authorization default',
    'reset session authorization',
    `select set_config('role', 'none', false)`,
    `select set_config('role', '${me}', false)`,
    `select set_config('session_authorization', '${me}', false)`,
    'set role pg_read_all_data',
    'set row_security = off',
    'set session_replication_role = replica',
    ...others.flatMap((other) => [
      `set local role ecotone_${other}`,
      `set role ecotone_${other}`,
      `set role ${logins[other].user}`,
      `grant ecotone_${other} to ${logins[role].user}`,
    ]),
    `grant "${me}" to ${logins[role].user}`,
    `set role none; grant pg_read_all_data to ${logins[role].user}`,
    `set role none; alter role ${logins[role].user} superuser`,
    `set role none; alter role ${logins[role].user} bypassrls`,
    `set role none; create role thief superuser`,
    `set role none; set role "${me}"`,
  ]
}

test.each(['app', 'worker'] as const)('no way out of the login of %s leads to a person', async (role) => {
  for (const way of waysOut(role))
    for (const begin of ['', 'begin;'])
      await within(
        logins[role],
        async (client) => {
          const said = await client.query(begin + way).then(
            () => 'done',
            (error: Error) => error.message,
          )
          if (begin && said !== 'done') return
          const { rows } = await client.query('select session_user::text as session, current_user::text as now')
          expect(rows[0].session, way).toBe(logins[role].user)
          expect([`ecotone_${role}`, logins[role].user], way).toContain(rows[0].now)
          expect([0, 'refused'], `${begin} ${way}`).toContain(await peopleSeen(client))
        },
        `-c role=ecotone_${role}`,
      )
})

test.each(roles)('out of its role the login of %s reads no table at all', async (role) => {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind in ('r', 'p', 'v')
       and relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)`,
  )
  expect(tables.length).toBeGreaterThan(40)
  await within(logins[role], async (client) => {
    for (const { name } of tables)
      await expect(client.query(`select from ${name} limit 1`), name).rejects.toThrow(/permission denied/)
  })
  const { rows } = await owner.query(
    `select rolname::text as may_be from pg_roles where rolname <> $1 and pg_has_role($1, oid, 'member')`,
    [logins[role].user],
  )
  expect(rows).toEqual([{ may_be: `ecotone_${role}` }])
})

test('the login of the queue works on the queue, is nobody else, and reads no table beside it', async () => {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind in ('r', 'p', 'v') and relnamespace = 'public'::regnamespace`,
  )
  await within(logins.queue, async (client) => {
    await client.query('select from graphile_worker._private_jobs')
    for (const { name } of tables)
      await expect(client.query(`select from ${name} limit 1`), name).rejects.toThrow(/permission denied/)
    for (const role of ['ecotone_app', 'ecotone_auth', 'ecotone_worker', me])
      await expect(client.query(`set role "${role}"`)).rejects.toThrow(/permission denied/)
    await expect(client.query(`select enqueue_job('bring-in', '{}')`)).rejects.toThrow(/permission denied/)
  })
})

test('signing in sees people, as its role; that login is no other either', async () => {
  expect(await peopleSeen(db.pools.auth)).toBe(1)
  await within(logins.auth, async (client) => {
    for (const way of waysOut('auth')) await client.query(way).catch(() => {})
    await client.query('set role none')
    expect(await peopleSeen(client)).toBe('refused')
  })
})

test('every process with the same secret comes to the same logins, which stay as they are', async () => {
  const both = await Promise.all([made({ secret, rolls: true }), made({ secret, rolls: true })])
  expect(both[0]).toEqual(both[1])
  expect(await made({ secret, rolls: false })).toEqual(both[0])
  expect(new Set(roles.map((role) => both[0][role].password)).size).toBe(3)
  expect(JSON.stringify(both)).not.toContain(secret)
})

test('with a new secret the program has new passwords, and the old ones let nobody in', async () => {
  const before = await made({ secret, rolls: true })
  const after = await made({ secret: newSecret, rolls: true })
  for (const role of roles) {
    expect(after[role].user).toBe(before[role].user)
    expect([await letsIn(before[role]), await letsIn(after[role])]).toEqual([false, true])
  }
})

test('a command with another secret than the program leaves the passwords alone, and goes in as the owner', async () => {
  const ours = await made({ secret, rolls: true })
  expect(await ensureLogins({ url, secret: newSecret, rolls: false })).toEqual({
    kind: 'as the owner',
    why: expect.stringMatching(/password authentication failed/),
  })
  expect(await letsIn(ours.app)).toBe(true)
})

test('what a login changed of itself is put back at the next start', async () => {
  const { app } = await made({ secret, rolls: true })
  await within(app, async (client) => {
    await client.query(`alter role ${app.user} set statement_timeout = 1`)
    await client.query(
      `alter role ${app.user} in database ${client.escapeIdentifier(client.database!)} set search_path = pg_temp`,
    )
    await client.query(`alter role ${app.user} password 'mine now'`)
  })
  expect(await letsIn(app)).toBe(false)
  await made({ secret, rolls: true })
  const { rows } = await owner.query('select from pg_db_role_setting where setrole = $1::regrole', [app.user])
  expect([rows, await letsIn(app)]).toEqual([[], true])
})

test('no statement that the server is sent holds a password, and none holds the secret', async () => {
  const sent: string[] = []
  const ask = Client.prototype.query
  Client.prototype.query = function (this: Client, ...args: unknown[]) {
    sent.push(JSON.stringify(args[0]), JSON.stringify(args[1] ?? ''))
    return Reflect.apply(ask, this, args)
  } as typeof ask
  try {
    const fresh = await made({ secret: 'a third secret of this instance', rolls: true })
    expect(sent.filter((one) => one.includes('SCRAM-SHA-256$4096:'))).toHaveLength(4)
    for (const words of [...roles.map((role) => fresh[role].password), 'a third secret'])
      expect(sent.join('\n')).not.toContain(words)
  } finally {
    Client.prototype.query = ask
  }
})

test('an owner who may make no users leaves the way of before, with the reason', async () => {
  const name = `plain_${randomBytes(6).toString('hex')}`
  await owner.query(`create role ${name} login password 'x'`)
  await owner.query(`create database ${name} owner ${name}`)
  const theirs = loginUrl(databaseUrl(url, name), { user: name, password: 'x' })
  try {
    const reach = await ensureLogins({ url: theirs, secret, rolls: true })
    expect(reach).toEqual({ kind: 'as the owner', why: expect.stringMatching(/permission denied to create role/) })
    expect(JSON.stringify(reach)).not.toMatch(/SCRAM|secret/)
  } finally {
    await owner.query(`drop database ${name} with (force)`)
    await owner.query(`drop role ${name}`)
  }
})

test('an address without a host, or with its user among the parameters, is entered as the login all the same', () => {
  const login = { user: 'ecotone_app_1', password: 'p' }
  for (const place of [
    'postgres:///ecotone?host=/run/postgresql',
    'postgres://owner:pw@db.example.org/ecotone?sslmode=verify-full',
    'postgres://db.example.org/ecotone?user=owner&password=pw',
  ]) {
    const client = new Client({ connectionString: loginUrl(place, login), ssl: false })
    expect([client.user, client.password, client.database]).toEqual(['ecotone_app_1', 'p', 'ecotone'])
  }
})
