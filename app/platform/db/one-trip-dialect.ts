import { createHash } from 'node:crypto'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import { escapeLiteral, type Pool, type PoolClient } from 'pg'

/**
 * PostgreSQL over this pool, where a transaction begins in one trip with what is said first in it (`opening`). `alwaysKeepsPlans`: for few
 * statements that are asked again and again, outside of transactions as well.
 */
export function oneTripDialect(pool: Pool, alwaysKeepsPlans = false): Dialect {
  return {
    createDriver: () => new OneTripDriver(pool, alwaysKeepsPlans),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

/** The first statement of a transaction, and whether the plans of those that follow are kept. */
interface Opening extends CompiledQuery {
  keepsPlans: boolean
}

/**
 * Begins a transaction and makes these settings for its length, in one trip; has to be its first statement. Kept plans are for statements
 * that pages ask again and again: under row-level security finding out how to go about one costs several times as much as doing it. They are not for
 * statements whose best way depends on what they are asked about, as on how large a landscape is, for a plan that is kept is the same for all.
 * Left to itself the database makes new plans for most of them: not knowing how few rows a parameter asks for, it takes the plan it keeps for
 * dear. So it is told to use it; limits that a plan should know stand in the statement itself.
 */
export function opening(settings: Readonly<Record<string, string>>, keepsPlans: boolean): Opening {
  const all = keepsPlans ? { ...settings, plan_cache_mode: 'force_generic_plan' } : settings
  const said = Object.entries(all).map(([name, value]) => `set local ${name} = ${escapeLiteral(value)}`)
  return { ...CompiledQuery.raw(['begin', ...said].join('; ')), keepsPlans }
}

class OneTripDriver implements Driver {
  readonly #pool: Pool
  readonly #alwaysKeepsPlans: boolean
  readonly #connections = new WeakMap<PoolClient, OneTripConnection>()

  constructor(pool: Pool, alwaysKeepsPlans: boolean) {
    this.#pool = pool
    this.#alwaysKeepsPlans = alwaysKeepsPlans
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<OneTripConnection> {
    const client = await this.#pool.connect()
    const connection = this.#connections.get(client) ?? new OneTripConnection(client)
    connection.keepsPlans = this.#alwaysKeepsPlans
    this.#connections.set(client, connection)
    return connection
  }

  async beginTransaction(connection: OneTripConnection): Promise<void> {
    // elsewhere nothing goes out before the opening statement, which begins it
    if (this.#alwaysKeepsPlans) await connection.executeQuery(CompiledQuery.raw('begin'))
  }

  async commitTransaction(connection: OneTripConnection): Promise<void> {
    const { rows } = await connection.executeQuery<{ command: string }>(CompiledQuery.raw('commit'))
    // told so when a statement failed before and whoever asked went on as if it had not
    if (rows[0]?.command === 'ROLLBACK') throw new Error('A statement of the transaction failed: nothing was kept.')
  }

  async rollbackTransaction(connection: OneTripConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    } catch (error) {
      // nobody knows what state it is in
      connection.isBroken = true
      throw error
    }
  }

  async releaseConnection(connection: OneTripConnection): Promise<void> {
    connection.client.release(connection.isBroken)
  }

  async destroy(): Promise<void> {
    await this.#pool.end()
  }
}

/** So many statements one connection keeps the plans of; each takes up to some hundred kilobytes of the server. */
const mostPlans = 100
/** Longer ones are written for one occasion. */
const longestKept = 8_000

class OneTripConnection implements DatabaseConnection {
  readonly client: PoolClient
  isBroken = false
  keepsPlans = false
  readonly #names = new Map<string, string>()

  constructor(client: PoolClient) {
    this.client = client
  }

  async executeQuery<R>(query: CompiledQuery | Opening): Promise<QueryResult<R>> {
    if ('keepsPlans' in query) this.keepsPlans = query.keepsPlans
    const name = this.keepsPlans ? this.#nameOf(query.sql) : null
    const values = [...query.parameters]
    const asked =
      name === null ? this.client.query(query.sql, values) : this.client.query({ name, text: query.sql, values })
    const { command, rowCount, rows } = await asked
    if (command === 'COMMIT' || command === 'ROLLBACK') return { rows: [{ command }] as R[] }
    const isChange = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
    return { rows: rows ?? [], ...(isChange && { numAffectedRows: BigInt(rowCount ?? 0) }) }
  }

  // biome-ignore lint/correctness/useYield: nothing is read row by row here
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Rows are read all at once here.')
  }

  #nameOf(text: string): string | null {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    if (this.#names.size >= mostPlans || text.length > longestKept || !/^\s*(select|with)\b/i.test(text)) return null
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
    this.#names.set(text, name)
    return name
  }
}
