import { EventEmitter } from 'node:events'
import { Logger, type LogLevel, parseCronItems, type Runner, run, runMigrations, type Task } from 'graphile-worker'
import { type Client, Pool } from 'pg'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Database, Viewer } from '../db/database.ts'
import type { Job, JobTools, Recurring } from './job.ts'
import { freeJobsOfTheDead, holdLife } from './runner-life.ts'

export interface JobSettings {
  db: Database
  /** Connection URL of the owner of the queue or of the login that may work on it (`ensureLogins`). */
  url: string
  jobs: readonly Job<unknown>[]
  recurring?: readonly Recurring[]
  clock: Clock
  log?: (line: string) => void
  /** How many jobs at once; each may use a processor of its own. */
  atOnce?: number
}

export interface RunningJobs {
  /** Takes no new job, gives running ones a few seconds to leave off, and hands back what is unfinished. */
  stop(): Promise<void>
}

/** Makes or updates the schema of the queue. To be run as the owner after the migrations, before `runJobs` or `enqueue`. */
export async function prepareJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: quiet() })
}

/** How often each process looks for jobs that a dead process still holds, in milliseconds. */
const lookForTheDead = 30_000

/**
 * Runs background jobs in this process until stopped. Any number of processes may do so over one database.
 *
 * A job whose process died in the middle is freed by the next process that starts, or within half a minute by one that runs.
 */
export async function runJobs(settings: JobSettings): Promise<RunningJobs> {
  const { url, log = () => {} } = settings
  const pool = new Pool({ connectionString: url, max: 4, application_name: 'ecotone jobs' })
  pool.on('error', (error) => log(`The connection of the jobs was lost and will be made again: ${error.message}`))
  pool.on('connect', (client) => client.on('error', () => {}))
  const stopping = new AbortController()
  await freeJobsOfTheDead(pool)
  const events = new EventEmitter()
  const lives: Promise<Client>[] = []
  events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => lives.push(holdLife(url, workerPool.id)))
  const runner = await run({
    pgPool: pool,
    taskList: taskList(settings, stopping.signal, log),
    parsedCronItems: parseCronItems(
      (settings.recurring ?? []).map(({ job, at, missed }) => ({
        task: job.name,
        match: at,
        options: { backfillPeriod: missed === 'left out' ? 0 : 86_400_000 },
      })),
    ),
    events,
    noHandleSignals: true,
    concurrency: settings.atOnce ?? 2,
    pollInterval: 2_000,
    gracefulShutdownAbortTimeout: 3_000,
    logger: quiet(log),
  })
  await Promise.all(lives)
  const watch = setInterval(() => freeJobsOfTheDead(pool).catch(() => {}), lookForTheDead)
  watch.unref()
  return { stop: () => stop(runner, stopping, watch, lives, pool) }
}

async function stop(
  runner: Runner,
  stopping: AbortController,
  watch: NodeJS.Timeout,
  lives: Promise<Client>[],
  pool: Pool,
): Promise<void> {
  clearInterval(watch)
  stopping.abort()
  await runner.stop().catch(() => {})
  for (const life of lives) await (await life).end().catch(() => {})
  await pool.end()
}

function taskList(settings: JobSettings, stopping: AbortSignal, log: (line: string) => void): Record<string, Task> {
  const recurring = settings.recurring?.map(({ job }) => job) ?? []
  return Object.fromEntries(
    [...settings.jobs, ...recurring].map((job: Job<unknown>) => [
      job.name,
      (payload: unknown) => runOne(job, payload, settings, stopping, log),
    ]),
  )
}

const envelope = z.object({ onBehalfOf: z.uuid().nullish(), work: z.unknown().optional() })

async function runOne(
  job: Job<unknown>,
  payload: unknown,
  { db, clock }: JobSettings,
  stopping: AbortSignal,
  log: (line: string) => void,
): Promise<void> {
  // What the clock asks for comes with the clock's own notes and nobody's name.
  const { onBehalfOf, work } = envelope.parse(payload)
  const viewer: Viewer = { kind: 'worker', onBehalfOf: job.view === 'of nobody' ? null : (onBehalfOf ?? null) }
  if (job.view === 'of the asker' && !onBehalfOf) throw new Error(`The job "${job.name}" was asked for by nobody.`)
  const tools: JobTools = { db, clock, viewer, stopping, log }
  await job.run(tools, job.work.parse(work ?? {}))
}

function quiet(log?: (line: string) => void): Logger {
  return new Logger(() => (level: LogLevel, message: string) => {
    if (level === 'error') log?.(message)
  })
}
