import { hkdfSync } from 'node:crypto'
import { Client } from 'pg'
import { type Login, type Logins, loginUrl, type Role, roles } from './login.ts'
import { openQueueTo } from './open-queue.ts'
import { scramVerifier } from './scram-verifier.ts'

export interface LoginSettings {
  /** Connection URL of the user that owns the tables. */
  url: string
  /** The secret of this instance; the passwords are made of it, so every process that has it comes to the same. */
  secret: string
  /**
   * Gives a login that was made with another secret the password of this one. Only the program that serves does: a command that was
   * started with a wrong secret would shut it out.
   */
  rolls: boolean
}

/** How the program reaches its database. */
export type Reach =
  /** As users that are nothing but the weak roles. */
  | { kind: 'own logins'; logins: Logins }
  /** As the owner, who enters the weak roles: SQL that was smuggled in could leave them again. */
  | { kind: 'as the owner'; why: string }

/** Two processes that start at once must not both make them; the number only has to be the same in both. */
const loginLock = 3_262_026_002

/**
 * Sees to it that each of the three roles has a login of its own for this database, and answers with them: users that own nothing,
 * inherit nothing and may enter that one role; so has the queue of jobs. To be run after the migrations and `prepareJobs`. Where the server or what stands before it does not let
 * such users in, or the owner may not make them, the answer says why, and the program works as the owner who enters the roles.
 */
export async function ensureLogins(settings: LoginSettings): Promise<Reach> {
  const { url } = settings
  const owner = new Client({ connectionString: url, application_name: 'ecotone logins' })
  owner.on('error', () => {})
  await owner.connect()
  try {
    await owner.query('select pg_advisory_lock($1)', [loginLock])
    const logins = loginsOf(await databaseNumber(owner), settings.secret)
    for (const role of [...roles, 'queue'] as const) await ensureLogin(owner, settings, role, logins[role])
    await openQueueTo(owner, logins.queue)
    return { kind: 'own logins', logins }
  } catch (error) {
    return { kind: 'as the owner', why: (error as Error).message }
  } finally {
    await owner.end()
  }
}

/** What a login is for. */
type Place = Role | 'queue'

/** Users belong to the whole server and databases have numbers there, so two instances on one server never share a login. */
async function databaseNumber(owner: Client): Promise<number> {
  const { rows } = await owner.query<{ oid: number }>('select oid from pg_database where datname = current_database()')
  return rows[0]!.oid
}

function loginsOf(database: number, secret: string): Logins {
  const login = (role: Place): Login => {
    const user = `ecotone_${role}_${database}`
    return { user, password: Buffer.from(hkdfSync('sha256', secret, '', `ecotone login ${user}`, 32)).toString('hex') }
  }
  return { app: login('app'), auth: login('auth'), worker: login('worker'), queue: login('queue') }
}

async function ensureLogin(owner: Client, { url, rolls }: LoginSettings, role: Place, login: Login): Promise<void> {
  if (await isThere(owner, login)) {
    const refused = await whatIsWrong(url, role, login)
    if (!refused) return
    if (!rolls) throw new Error(refused)
    await renew(owner, login)
  } else await make(owner, login)
  await admit(owner, role, login)
  const still = await whatIsWrong(url, role, login)
  if (still) throw new Error(still)
}

/** Goes in by the front door, as the pools will; null when that leads into the role and to nothing else. */
async function whatIsWrong(url: string, role: Place, login: Login): Promise<string | null> {
  const client = new Client({
    connectionString: loginUrl(url, login),
    application_name: 'ecotone logins',
    options: role === 'queue' ? '' : `-c role=ecotone_${role}`,
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ session: string; now: string; strong: boolean; changed: boolean }>(
      `select session_user::text as session, current_user::text as now,
         rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit as strong,
         exists (select from pg_db_role_setting where setrole = r.oid) as changed
       from pg_roles r where rolname = session_user`,
    )
    const { session, now, strong, changed } = rows[0]!
    if (session !== login.user) return `${login.user} was let in as ${session}`
    if (role !== 'queue' && now !== `ecotone_${role}`) return `${login.user} did not come into ecotone_${role}`
    if (strong) return `${login.user} may do more than it should`
    return changed ? `${login.user} has settings of its own` : null
  } catch (error) {
    return (error as Error).message
  } finally {
    await client.end().catch(() => {})
  }
}

async function isThere(owner: Client, { user }: Login): Promise<boolean> {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [user])
  return rowCount === 1
}

/** The server is given what it checks the password by, never the password: statements may stand in its log. */
async function make(owner: Client, { user, password }: Login): Promise<void> {
  await owner.query(`create role ${user} login noinherit password '${scramVerifier(password)}'`)
}

/** A login may change its own password and settings, so SQL that was smuggled in could have: both are put back. */
async function renew(owner: Client, { user, password }: Login): Promise<void> {
  await owner.query(`alter role ${user} login noinherit password '${scramVerifier(password)}'`)
  await owner.query(`alter role ${user} reset all`)
  const { rows } = await owner.query<{ name: string }>('select current_database() as name')
  await owner.query(`alter role ${user} in database ${owner.escapeIdentifier(rows[0]!.name)} reset all`)
}

/** The queue has no role beside its login: there is nothing to enter. */
async function admit(owner: Client, role: Place, { user }: Login): Promise<void> {
  const { rows } = await owner.query<{ member: boolean; may_connect: boolean; name: string }>(
    `select coalesce((select pg_has_role($1, oid, 'member') from pg_roles where rolname = $2), true) as member, current_database() as name,
       has_database_privilege($1, current_database(), 'connect') as may_connect`,
    [user, `ecotone_${role}`],
  )
  const { member, may_connect: mayConnect, name } = rows[0]!
  if (!member) await owner.query(`grant ecotone_${role} to ${user}`)
  if (!mayConnect) await owner.query(`grant connect on database ${owner.escapeIdentifier(name)} to ${user}`)
}
