import { setTimeout as pause } from 'node:timers/promises'
import { keptSecret } from '../kept-secret.ts'
import { launchPostgres, logFile } from './launch-postgres.ts'
import { bundledBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { ensureCluster } from './postgres-cluster.ts'
import { type PostgresHome, postgresHome } from './postgres-home.ts'
import { clusterFolder, type PostgresPlace, type PostgresServer } from './postgres-place.ts'
import { standingPostgres, stopOrphan } from './standing-postgres.ts'

/**
 * Starts the PostgreSQL that came with the packages, with its data under `dataFolder`, and answers when it takes connections.
 *
 * There is no port: it listens on a Unix socket that only its own user may reach, behind a random password, so clones never
 * collide. It stops when `stop` is called and also when this process dies in any way, kill -9 included. A server that a dead
 * process left behind is stopped first; one that a living process of the same clone runs is joined. Takes about a fifth of a
 * second, the first time about three seconds.
 */
export async function startEmbeddedPostgres(dataFolder: string, log: (line: string) => void): Promise<PostgresServer> {
  const home = await postgresHome(dataFolder)
  if (home.note) log(home.note)
  return startPostgres({ home, binaries: await bundledBinaries(home.folder) }, log)
}

/** Like `startEmbeddedPostgres`, with the home, the programs and more server settings given: for tests. */
export async function startPostgres(
  { home, binaries, tuning = {} }: { home: PostgresHome; binaries: PostgresBinaries; tuning?: Record<string, string> },
  log: (line: string) => void,
): Promise<PostgresServer> {
  const password = await keptSecret(home.folder, 'password')
  const place: PostgresPlace = { home, binaries, cluster: clusterFolder(home, binaries), password, tuning }

  for (let attempt = 1; ; attempt++) {
    const standing = await standingPostgres(place)
    if (standing.kind === 'in use') return { url: standing.url, ours: false, stop: async () => {} }
    if (standing.kind === 'orphan') {
      log('Stopping a database server that an earlier run left behind')
      await stopOrphan(standing.pid)
    }
    await ensureCluster(place, log)
    const launched = await launchPostgres(place)
    if (launched.kind === 'ready') return launched.server
    // Either another process of this clone was quicker, or the last processes of a killed server are still going.
    if (!/lock file .* already exists|shared memory block/.test(launched.said) || attempt === 40) {
      throw new Error(
        `The database server did not start. Its log is ${logFile(home)}, and it says:\n${launched.said.slice(-4_000)}`,
      )
    }
    await pause(250)
  }
}
