import { expect, test } from 'vitest'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { testDatabase } from '../support/database.ts'

const { owner } = await testDatabase()

test('E17: an address that was only typed takes nothing along: what was asked and answered from it stays', async () => {
  const [event, list] = [uuidv7(), uuidv7()]
  await owner.query(
    `insert into event (id, uid, slug, kind, title, language, starts, zone, shown, made_at, changed_at)
    values ($1, 'the-walk', 'a-walk', 'other', 'A walk', 'en', '2099-01-01T10:00', 'UTC', true, now(), now())`,
    [event],
  )
  await owner.query('insert into guest_list (id, event_id, changed_at) values ($1, $2, now())', [list, event])
  const left = async (verified: boolean) => {
    const address = `verified-${verified}@example.org`
    const id = uuidv7()
    await owner.query('insert into person (id, email, email_verified) values ($1, $2, $3)', [id, address, verified])
    await owner.query(
      `insert into enquiry (id, came_at, moved_at, email, language, words, state) values ($1, now(), now(), $2, 'en', 'Hello', 'open')`,
      [uuidv7(), address],
    )
    await owner.query(
      `insert into guest (id, list_id, state, name, email, language, asked_at, moved_at) values ($1, $2, 'comes', 'G', $3, 'en', now(), now())`,
      [uuidv7(), list, address],
    )
    await owner.query('delete from person where id = $1', [id])
    const { rows } = await owner.query(
      `select (select count(*)::int from enquiry where email = $1) as enquiries, (select count(*)::int from guest where email = $1) as guests`,
      [address],
    )
    return rows[0]
  }
  expect(await left(false)).toEqual({ enquiries: 1, guests: 1 })
  expect(await left(true)).toEqual({ enquiries: 0, guests: 0 })
})
