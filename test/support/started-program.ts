import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from '../../bin/build.ts'
import { kill, killEverythingNaming } from './processes.ts'

const root = join(import.meta.dirname, '../..')

/** The program as `bin/start` runs it, in a process group of its own. */
export interface StartedProgram {
  origin: string
  pid: number
  /** everything it said so far */
  said(): string
  /** Waits until it has said this; fails when it ends before. */
  saying(words: string): Promise<void>
  /** Kills the program and its database in one go, with no chance to tidy up. */
  killAll(): Promise<void>
  ended: Promise<{ code: number | null; signal: string | null }>
}

export async function startProgram(
  data: string,
  port: number,
  environment: Record<string, string> = {},
): Promise<StartedProgram> {
  const server = join(await build(root, () => {}), 'server/server.js')
  const child = spawn(process.execPath, [server], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      ECOTONE_DATA: data,
      ECOTONE_BROWSER: 'no',
      ECOTONE_LOG: 'info',
      PORT: String(port),
      ...environment,
    },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more) => (text += more))
  let isOver = false
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('close', (code, signal) => {
      isOver = true
      resolve({ code, signal })
    }),
  )
  return {
    origin: `http://localhost:${port}`,
    pid: child.pid!,
    said: () => text,
    async saying(words) {
      while (!text.includes(words)) {
        if (isOver) throw new Error(`The program ended without saying "${words}". It said:\n${text}`)
        await pause(5)
      }
    },
    async killAll() {
      kill(-child.pid!)
      killEverythingNaming(data)
      await ended
    },
    ended,
  }
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** A browser as far as a form needs one: it keeps a cookie and sends what pages of ours send. */
export function visitor(origin: () => string) {
  let cookie = ''
  async function ask(path: string, init: RequestInit = {}) {
    const headers = { cookie, origin: origin(), 'sec-fetch-site': 'same-origin', ...init.headers }
    const answer = await fetch(origin() + path, { ...init, headers, redirect: 'manual' })
    const given = answer.headers.getSetCookie().map((one) => one.split(';')[0])
    if (given.length > 0) cookie = given.join('; ')
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
  }
  return {
    see: (path: string) => ask(path),
    send: (path: string, fields: Record<string, string> | FormData) =>
      ask(path, { method: 'POST', body: fields instanceof FormData ? fields : new URLSearchParams(fields) }),
    /** Follows the link that the first start printed, and presses its button. */
    async signIn(said: string) {
      const link = /https?:\/\/\S*\/sign-in\/confirm\S*/.exec(said)
      if (!link) throw new Error(`No link to sign in with was printed:\n${said}`)
      const { searchParams } = new URL(link[0])
      const token = searchParams.get('token') ?? ''
      const answer = await this.send('/sign-in/confirm', { token, next: searchParams.get('next') ?? '/' })
      if (answer.status !== 303) throw new Error(`The link was answered with ${answer.status}: ${answer.text}`)
    },
  }
}
