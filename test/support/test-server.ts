import { access, chmod, constants, mkdtemp, rm, statfs } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../app/platform/db/embedded-postgres.ts'
import type { Logins } from '../../app/platform/db/login.ts'
import { ensureLogins } from '../../app/platform/db/logins.ts'
import { migrate } from '../../app/platform/db/migrate.ts'
import { bundledBinaries, installedBinaries } from '../../app/platform/db/postgres-binaries.ts'
import { postgresHome } from '../../app/platform/db/postgres-home.ts'
import type { PostgresServer } from '../../app/platform/db/postgres-place.ts'
import { prepareJobs } from '../../app/platform/jobs/run-jobs.ts'
import { databaseUrl } from './database-url.ts'

/** What the door of the server answers. */
export interface TestServer {
  url: string
  /** For every database of the run: made once, since a login costs more than a copy of the template. */
  logins: Logins
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Unix socket on which the run hands out the address of its database server. */
    testServer: string
  }
}

/**
 * One database server for a whole run of tests, started when the first test asks for it: a run that touches no database pays
 * nothing. It holds the migrated template that each test file gets a copy of. `ECOTONE_TEST_POSTGRES` names the `bin` folder of
 * another PostgreSQL to use instead of the one that came with the packages.
 */
export default async function serveTestServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await memoryFolder(), 'ecotone-test-'))
  let started: Promise<{ server: PostgresServer; logins: Logins }> | undefined
  const door = createServer(async (_request, response) => {
    started ??= startTestServer(folder)
    const answer = await started.then(
      ({ server, logins }): TestServer => ({ url: server.url, logins }),
      (error: Error) => ({ error: error.message }),
    )
    response.end(JSON.stringify(answer))
  })
  const socket = join(folder, 'door')
  await new Promise<void>((resolve) => door.listen(socket, resolve))
  door.unref()
  project.provide('testServer', socket)

  return async () => {
    door.closeAllConnections()
    door.close()
    await started?.then(({ server }) => server.stop()).catch(() => {})
    await rm(folder, { recursive: true, force: true })
  }
}

/** Enough for the databases of all tests that run at one time, in bytes. */
const room = 3_000_000_000

/**
 * Where files lie in memory, on machines that have such a place with room. Each test file makes a database of some 1,500 files and throws it
 * away; on a disk that costs more than half of what its tests do.
 */
async function memoryFolder(): Promise<string> {
  const inMemory = '/dev/shm'
  try {
    await access(inMemory, constants.W_OK)
    const { bavail, bsize } = await statfs(inMemory)
    return bavail * bsize >= room ? inMemory : tmpdir()
  } catch {
    return tmpdir()
  }
}

async function startTestServer(folder: string): Promise<{ server: PostgresServer; logins: Logins }> {
  const root = join(import.meta.dirname, '../..')
  const { folder: programs, ...users } = await postgresHome(join(root, 'data'))
  const installed = process.env['ECOTONE_TEST_POSTGRES']
  const binaries = installed ? await installedBinaries(installed) : await bundledBinaries(programs)
  await chmod(folder, 0o711)
  // What these tests write may be lost when the machine fails; the tests of durability start a server of their own.
  const tuning = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' }
  const server = await startPostgres({ home: { ...users, folder }, binaries, tuning }, () => {})

  const client = new Client({ connectionString: server.url })
  await client.connect()
  await client.query('create database ecotone_template')
  await client.end()
  const template = databaseUrl(server.url, 'ecotone_template')
  await migrate({ url: template, folder: join(root, 'db/migrations') })
  await prepareJobs(template)
  const reach = await ensureLogins({ url: template, secret: 'a secret that only the tests know', rolls: true })
  if (reach.kind !== 'own logins') throw new Error(`The program cannot log in as its weak users: ${reach.why}`)
  return { server, logins: reach.logins }
}
