/** For tests of pages: the shell with some routes in it, and requests of somebody who is signed in. */
import type { Hono } from 'hono'
import type { TestDatabase } from '../../test/support/database.ts'
import { get, post, testOrigin, testShell } from '../../test/support/web.ts'
import { setSignedIn } from '../people/people.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { Place } from './visit.tsx'

/** Somebody with an account, as if they had signed in before. */
export async function addPerson(owner: TestDatabase['owner'], name: string): Promise<{ id: string }> {
  const id = uuidv7()
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $3, true)', [
    id,
    name,
    `${id}@example.org`,
  ])
  return { id }
}

const whoHeader = 'x-test-person'

const sessionJustOpened = { id: uuidv7(), fresh: true, still: async () => true }

/** An app with these routes; whoever a request names in its header is signed in. */
export function appFor(place: Place, add: (app: Hono, place: Place) => void): Hono {
  const assets = { url: (name: string) => `/assets/${name}`, has: () => true, at: () => undefined }
  const app = testShell({ clock: place.clock, assets })
  app.use('*', (c, next) => {
    const id = c.req.header(whoHeader)
    if (id) setSignedIn(c, { id, name: 'Somebody', email: 'somebody@example.org', language: null }, sessionJustOpened)
    return next()
  })
  add(app, place)
  return app
}

export interface Asking {
  see(path: string): Promise<{ status: number; text: string; location: string | null }>
  send(path: string, fields: Record<string, string>): Promise<{ status: number; text: string; location: string | null }>
  call(method: string, path: string, body?: unknown): Promise<{ status: number; type: string | null; json: unknown }>
}

/** The requests of one person, or of nobody. */
export function asking(app: Hono, who: { id: string } | null): Asking {
  const headers: Record<string, string> = who ? { [whoHeader]: who.id } : {}
  const read = async (response: Response) => ({
    status: response.status,
    text: await response.text(),
    location: response.headers.get('location'),
  })
  return {
    see: async (path) => read(await app.fetch(get(path, headers))),
    send: async (path, fields) => read(await app.fetch(post(path, fields, headers))),
    async call(method, path, body) {
      const response = await app.fetch(
        new Request(testOrigin + path, {
          method,
          headers: {
            ...headers,
            origin: testOrigin,
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/json',
          },
          body: body === undefined ? undefined : JSON.stringify(body),
        }),
      )
      return { status: response.status, type: response.headers.get('content-type'), json: await response.json() }
    },
  }
}
