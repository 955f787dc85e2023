import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openDatabase } from '../app/platform/db/database.ts'
import { startEmbeddedPostgres } from '../app/platform/db/embedded-postgres.ts'
import { migrate } from '../app/platform/db/migrate.ts'

/** A server and a database of their own with all migrations and nothing in it, gone after `done`. `client` works as the owner. */
export async function benchDatabase() {
  const folder = await mkdtemp(join(tmpdir(), 'ecotone-bench-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres(folder, () => {})
  await migrate({ url: server.url, folder: join(import.meta.dirname, '../db/migrations') })
  const db = openDatabase({ url: server.url })
  const client = new Client({ connectionString: server.url })
  await client.connect()
  async function done() {
    await client.end()
    await db.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { db, url: server.url, client, done }
}
