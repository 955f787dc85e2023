import { type ChildProcess, spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../app/platform/config.ts'
import { startEmbeddedPostgres } from '../app/platform/db/embedded-postgres.ts'
import { build } from './build.ts'

const config = readConfig()
const say = (line: string) => process.stderr.write(`${line}\n`)
const server = config.databaseUrl ? null : await startEmbeddedPostgres(config.dataFolder, say)

let program: ChildProcess | undefined
let busy = false
let changed = true

/** Builds and starts the program until nothing has changed meanwhile. A source that cannot be built leaves the last one running. */
async function restart(): Promise<void> {
  changed = true
  if (busy) return
  busy = true
  while (changed) {
    changed = false
    try {
      const folder = await build(config.root, say)
      await stopProgram()
      program = startProgram(folder)
    } catch (error) {
      say((error as Error).message)
    }
  }
  busy = false
}

function startProgram(folder: string): ChildProcess {
  const environment = { ...process.env, ...(server && { DATABASE_URL: server.url }) }
  const words = ['--enable-source-maps', join(folder, 'server/server.js')]
  return spawn(process.execPath, words, { env: environment, stdio: 'inherit' })
}

function stopProgram(): Promise<void> {
  const running = program
  if (!running || running.exitCode !== null || running.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    running.once('exit', () => resolve())
    running.kill('SIGTERM')
  })
}

async function stop(): Promise<void> {
  await stopProgram()
  await server?.stop()
  process.exit()
}

let waiting: NodeJS.Timeout | undefined
for (const folder of ['app', 'engine', 'db']) {
  watch(join(config.root, folder), { recursive: true }, (_kind, name) => {
    if (name?.includes('.test.')) return
    clearTimeout(waiting)
    waiting = setTimeout(restart, 120)
  })
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
await restart()
