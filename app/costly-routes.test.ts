import type { Hono } from 'hono'
import { expect, test } from 'vitest'
import { get, testShell } from '../test/support/web.ts'
import { limitCostlyRoutes } from './costly-routes.ts'
import { setSignedIn } from './people/people.ts'

const clock = { time: Date.parse('2027-03-01T09:00:00Z'), now: () => new Date(clock.time) }

function limited(lag = 0): Hono {
  const app = testShell({ clock, lag: () => lag })
  app.use(async (c, next) => {
    const id = c.req.header('x-person')
    if (id)
      setSignedIn(c, { id, name: id, email: 'a@example.org', language: null } as Parameters<typeof setSignedIn>[1])
    await next()
  })
  limitCostlyRoutes(app, clock)
  app.get('/landscapes/:slug/landscape/map.png', (c) => c.text('a picture'))
  app.get('/landscapes/:slug/landscape/map.pdf', (c) => c.text('a picture'))
  app.get('/landscapes/:slug/landscape/news', (c) => c.text('news'))
  app.get('/landscapes/:slug', (c) => c.text('a page'))
  return app
}

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } })
const picture = (app: Hono, person: string, address: string, kind = 'png') =>
  app.fetch(get(`/landscapes/coast/landscape/map.${kind}`, { 'x-person': person }), from(address))

test('B14: beyond its measure an account gets no more pictures of any kind, learns when to come back, and others are not kept waiting', async () => {
  const app = limited()
  for (let n = 0; n < 200; n++)
    expect((await picture(app, 'ana', `10.0.${n}.1`, n % 2 ? 'png' : 'pdf')).status).toBe(200)
  const refused = await picture(app, 'ana', '10.1.0.1')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
  expect((await picture(app, 'rui', '10.1.0.1')).status).toBe(200)
  expect((await app.fetch(get('/landscapes/coast', { 'x-person': 'ana' }), from('10.1.0.1'))).status).toBe(200)
  clock.time += 30 * 60_000
  expect((await picture(app, 'ana', '10.1.0.1')).status).toBe(200)
})

test('B14: many accounts behind one address have a measure together', async () => {
  const app = limited()
  for (let n = 0; n < 2_000; n++) expect((await picture(app, `p${n}`, '203.0.113.7')).status).toBe(200)
  expect((await picture(app, 'one more', '203.0.113.7')).status).toBe(429)
  expect((await picture(app, 'one more', '203.0.113.8')).status).toBe(200)
})

test('B14: while the program is behind, asking again and again is put off, and opening a page or a stream is not', async () => {
  const app = limited(300)
  const news = (headers: Record<string, string> = {}) => app.fetch(get('/landscapes/coast/landscape/news', headers))
  const put = await news()
  expect([put.status, put.headers.get('retry-after')]).toEqual([429, '2'])
  expect((await news({ accept: 'text/event-stream' })).status).toBe(200)
  expect((await app.fetch(get('/landscapes/coast'))).status).toBe(200)
})
