import { hkdfSync } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from './platform/config.ts'
import { type Database, openDatabase } from './platform/db/database.ts'
import { startEmbeddedPostgres } from './platform/db/embedded-postgres.ts'
import { loginUrl } from './platform/db/login.ts'
import { ensureLogins, type Reach } from './platform/db/logins.ts'
import { migrate } from './platform/db/migrate.ts'
import { prepareJobs } from './platform/jobs/run-jobs.ts'
import { keptSecret } from './platform/kept-secret.ts'

export interface ReadyDatabase {
  db: Database
  /** Connection URL of the user that owns the tables. */
  url: string
  /** The address of the queue of jobs, entered by whoever may do the least there. */
  queueUrl: string
  close(): Promise<void>
}

/**
 * The database as the program needs it, for the server and the command line alike: the one that was set, else our own (started, or
 * joined when another process of this clone already runs it), with every migration landed, and entered by the weakest users there are.
 * `rolls`: whether logins that were made with another secret get the password of this one, as the server does.
 */
export async function readyDatabase(
  config: Config,
  log: (line: string) => void,
  { rolls }: { rolls: boolean } = { rolls: false },
): Promise<ReadyDatabase> {
  const server = await databaseServer(config, log)
  const { url } = server
  let secret: string
  let reach: Reach
  try {
    await migrate({ url, folder: join(config.root, 'db/migrations'), log })
    await prepareJobs(url)
    secret = config.secret ?? (await keptSecret(config.dataFolder, 'secret'))
    reach = await ensureLogins({ url, secret, rolls })
  } catch (error) {
    await server.close()
    throw error
  }
  if (reach.kind === 'as the owner')
    log(
      `The program enters its database as the owner, because it could not as users that may do less: ${reach.why}. docs/running/database.md says what is weaker then.`,
    )
  const db = openDatabase({
    url,
    logins: reach.kind === 'own logins' ? reach.logins : null,
    tombstoneKey: tombstoneKey(secret),
    onLostConnection: (role, error) => log(`A connection of ${role} was lost: ${error.message}`),
  })
  return {
    db,
    url,
    queueUrl: reach.kind === 'own logins' ? loginUrl(url, reach.logins.queue) : url,
    async close() {
      await db.close()
      await server.close()
    },
  }
}

/** The key of the tombstones, made of the secret of this instance: whoever has a copy of the database alone cannot try names against it. */
function tombstoneKey(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', 'ecotone tombstones', 32)).toString('hex')
}

/** The server alone, with its database as it is: where nothing may land by itself, as before a backup is brought back. */
export async function databaseServer(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  log: (line: string) => void,
): Promise<Pick<ReadyDatabase, 'url' | 'close'>> {
  if (config.databaseUrl) return { url: config.databaseUrl, close: async () => {} }
  const server = await startEmbeddedPostgres(config.dataFolder, log)
  return { url: server.url, close: () => server.stop() }
}
