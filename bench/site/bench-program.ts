import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from 'pg'
import { freePort, startProgram } from '../../test/support/started-program.ts'
import { benchDatabase } from '../bench-database.ts'
import { statOf } from './ask-often.ts'

/** The program as it is run, with a database server of its own that holds what the first start brings. */
export interface BenchProgram {
  origin: string
  /** the program and its database server: both work for a page */
  pids: readonly number[]
  client: Client
  done(): Promise<void>
}

export async function benchProgram(): Promise<BenchProgram> {
  const { url, client, done } = await benchDatabase()
  const data = await mkdtemp(join(tmpdir(), 'ecotone-bench-site-'))
  const program = await startProgram(data, await freePort(), { DATABASE_URL: url, ECOTONE_LOG: 'error' })
  await program.saying('/sign-in/confirm')
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return {
    origin: program.origin,
    pids: [program.pid, statOf(rows[0]!.pid)!.parent],
    client,
    async done() {
      await program.killAll()
      await done()
      await rm(data, { recursive: true, force: true })
    },
  }
}
