import { describe, expect, test } from 'vitest'
import { get, testShell } from '../../../test/support/web.ts'
import { readAddresses, remoteAddress, remotePlace } from './remote-address.ts'

/** Where the program takes a request to come from. */
async function seen(peer: string, forwarded?: string, proxies?: string[]): Promise<string> {
  const app = testShell(proxies ? { proxies: readAddresses(proxies) } : {})
  app.get('/who', (c) => c.text(remoteAddress(c)))
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return (await app.fetch(get('/who', headers), { incoming: { socket: { remoteAddress: peer } } })).text()
}

describe('where a request comes from', () => {
  test('is who is at the other end, whatever the request says of itself', async () => {
    expect(await seen('203.0.113.7')).toBe('203.0.113.7')
    expect(await seen('203.0.113.7', '10.0.0.1')).toBe('203.0.113.7')
    expect(await seen('203.0.113.7', '127.0.0.1')).toBe('203.0.113.7')
  })

  test('is what a proxy on this machine wrote last, not what was sent to it', async () => {
    expect(await seen('127.0.0.1', '203.0.113.7')).toBe('203.0.113.7')
    expect(await seen('::ffff:127.0.0.1', '1.2.3.4, 203.0.113.7')).toBe('203.0.113.7')
  })

  test('passes over every proxy that was named, and over none that was not', async () => {
    const ours = ['10.0.0.0/8', 'fd00::/8']
    expect(await seen('10.0.0.2', '1.2.3.4, 203.0.113.7, 10.9.9.9', ours)).toBe('203.0.113.7')
    expect(await seen('fd00::2', '203.0.113.7', ours)).toBe('203.0.113.7')
    expect(await seen('127.0.0.1', '203.0.113.7', ours)).toBe('127.0.0.1')
    expect(await seen('192.168.0.1', '203.0.113.7', ours)).toBe('192.168.0.1')
  })

  test('is the proxy itself when what it wrote is no address', async () => {
    expect(await seen('127.0.0.1', 'unknown')).toBe('127.0.0.1')
    expect(await seen('127.0.0.1', "' or 1=1")).toBe('127.0.0.1')
    expect(await seen('127.0.0.1', '')).toBe('127.0.0.1')
  })

  test('B16: loses its port, its brackets and its zone, and an IPv4 address in IPv6 clothes is what it is', async () => {
    expect(await seen('127.0.0.1', '203.0.113.7:51111')).toBe('203.0.113.7')
    expect(await seen('127.0.0.1', '[2001:db8::1]:51111')).toBe('2001:db8::1')
    expect(await seen('fe80::1%eth0')).toBe('fe80::1')
    for (const clothes of ['::ffff:203.0.113.7', '::FFFF:cb00:7107', '0:0:0:0:0:ffff:203.0.113.7'])
      expect(await seen('127.0.0.1', clothes), clothes).toBe('203.0.113.7')
  })

  test('no other header is believed', async () => {
    const app = testShell()
    app.get('/who', (c) => c.text(`${remoteAddress(c)} ${new URL(c.req.url).host} ${new URL(c.req.url).protocol}`))
    const headers = {
      'x-real-ip': '1.1.1.1',
      forwarded: 'for=1.1.1.1;host=evil.example;proto=https',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    }
    const answer = await app.fetch(get('/who', headers), { incoming: { socket: { remoteAddress: '127.0.0.1' } } })
    expect(await answer.text()).toBe('127.0.0.1 ecotone.test http:')
  })
})

test('B16: blocked addresses and networks are refused, however they are written', async () => {
  const app = testShell({ blocked: readAddresses(['203.0.113.0/24', '2001:db8::/32', '198.51.100.7']) })
  app.get('/page', (c) => c.text('here'))
  const status = async (peer: string, forwarded?: string) =>
    (
      await app.fetch(get('/page', forwarded ? { 'x-forwarded-for': forwarded } : {}), {
        incoming: { socket: { remoteAddress: peer } },
      })
    ).status
  for (const peer of ['203.0.113.9', '::ffff:203.0.113.9', '::ffff:cb00:7109', '2001:db8:1::5', '198.51.100.7'])
    expect(await status(peer), peer).toBe(403)
  for (const peer of ['203.0.112.9', '2001:db9::5', '198.51.100.8', '::ffff:198.51.100.8'])
    expect(await status(peer), peer).toBe(200)
  expect(await status('127.0.0.1', '203.0.113.9:4000')).toBe(403)
})

test('B16: what is no address or network is named', () => {
  for (const wrong of ['10.0.0.0/33', '10.0.0', 'example.org', '::/129', '10.0.0.0/8/8', '10.0.0.0/-1', ''])
    expect(() => readAddresses([wrong]), wrong).toThrow(`"${wrong}" is neither`)
})

test('limits count the network of an IPv6 address, since a household has more of those than there are keys', async () => {
  const app = testShell()
  app.get('/place', (c) => c.text(remotePlace(c)))
  const place = async (peer: string) =>
    (await app.fetch(get('/place'), { incoming: { socket: { remoteAddress: peer } } })).text()
  expect(await place('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64')
  expect(await place('2001:db8:1:2:bbbb:1:2:3')).toBe('2001:db8:1:2::/64')
  expect(await place('2001:db8::7')).toBe('2001:db8:0:0::/64')
  expect(await place('::1')).toBe('0:0:0:0::/64')
  expect(await place('203.0.113.7')).toBe('203.0.113.7')
})
