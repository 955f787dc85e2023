import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../app/platform/db/embedded-postgres.ts'

/**
 * A program for the tests of crashes: starts the database of a data folder, tells its address, then writes pairs of rows, each pair
 * in one transaction, and tells the number of each pair once the database has acknowledged it. Goes on until it is killed.
 */
const dataFolder = process.argv[2]!
const say = (line: string) => process.stdout.write(`${line}\n`)

const server = await startEmbeddedPostgres(dataFolder, say)
const client = new Client({ connectionString: server.url })
await client.connect()
await client.query('create table if not exists probe (pair int, half text, primary key (pair, half))')
const { rows } = await client.query<{ next: number }>('select coalesce(max(pair), 0) + 1 as next from probe')
say(`ready ${server.ours ? 'ours' : 'joined'} ${process.pid}`)

for (let pair = rows[0]!.next; ; pair++) {
  await client.query('begin')
  await client.query(`insert into probe values ($1, 'left')`, [pair])
  await client.query(`insert into probe values ($1, 'right')`, [pair])
  await client.query('commit')
  say(`wrote ${pair}`)
}
