import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { copyOut } from './copy-rows.ts'

const { url } = await testDatabase({ empty: true })

test('what a slow reader is given is what the server sent, also when more arrives before it is read', async () => {
  const client = new Client({ connectionString: url })
  await client.connect()
  const pieces: Buffer[] = []
  for await (const piece of copyOut(
    client,
    'copy (select n, md5(n::text) from generate_series(1, 60000) n) to stdout',
  )) {
    if (pieces.length % 400 === 0) await pause(2)
    pieces.push(piece)
  }
  const { rows } = await client.query(
    "select string_agg(n || E'\\t' || md5(n::text) || E'\\n', '' order by n) as it from generate_series(1, 60000) n",
  )
  await client.end()
  expect(Buffer.concat(pieces).toString() === rows[0].it).toBe(true)
})
