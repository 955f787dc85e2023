import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '../../../test/support/database.ts'
import { loginUrl } from '../db/login.ts'
import { uuidv7 } from '../uuid.ts'
import { enqueue, type Job } from './job.ts'
import { prepareJobs, runJobs } from './run-jobs.ts'

const { db, owner, logins, url: ownerUrl } = await testDatabase()
const url = loginUrl(ownerUrl, logins.queue)
await prepareJobs(ownerUrl)
const clock = { now: () => new Date('2027-03-01T09:00:00Z') }
const ana = uuidv7()
await owner.query('insert into person (id, email, email_verified) values ($1, $2, true)', [ana, 'ana@example.org'])

const running: { stop(): Promise<void> }[] = []
afterAll(async () => {
  for (const one of running) await one.stop()
})

interface Seen {
  note: string
  viewer: unknown
}

function noting(seen: Seen[], view: Job<unknown>['view'] = 'of the asker'): Job<{ note: string }> {
  return {
    name: 'note-it',
    view,
    work: z.object({ note: z.string() }),
    async run({ viewer }, { note }) {
      seen.push({ note, viewer })
    },
  }
}

test('work asked for in a transaction is done as the person who asked', async () => {
  const seen: Seen[] = []
  running.push(await runJobs({ db, url, clock, jobs: [noting(seen) as Job<unknown>] }))
  await db.as({ kind: 'person', id: ana }, (tx) => enqueue(tx, noting(seen), { note: 'first' }))
  await expect.poll(() => seen).toHaveLength(1)
  expect(seen).toEqual([{ note: 'first', viewer: { kind: 'worker', onBehalfOf: ana } }])
  await running.pop()!.stop()
})

test('work asked for in a transaction that is undone is never done', async () => {
  await expect(
    db.as({ kind: 'person', id: ana }, async (tx) => {
      await enqueue(tx, noting([]), { note: 'undone' })
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  const { rows } = await owner.query('select count(*)::int as n from graphile_worker.jobs')
  expect(rows[0].n).toBe(0)
})

test('nobody who is not signed in can ask for work, and nobody can ask on behalf of another', async () => {
  await expect(db.as({ kind: 'nobody' }, (tx) => enqueue(tx, noting([]), { note: 'x' }))).rejects.toThrow(
    'nobody is signed in',
  )
  await db.as({ kind: 'person', id: ana }, (tx) =>
    enqueue(tx, { name: 'note-it', work: z.looseObject({}) }, { note: 'mine', onBehalfOf: uuidv7() }),
  )
  const { rows } = await owner.query('select payload from graphile_worker._private_jobs')
  expect(rows[0].payload.onBehalfOf).toBe(ana)
  await owner.query('delete from graphile_worker._private_jobs')
})

test('work that the clock asks for runs as nobody', async () => {
  const seen: Seen[] = []
  const job = noting(seen, 'of nobody')
  const daily = { ...job, work: z.looseObject({}).transform(() => ({ note: 'daily' })) } as unknown as Job<
    Record<string, never>
  >
  running.push(await runJobs({ db, url, clock, jobs: [], recurring: [{ job: daily, at: '17 3 * * *' }] }))
  await owner.query(`select graphile_worker.add_job('note-it', '{"_cron": {"ts": "2027-03-01T03:17:00Z"}}')`)
  await expect.poll(() => seen).toHaveLength(1)
  expect(seen[0]!.viewer).toEqual({ kind: 'worker', onBehalfOf: null })
  await running.pop()!.stop()
})

test('a job whose process is killed in the middle is taken up again at the next start', async () => {
  await db.as({ kind: 'person', id: ana }, (tx) => enqueue(tx, noting([]), { note: 'survived' }))
  const child = spawn(
    process.execPath,
    [new URL('./stuck-runner.fixture.ts', import.meta.url).pathname, url, ownerUrl],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  await once(child.stdout!, 'data')
  const { rows } = await owner.query('select locked_by from graphile_worker._private_jobs')
  expect(rows[0].locked_by).not.toBeNull()
  child.kill('SIGKILL')
  await once(child, 'exit')

  const seen: Seen[] = []
  // The server notices the broken connection in its own time; a start that comes first looks again after half a minute.
  const alive =
    "select from pg_stat_activity where application_name = 'ecotone jobs alive' and datname = current_database()"
  await expect.poll(async () => (await owner.query(alive)).rowCount).toBe(0)
  running.push(await runJobs({ db, url, clock, jobs: [noting(seen) as Job<unknown>] }))
  await expect.poll(() => seen).toHaveLength(1)
  expect(seen[0]!.note).toBe('survived')
  await running.pop()!.stop()
})

test('a runner that lives keeps its job when another one starts', async () => {
  const started: string[] = []
  let finish = () => {}
  const slow: Job<{ note: string }> = {
    ...noting([]),
    async run(_, { note }) {
      started.push(note)
      await new Promise<void>((resolve) => {
        finish = resolve
      })
    },
  }
  const first = await runJobs({ db, url, clock, jobs: [slow as Job<unknown>] })
  await db.as({ kind: 'person', id: ana }, (tx) => enqueue(tx, slow, { note: 'once' }))
  await expect.poll(() => started).toHaveLength(1)
  const second = await runJobs({ db, url, clock, jobs: [slow as Job<unknown>] })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(started).toEqual(['once'])
  finish()
  await first.stop()
  await second.stop()
})
