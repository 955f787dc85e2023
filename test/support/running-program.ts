import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { jobs } from '../../app/jobs.ts'
import { createAuth } from '../../app/people/sessions/auth.ts'
import { letIn, signInLink } from '../../app/people/signing-in/sign-in.ts'
import type { Clock } from '../../app/platform/clock.ts'
import { prepareJobs, runJobs } from '../../app/platform/jobs/run-jobs.ts'
import { openLog } from '../../app/platform/log.ts'
import { webApp } from '../../app/web.ts'
import { build } from '../../bin/build.ts'
import { testDatabase } from './database.ts'
import { testPost } from './post.ts'

const root = join(import.meta.dirname, '../..')

/**
 * The whole program, listening, over a fresh database, with jobs running: for journeys. Ask for it once, at the top of the file.
 * `closed` are paths that nothing answers at; `failures` holds every bug that a request met; a journey must end with none.
 */
export async function runningProgram(clock: Clock = { now: () => new Date() }, closed: readonly string[] = []) {
  const { db, owner, url } = await testDatabase()
  const browserFolder = join(await build(root, () => {}), 'browser')
  await prepareJobs(url)
  let asked = 0
  const isClosed = (request: Request) => closed.includes(new URL(request.url).pathname)
  const listening = serve({
    fetch: (request, env) =>
      ++asked && isClosed(request) ? new Response(null, { status: 404 }) : app.fetch(request, env),
    port: 0,
    hostname: '127.0.0.1',
  })
  await once(listening, 'listening')
  const origin = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
  const auth = createAuth({ pool: db.pools.auth, secret: 'a secret that only these tests know', origin })
  const post = testPost(auth.kysely, clock)
  const failures: unknown[] = []
  const log = openLog('silent')
  log.error = ((bug: unknown) => void failures.push(bug)) as typeof log.error
  const app = webApp({ config: { root, origin, local: true }, db, clock, auth, post, log, browserFolder })
  const running = await runJobs({ db, url, jobs, clock, log: (line) => void failures.push(line) })
  afterAll(async () => {
    await running.stop()
    await new Promise((resolve) => listening.close(resolve))
  })
  return {
    db,
    owner,
    origin,
    failures,
    /** how many requests there have been */
    asked: () => asked,
    /** A page of somebody who is signed in with this address; closed again when `work` is done. */
    async as(browser: Browser, email: string, options: BrowserContextOptions, work: (page: Page) => Promise<void>) {
      await letIn(auth, { email, name: null })
      const made = await signInLink(auth, email)
      if (made.kind !== 'made') throw new Error(made.because)
      const context = await browser.newContext({ baseURL: origin, reducedMotion: 'reduce', ...options })
      try {
        const page = await context.newPage()
        // a busy machine is no failure
        page.setDefaultTimeout(90_000)
        await page.goto(made.link)
        await page.locator('main button[type=submit]').click()
        await work(page)
      } finally {
        await context.close()
      }
    },
    /** The cookie of somebody who signed in with this address, for programs that are no browser. */
    async cookieOf(email: string): Promise<string> {
      await letIn(auth, { email, name: null })
      const made = await signInLink(auth, email)
      if (made.kind !== 'made') throw new Error(made.because)
      const token = new URL(made.link).searchParams.get('token') ?? ''
      const body = new URLSearchParams({ token })
      const answer = await fetch(`${origin}/sign-in/confirm`, {
        method: 'POST',
        body,
        headers: { origin },
        redirect: 'manual',
      })
      return answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ')
    },
    letIn: (email: string) => letIn(auth, { email, name: null }),
    /** Where the link of the newest letter to this address leads, here; '' while there is none. */
    async linkIn(email: string, subject: RegExp): Promise<string> {
      const letters = (await post.kept()).filter(({ to, ...one }) => to === email && subject.test(one.subject))
      const [newest] = letters.sort((a, b) => b.writtenAt.getTime() - a.writtenAt.getTime())
      return /https?:\/\/[^/\s]+(\/\S+)/.exec(newest?.text ?? '')?.[1] ?? ''
    },
  }
}
