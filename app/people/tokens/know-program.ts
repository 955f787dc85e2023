import type { Context } from 'hono'
import type { Clock } from '../../platform/clock.ts'
import { problemDocument, tooMany } from '../../platform/http/http.ts'
import { type RateLimit, rateLimit } from '../../platform/http/rate-limit.ts'
import { remotePlace } from '../../platform/http/remote-address.ts'
import { factsOf } from '../../platform/http/request.ts'
import { readPerson, setProgram, setSignedIn } from '../people.ts'
import type { Auth } from '../sessions/auth.ts'
import { holderOfToken, markTokenUsed } from './api-token-queries.ts'
import { hashOfToken } from './api-tokens.ts'

const minute = 60_000

/** The token of a request to a route for programs; undefined when it carries none. */
export function bearerOf(c: Context): string | undefined {
  if (!c.req.path.startsWith('/api/')) return undefined
  return /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
}

/**
 * Finds out for whom a program acts, by the token it sends. Its cookies count for nothing. Answers with 401 when the token opens nothing,
 * which is heard ever more slowly from one place; with 403 when it opens another landscape alone; null lets the request go on.
 */
export function knowProgram(auth: Auth, clock: Clock): (c: Context, token: string) => Promise<Response | null> {
  const perToken = rateLimit({ attempts: 300, windowMs: minute, clock })
  const wrongPerPlace = rateLimit({ attempts: 20, windowMs: 15 * minute, clock })

  return async (c, token) => {
    const now = clock.now()
    const holder = await holderOfToken(auth.kysely, hashOfToken(token), now)
    if (!holder) {
      slowDown(wrongPerPlace, remotePlace(c))
      c.header('WWW-Authenticate', 'Bearer error="invalid_token"')
      return problem(
        c,
        401,
        'token-not-valid',
        'This token was ended, ran out, or never was. Make another on your account page.',
      )
    }
    slowDown(perToken, holder.token_id)
    const place = `/api/landscapes/${holder.slug}`
    if (holder.bound && c.req.path !== place && !c.req.path.startsWith(`${place}/`))
      return problem(c, 403, 'other-landscape', 'This token opens one landscape alone, and this is not in it.')
    const today = now.toISOString().slice(0, 10)
    if (holder.used_on !== today) await markTokenUsed(auth.kysely, holder.token_id, today)
    setSignedIn(c, readPerson(holder))
    setProgram(c, { scopes: holder.scopes })
    return null
  }
}

function slowDown(limit: RateLimit, who: string): void {
  const taken = limit.take(who)
  if (taken.kind === 'wait') throw tooMany(taken.seconds)
}

function problem(c: Context, status: 401 | 403, reason: string, detail: string): Response {
  return problemDocument(c, { status, requestId: factsOf(c).id }, detail, { type: `/api#${reason}`, reason })
}
