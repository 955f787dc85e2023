import { describe, expect, test } from 'vitest'
import { get, testShell } from '../../test/support/web.ts'
import { browserName } from './account/account-page.tsx'
import { readAddress, readPerson, requirePerson } from './people.ts'

describe('an e-mail address', () => {
  test('is kept in lower case, without the spaces around it', () => {
    expect(readAddress(' Maria.Silva+sea@Example.ORG ')).toBe('maria.silva+sea@example.org')
  })

  test.each([
    '',
    'maria',
    'maria@',
    '@example.org',
    'a b@example.org',
    'maria@localhost',
    'mi\u212Ae@example.org',
    'a@b.c\r\nBcc: x@y.zz',
    `${'a'.repeat(300)}@b.org`,
    7,
    null,
  ])('is not %j', (text) => expect(readAddress(text)).toBeNull())
})

test('somebody who gave no name is called by the first part of their address', () => {
  expect(readPerson({ id: '1', name: ' ', email: 'tome@example.org', language: 'xx' })).toMatchObject({
    name: 'tome',
    language: null,
  })
})

test('a page for those who are signed in refuses everybody else', async () => {
  const app = testShell()
  app.get('/mine', (c) => c.text(requirePerson(c).name))
  expect((await app.fetch(get('/mine'))).status).toBe(403)
})

test('browsers are told apart by what they say of themselves, and a strange one is not guessed at', () => {
  expect(browserName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox, Linux')
  expect(browserName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')).toBe(
    'Safari, iPhone',
  )
  expect(browserName('<script>')).toBeUndefined()
})
