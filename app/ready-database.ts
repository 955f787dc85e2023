import { join } from 'node:path'
import type { Config } from './platform/config.ts'
import { type Database, openDatabase } from './platform/db/database.ts'
import { startEmbeddedPostgres } from './platform/db/embedded-postgres.ts'
import { migrate } from './platform/db/migrate.ts'
import { prepareJobs } from './platform/jobs/run-jobs.ts'

export interface ReadyDatabase {
  db: Database
  /** Connection URL of the user that owns the tables. */
  url: string
  close(): Promise<void>
}

/**
 * The database as the program needs it, for the server and the command line alike: the one that was set, else our own (started, or
 * joined when another process of this clone already runs it), with every migration landed.
 */
export async function readyDatabase(config: Config, log: (line: string) => void): Promise<ReadyDatabase> {
  const server = config.databaseUrl ? null : await startEmbeddedPostgres(config.dataFolder, log)
  const url = config.databaseUrl ?? server!.url
  try {
    await migrate({ url, folder: join(config.root, 'db/migrations'), log })
    await prepareJobs(url)
  } catch (error) {
    await server?.stop()
    throw error
  }
  const db = openDatabase({
    url,
    onLostConnection: (role, error) => log(`A connection of ${role} was lost: ${error.message}`),
  })
  return {
    db,
    url,
    async close() {
      await db.close()
      await server?.stop()
    },
  }
}
