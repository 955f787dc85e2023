/** For tests of signing in and of accounts: the routes over a fresh database, browsers that keep cookies, and the mails that were written. */
import type { Hono } from 'hono'
import { afterAll } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { testPost } from '../../test/support/post.ts'
import { get, post, testOrigin, testShell } from '../../test/support/web.ts'
import type { Clock } from '../platform/clock.ts'
import { addAccountRoutes } from './account/account-routes.ts'
import type { Provider } from './oidc/provider.ts'
import { signedIn } from './people.ts'
import { addPeopleRoutes } from './people-routes.ts'
import { type Auth, createAuth } from './sessions/auth.ts'
import { letIn, signInLink } from './signing-in/sign-in.ts'

export interface Answer {
  status: number
  text: string
  location: string | null
  headers: Headers
}

/** A browser: it keeps what cookies it is given, and sends what pages of ours send. */
export interface Browser {
  see(path: string, headers?: Record<string, string>): Promise<Answer>
  send(path: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Answer>
  call(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  cookies: Map<string, string>
}

/** The library for sessions reads the time by itself, so this clock goes with it, and as far ahead as a test says. */
function clockAhead() {
  let ahead = 0
  return {
    now: () => new Date(Date.now() + ahead),
    pass: (minutes: number) => void (ahead += minutes * 60_000),
  }
}

export interface PeopleApp {
  app: Hono
  auth: Auth
  db: TestDatabase['db']
  owner: TestDatabase['owner']
  clock: ReturnType<typeof clockAhead>
  browser(from?: string): Browser
  /** lets somebody in, signs them in by a link and its button, and gives their browser */
  newcomer(email: string, name?: string): Promise<Browser & { id: string }>
  tokenFor(email: string): Promise<string>
  /** every mail that was written, newest first, once the work after the answers is done */
  mailed(): Promise<{ to: string; subject: string; text: string }[]>
  /** the token in the newest mail whose link has this path */
  mailedToken(path: string): Promise<string>
}

export async function peopleApp(providerWith: (clock: Clock) => Provider | null = () => null): Promise<PeopleApp> {
  const { db, owner } = await testDatabase()
  const clock = clockAhead()
  const auth = createAuth({
    pool: db.pools.auth,
    secret: 'a secret that only these tests know',
    origin: testOrigin,
    clock,
  })
  const mail = testPost(auth.kysely, clock)
  const app = testShell()
  const work: Promise<void>[] = []
  const settings = {
    auth,
    post: mail,
    clock,
    mailbox: false,
    provider: providerWith(clock),
    afterwards: (one: () => Promise<void>) => void work.push(one()),
  }
  addPeopleRoutes(app, settings)
  addAccountRoutes(app, { ...settings, db, landscapesOf: async () => [] })
  app.get('/who', (c) => c.text(signedIn(c)?.email ?? 'nobody'))

  // what goes on after an answer is done before the database goes
  afterAll(() => Promise.all(work))

  async function mailed() {
    await Promise.all(work)
    return mail.kept()
  }

  async function tokenFor(email: string): Promise<string> {
    const made = await signInLink(auth, email)
    if (made.kind !== 'made') throw new Error(`no link: ${made.because}`)
    return new URL(made.link).searchParams.get('token')!
  }

  async function newcomer(email: string, name = 'Somebody') {
    const { id } = await letIn(auth, { email, name })
    const browser = browserOf(app)
    const pressed = await browser.send('/sign-in/confirm', { token: await tokenFor(email) })
    if (pressed.status !== 303) throw new Error(`Signing in answered ${pressed.status}.`)
    return { ...browser, id }
  }

  async function mailedToken(path: string): Promise<string> {
    for (const { text } of await mailed()) {
      const link = text.match(/https?:\/\/\S+/g)?.find((one) => new URL(one).pathname === path)
      if (link) return new URL(link).searchParams.get('token')!
    }
    throw new Error(`No mail leads to ${path}.`)
  }

  return {
    app,
    auth,
    db,
    owner,
    clock,
    browser: (from) => browserOf(app, from),
    newcomer,
    tokenFor,
    mailed,
    mailedToken,
  }
}

function browserOf(app: Hono, from = '127.0.0.1'): Browser {
  const cookies = new Map<string, string>()
  async function ask(request: Request): Promise<Answer> {
    const answer = await app.fetch(request, { incoming: { socket: { remoteAddress: from } } })
    for (const cookie of answer.headers.getSetCookie()) keep(cookies, cookie)
    return {
      status: answer.status,
      text: await answer.text(),
      location: answer.headers.get('location'),
      headers: answer.headers,
    }
  }
  const known = () => ({ cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') })
  return {
    cookies,
    see: (path, headers = {}) => ask(get(path, { ...known(), ...headers })),
    send: (path, fields = {}, headers = {}) => ask(post(path, fields, { ...known(), ...headers })),
    call: (path, body, headers = {}) =>
      ask(
        new Request(testOrigin + path, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: {
            'content-type': 'application/json',
            origin: testOrigin,
            'sec-fetch-site': 'same-origin',
            ...known(),
            ...headers,
          },
        }),
      ),
  }
}

function keep(cookies: Map<string, string>, cookie: string): void {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
  if (!name) return
  if (/max-age=0/i.test(cookie)) cookies.delete(name)
  else cookies.set(name, value ?? '')
}
