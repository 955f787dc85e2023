import { expect, test } from 'vitest'
import { get, testShell } from '../../../test/support/web.ts'
import { letBeFound } from './security.ts'

const contact = 'mailto:security@example.org'

test('security.txt says whom to tell, until when that holds, and where it belongs', async () => {
  const app = testShell({ securityContact: contact, origin: 'https://ecotone.test' })
  const answer = await app.fetch(get('/.well-known/security.txt'))
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; ?charset=utf-8$/i)
  const fields = new Map(
    (await answer.text())
      .trim()
      .split('\n')
      .map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
  )
  expect(fields.get('Contact')).toBe(contact)
  expect(fields.get('Canonical')).toBe('https://ecotone.test/.well-known/security.txt')
  // asked on 1 March 2027; RFC 9116 wants less than a year
  expect(fields.get('Expires')).toBe('2027-08-28T00:00:00.000Z')
})

test('without a contact there is no security.txt', async () => {
  expect((await testShell().fetch(get('/.well-known/security.txt'))).status).toBe(404)
})

test('search engines are asked to leave out everything that does not say it is to be found', async () => {
  const app = testShell()
  app.get('/', (c) => {
    letBeFound(c)
    return c.text('front')
  })
  app.get('/landscapes/coast', (c) => c.text('inside'))
  expect((await app.fetch(get('/landscapes/coast'))).headers.get('x-robots-tag')).toBe('noindex, nofollow')
  expect((await app.fetch(get('/'))).headers.has('x-robots-tag')).toBe(false)
})
