import type { Context } from 'hono'
import { problemDocument } from '../platform/http/http.ts'
import { factsOf, localPath } from '../platform/http/request.ts'
import { sessionOf, signedIn } from './people.ts'

/** For so many milliseconds after signing in or confirming, somebody may do what deserves a second look. */
const freshFor = 15 * 60_000

/** Was it shown so lately that it is them? */
export function isFresh(confirmedAt: Date, now: Date): boolean {
  return now.getTime() - confirmedAt.getTime() < freshFor
}

/**
 * For what deserves a second look (exports, roles, the lock, erasing): null when whoever asks signed in or confirmed within the last
 * quarter of an hour. Otherwise the answer to give instead: to the page that asks them to confirm and leads back here; after a form, to
 * the page the form was on. Programs get a problem document. Ask it before anything is done, and on the page with the form as well, so
 * that nobody fills in a form in vain.
 */
export function requireFresh(c: Context): Response | null {
  if (sessionOf(c)?.fresh) return null
  if (c.req.path.startsWith('/api/')) {
    const detail = 'Confirm in the browser that it is you, and ask again within 15 minutes.'
    const more = { type: '/api#not-fresh', reason: 'not-fresh' }
    return problemDocument(c, { status: 403, requestId: factsOf(c).id }, detail, more)
  }
  const page = signedIn(c) ? '/confirm' : '/sign-in'
  return c.redirect(`${page}?next=${encodeURIComponent(placeToReturnTo(c))}`, 303)
}

/** This very page; after a form the page it was on, as the browser says. */
function placeToReturnTo(c: Context): string {
  const url = new URL(c.req.url)
  if (c.req.method === 'GET') return localPath(url.pathname + url.search)
  const before = URL.parse(c.req.header('referer') ?? '')
  const ours = before && (before.origin === factsOf(c).origin || before.host === c.req.header('host'))
  return ours ? localPath(before.pathname + before.search) : '/'
}
