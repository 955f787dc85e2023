import { expect, test } from 'vitest'
import type { Viewer } from '../../../platform/db/database.ts'
import type { JobTools } from '../../../platform/jobs/job.ts'
import { bringIn } from './bring-in-job.ts'
import { bringing, type SentFile } from './bringing.fixture.ts'

const { db, owner, clock, madalena, mine, sent, keptAt, landscapes } = await bringing()

const many = 12_000
const largePeople = `id,name\n${Array.from({ length: many }, (_, i) => `p${i},Person number ${i}`).join('\n')}\n`
const largeTies = `from,to\n${Array.from({ length: many }, (_, i) => `p${i},p${(i * 7 + 1) % many}`).join('\n')}\n`
const large: SentFile[] = [
  ['people.csv', largePeople],
  ['ties.csv', largeTies],
]
const worker: Viewer = { kind: 'worker', onBehalfOf: madalena.id }

/** Runs the job for an upload as the queue would; `stopping` is the program that ends. */
function work(preview: string, more: Partial<JobTools> = {}): Promise<void> {
  const stopping = new AbortController().signal
  return bringIn.run(
    { db, clock, viewer: worker, stopping, log: () => {}, ...more },
    { upload: preview.split('/').at(-1)! },
  )
}

async function jobsFor(preview: string): Promise<number> {
  const { rows } = await owner.query(
    "select count(*)::int as n from graphile_worker._private_jobs where payload -> 'work' ->> 'upload' = $1",
    [preview.split('/').at(-1)],
  )
  return rows[0].n
}

test('a large upload comes in as a job: the page shows how far it is, then leads to the landscape', async () => {
  const preview = await sent(large)
  expect((await mine.see(preview)).status).toBe(200)
  expect(await mine.send(preview, { basis: 'fictional', mapped: 'yes' })).toMatchObject({
    status: 303,
    location: preview,
  })
  // Sent from a second window, it is still one job.
  await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
  expect(await jobsFor(preview)).toBe(1)
  const waiting = await mine.see(preview)
  expect(waiting.text).toContain('Waiting for its turn')
  expect(waiting.text).toContain('<progress')
  await work(preview)
  const { location } = await mine.see(preview)
  expect(await keptAt(location)).toEqual({ people: many, ties: many })
  const left = await owner.query('select 1 from upload_piece where upload_id = $1', [preview.split('/').at(-1)])
  expect(left.rows).toEqual([])

  const before = await landscapes()
  await work(preview)
  expect(await landscapes()).toBe(before)
})

test('a large upload that is stopped leaves nothing, and may come in later', async () => {
  const preview = await sent(large)
  await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
  const before = await landscapes()
  const running = work(preview)
  await expect.poll(async () => (await mine.see(preview)).text.includes('is in place')).toBe(true)
  expect((await mine.send(`${preview}/stop`, {})).location).toBe(preview)
  await running
  expect(await landscapes()).toBe(before)
  expect((await mine.see(preview)).text).toContain('You stopped it. Nothing came in.')
  await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
  await work(preview)
  expect(await keptAt((await mine.see(preview)).location)).toEqual({ people: many, ties: many })
})

test('a large upload that the end of the program interrupts leaves nothing, and comes in at the next start', async () => {
  const preview = await sent(large)
  await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
  const before = await landscapes()
  const ending = new AbortController()
  const running = work(preview, { stopping: ending.signal })
  ending.abort()
  await expect(running).rejects.toThrow('at the next start')
  expect(await landscapes()).toBe(before)
  await work(preview)
  expect(await keptAt((await mine.see(preview)).location)).toEqual({ people: many, ties: many })
})

test('a large upload that cannot come in says so and leaves nothing', async () => {
  const preview = await sent([['people.csv', `${largePeople}x,"never closed`]])
  await mine.send(preview, { basis: 'fictional', mapped: 'yes' })
  const before = await landscapes()
  const said: string[] = []
  await work(preview, { log: (line) => said.push(line) })
  expect(said.join()).toContain('unreadable')
  expect(await landscapes()).toBe(before)
  const page = await mine.see(preview)
  expect(page.status).toBe(200)
  expect(page.text).toContain('never closes')
})

test('published data come in only with their source and licence, however large', async () => {
  const preview = await sent(large)
  const answer = await mine.send(preview, { basis: 'published' })
  expect(answer.location).toContain('missing=source')
  expect((await mine.see(answer.location!)).text).toContain('need a source and a licence')
  expect(await jobsFor(preview)).toBe(0)
})
