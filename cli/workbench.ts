import { type Auth, createAuth } from '../app/people/sessions/auth.ts'
import type { Clock } from '../app/platform/clock.ts'
import { systemClock } from '../app/platform/clock.ts'
import { readConfig } from '../app/platform/config.ts'
import type { Database } from '../app/platform/db/database.ts'
import { keptSecret } from '../app/platform/kept-secret.ts'
import { readyDatabase } from '../app/ready-database.ts'
import type { Terminal } from './exit.ts'

/** What a command needs of the workbench; its server may be running beside or not. */
export interface Workbench {
  db: Database
  clock: Clock
  auth: Auth
  /** the address people type, without a slash at the end */
  origin: string
  /** who is meant when a command names nobody */
  firstConvener: string
}

/** Opens the workbench of this clone for one piece of work and closes it again, whatever happens. */
export async function atTheWorkbench<T>(terminal: Terminal, work: (workbench: Workbench) => Promise<T>): Promise<T> {
  const config = readConfig()
  const database = await readyDatabase(config, (line) => terminal.aside(`${line}\n`))
  try {
    const { db } = database
    const secret = config.secret ?? (await keptSecret(config.dataFolder, 'secret'))
    const auth = createAuth({ pool: db.pools.auth, secret, origin: config.origin })
    const { origin, firstConvener } = config
    return await work({ db, clock: systemClock, auth, origin, firstConvener })
  } finally {
    await database.close()
  }
}
