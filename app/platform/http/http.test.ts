import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { get, post, testOrigin, testShell } from '../../../test/support/web.ts'
import { allowBody, readForm, readJson } from './body.ts'
import { forbidden, notFound, tooMany } from './http.ts'

function shell() {
  const app = testShell()
  app.post('/echo', async (c) => c.json(await readForm(c)))
  app.post('/large', allowBody(3_000_000), async (c) => c.text(String((await c.req.raw.text()).length)))
  app.post('/api/echo', async (c) => c.json(await readJson(c)))
  app.get('/api/closed', () => {
    throw forbidden()
  })
  app.get('/gone', () => {
    throw notFound()
  })
  app.get('/busy', () => {
    throw tooMany(120)
  })
  app.get('/long', (c) => c.text('word '.repeat(1000)))
  return app
}

describe('every answer', () => {
  test('forbids scripts and styles that are not ours, and being shown inside another site', async () => {
    const answer = await shell().fetch(get('/nothing-here'))
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('asks for HTTPS from then on only when it came over HTTPS', async () => {
    expect((await shell().fetch(get('/healthz'))).headers.has('strict-transport-security')).toBe(false)
    const secure = testShell({ origin: 'https://ecotone.test' })
    expect((await secure.fetch(get('/healthz'))).headers.get('strict-transport-security')).toContain('max-age=31536000')
  })

  test('is compressed when the browser takes it, and only then', async () => {
    const packed = await shell().fetch(get('/long', { 'accept-encoding': 'gzip, br' }))
    expect(packed.headers.get('content-encoding')).toBe('br')
    expect(brotliDecompressSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe('word '.repeat(1000))
    const plain = await shell().fetch(get('/long', { 'accept-encoding': 'br;q=0' }))
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await plain.text()).toHaveLength(5000)
  })

  test('is not compressed when another site led here, which could learn from its size what stands in it', async () => {
    for (const [site, encoding] of [
      ['cross-site', null],
      ['same-site', null],
      ['same-origin', 'br'],
      ['none', 'br'],
    ] as const) {
      const answer = await shell().fetch(get('/long', { 'accept-encoding': 'br', 'sec-fetch-site': site }))
      expect([site, answer.headers.get('content-encoding')]).toEqual([site, encoding])
    }
  })
})

describe('characters that no database keeps', () => {
  test('in an address lead nowhere, instead of breaking the page', async () => {
    const app = shell()
    app.get('/places/:name', (c) => c.text(c.req.param('name')))
    expect((await app.fetch(get('/places/a%00b'))).status).toBe(404)
    expect((await app.fetch(get('/places/a?find=%00'))).status).toBe(404)
    expect((await app.fetch(get('/places/a%20b'))).status).toBe(200)
  })

  test('in what a program sends are dropped, as they are in forms', async () => {
    const body = '{"a":"x\\u0000y","b":["\\ud800z"]}'
    const answer = await shell().fetch(
      new Request(`${testOrigin}/api/echo`, { method: 'POST', body, headers: { origin: testOrigin } }),
    )
    expect(await answer.json()).toEqual({ a: 'xy', b: ['\ufffdz'] })
  })
})

describe('a change', () => {
  test('asked for by a page of ours is taken', async () => {
    const answer = await shell().fetch(post('/echo', { name: 'Zulmira' }))
    expect(await answer.json()).toEqual({ name: 'Zulmira' })
  })

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another site, in a browser that only sends Origin', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['a sandboxed frame', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['a neighbour on the same domain', { 'sec-fetch-site': 'same-site', origin: 'http://other.ecotone.test' }],
  ])('asked for by %s is refused', async (_, headers) => {
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value))
    const request = new Request(`${testOrigin}/echo`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
      headers: sent,
    })
    expect((await shell().fetch(request)).status).toBe(403)
  })

  test('with a cookie but without any word on where it comes from is refused', async () => {
    const from = (headers: Record<string, string>) =>
      shell().fetch(
        new Request(`${testOrigin}/echo`, { method: 'POST', body: new URLSearchParams({ a: 'b' }), headers }),
      )
    expect((await from({ cookie: 'x=y' })).status).toBe(403)
    expect((await from({})).status).toBe(200)
  })

  test('on a local network is taken under whatever name people typed', async () => {
    const url = 'http://192.168.1.20:3000/echo'
    const headers = { origin: 'http://192.168.1.20:3000', host: '192.168.1.20:3000', cookie: 'x=y' }
    const answer = await shell().fetch(
      new Request(url, { method: 'POST', body: new URLSearchParams({ a: 'b' }), headers }),
    )
    expect(answer.status).toBe(200)
  })
})

describe('a body', () => {
  test('beyond its limit is refused with 413, announced or not, and the page says the limit', async () => {
    const announced = await shell().fetch(post('/echo', { text: 'x'.repeat(1_000_001) }))
    expect(announced.status).toBe(413)
    expect(await announced.text()).toContain('1 MB')
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(100_000).fill(97)),
    })
    const request = new Request(`${testOrigin}/echo`, { method: 'POST', body: stream, duplex: 'half' } as RequestInit)
    expect((await shell().fetch(request)).status).toBe(413)
  })

  test('may be larger where a route allows it', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const request = new Request(`${testOrigin}/large`, { method: 'POST', body: 'x'.repeat(2_000_000), headers })
    expect(await (await shell().fetch(request)).text()).toBe('2000000')
  })

  test('with more fields than any form of ours is refused, and as many as one may have are read in a moment', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent = (n: number) =>
      shell().fetch(
        new Request(`${testOrigin}/echo`, { method: 'POST', body: `a${'&a'.repeat(n - 1)}`, headers: type }),
      )
    expect(((await (await sent(20_000)).json()) as { a: string[] }).a).toHaveLength(20_000)
    for (const n of [20_001, 490_000]) expect((await sent(n)).status).toBe(400)
  })

  test('has arrived whole before a page begins its work, so that nobody holds up a transaction by sending slowly', async () => {
    const app = testShell()
    let begun = 0
    app.post('/work', async (c) => {
      begun += 1
      return c.json(await readForm(c))
    })
    const end = Promise.withResolvers<void>()
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(Buffer.from('a=1'))
        await end.promise
        controller.enqueue(Buffer.from('2'))
        controller.close()
      },
    })
    const asked = app.fetch(new Request(`${testOrigin}/work`, { method: 'POST', body, duplex: 'half' } as RequestInit))
    await new Promise((resolve) => setImmediate(resolve))
    expect(begun).toBe(0)
    end.resolve()
    expect(await (await asked).text()).toBe('{"a":"12"}')
  })

  test('that breaks off is refused as unreadable, and is no bug of ours', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
    const request = new Request(`${testOrigin}/echo`, { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect((await shell().fetch(request)).status).toBe(400)
  })

  test('that is not what it says is refused with 400, and never a crash', async () => {
    const form = new Request(`${testOrigin}/echo`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    expect((await shell().fetch(form)).status).toBe(400)
    const json = await shell().fetch(new Request(`${testOrigin}/api/echo`, { method: 'POST', body: '{"a":' }))
    expect(json.status).toBe(400)
    expect(json.headers.get('content-type')).toContain('application/problem+json')
  })

  test('keeps every value of a field that comes twice, and loses what the database cannot hold', async () => {
    const request = new Request(`${testOrigin}/echo`, {
      method: 'POST',
      body: 'a=1&a=2&b=x%00y&c=1%0D%0A2&__proto__=z',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    const sent = await (await shell().fetch(request)).text()
    expect(sent).toBe('{"a":["1","2"],"b":"xy","c":"1\\n2","__proto__":"z"}')
  })
})

describe('what could not be answered', () => {
  test('is said in the language of the reader, with a way on', async () => {
    const answer = await shell().fetch(get('/gone', { 'accept-language': 'pt-PT' }))
    const html = await answer.text()
    expect(answer.status).toBe(404)
    expect(html).toContain('<html lang="pt" dir="ltr">')
    expect(html).toContain('Não há nada neste endereço')
    expect(html).toContain('href="/"')
  })

  test('is a problem document for programs', async () => {
    const answer = await shell().fetch(get('/api/closed'))
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ type: 'about:blank', status: 403, title: 'Not allowed' })
    expect((await shell().fetch(get('/api/unknown'))).headers.get('content-type')).toContain('problem+json')
  })

  test('for asking too often says when to come back', async () => {
    const answer = await shell().fetch(get('/busy'))
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('120')
    expect(await answer.text()).toContain('2 minutes')
  })

  test('because of a bug is told once to the log and never to the reader', async () => {
    const told: unknown[] = []
    const app = testShell({ onBug: (error, request) => told.push([(error as Error).message, request.route]) })
    app.get('/bug/:who', () => {
      throw new Error('password is hunter2')
    })
    const answer = await app.fetch(get('/bug/ana'))
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('hunter2')
    expect(told).toEqual([['password is hunter2', '/bug/:who']])
  })

  test('is told to the log by its route alone: an address may hold a name, or open something', async () => {
    const told: unknown[] = []
    const app = testShell({ onAnswer: ({ route, status }) => told.push([route, status]) })
    app.get('/people/:person', (c) => c.text('here'))
    for (const path of ['/people/ana', '/mail/stop/secret', '/people/rui?code=secret']) await app.fetch(get(path))
    expect(told).toEqual([
      ['/people/:person', 200],
      ['none', 404],
      ['/people/:person', 200],
    ])
  })

  test('never shows an address as markup', async () => {
    const html = await (await shell().fetch(get('/<script>alert(1)</script>?"><b>'))).text()
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('"><b>')
  })
})

describe('assets', () => {
  test('are named after their content, kept for ever, and known again by their tag', async () => {
    const app = shell()
    const html = await (await app.fetch(get('/nothing'))).text()
    const path = /href="(\/assets\/ecotone-[0-9a-f]{16}\.css)"/.exec(html)?.[1] ?? ''
    const answer = await app.fetch(get(path, { 'accept-encoding': 'br' }))
    expect(answer.headers.get('cache-control')).toContain('immutable')
    const css = brotliDecompressSync(Buffer.from(await answer.arrayBuffer())).toString()
    expect(css).toMatch(/url\("\/assets\/literata-latin-wght-normal-[0-9a-f]{16}\.woff2"\)/)
    expect(css).not.toMatch(/https?:\/\//)
    const again = await app.fetch(get(path, { 'if-none-match': answer.headers.get('etag') ?? '' }))
    expect(again.status).toBe(304)
  })

  test('do not lead out of their folder', async () => {
    for (const path of [
      '/assets/../package.json',
      '/assets/%2e%2e/package.json',
      '/assets/..%2fpackage.json',
      '/assets/',
    ])
      expect((await shell().fetch(get(path))).status, path).toBe(404)
  })
})

test('the server says whether it lives and whether it is ready', async () => {
  expect((await shell().fetch(get('/healthz'))).status).toBe(200)
  expect((await shell().fetch(get('/readyz'))).status).toBe(200)
  const broken = testShell({ ready: () => Promise.reject(new Error('no database')) })
  expect((await broken.fetch(get('/readyz'))).status).toBe(503)
})
