import { join } from 'node:path'
import type { Hono } from 'hono'
import { type Assets, readAssets } from '../../app/platform/http/assets.ts'
import { type HttpSettings, httpApp } from '../../app/platform/http/http.ts'
import { troublePage } from '../../app/ui/trouble-page.tsx'
import { uiAssets } from '../../app/ui/ui-assets.ts'

const root = join(import.meta.dirname, '../..')

/** The address the pages of the tests live at. */
export const testOrigin = 'http://ecotone.test'

/** A bug in a page fails the test that met it, unless the test says what to do with it. */
function throwBug(error: unknown): never {
  throw error
}

/** Pages name their islands; what is in them does not matter here, so nothing is built. */
function withEmptyIslands(assets: Assets): Assets {
  const isIsland = (name: string) => name.endsWith('-island.js')
  return { ...assets, url: (name) => (isIsland(name) ? `/assets/${name}` : assets.url(name)) }
}

/** The outer shell of the web application with nothing in it yet: add the routes under test, then `app.fetch(get('/…'))`. */
export function testShell(settings: Partial<HttpSettings> = {}): Hono {
  return httpApp({
    origin: testOrigin,
    assets: withEmptyIslands(readAssets(uiAssets(root))),
    clock: { now: () => new Date('2027-03-01T09:00:00Z') },
    troublePage,
    onBug: throwBug,
    ready: async () => true,
    ...settings,
  })
}

export function get(path: string, headers: Record<string, string> = {}): Request {
  return new Request(testOrigin + path, { headers })
}

/** A form sent from a page of ours, as a browser sends it. */
export function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Request {
  return new Request(testOrigin + path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: testOrigin, 'sec-fetch-site': 'same-origin', ...headers },
  })
}
