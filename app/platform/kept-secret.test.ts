import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keptSecret } from './kept-secret.ts'

test('a secret is made once, for everybody who asks, and readable by its owner alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ecotone-secret-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const secrets = await Promise.all([1, 2, 3, 4].map(() => keptSecret(folder, 'secret')))
  expect(new Set(secrets)).toHaveLength(1)
  expect(await keptSecret(folder, 'secret')).toBe(secrets[0])
  expect(secrets[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(await readdir(folder)).toEqual(['secret'])
  expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600)
})
