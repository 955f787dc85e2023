import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot, readConfig, settings } from './config.ts'

test('nothing has to be set to start', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, local: true, databaseUrl: null, smtpUrl: null })
  expect(config.origin).toBe('http://localhost:3000')
  expect(config.dataFolder).toBe(join(projectRoot(), 'data'))
})

test('what is set holds, and a slash at the end of the address does not matter', () => {
  const config = readConfig({ PORT: '8080', HOST: '0.0.0.0', ECOTONE_URL: 'https://ecotone.example.org/' })
  expect(config).toMatchObject({ port: 8080, local: false, origin: 'https://ecotone.example.org' })
})

test('an empty value counts as not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: null })
})

test('every wrong setting is named at once, with what it is for', () => {
  const read = () => readConfig({ PORT: 'http', DATABASE_URL: 'mysql://x', ECOTONE_SECRET: 'short' })
  expect(read).toThrow(/PORT: .*The port to listen on/)
  expect(read).toThrow(/DATABASE_URL: .*A PostgreSQL server/)
  expect(read).toThrow(/ECOTONE_SECRET: .*Signs sessions/)
})

test('a wrong value is not repeated in the message, because it may be a secret', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://someone:hunter2@db' })).not.toThrow(/hunter2/)
})

test('the example of each setting is one that would be taken', () => {
  for (const [name, { schema, example }] of Object.entries(settings)) {
    expect(schema.safeParse(example).success || name === 'ECOTONE_SECRET', `${name}=${example}`).toBe(true)
  }
})

test('the project is found from inside it', () => {
  expect(existsSync(join(projectRoot(), 'db/migrations'))).toBe(true)
})
