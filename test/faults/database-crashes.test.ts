import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../../app/platform/db/embedded-postgres.ts'
import { postgresHome } from '../../app/platform/db/postgres-home.ts'
import { keptFolders } from '../support/kept-folders.ts'
import { kill, killEverythingNaming, processesNaming } from '../support/processes.ts'

/** The long form (`bin/test --faults`) kills more often. */
const rounds = process.env['ECOTONE_FAULTS'] === 'long' ? 20 : 3

const folders = await keptFolders()

let data: string
beforeEach(async () => {
  data = await folders.fresh()
})
afterEach(() => killEverythingNaming(data))

interface Probe {
  child: ChildProcess
  lines: string[]
  /** Waits for a line that begins like this. */
  saying(start: string): Promise<string>
  gone: Promise<void>
}

function startProbe(folder = data): Probe {
  const program = join(import.meta.dirname, '../support/probe-program.ts')
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const lines: string[] = []
  let rest = ''
  const errors: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text) => errors.push(text))
  child.stdout.setEncoding('utf8').on('data', (text) => {
    const parts = `${rest}${text}`.split('\n')
    rest = parts.pop()!
    lines.push(...parts)
  })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  async function saying(start: string): Promise<string> {
    await expect
      .poll(() => lines.some((line) => line.startsWith(start)) || child.exitCode !== null, {
        timeout: 40_000,
        interval: 10,
      })
      .toBe(true)
    const found = lines.find((line) => line.startsWith(start))
    if (!found) throw new Error(`The probe ended without saying "${start}": ${lines.join('\n')}\n${errors.join('')}`)
    return found
  }
  return { child, lines, saying, gone }
}

function acknowledged(probe: Probe): number {
  return Number(probe.lines.findLast((line) => line.startsWith('wrote'))?.slice('wrote '.length) ?? 0)
}

/** Starts the database again and looks: pairs that are whole, and pairs of which only a half is there. */
async function lookInside(): Promise<{ whole: number; halves: number }> {
  const server = await startEmbeddedPostgres(data, () => {})
  const client = new Client({ connectionString: server.url })
  await client.connect()
  const { rows } =
    await client.query(`select count(*) filter (where n = 2)::int as whole, count(*) filter (where n < 2)::int as halves
    from (select count(*) as n from probe group by pair) as pairs`)
  await client.end()
  await server.stop()
  return rows[0]
}

async function expectNothingLeft(): Promise<void> {
  await expect.poll(() => processesNaming(data)).toEqual([])
}

test('every acknowledged write is there after the whole program is killed, and none half-done', {
  timeout: 300_000,
}, async () => {
  let sure = 0
  for (let round = 1; round <= rounds; round++) {
    const probe = startProbe()
    await probe.saying(`wrote ${sure + 20 + round * 7}`)
    killEverythingNaming(data)
    await probe.gone
    sure = acknowledged(probe)
    const { whole, halves } = await lookInside()
    // The one that was under way may have been written without our hearing of it.
    expect([sure, sure + 1]).toContain(whole)
    expect(halves).toBe(0)
    sure = whole
  }
  await expectNothingLeft()
})

test('when the program alone is killed, its server stops by itself', { timeout: 60_000 }, async () => {
  const probe = startProbe()
  await probe.saying('wrote 20')
  kill(probe.child.pid!)
  await probe.gone
  await expectNothingLeft()
  expect((await lookInside()).whole).toBeGreaterThanOrEqual(acknowledged(probe))
})

test('Ctrl-C leaves no server behind', { timeout: 60_000 }, async () => {
  const probe = startProbe()
  await probe.saying('wrote 20')
  // What a terminal does: the signal goes to the whole group of the program.
  process.kill(-probe.child.pid!, 'SIGINT')
  await probe.gone
  await expectNothingLeft()
})

test('a server that was left behind is stopped, and the next start takes over', { timeout: 60_000 }, async () => {
  const probe = startProbe()
  await probe.saying('wrote 20')
  const keeper = processesNaming(data).find(({ command }) => command.includes('ecotone-postgres'))!
  const orphan = processesNaming(data).find(({ parent }) => parent === keeper.pid && parent !== 0)!
  for (const { pid } of processesNaming(data)) if (pid !== orphan.pid) kill(pid)
  await probe.gone
  await expect.poll(() => processesNaming(data).map(({ pid }) => pid)).toEqual([orphan.pid])

  const next = startProbe()
  await next.saying('Stopping a database server that an earlier run left behind')
  expect(await next.saying('ready')).toContain('ours')
  await next.saying(`wrote ${acknowledged(probe) + 2}`)
})

test('a second start of the same clone joins the server of the first', { timeout: 60_000 }, async () => {
  const first = startProbe()
  await first.saying('wrote 5')
  const server = await startEmbeddedPostgres(data, () => {})
  expect(server.ours).toBe(false)
  await server.stop()
  const before = acknowledged(first)
  await first.saying(`wrote ${before + 5}`)
})

test('two starts of one clone at the same moment make one server', { timeout: 60_000 }, async () => {
  const servers = await Promise.all([startEmbeddedPostgres(data, () => {}), startInOtherProcess()])
  expect(servers.map(({ ours }) => ours).sort()).toEqual([false, true])
  await servers[0].stop()
})

async function startInOtherProcess(): Promise<{ ours: boolean }> {
  const probe = startProbe()
  return { ours: (await probe.saying('ready')).includes('ours') }
}

test('two clones run beside each other', { timeout: 60_000 }, async () => {
  const other = await folders.fresh()
  const probes = [startProbe(data), startProbe(other)]
  for (const probe of probes) await probe.saying('wrote 10')
  for (const probe of probes) expect(probe.lines.join()).toContain('ours')
  killEverythingNaming(other)
})

test('a start that was killed while it made the database is made good by the next', { timeout: 60_000 }, async () => {
  const first = startProbe()
  await first.saying('Making a new, empty database')
  await expect.poll(() => processesNaming(data).some(({ command }) => command.includes('initdb'))).toBe(true)
  kill(first.child.pid!)
  await first.gone
  const next = startProbe()
  await next.saying('wrote 5')
})

test('the number of a dead server that another program has got does not stand in the way', {
  timeout: 60_000,
}, async () => {
  const probe = startProbe()
  await probe.saying('wrote 5')
  killEverythingNaming(data)
  await probe.gone
  const { folder } = await postgresHome(data)
  const noted = join(folder, 'cluster-18/postmaster.pid')
  await writeFile(noted, (await readFile(noted, 'utf8')).replace(/^\d+/, String(process.pid)))
  expect((await lookInside()).halves).toBe(0)
})

test('a folder whose path is too long for a socket works all the same', { timeout: 60_000 }, async () => {
  data = join(await folders.fresh(), 'a folder with a rather long name, '.repeat(4))
  const probe = startProbe()
  await probe.saying('wrote 5')
  kill(probe.child.pid!)
  await expectNothingLeft()
})
