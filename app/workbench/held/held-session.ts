import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import type { Tx } from '../../platform/db/database.ts'
import { cookieOf, factsOf } from '../../platform/http/request.ts'
import { digestOf } from './link-code.ts'
import { closeSession, openedBy, openLink } from './link-queries.ts'

/** Seconds that an opened link stays open in a browser. */
const hour = 3_600

const nameOf = (c: Context) => (isSecure(c) ? '__Secure-ecotone.held' : 'ecotone.held')
const shownName = (c: Context) => (isSecure(c) ? '__Secure-ecotone.links-shown' : 'ecotone.links-shown')
const isSecure = (c: Context) => factsOf(c).origin.startsWith('https:')

function giveCookie(c: Context, name: string, value: string, maxAge: number): void {
  const secure = isSecure(c) ? '; Secure' : ''
  const cookie = `${name}=${value}; Path=/held; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`
  c.header('Set-Cookie', cookie, { append: true })
}

/** Opens a link in this browser: a session of its own, which is none of an account. False when the code opens nothing. */
export async function beginHeldSession(c: Context, tx: Tx, code: string, now: Date): Promise<boolean> {
  const secret = randomBytes(32).toString('base64url')
  if (!(await openLink(tx, digestOf(code), digestOf(secret), now))) return false
  giveCookie(c, nameOf(c), secret, hour)
  return true
}

/** Remembers for a day that this browser showed the links of others: it opens none, also after whoever made them signed out. */
export function noteLinksShown(c: Context): void {
  giveCookie(c, shownName(c), 'yes', 24 * hour)
}

/** Did this browser show links of others within a day? */
export function showedLinks(c: Context): boolean {
  return cookieOf(c, shownName(c)) === 'yes'
}

/** Who opened a link in this browser, if it is still open. */
export async function heldSession(c: Context, tx: Tx, now: Date) {
  const secret = cookieOf(c, nameOf(c))
  return secret ? openedBy(tx, digestOf(secret), now) : null
}

/** Closes it, here and in the database. */
export async function endHeldSession(c: Context, tx: Tx): Promise<void> {
  const secret = cookieOf(c, nameOf(c))
  if (secret) await closeSession(tx, digestOf(secret))
  giveCookie(c, nameOf(c), '', 0)
}
