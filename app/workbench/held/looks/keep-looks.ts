import type { MiddlewareHandler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import type { Place } from '../../visit.tsx'
import { type LookWay, noteLook } from './look-queries.ts'

interface Look {
  way: LookWay
  /** id in the drawing; null for a list or a map of all */
  person: string | null
}

/** Pages, files and routes on which people are to be seen, below the address of a landscape. The first that fits counts. */
const ways: readonly (readonly [RegExp, LookWay])[] = [
  [/^\/people\/(?<person>[^/]+)$/, 'person-page'],
  [/^\/drawing\/person\/(?<person>[^/]+)$/, 'person-page'],
  [/^\/told\/(?<person>[^/]+)$/, 'told-page'],
  [/^\/(told|practices\/[^/]+)$/, 'table'],
  [/^\/landscape\.csv$/, 'csv'],
  [/^\/export(\/[^/]+|\.zip)$/, 'export'],
  [/^\/landscape(\/map(\.\w+)?)?$/, 'map'],
]

/** What of people an address shows; null where it shows none. */
export function lookAt(url: URL): Look | null {
  const [, api, below] = /^(\/api)?\/landscapes\/[^/]+(\/.*)?$/.exec(url.pathname) ?? []
  const path = below ?? ''
  for (const [form, way] of ways) {
    const found = form.exec(path)
    if (!found) continue
    const person = found.groups?.['person']
    const view = url.searchParams.get('view') ?? 'map'
    const shown = way === 'map' && view !== 'map' ? 'table' : way
    return { way: api ? 'api' : shown, person: person === undefined ? null : decodeURIComponent(person) }
  }
  return api ? { way: 'api', person: null } : null
}

/**
 * Writes down who looked at people, before the answer goes out, in a transaction of its own: what could not be written down is not shown.
 * One row for each viewer, way and day, also where 100,000 people are on the map. For `/landscapes/:slug/*` and its routes for programs.
 */
export function keepLooks(place: Place): MiddlewareHandler {
  return async (c, next) => {
    const slug = c.req.param('slug')
    await next()
    const person = signedIn(c)
    if (c.req.method !== 'GET' || !person || (c.res.status !== 200 && c.res.status !== 304)) return
    const look = lookAt(new URL(c.req.url))
    if (!look || !slug) return
    const today = place.clock.now().toISOString().slice(0, 10)
    await place.db.as({ kind: 'person', id: person.id }, (tx) => noteLook(tx, { ...look, slug, today }))
  }
}
