import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { Pool, type PoolConfig, types } from 'pg'
import { type Hearing, openHearing } from './hear.ts'

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
}

export interface Database {
  /**
   * Runs `work` in one transaction that sees and changes only what `viewer` may. Committed when `work` returns, undone when it
   * throws. Costs two round trips beside those of `work`. Do not call it inside another `as`: that would be a second transaction,
   * on a second connection, blind to the first.
   */
  as<T>(viewer: Viewer, work: (tx: Tx) => Promise<T>, aloud?: Aloud): Promise<T>
  /** Listens to what the database tells on a channel (`NOTIFY`), and gives the function that ends it. */
  hear: Hearing['hear']
  /** For libraries that want a pool of their own (sign-in, jobs). Each connection is bound to one role from its first moment. */
  pools: Record<Role, Pool>
  close(): Promise<void>
}

/** The three roles the program works under. None of them owns a table or may pass row-level security by. */
export type Role = 'app' | 'auth' | 'worker'

export interface DatabaseSettings {
  /** A PostgreSQL connection URL; its user must be allowed to enter the three roles (`migrate` sees to that). */
  url: string
  /** Connections to keep at most, per role. */
  connections?: Partial<Record<Role, number>>
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
  const app = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: pools.app }) })
  const hearing = openHearing(settings.url)
  const worker = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: pools.worker }) })

  return {
    pools,
    hear: hearing.hear,
    as(viewer, work, aloud = {}) {
      const kysely = viewer.kind === 'worker' ? worker : app
      return kysely.transaction().execute(async (tx) => {
        await sql`select set_config('ecotone.person', ${personOf(viewer) ?? ''}, true),
          set_config('ecotone.why', ${aloud.why ?? ''}, true),
          set_config('ecotone.purpose', ${aloud.purpose ?? ''}, true)`.execute(tx)
        return work(tx)
      })
    },
    async close() {
      await Promise.all([hearing.close(), app.destroy(), worker.destroy(), pools.auth.end()])
    },
  }
}

function personOf(viewer: Viewer): string | null {
  if (viewer.kind === 'person') return viewer.id
  return viewer.kind === 'worker' ? viewer.onBehalfOf : null
}

function openPool(role: Role, { url, connections, onLostConnection }: DatabaseSettings): Pool {
  const settings: PoolConfig = {
    connectionString: url,
    max: connections?.[role] ?? 8,
    application_name: `ecotone ${role}`,
    options: `-c role=ecotone_${role} -c statement_timeout=${statementTimeout[role]} -c idle_in_transaction_session_timeout=60000`,
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
