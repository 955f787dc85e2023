import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Hono } from 'hono'
import { afterAll } from 'vitest'
import { jobs } from '../../app/jobs.ts'
import { createAuth } from '../../app/people/sessions/auth.ts'
import { letIn, signInLink } from '../../app/people/signing-in/sign-in.ts'
import { systemClock } from '../../app/platform/clock.ts'
import { runJobs } from '../../app/platform/jobs/run-jobs.ts'
import { openLog } from '../../app/platform/log.ts'
import { webApp } from '../../app/web.ts'
import { bringLandscape } from '../../app/workbench/landscape/bring-landscape.fixture.ts'
import type { DrawnLandscape } from '../../app/workbench/landscape/drawn-landscape.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { testPost } from '../support/post.ts'

const root = join(import.meta.dirname, '../..')
const origin = 'http://ecotone.test'

/** What came back, read to its end. */
export interface Answer {
  status: number
  text: string
  headers: Headers
  location: string | null
}

/** Somebody at a browser: their session, if they have one, and what they can do. */
export interface Caller {
  id: string | null
  cookie: string
  see(path: string): Promise<Answer>
  send(path: string, fields: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Answer>
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  ask(method: string, path: string, init?: RequestInit): Promise<Answer>
}

/**
 * The whole program over a fresh database, asked by `fetch` and without a browser. Everybody signs in as people do: by a link and its
 * button. `bugs` holds every error that a request met; `logged` every line the log would have kept. `over` is a database of the test's own.
 */
export async function wholeProgram(over?: Pick<TestDatabase, 'db' | 'owner' | 'url'>) {
  const { db, owner, url } = over ?? (await testDatabase())
  // The library for sessions reads the time by itself, so links made at a fixed moment would be too old.
  const clock = systemClock
  const auth = createAuth({ pool: db.pools.auth, secret: 'a secret that only these tests know', origin })
  const post = testPost(auth.kysely, clock)
  const bugs: unknown[] = []
  const logged: string[] = []
  const log = openLog('silent')
  log.error = ((what: unknown) => void bugs.push(what)) as typeof log.error
  log.debug = ((what: unknown) => void logged.push(JSON.stringify(what))) as typeof log.debug
  const app = webApp({
    config: { root, origin, local: false },
    db,
    clock,
    auth,
    post,
    log,
    browserFolder: emptyIslands(),
  })

  async function newcomer(email: string, name: string | null = null): Promise<Caller> {
    const { id } = await letIn(auth, { email, name })
    const made = await signInLink(auth, email)
    if (made.kind !== 'made') throw new Error(made.because)
    const token = new URL(made.link).searchParams.get('token') ?? ''
    const pressed = await caller(app, null, '').send('/sign-in/confirm', { token })
    if (pressed.status !== 303) throw new Error(`Signing in answered ${pressed.status}.`)
    return caller(app, id, cookieOf(pressed))
  }

  async function bring(who: Caller, drawn: DrawnLandscape, example = false): Promise<{ id: string; slug: string }> {
    return bringLandscape({ db, clock }, { id: who.id! }, { drawn, example })
  }

  /** Runs what is waiting in the queue until nothing is. */
  async function doTheJobs(): Promise<void> {
    const running = await runJobs({ db, url, jobs, clock, log: (line) => void bugs.push(line) })
    try {
      for (let i = 0; i < 800; i++) {
        const { rows } = await owner.query('select count(*)::int as n from graphile_worker.jobs')
        if (rows[0].n === 0) return
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      throw new Error('The jobs did not come to an end within 20 seconds.')
    } finally {
      await running.stop()
    }
  }

  async function joinTeam(landscape: { id: string }, who: Caller, role = 'convener'): Promise<void> {
    await owner.query('insert into convener (landscape_id, person_id, role) values ($1, $2, $3)', [
      landscape.id,
      who.id,
      role,
    ])
  }

  return {
    app,
    db,
    owner,
    url,
    clock,
    auth,
    post,
    bugs,
    logged,
    newcomer,
    nobody: caller(app, null, ''),
    bring,
    doTheJobs,
    joinTeam,
  }
}

function caller(app: Hono, id: string | null, cookie: string): Caller {
  const known: Record<string, string> = cookie ? { cookie } : {}
  const here = { origin, 'sec-fetch-site': 'same-origin' }
  async function ask(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { ...known, ...(init.headers as Record<string, string>) }
    const response = await app.fetch(new Request(origin + path, { ...init, method, headers }))
    return {
      status: response.status,
      text: await response.text(),
      headers: response.headers,
      location: response.headers.get('location'),
    }
  }
  return {
    id,
    cookie,
    ask,
    see: (path) => ask('GET', path),
    send(path, fields, headers = here) {
      const body = new URLSearchParams()
      for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) body.append(name, value)
      return ask('POST', path, { body, headers })
    },
    call: (method, path, body, headers = here) =>
      ask(method, path, {
        headers: { ...headers, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
  }
}

function cookieOf(answer: Answer): string {
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0]!)
    .join('; ')
}

/** Pages name their islands; what is in them does not matter here, so nothing is built. */
function emptyIslands(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecotone-islands-'))
  for (const path of globSync('app/**/*-island.ts', { cwd: root }))
    writeFileSync(join(folder, `${basename(path, '.ts')}.js`), '')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
