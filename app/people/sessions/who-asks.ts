import type { Context, MiddlewareHandler } from 'hono'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { remotePlace } from '../../platform/http/remote-address.ts'
import { cookieOf, factsOf, preferLanguage } from '../../platform/http/request.ts'
import { showAccount } from '../../ui/account.ts'
import { isFresh } from '../fresh.ts'
import { readPerson, setSignedIn, signedIn } from '../people.ts'
import { bearerOf, knowProgram } from '../tokens/know-program.ts'
import type { Auth } from './auth.ts'
import { markSessionUsed } from './session-queries.ts'

const hour = 60 * 60_000
const sessionCookie = /(?:^|;\s*)(?:__Host-)?ecotone\.session_token=/

/**
 * Finds out who is asking, from the session cookie, before any page is answered: costs nothing without one and one query with one.
 * A cookie that no longer holds is taken back from the browser.
 */
export function knowWhoAsks(auth: Auth): MiddlewareHandler {
  const knowByToken = knowProgram(auth, auth.clock)
  const wrongCookies = rateLimit({ attempts: 100, windowMs: hour / 4, clock: auth.clock })
  return async (c, next) => {
    const token = bearerOf(c)
    if (token) {
      const refusal = await knowByToken(c, token)
      if (refusal) return refusal
    } else if (sessionCookie.test(c.req.header('cookie') ?? '')) {
      await recognise(c, auth)
      const taken = signedIn(c) ? null : wrongCookies.take(remotePlace(c))
      if (taken?.kind === 'wait') throw tooMany(taken.seconds)
    }
    await next()
  }
}

async function recognise(c: Context, auth: Auth): Promise<void> {
  const { response, headers } = await auth.better.api.getSession({ headers: c.req.raw.headers, returnHeaders: true })
  giveCookies(c, headers.getSetCookie())
  if (!response) {
    if (headers.getSetCookie().length === 0) takeBackCookie(c)
    return
  }
  const person = readPerson(response.user)
  const { headers: asked } = c.req.raw
  const { id, confirmedAt, usedAt } = response.session
  const now = auth.clock.now()
  if (now.getTime() - usedAt.getTime() > hour) await markSessionUsed(auth.kysely, id, now)
  setSignedIn(c, person, {
    id,
    fresh: isFresh(confirmedAt, now),
    still: async () => (await auth.better.api.getSession({ headers: asked })) !== null,
  })
  showAccount(c, { name: person.name, href: '/account' })
  preferLanguage(c, person.language)
  const theme = response.user.theme
  if (!cookieOf(c, 'theme') && (theme === 'light' || theme === 'dark')) factsOf(c).theme = theme
}

export function takeBackCookie(c: Context): void {
  const secure = factsOf(c).origin.startsWith('https:')
  const name = secure ? '__Host-ecotone.session_token' : 'ecotone.session_token'
  giveCookies(c, [`${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`])
}

export function giveCookies(c: Context, cookies: string[]): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
}

/** Remembers a choice on this device for a year; not readable by scripts. */
export function rememberHere(c: Context, name: 'language' | 'theme', value: string): void {
  const secure = factsOf(c).origin.startsWith('https:')
  giveCookies(c, [`${name}=${value}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`])
}
