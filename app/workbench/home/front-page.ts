import type { MiddlewareHandler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { landscapesOf } from '../landscape/landscape.ts'
import { type Place, pathIn } from '../visit.tsx'

/**
 * `GET /` for whoever is signed in: the home of their own landscape, or the welcome. Whoever is not, and whoever asks for the site (`/?home`),
 * reads its first page.
 */
export function frontPage(place: Place): MiddlewareHandler {
  return async (c, next) => {
    const person = signedIn(c)
    if (!person || c.req.query('home') !== undefined) return next()
    const landscapes = await place.db.as({ kind: 'person', id: person.id }, landscapesOf)
    const own = landscapes.find(({ example }) => !example)
    return c.redirect(own ? pathIn(own) : '/welcome', 303)
  }
}
