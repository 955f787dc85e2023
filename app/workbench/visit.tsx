import type { Context, Handler } from 'hono'
import type { Child } from 'hono/jsx'
import { type Person, signedIn } from '../people/people.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/db/database.ts'
import { forbidden, notFound } from '../platform/http/http.ts'
import { languageOf } from '../platform/http/request.ts'
import type { Navigation } from '../ui/header.tsx'
import { type PageOptions, page } from '../ui/page.tsx'
import { CareFirst, isCareRefusal } from './landscape/care/care-check.ts'
import { findLandscape, findLockedLandscape, type Landscape, landscapesOf } from './landscape/landscape.ts'
import { mayRead } from './landscape/landscape-policy.ts'
import { workbenchWords } from './workbench-words.ts'

/** What every part of the workbench stands on; made once, in main.ts. */
export interface Place {
  db: Database
  clock: Clock
}

/** Somebody who is signed in, inside one landscape that they may see, in one transaction of theirs. */
export interface Visit {
  tx: Tx
  person: Person
  landscape: Landscape
  /** all landscapes the visitor may see, for the switcher */
  landscapes: Landscape[]
}

/** The parts of the workbench, in the order of the navigation. */
export type Section = 'home' | 'landscape' | 'opportunities' | 'spaces' | 'people'

/**
 * Answers a request under `/landscapes/:slug`: asks the signed-out to sign in, says "nothing is here" for a landscape that is not
 * theirs to see, and runs `answer` as the visitor. The two refusals are the same for every page of the workbench.
 */
export function visiting(place: Place, answer: (c: Context, visit: Visit) => Promise<Response>): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const work = async (tx: Tx) => {
      const landscape = await findLandscape(tx, c.req.param('slug') ?? '')
      if (!landscape) return lockedOrNothing(c, tx)
      return answer(c, { tx, person, landscape, landscapes: await landscapesOf(tx) })
    }
    return place.db.as({ kind: 'person', id: person.id }, work).catch((error: unknown) => {
      throw isCareRefusal(error) ? new CareFirst() : error
    })
  }
}

/** The two keepers of a locked landscape are led to its one page; everybody else finds nothing there. */
async function lockedOrNothing(c: Context, tx: Tx): Promise<Response> {
  const locked = await findLockedLandscape(tx, c.req.param('slug') ?? '')
  if (!locked) throw notFound()
  if (c.req.method !== 'GET') throw forbidden()
  return c.redirect(pathIn(locked, 'people', 'lock'), 303)
}

/** Leads to the sign-in page and back here afterwards; a form that was sent leads back to the start. */
export function toSignIn(c: Context): Response {
  const url = new URL(c.req.url)
  const back = c.req.method === 'GET' ? url.pathname + url.search : '/'
  return c.redirect(`/sign-in?next=${encodeURIComponent(back)}`, 303)
}

/** A page inside a landscape: the shell with its navigation, and the banner of the example. */
export async function workbenchPage(
  c: Context,
  visit: Pick<Visit, 'landscape' | 'landscapes'>,
  section: Section,
  options: Omit<PageOptions, 'navigation' | 'banner'>,
  body: Child,
): Promise<Response> {
  const { landscape } = visit
  return page(
    c,
    { ...options, navigation: navigation(c, visit, section), banner: landscape.example ? exampleBanner(c) : undefined },
    body,
  )
}

/** The address of something inside a landscape: `pathIn(landscape, 'spaces', id)`. */
export function pathIn(landscape: { slug: string }, ...parts: string[]): string {
  return ['/landscapes', landscape.slug, ...parts.map(encodeURIComponent)].join('/')
}

const icons = { home: 'house', landscape: 'map', opportunities: 'binoculars', spaces: 'tent', people: 'users' } as const

function navigation(
  c: Context,
  { landscape, landscapes }: Pick<Visit, 'landscape' | 'landscapes'>,
  current: Section,
): Navigation {
  const say = workbenchWords(languageOf(c))
  const sections = (Object.keys(icons) as Section[]).filter((one) => one !== 'people' || mayRead(landscape))
  return {
    switcher: {
      name: landscape.name,
      href: pathIn(landscape),
      others: [
        ...landscapes
          .filter(({ id }) => id !== landscape.id)
          .map((other) => ({ name: other.name, href: pathIn(other) })),
        { name: say('all_landscapes'), href: '/landscapes' },
      ],
    },
    items: sections.map((section) => ({
      label: say(`section_${section}`),
      href: section === 'home' ? pathIn(landscape) : pathIn(landscape, section),
      icon: icons[section],
      current: section === current,
    })),
  }
}

function exampleBanner(c: Context): Child {
  const say = workbenchWords(languageOf(c))
  return (
    <>
      {say('example_banner')} <a href="/landscapes/new">{say('start_your_own')}</a>
    </>
  )
}
