import { Kysely, type Transaction } from 'kysely'
import { Pool, type PoolConfig, types } from 'pg'
import { turns } from '../turns.ts'
import { type Hearing, openHearing } from './hear.ts'
import { type Logins, loginUrl, type Role } from './login.ts'
import { oneTripDialect, opening } from './one-trip-dialect.ts'

/** Who is asking. The database shows each viewer what they may see and nothing else. */
export type Viewer =
  | { kind: 'person'; id: string }
  | { kind: 'nobody' }
  /** A background job: on behalf of a person it sees what that person sees; of nobody, what everybody sees. */
  | { kind: 'worker'; onBehalfOf: string | null }

/** A running transaction. Queries name the tables they use: `tx.withTables<{ person: PersonRow }>()`. */
export type Tx = Transaction<unknown>

/** What is said aloud with a transaction, beside who asks. */
export interface Aloud {
  /** The reason, kept in the change log beside every row this transaction changes. */
  why?: string
  /** What it is for, where reading more than a page shows must be said ("restorable export"). */
  purpose?: string
  /** By a personal link, not by an account: what only the person may say or read needs more than that. */
  byLink?: boolean
  /**
   * Nothing of a landscape is asked, but pages of the site, which many look at: the database keeps how it goes about each statement from
   * one transaction to the next. For nobody it always does, since nobody is shown a landscape.
   */
  ofSite?: boolean
}

export interface Database {
  /**
   * Runs `work` in one transaction that sees and changes only what `viewer` may. Committed when `work` returns, undone when it
   * throws. Costs two trips to the database beside those of `work`. Do not call it inside another `as`: that would be a second transaction,
   * on a second connection, blind to the first. One person has at most half of the connections of the pages at a time, whatever they open
   * at once: beyond that they wait for themselves, and nobody else for them.
   */
  as<T>(viewer: Viewer, work: (tx: Tx) => Promise<T>, aloud?: Aloud): Promise<T>
  /** Listens to what the database tells on a channel (`NOTIFY`), and gives the function that ends it. */
  hear: Hearing['hear']
  listening: Hearing['listening']
  /** For libraries that want a pool of their own (sign-in, jobs). Each connection is bound to one role from its first moment. */
  pools: Record<Role, Pool>
  /** Are the pools logged in as users that are nothing but their role? Otherwise as the owner, who could leave it. */
  hasOwnLogins: boolean
  close(): Promise<void>
}

export interface DatabaseSettings {
  /** A PostgreSQL connection URL; its user must be allowed to enter the three roles (`migrate` sees to that). */
  url: string
  /** The users to connect as (`ensureLogins`); without them as the one of the URL, who enters the roles. */
  logins?: Logins | null
  /** Connections to keep at most, per role. */
  connections?: Partial<Record<Role, number>>
  /** What the database hashes with where a hash alone could be guessed; hexadecimal. It lies nowhere in the database. */
  tombstoneKey?: string
  /** Told when an idle connection breaks, for instance because the server was restarted. The pool opens a new one by itself. */
  onLostConnection?: (role: Role, error: Error) => void
}

/** Milliseconds after which the server gives a statement up, per role: pages must not hang, jobs may take their time. */
const statementTimeout: Record<Role, number> = { app: 30_000, auth: 10_000, worker: 600_000 }

/**
 * Opens the database. Nothing is connected before the first query, so a wrong address shows itself there.
 *
 * Values come back as JavaScript has them: `timestamptz` as `Date`, `date` as the text "2027-03-01" (a day has no time zone),
 * `bigint` and counts as numbers (a value beyond 2^53 throws instead of losing digits), `numeric` as text.
 */
export function openDatabase(settings: DatabaseSettings): Database {
  const pools = {
    app: openPool('app', settings),
    auth: openPool('auth', settings),
    worker: openPool('worker', settings),
  }
  const app = new Kysely<unknown>({ dialect: oneTripDialect(pools.app) })
  const hearing = openHearing(urlFor('app', settings))
  const worker = new Kysely<unknown>({ dialect: oneTripDialect(pools.worker) })
  const inTurn = turns(Math.max(1, Math.floor(pools.app.options.max / 2)))

  return {
    pools,
    hasOwnLogins: Boolean(settings.logins),
    hear: hearing.hear,
    listening: hearing.listening,
    as(viewer, work, aloud = {}) {
      const kysely = viewer.kind === 'worker' ? worker : app
      const inOne = () =>
        kysely.transaction().execute(async (tx) => {
          await tx.executeQuery(opening(settingsOf(viewer, aloud), aloud.ofSite ?? viewer.kind === 'nobody'))
          return work(tx)
        })
      return viewer.kind === 'person' ? inTurn(viewer.id, inOne) : inOne()
    },
    async close() {
      await Promise.all([hearing.close(), app.destroy(), worker.destroy(), pools.auth.end()])
    },
  }
}

/** Who asks is always said; of the rest what is not said is empty for every connection from its first moment (`openPool`). */
function settingsOf(viewer: Viewer, { why, purpose, byLink }: Aloud): Record<string, string> {
  return {
    'ecotone.person': personOf(viewer) ?? '',
    ...(why && { 'ecotone.why': why }),
    ...(purpose && { 'ecotone.purpose': purpose }),
    ...(byLink && { 'ecotone.way': 'link' }),
  }
}

function personOf(viewer: Viewer): string | null {
  if (viewer.kind === 'person') return viewer.id
  return viewer.kind === 'worker' ? viewer.onBehalfOf : null
}

function urlFor(role: Role, { url, logins }: DatabaseSettings): string {
  return logins ? loginUrl(url, logins[role]) : url
}

function openPool(role: Role, database: DatabaseSettings): Pool {
  const { connections, onLostConnection, tombstoneKey = '' } = database
  const settings: PoolConfig = {
    connectionString: urlFor(role, database),
    max: connections?.[role] ?? 8,
    application_name: `ecotone ${role}`,
    options: `-c role=ecotone_${role} -c statement_timeout=${statementTimeout[role]} -c idle_in_transaction_session_timeout=60000 -c ecotone.tombstone_key=${tombstoneKey} -c ecotone.why= -c ecotone.purpose= -c ecotone.way=`,
    types: { getTypeParser: readerOf },
  }
  const pool = new Pool(settings)
  // Without these listeners Node would end the whole program when the server closes a connection: the first is for idle ones, the
  // second for one in use between two queries, where the next query reports it anyway.
  pool.on('error', (error) => onLostConnection?.(role, error))
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const readers = new Map<number, (text: string) => unknown>([
  [types.builtins.INT8, safeInteger],
  [types.builtins.DATE, (text) => text],
])

function readerOf(type: number, format?: 'text' | 'binary') {
  return readers.get(type) ?? types.getTypeParser(type, format as 'text')
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) {
    throw new Error(`The database gave ${text}, which a JavaScript number cannot hold exactly; select it as text.`)
  }
  return value
}
