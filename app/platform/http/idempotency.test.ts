import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Viewer } from '../db/database.ts'
import { uuidv7 } from '../uuid.ts'
import { once } from './idempotency.ts'

const { db, owner } = await testDatabase()
const [zulmira, tome] = [uuidv7(), uuidv7()]
await owner.query('insert into person (id, name) values ($1, $2), ($3, $4)', [zulmira, 'Zulmira', tome, 'Tomé'])

function send(key: string | undefined, who: string | null, work: () => Promise<string>) {
  const viewer: Viewer = who ? { kind: 'person', id: who } : { kind: 'nobody' }
  return db.as(viewer, (tx) => once(tx, key, who, work))
}

test('a form sent twice does its work once and leads to the same place', async () => {
  const key = uuidv7()
  let done = 0
  const work = async () => `/spaces/${++done}`
  expect(await send(key, zulmira, work)).toEqual({ location: '/spaces/1', repeated: false })
  expect(await send(key, zulmira, work)).toEqual({ location: '/spaces/1', repeated: true })
  expect(done).toBe(1)
})

test('a form sent again while the first is still at work waits for it', async () => {
  const key = uuidv7()
  let done = 0
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    return `/spaces/${++done}`
  }
  const outcomes = await Promise.all([1, 2, 3].map(() => send(key, zulmira, slow)))
  expect(done).toBe(1)
  expect(new Set(outcomes.map((outcome) => outcome.location))).toEqual(new Set(['/spaces/1']))
})

test('when the work fails the form can be sent again', async () => {
  const key = uuidv7()
  await expect(send(key, zulmira, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
  expect(await send(key, zulmira, async () => '/done')).toEqual({ location: '/done', repeated: false })
})

test('somebody else cannot learn from a key where a form led', async () => {
  const key = uuidv7()
  await send(key, zulmira, async () => '/secret')
  expect(await send(key, tome, async () => '/mine')).toEqual({ location: '/', repeated: true })
})

test('a form of somebody signed out is protected too, and one without a key just works', async () => {
  const key = uuidv7()
  await send(key, null, async () => '/a')
  expect(await send(key, null, async () => '/b')).toEqual({ location: '/a', repeated: true })
  for (const none of [undefined, '', "x'; drop"]) expect((await send(none, null, async () => '/c')).location).toBe('/c')
})
