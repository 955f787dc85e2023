import { sql } from 'kysely'
import type { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Database, Tx, Viewer } from '../db/database.ts'

/** What a running job may use. */
export interface JobTools {
  db: Database
  clock: Clock
  /** The view the job runs as; hand it to `db.as`. */
  viewer: Viewer
  /** Aborted when the program is stopping: leave off soon, the job will be taken up again at the next start. */
  stopping: AbortSignal
  log: (line: string) => void
}

/**
 * A kind of background work. `view` declares whose eyes it looks through: those of the person who asked for it, or nobody's
 * for the clocks that no person winds. A job may be run more than once (a crash, a lost connection): it must come to the same.
 */
export interface Job<Work> {
  name: string
  view: 'of the asker' | 'of nobody'
  work: z.ZodType<Work>
  run(tools: JobTools, work: Work): Promise<void>
}

/** A job that runs by the clock: minute, hour, day of month, month, day of week, in UTC. */
export interface Recurring {
  job: Job<unknown>
  at: string
  /** What missed its time while no program ran is made up for once it runs again (the last day's), unless it is left out. */
  missed?: 'left out'
}

/** Asks for work inside the running transaction: it is done if, and only if, the transaction is. Needs a signed-in viewer. */
export async function enqueue<Work>(tx: Tx, job: Pick<Job<Work>, 'name' | 'work'>, work: Work): Promise<void> {
  await sql`select enqueue_job(${job.name}, ${JSON.stringify(job.work.parse(work))}::jsonb)`.execute(tx)
}
