import type { Context, Handler } from 'hono'
import { signedIn } from '../people/people.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/db/database.ts'
import { forbidden } from '../platform/http/http.ts'

/** What pages of the site stand on. */
export interface SitePlace {
  db: Database
  clock: Clock
}

/**
 * Answers somebody who may, in one transaction of theirs: asks the signed-out to sign in, which leads back here (for a form: to `back`), and
 * refuses everybody else.
 */
export function forWhoMay(
  { db }: SitePlace,
  { may, back }: { may: (tx: Tx) => Promise<boolean>; back: string },
  answer: (c: Context, tx: Tx) => Promise<Response>,
): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) {
      const url = new URL(c.req.url)
      return c.redirect(
        `/sign-in?next=${encodeURIComponent(c.req.method === 'GET' ? url.pathname + url.search : back)}`,
        303,
      )
    }
    return db.as({ kind: 'person', id: person.id }, async (tx) => {
      if (!(await may(tx))) throw forbidden()
      return answer(c, tx)
    })
  }
}
