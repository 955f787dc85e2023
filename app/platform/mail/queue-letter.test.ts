import { Kysely, PostgresDialect, sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { testPost } from '../../../test/support/post.ts'
import type { Viewer } from '../db/database.ts'
import { uuidv7 } from '../uuid.ts'
import type { Letter } from './letter.ts'
import { queueLetter } from './queue-letter.ts'

const { db, owner } = await testDatabase()
const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.pools.auth }) })
let now = new Date('2027-03-01T09:00:00Z')
const clock = { now: () => now }
const sent: string[] = []
const post = testPost(kysely, clock, { handOn: async ({ to }) => void sent.push(to) })
const [me, they] = [uuidv7(), uuidv7()]
const [mine, theirs] = [uuidv7(), uuidv7()]
const asMe: Viewer = { kind: 'person', id: me }

await owner.query(`insert into person (id, email) values ($1, 'me@example.org'), ($2, null)`, [me, they])
await owner.query(`update person set told_address = 'told@example.org', added_by = $1 where id = $2`, [me, they])
for (const [id, who] of [
  [mine, me],
  [theirs, they],
]) {
  await owner.query(`insert into landscape (id, slug, name, basis) values ($1, $2, 'Coast', 'own-sketch')`, [
    id,
    `c-${id}`,
  ])
  await owner.query(`insert into convener (landscape_id, person_id, role) values ($1, $2, 'steward')`, [id, who])
}

beforeEach(async () => {
  await owner.query('truncate mail; delete from landscape_lock')
  sent.length = 0
})

const words = { kind: 'deed', subject: 'Hello', text: 'secret', html: 'secret' } as const
const letter = (more: Partial<Letter> = {}): Letter => ({ to: { personId: they }, ...words, ...more }) as Letter
const rows = async () => (await owner.query('select * from mail')).rows

describe('a letter put into the transaction of a deed', () => {
  test('goes out when the deed is done, to the told address of somebody without an account', async () => {
    await db.as(asMe, (tx) => queueLetter(tx, clock, letter({ landscapeId: mine })))
    expect(await post.sendWaiting()).toBe(1)
    expect(sent).toEqual(['told@example.org'])
  })

  test('is not there when the deed is not done', async () => {
    const failing = db.as(asMe, async (tx) => {
      await queueLetter(tx, clock, letter())
      throw new Error('the deed failed')
    })
    await expect(failing).rejects.toThrow('the deed failed')
    expect(await rows()).toEqual([])
  })

  test('wakes whoever sends, once the transaction is done', async () => {
    const heard: (string | null)[] = []
    const end = db.hear('mail', (payload) => heard.push(payload))
    await db.listening()
    await db.as(asMe, (tx) => queueLetter(tx, clock, letter()))
    await expect.poll(() => heard.length).toBeGreaterThan(0)
    end()
  })

  test('is read by nobody who writes pages or jobs, not even by whoever put it there', async () => {
    await db.as(asMe, (tx) => queueLetter(tx, clock, letter()))
    const worker: Viewer = { kind: 'worker', onBehalfOf: me }
    for (const viewer of [asMe, worker, { kind: 'nobody' } as const]) {
      for (const statement of ['select * from mail', 'update mail set subject = $$x$$', 'delete from mail']) {
        const tried = db.as(viewer, (tx) => sql.raw(statement).execute(tx))
        await expect(tried, statement).rejects.toThrow(/permission denied/)
      }
    }
  })

  test('is refused about a landscape one does not see, and from somebody who is not signed in', async () => {
    await expect(db.as(asMe, (tx) => queueLetter(tx, clock, letter({ landscapeId: theirs })))).rejects.toThrow(
      /row-level security/,
    )
    await expect(db.as({ kind: 'nobody' }, (tx) => queueLetter(tx, clock, letter()))).rejects.toThrow(
      /row-level security/,
    )
    expect(await rows()).toEqual([])
  })
})

describe('before it leaves, a letter', () => {
  test('E23: is stopped and blanked by the lock of its landscape, and none leaves while it is locked', async () => {
    await db.as(asMe, (tx) => queueLetter(tx, clock, letter({ landscapeId: mine })))
    await db.as(asMe, (tx) => queueLetter(tx, clock, letter({ to: { personId: me } })))
    await owner.query('insert into landscape_lock (landscape_id, locked_at) values ($1, now())', [mine])
    const stopped = (await rows()).filter(({ given_up_at }) => given_up_at !== null)
    expect(stopped).toMatchObject([{ problem: 'stopped', plain_text: '', html: '', subject: '' }])
    await post.send(letter({ landscapeId: mine }))
    expect(await post.sendWaiting()).toBe(1)
    expect(sent).toEqual(['me@example.org'])
    await owner.query('delete from landscape_lock')
    expect(await post.sendWaiting()).toBe(1)
  })

  test('goes with its landscape and with the person it is for', async () => {
    const gone = uuidv7()
    const away = uuidv7()
    await owner.query(`insert into person (id, told_address) values ($1, 'gone@example.org')`, [gone])
    await owner.query(`insert into landscape (id, slug, name, basis) values ($1, 'away', 'Away', 'own-sketch')`, [away])
    await queueLetter(kysely, clock, letter({ to: { personId: gone } }))
    await queueLetter(kysely, clock, letter({ to: { address: 'new@example.org', personId: gone } }))
    await queueLetter(kysely, clock, letter({ landscapeId: away }))
    await owner.query('delete from person where id = $1', [gone])
    await owner.query('delete from landscape where id = $1', [away])
    expect(await rows()).toEqual([])
  })

  test('is given up after a day, or when there is no address any more, and is blanked then', async () => {
    const silent = uuidv7()
    await owner.query('insert into person (id) values ($1)', [silent])
    await queueLetter(kysely, clock, letter({ to: { personId: silent } }))
    await queueLetter(kysely, clock, letter({ to: { address: 'late@example.org' } }))
    await queueLetter(kysely, clock, letter({ to: { address: 'no address' } }))
    await post.sendWaiting()
    now = new Date('2027-03-02T09:00:01Z')
    await queueLetter(
      kysely,
      { now: () => new Date('2027-03-01T09:00:00Z') },
      letter({ to: { address: 'old@example.org' } }),
    )
    expect(await post.sendWaiting()).toBe(0)
    const problems = (await rows()).map(({ problem, plain_text, address }) => [problem, plain_text, address])
    expect(problems.toSorted()).toEqual([
      [null, '', null],
      ['no-address', '', null],
      ['spoilt', '', null],
      ['too-late', '', null],
    ])
    now = new Date('2027-04-05T09:00:00Z')
    await post.sendWaiting()
    expect(await rows()).toEqual([])
  })
})
