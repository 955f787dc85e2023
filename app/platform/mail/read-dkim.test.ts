import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDkim } from './read-dkim.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const whole = { domain: 'example.org', selector: 'coast', key }

test('mail is signed with all three settings, and not at all with none', () => {
  expect(readDkim({}, '/')).toBeNull()
  expect(readDkim(whole, '/')).toEqual({ domain: 'example.org', selector: 'coast', privateKey: key })
})

test('the key may stand in one line, or in a file', async () => {
  expect(readDkim({ ...whole, key: key.replaceAll('\n', '\\n') }, '/')?.privateKey).toBe(key)
  const folder = await mkdtemp(join(tmpdir(), 'ecotone-dkim-'))
  await writeFile(join(folder, 'dkim.pem'), key)
  expect(readDkim({ ...whole, key: 'dkim.pem' }, folder)?.privateKey).toBe(key)
  await rm(folder, { recursive: true })
})

test.each([
  [{ domain: 'example.org' }, /belong together/],
  [{ ...whole, selector: '' }, /belong together/],
  [{ ...whole, key: 'no/such/file' }, /DKIM_KEY names a file/],
  [{ ...whole, key: '-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----' }, /no private RSA/],
])('what is wrong is said, without the key: %#', (set, words) => {
  expect(() => readDkim(set, '/')).toThrow(words)
  expect(() => readDkim(set, '/')).not.toThrow(/hunter2/)
})
