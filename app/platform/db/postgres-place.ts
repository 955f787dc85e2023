import { join } from 'node:path'
import { Client } from 'pg'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { PostgresHome } from './postgres-home.ts'

/** Everything that is known about one server of ours before it runs. */
export interface PostgresPlace {
  home: PostgresHome
  binaries: PostgresBinaries
  /** The folder that holds the databases themselves, one for each major version because their form differs. */
  cluster: string
  password: string
  /** More server settings, for tests. */
  tuning: Record<string, string>
}

export interface PostgresServer {
  /** Connection URL of the user that owns everything in this server. */
  url: string
  /** False when another living process of this clone started the server and we only joined it. */
  ours: boolean
  /** Stops a server of ours: running transactions are undone, everything acknowledged is on disk. Does nothing to a joined one. */
  stop(): Promise<void>
}

export function clusterFolder(home: PostgresHome, binaries: PostgresBinaries): string {
  return join(home.folder, `cluster-${binaries.major}`)
}

export function urlOf(place: PostgresPlace, socketFolder: string): string {
  return `postgres://ecotone:${place.password}@localhost/ecotone?host=${encodeURIComponent(socketFolder)}`
}

/** Asks the server one thing; null when it does not answer, or not to our password. */
export async function ask<T>(
  place: PostgresPlace,
  socketFolder: string,
  question: (client: Client) => Promise<T>,
): Promise<T | null> {
  const client = new Client({
    host: socketFolder,
    user: 'ecotone',
    password: place.password,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  })
  // A server that stops meanwhile would otherwise end the whole program.
  client.on('error', () => {})
  try {
    await client.connect()
    return await question(client)
  } catch {
    return null
  } finally {
    await client.end().catch(() => {})
  }
}
