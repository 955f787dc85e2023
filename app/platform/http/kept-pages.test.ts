import type { Context } from 'hono'
import { describe, expect, test } from 'vitest'
import { get, testShell } from '../../../test/support/web.ts'
import { keepForAnybody, keptPages } from './kept-pages.ts'
import { languageOf } from './request.ts'

let drawn = 0
let now = new Date('2027-03-01T09:00:00Z')
const kept = keptPages()
const app = testShell({ kept, clock: { now: () => now } })
const words = 'A page of some length. '.repeat(60)
app.get('/page', (c) => {
  drawn += 1
  keepForAnybody(c, 60)
  return c.html(`${languageOf(c)} ${c.req.query('n') ?? ''} ${words}`)
})
app.get('/slow', async (c) => {
  drawn += 1
  await new Promise((resolve) => setTimeout(resolve, 20))
  if (c.req.query('changes') && drawn === 1) kept.empty()
  if (!c.req.query('own')) keepForAnybody(c, 60)
  return c.html(`${drawn} ${words}`)
})
app.get('/own', (c) => {
  drawn += 1
  return c.html(words)
})
app.get('/cookie', (c) => {
  drawn += 1
  keepForAnybody(c)
  c.header('Set-Cookie', 'language=pt')
  return c.html(words)
})
app.get('/missing', (c) => {
  drawn += 1
  keepForAnybody(c)
  return c.html('no', 404)
})
app.get('/dated', (c: Context) => {
  keepForAnybody(c)
  c.header('Last-Modified', 'Mon, 01 Mar 2027 08:00:00 GMT')
  return c.body('<feed/>', 200, { 'Content-Type': 'application/atom+xml' })
})

/** How often a page was made to answer these, one after the other. */
async function times(...asked: Request[]): Promise<number> {
  drawn = 0
  for (const request of asked) await (await app.fetch(request)).arrayBuffer()
  return drawn
}

describe('a page that is the same for anybody', () => {
  test('is made once for each address, language and theme, and from then on comes from memory', async () => {
    kept.empty()
    expect(await times(get('/page'), get('/page'), get('/page'))).toBe(1)
    expect(await times(get('/page', { 'accept-language': 'pt' }), get('/page', { 'accept-language': 'pt-BR' }))).toBe(1)
    expect(
      await times(get('/page', { cookie: 'theme=dark' }), get('/page', { cookie: 'language=en; theme=dark' })),
    ).toBe(1)
    expect(await times(get('/page?n=2'), get('/page?n=2'))).toBe(1)
    const answer = await app.fetch(get('/page?n=2', { 'accept-language': 'pt' }))
    expect(await answer.text()).toContain('pt 2')
  })

  test('is made once for all who ask while it is being made, and once more when the site changed meanwhile', async () => {
    kept.empty()
    const askedAtOnce = async (path: string) => {
      drawn = 0
      const answers = await Promise.all(Array.from({ length: 30 }, () => app.fetch(get(path))))
      return Promise.all(answers.map((answer) => answer.text()))
    }
    expect(new Set(await askedAtOnce('/slow')).size).toBe(1)
    expect(drawn).toBe(1)
    const [first, ...others] = await askedAtOnce('/slow?changes=1')
    expect(first).toMatch(/^1 /)
    for (const one of others) expect(one).toMatch(/^2 /)
    expect(drawn).toBe(2)
    // what is not the same for anybody is made for each, and nobody waits for another
    await askedAtOnce('/slow?own=1')
    expect(drawn).toBe(30)
  })

  test('is never answered from memory, nor kept, for somebody with a session, a token or any other cookie', async () => {
    kept.empty()
    await times(get('/page'))
    const others: Record<string, string>[] = [
      { cookie: 'ecotone.session_token=x' },
      { cookie: 'theme=dark; other=1' },
      { authorization: 'Bearer x' },
    ]
    for (const headers of others) {
      expect(await times(get('/page', headers), get('/page', headers))).toBe(2)
      const answer = await app.fetch(get('/page', headers))
      expect(answer.headers.get('etag')).toBeNull()
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })

  test('is kept neither when it was not said to be, nor with a cookie in it, nor when nothing is there', async () => {
    for (const path of ['/own', '/cookie', '/missing']) expect(await times(get(path), get(path))).toBe(2)
    expect((await app.fetch(get('/own'))).headers.get('cache-control')).toBe('no-store')
  })

  test('is made anew when the site changed, even when the change came while it was being made', async () => {
    kept.empty()
    await times(get('/page'))
    kept.empty()
    expect(await times(get('/page'))).toBe(1)
    kept.empty()
    const round = kept.round()
    const page = { bytes: new Uint8Array(3), encoded: {}, headers: {}, hash: 'x', modified: null, until: 0 }
    kept.empty()
    kept.keep('en  /late', page, round)
    expect(kept.find('en  /late')).toBeUndefined()
  })

  test('is made anew after the time its page said', async () => {
    kept.empty()
    await times(get('/page'))
    now = new Date('2027-03-01T09:00:59Z')
    expect(await times(get('/page'))).toBe(0)
    now = new Date('2027-03-01T09:01:01Z')
    expect(await times(get('/page'))).toBe(1)
  })

  test('keeps every header of safety, and sets no cookie', async () => {
    const [first, second] = [await app.fetch(get('/page')), await app.fetch(get('/page'))]
    for (const name of ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'content-type'])
      expect(second.headers.get(name)).toBe(first.headers.get(name))
    expect(second.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(second.headers.get('cache-control')).toBe('no-cache')
    expect(second.headers.get('vary')).toBe('Accept-Encoding, Accept-Language, Cookie')
    expect(second.headers.has('set-cookie')).toBe(false)
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
  })

  test('is refused where this program is called by another name', async () => {
    await times(get('/page'))
    expect((await app.fetch(new Request('http://evil.example/page'))).status).toBe(421)
  })
})

describe('whoever has a page already', () => {
  test('is told so by its tag, as often as they ask', async () => {
    kept.empty()
    const headers = { 'accept-encoding': 'gzip' }
    const etag = (await app.fetch(get('/page', headers))).headers.get('etag')!
    expect(etag).toMatch(/^"[\w-]{22}-gzip"$/)
    for (let asked = 0; asked < 100; asked += 1) {
      const again = await app.fetch(get('/page', { ...headers, 'if-none-match': `"other", W/${etag}` }))
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    }
  })

  test('gets another tag for other bytes: each encoding has its own, and so has other content', async () => {
    const tags = await Promise.all(
      ['', 'gzip', 'br', 'br, gzip'].map(async (encoding) => {
        const answer = await app.fetch(get('/page', { 'accept-encoding': encoding }))
        return [answer.headers.get('etag'), answer.headers.get('content-encoding')]
      }),
    )
    expect(new Set(tags.map(([tag]) => tag)).size).toBe(3)
    expect(tags.map(([, encoding]) => encoding)).toEqual([null, 'gzip', 'br', 'br'])
    const plain = (await app.fetch(get('/page'))).headers.get('etag')!
    expect((await app.fetch(get('/page?n=3', { 'if-none-match': plain }))).status).toBe(200)
  })

  test('is told so by its date, which counts only without a tag', async () => {
    const date = { 'if-modified-since': 'Mon, 01 Mar 2027 08:00:00 GMT' }
    const earlier = { 'if-modified-since': 'Mon, 01 Mar 2027 07:59:59 GMT' }
    expect((await app.fetch(get('/dated', date))).status).toBe(304)
    expect((await app.fetch(get('/dated', earlier))).status).toBe(200)
    expect((await app.fetch(get('/dated', { ...date, 'if-none-match': '"other"' }))).status).toBe(200)
    expect((await app.fetch(get('/dated', { 'if-modified-since': 'yesterday' }))).status).toBe(200)
  })

  test('and asks for the head alone gets no body', async () => {
    const answer = await app.fetch(new Request('http://ecotone.test/page', { method: 'HEAD' }))
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(answer.headers.get('etag')).not.toBeNull()
  })
})

test('there is room for so many bytes, and what was asked for longest ago goes first', () => {
  const small = keptPages(10_000)
  const page = { bytes: new Uint8Array(2_000), encoded: {}, headers: {}, hash: 'x', modified: null, until: 0 }
  for (const key of ['a', 'b', 'c']) {
    small.keep(key, page, 0)
    small.find('a')
  }
  expect(['a', 'b', 'c'].map((key) => small.find(key) !== undefined)).toEqual([true, false, true])
  small.keep('whale', { ...page, bytes: new Uint8Array(20_000) }, 0)
  expect(small.find('whale')).toBeUndefined()
})
