import { expect, test } from 'vitest'
import { get, testShell } from '../../../test/support/web.ts'
import { tooMany } from './http.ts'
import { pollingWait } from './overload.ts'

function lateBy(lag: number) {
  let asked = 0
  const app = testShell({ lag: () => lag })
  app.get('/page', (c) => {
    asked += 1
    return c.text('here')
  })
  app.get('/api/polled', (c) => {
    const wait = pollingWait(c)
    if (wait !== null) throw tooMany(wait)
    return c.text('here')
  })
  return { app, asked: () => asked }
}

test('B15: a process that is far behind answers 503 at once, says when to come back, and does none of the work', async () => {
  const { app, asked } = lateBy(4_000)
  const answer = await app.fetch(get('/page'))
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('8')
  expect(await answer.text()).toContain('Nothing was lost')
  expect(asked()).toBe(0)
})

test('B15: one that is a little behind answers as ever', async () => {
  const { app, asked } = lateBy(900)
  expect((await app.fetch(get('/page'))).status).toBe(200)
  expect(asked()).toBe(1)
})

test('B15: however far behind, nobody is sent away for longer than a minute, and whether it lives is said', async () => {
  const { app } = lateBy(500_000)
  expect((await app.fetch(get('/page'))).headers.get('retry-after')).toBe('60')
  expect((await app.fetch(get('/healthz'))).status).toBe(200)
})

test('B14: what is asked for again and again gives way when a process is a tenth of a second behind, with the seconds to wait', async () => {
  const answer = await lateBy(101).app.fetch(get('/api/polled'))
  expect(answer.status).toBe(429)
  expect(answer.headers.get('retry-after')).toBe('2')
  expect(await answer.json()).toMatchObject({ status: 429, wait_seconds: 2 })
  expect((await lateBy(99).app.fetch(get('/api/polled'))).status).toBe(200)
})
