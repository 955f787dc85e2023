import type { Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { notFound } from '../../platform/http/http.ts'
import { isStandingScreen, screens } from './handbook.ts'
import type { BookPlace } from './reading.tsx'

/**
 * Leads from the handbook to a screen of the workbench, in a landscape of whoever asks: their own first, else the example. So a chapter is
 * the same page for everybody. Whoever is not signed in is asked to do that, or begins a sketch without.
 */
export function toScreen({ db, landscapesOf }: BookPlace): Handler {
  return async (c) => {
    const screen = c.req.param('screen') ?? ''
    if (!isStandingScreen(screen)) throw notFound()
    const person = signedIn(c)
    if (screen === 'sketch') return c.redirect(person ? '/landscapes/new' : '/sketch', 303)
    if (!person) return c.redirect(`/sign-in?next=${encodeURIComponent(c.req.path)}`, 303)
    const [landscape] = await db.as({ kind: 'person', id: person.id }, landscapesOf)
    if (!landscape) return c.redirect('/landscapes', 303)
    return c.redirect(['/landscapes', landscape.slug, screens[screen]].filter(Boolean).join('/'), 303)
  }
}
