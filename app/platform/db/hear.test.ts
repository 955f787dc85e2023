import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'

const { db, owner } = await testDatabase({ empty: true })

const connections = async () =>
  (
    await owner.query(
      "select pid from pg_stat_activity where application_name = 'ecotone hearing' and datname = current_database()",
    )
  ).rows as { pid: number }[]

test('everybody who listens to a channel is told, on one connection, until they stop', async () => {
  const [first, second, elsewhere]: (string | null)[][] = [[], [], []]
  const stop = db.hear('river', (payload) => first!.push(payload))
  db.hear('river', (payload) => second!.push(payload))
  db.hear('hill', (payload) => elsewhere!.push(payload))
  await db.listening()
  await owner.query("select pg_notify('river', 'high'), pg_notify('hill', 'dry')")
  await expect.poll(() => [first, second, elsewhere]).toEqual([['high'], ['high'], ['dry']])
  expect(await connections()).toHaveLength(1)
  stop()
  const before = first!.length
  await owner.query("select pg_notify('river', 'low')")
  await expect.poll(() => second!.at(-1)).toBe('low')
  expect(first).toHaveLength(before)
})

test('when the connection breaks it is opened again, and whoever listens is told that something may have been missed', async () => {
  const told: (string | null)[] = []
  db.hear('sea', (payload) => told.push(payload))
  await db.listening()
  await owner.query("select pg_notify('sea', 'calm')")
  await expect.poll(() => told).toContain('calm')
  const [one] = await connections()
  await owner.query('select pg_terminate_backend($1)', [one!.pid])
  await expect.poll(() => told).toContain(null)
  await owner.query("select pg_notify('sea', 'rough')")
  await expect.poll(() => told.at(-1)).toBe('rough')
})
