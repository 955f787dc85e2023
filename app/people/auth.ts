import { createHash, randomBytes } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { magicLink } from 'better-auth/plugins/magic-link'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import type { Clock } from '../platform/clock.ts'
import { uuidv7 } from '../platform/uuid.ts'

export interface AuthSettings {
  /** The pool that works under the role for signing in. */
  pool: Pool
  /** Signs the session cookie; at least 32 characters. */
  secret: string
  /** The address people type, without a slash at the end. */
  origin: string
}

/** A link may be used for so long, in seconds. */
const linkLifetime = 60 * 60
const day = 24 * 60 * 60

/**
 * Signing in by e-mail link and keeping sessions, over our own tables. Its own web routes are never mounted: our pages call it, so
 * there is no second way in. Links are stored only as hashes; the session cookie is signed, so a copy of the database opens no door.
 */
export function createAuth({ pool, secret, origin }: AuthSettings) {
  const better = betterAuth({
    baseURL: origin,
    secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'ecotone',
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      // Where people were when they signed in is not ours to keep.
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => uuidv7() },
    },
    session: { expiresIn: 14 * day, updateAge: day, ...sessionColumns },
    user: personColumns,
    account: accountColumns,
    verification: verificationColumns,
    plugins: [
      magicLink({
        disableSignUp: true,
        expiresIn: linkLifetime,
        generateToken: () => randomBytes(32).toString('base64url'),
        storeToken: { type: 'custom-hasher', hash: async (token) => hashToken(token) },
        // The library types `metadata` as anything at all; it is what `makeToken` below hands in.
        sendMagicLink: ({ token, metadata }) => (metadata as unknown as { handOver: HandOver }).handOver(token),
      }),
    ],
  })
  return { better, origin, kysely: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }) }
}

export type Auth = ReturnType<typeof createAuth>
type HandOver = (token: string) => void

/** How a link's token is stored. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Makes a link for an address that may sign in. */
export async function makeToken(auth: Auth, address: string): Promise<string> {
  let made: string | undefined
  const metadata = { handOver: (token: string) => void (made = token) }
  await auth.better.api.signInMagicLink({ body: { email: address, metadata }, headers: new Headers() })
  if (!made) throw new Error('Signing in made no token for the link.')
  return made
}

/** The address a link was made for, without using the link up; null when it is used, too old or never was. */
export async function addressOfToken(auth: Auth, token: string, clock: Clock): Promise<string | null> {
  const { internalAdapter } = await auth.better.$context
  const found = await internalAdapter.findVerificationValue(`magic-link:${hashToken(token)}`)
  if (!found || new Date(found.expiresAt) < clock.now()) return null
  const { email } = JSON.parse(found.value) as { email?: string }
  return email ?? null
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
}

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
