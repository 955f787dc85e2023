import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { listen } from './listen.ts'

const answer = () => new Response('here')

test('a port of 0 takes any free one', async () => {
  const listening = await listen(answer, { host: '127.0.0.1', port: 0 })
  expect(await (await fetch(`http://127.0.0.1:${listening.port}`)).text()).toBe('here')
  await listening.close()
})

test('a taken port says so, and names the setting that helps', async () => {
  const first = await listen(answer, { host: '127.0.0.1', port: 0 })
  const second = listen(answer, { host: '127.0.0.1', port: first.port })
  await expect(second).rejects.toThrow(`Port ${first.port} is taken`)
  await expect(second).rejects.toThrow(`PORT=${first.port + 1}`)
  await first.close()
})

test('a request that is being answered is finished before closing', async () => {
  let finish: (response: Response) => void = () => {}
  let arrived: () => void = () => {}
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const slow = () => {
    arrived()
    return new Promise<Response>((resolve) => {
      finish = resolve
    })
  }
  const listening = await listen(slow, { host: '127.0.0.1', port: 0 })
  const asked = fetch(`http://127.0.0.1:${listening.port}`)
  await arrival
  const closed = listening.close()
  finish(new Response('finished'))
  expect(await (await asked).text()).toBe('finished')
  await closed
})

test('a request that does not end is cut off after the grace', async () => {
  const listening = await listen(() => new Promise<Response>(() => {}), { host: '127.0.0.1', port: 0 })
  const asked = fetch(`http://127.0.0.1:${listening.port}`).catch(() => 'cut')
  await new Promise((resolve) => setTimeout(resolve, 30))
  await listening.close(30)
  expect(await asked).toBe('cut')
})

/** What the server says to somebody who sends this and then falls silent, once it hangs up. */
function sayAndFallSilent(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (bytes) => {
      answer += bytes.toString()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

const impatient = { headersTimeout: 40, requestTimeout: 80, connectionsCheckingInterval: 10 }

test.each([
  ['in the middle of the headers', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Sl'],
  ['in the middle of the body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nslow'],
])('whoever falls silent %s is cut off, instead of holding a connection for ever', async (_, text) => {
  const listening = await listen(
    async (request) => new Response(await request.text()),
    { host: '127.0.0.1', port: 0 },
    impatient,
  )
  expect(await sayAndFallSilent(listening.port, text)).toMatch(/^(HTTP\/1\.1 408|$)/)
  await listening.close()
})

test.each([
  ['headers beyond all measure', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['no host at all', 'GET / HTTP/1.1\r\n\r\n', 400],
  [
    'two lengths, as those do who hide one request inside another',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc',
    400,
  ],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
])('%s is refused before anything of ours sees it', async (_, text, status) => {
  let seen = 0
  const listening = await listen(() => new Response(String(++seen)), { host: '127.0.0.1', port: 0 }, impatient)
  expect(await sayAndFallSilent(listening.port, text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(seen).toBe(0)
  await listening.close()
})
