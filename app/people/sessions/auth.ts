import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { Kysely } from 'kysely'
import type { Pool } from 'pg'
import { z } from 'zod'
import { type Clock, systemClock } from '../../platform/clock.ts'
import { oneTripDialect } from '../../platform/db/one-trip-dialect.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { sealWith } from '../seal.ts'

export interface AuthSettings {
  /** The pool that works under the role for signing in. */
  pool: Pool
  /** Signs the session cookie, and seals what must be read again; at least 32 characters. */
  secret: string
  /** The address people type, without a slash at the end. */
  origin: string
  /** Tests alone have another than the machine's. */
  clock?: Clock
}

const day = 24 * 60 * 60

/**
 * Keeping sessions, over our own tables. The library's own web routes are never mounted: our pages call it, so there is no second way
 * in. Each way of signing in proves who it is by itself; all of them end in `openSession`, the one place where a session begins.
 */
export function createAuth({ pool, secret, origin, clock = systemClock }: AuthSettings) {
  // who asks is looked up before each page: always the same few statements
  const kysely = new Kysely<unknown>({ dialect: oneTripDialect(pool, true) })
  const better = betterAuth({
    baseURL: origin,
    secret,
    database: { db: kysely, type: 'postgres' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      // The library knows the prefix `__Secure-` alone; under `__Host-` not even a neighbour on our domain can put a cookie in its place.
      cookiePrefix: origin.startsWith('https:') ? '__Host-ecotone' : 'ecotone',
      useSecureCookies: false,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/', secure: origin.startsWith('https:') },
      // Where people were when they signed in is not ours to keep.
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => uuidv7() },
    },
    session: { expiresIn: 14 * day, updateAge: day, ...sessionColumns },
    user: personColumns,
    account: accountColumns,
    verification: verificationColumns,
    plugins: [{ id: 'opening-sessions', endpoints: { openSessionOf: openingSessions(clock) } }],
  })
  return { better, origin, kysely, clock, seal: sealWith(secret) }
}

export type Auth = ReturnType<typeof createAuth>

/** Without a path it has no address either: only the program itself can call it. */
function openingSessions(clock: Clock) {
  const options = { method: 'POST', body: z.object({ personId: z.string() }), requireHeaders: true } as const
  return createAuthEndpoint(options, async (ctx) => {
    const { internalAdapter } = ctx.context
    const user = await internalAdapter.findUserById(ctx.body.personId)
    if (!user) throw new Error('A session was to be opened for somebody who is not there.')
    const now = clock.now()
    const session = await internalAdapter.createSession(user.id, false, { confirmedAt: now, usedAt: now })
    await setSessionCookie(ctx, { session, user })
    return ctx.json({})
  })
}

/**
 * Opens a session for somebody who has shown who they are, and gives its cookies. The session that this browser had before ends, so that
 * none known from before the sign-in lives on after it.
 */
export async function openSession(auth: Auth, personId: string, headers: Headers): Promise<string[]> {
  const answer = await auth.better.api.openSessionOf({
    body: { personId },
    headers: agentOnly(headers),
    asResponse: true,
  })
  const cookies = answer.headers.getSetCookie()
  if (answer.status !== 200 || cookies.length === 0) throw new Error(`Opening a session answered ${answer.status}.`)
  if (headers.has('cookie')) await auth.better.api.signOut({ headers }).catch(() => undefined)
  return cookies
}

/** Only the name of the browser is kept with a session, so that a person knows their sessions apart. */
function agentOnly(headers: Headers): Headers {
  return new Headers({ 'user-agent': (headers.get('user-agent') ?? '').slice(0, 300) })
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }

const personColumns = {
  modelName: 'person',
  fields: { emailVerified: 'email_verified', ...times },
  additionalFields: {
    language: { type: 'string', required: false, input: false },
    theme: { type: 'string', required: false, input: false },
  },
} as const

const sessionColumns = {
  fields: { userId: 'person_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...times },
  additionalFields: {
    confirmedAt: { type: 'date', required: true, input: false, fieldName: 'confirmed_at' },
    usedAt: { type: 'date', required: true, input: false, fieldName: 'used_at' },
  },
} as const

const accountColumns = {
  fields: {
    userId: 'person_id',
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...times,
  },
}

const verificationColumns = { fields: { expiresAt: 'expires_at', ...times } }
