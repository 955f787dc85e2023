import type { Context, Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import type { Tx } from '../../platform/db/database.ts'
import { notFound } from '../../platform/http/http.ts'
import type { Place } from '../visit.tsx'
import { type HeldIn, landscapesIAmOn } from './held-queries.ts'
import { heldSession } from './held-session.ts'

/** Somebody at what is held about them: with an account of their own, or by a personal link, which leads to one landscape alone. */
export interface Myself {
  personId: string
  way: 'account' | 'link'
  /** where the link leads; null with an account */
  onlyIn: string | null
}

/** Somebody in one landscape that holds something about them, in a transaction that sees that and nothing else. */
export interface HeldVisit extends Myself {
  tx: Tx
  landscape: HeldIn
  /** every landscape that holds them, also where a link does not lead */
  everywhere: readonly HeldIn[]
}

/** Who is asking for what is held about them; null when nobody can be told. An account goes before a link. */
export async function whoIsAsking(place: Place, c: Context): Promise<Myself | null> {
  const person = signedIn(c)
  if (person) return { personId: person.id, way: 'account', onlyIn: null }
  const opened = await place.db.as({ kind: 'nobody' }, (tx) => heldSession(c, tx, place.clock.now()))
  return opened && { personId: opened.personId, way: 'link', onlyIn: opened.landscapeId }
}

/** Runs `work` as whoever asks, for that one purpose: whatever else they may see with an account stays shut. */
export function aboutMe<T>(place: Place, who: Myself, work: (tx: Tx, landscapes: HeldIn[]) => Promise<T>): Promise<T> {
  return place.db.as({ kind: 'person', id: who.personId }, async (tx) => work(tx, await landscapesIAmOn(tx)), {
    purpose: 'held about me',
    why: 'held',
    byLink: who.way === 'link',
  })
}

/** The landscapes that somebody gets to: by a link to one alone. */
export function leadingTo(who: Myself, landscapes: readonly HeldIn[]): readonly HeldIn[] {
  return who.onlyIn === null ? landscapes : landscapes.filter(({ id }) => id === who.onlyIn)
}

/** Answers a request under `/held/of/:slug`: whoever has no link open is led to where one is opened; what is not theirs is not there. */
export function heldVisiting(place: Place, answer: (c: Context, visit: HeldVisit) => Promise<Response>): Handler {
  return async (c) => {
    const who = await whoIsAsking(place, c)
    if (!who) return c.redirect('/held', 303)
    return aboutMe(place, who, (tx, everywhere) => {
      const landscape = leadingTo(who, everywhere).find(({ slug }) => slug === c.req.param('slug'))
      if (!landscape) throw notFound()
      return answer(c, { ...who, tx, landscape, everywhere })
    })
  }
}

/** The address of what is held in one landscape. */
export function heldPath(landscape: { slug: string }, ...parts: string[]): string {
  return ['/held/of', landscape.slug, ...parts.map(encodeURIComponent)].join('/')
}
