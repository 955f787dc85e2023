/** For tests of signing in: the pages over a fresh database with one person who may sign in, and what was mailed. */
import type { Hono } from 'hono'
import { Kysely, PostgresDialect } from 'kysely'
import { afterEach, beforeEach } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { testPost } from '../../../test/support/post.ts'
import { post, testOrigin, testShell } from '../../../test/support/web.ts'
import { signedIn } from '../people.ts'
import { addPeopleRoutes } from '../people-routes.ts'
import { createAuth } from '../sessions/auth.ts'
import { letIn, signInLink } from './sign-in.ts'

/** Madalena is let in before each test, and nobody else. */
export async function signingIn() {
  const { db, owner } = await testDatabase()
  const auth = createAuth({ pool: db.pools.auth, secret: 'a secret that only these tests know', origin: testOrigin })
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.pools.auth }) })
  const clock = { now: () => new Date() }
  const mail = testPost(kysely, clock)
  let app: Hono
  let work: Promise<void>[]

  beforeEach(async () => {
    await owner.query('truncate person, verification cascade')
    work = []
    app = testShell()
    addPeopleRoutes(app, { auth, post: mail, clock, mailbox: true, afterwards: (one) => void work.push(one()) })
    app.get('/who', (c) => c.text(signedIn(c)?.email ?? 'nobody'))
    await letIn(auth, { email: 'Madalena@example.org', name: 'Madalena Carriço' })
  })

  afterEach(async () => {
    await Promise.all(work)
  })

  async function mailed() {
    await Promise.all(work)
    return mail.kept()
  }

  async function newToken(email = 'madalena@example.org'): Promise<string> {
    const made = await signInLink(auth, email)
    if (made.kind !== 'made') throw new Error(`no link: ${made.because}`)
    return new URL(made.link).searchParams.get('token')!
  }

  async function signIn(headers: Record<string, string> = {}): Promise<string> {
    return cookieFrom(await app.fetch(post('/sign-in/confirm', { token: await newToken() }, headers)))
  }

  const ask = (request: Request, from?: object) => app.fetch(request, from)
  return { owner, auth, kysely, clock, mail, app: { fetch: ask }, mailed, newToken, signIn }
}

/** A request from the machine on which the program runs. */
export const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }

/** The cookies of an answer, as a browser sends them back. */
export function cookieFrom(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
