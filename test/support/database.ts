import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { Client, Pool } from 'pg'
import { afterAll, inject } from 'vitest'
import { type Database, openDatabase } from '../../app/platform/db/database.ts'
import type { Logins } from '../../app/platform/db/login.ts'
import { databaseUrl } from './database-url.ts'
import type { TestServer } from './test-server.ts'

export interface TestDatabase {
  /** The database as the program sees it: entered by its weak logins, so row-level security holds. */
  db: Database
  /** The users that `db` works as. */
  logins: Logins
  /** As its owner, whom no policy holds back: to arrange what a test starts from, and to look at what is really there. */
  owner: Pool
  url: string
}

/**
 * A fresh database with all migrations and nothing in it, dropped when the test file is done. Ask for it once, at the top of the
 * file: `const { db } = await testDatabase()`. Costs about a tenth of a second, and the first of a run two seconds.
 *
 * `{ empty: true }` gives one without the migrations.
 */
export async function testDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const { url: server, logins } = await testServer()
  const name = `test_${randomBytes(8).toString('hex')}`
  await run(
    server,
    `create database ${name} template ${options.empty ? 'template1' : 'ecotone_template'} strategy file_copy`,
  )
  const url = databaseUrl(server, name)
  const db = openDatabase({ url, logins, tombstoneKey: '07'.repeat(32) })
  const owner = new Pool({ connectionString: url, max: 4 })
  owner.on('error', () => {})
  afterAll(async () => {
    await db.close()
    await owner.end()
    await run(server, `drop database ${name} with (force)`)
  })
  return { db, logins, owner, url }
}

function testServer(): Promise<TestServer> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: inject('testServer') }, async (response) => {
      let text = ''
      for await (const part of response.setEncoding('utf8')) text += part
      const answer = JSON.parse(text) as TestServer | { error: string }
      if ('error' in answer) reject(new Error(`The database for the tests could not be made: ${answer.error}`))
      else resolve(answer)
    })
    asked.on('error', reject)
    asked.end()
  })
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
