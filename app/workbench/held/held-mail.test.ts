import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { fixedClock } from '../../platform/clock.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { addPerson, appFor } from '../signed-in.fixture.ts'
import { openedLink, valleyWithMarta } from './held.fixture.ts'
import { heldRoutes } from './held-routes.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, heldRoutes)
const ana = await addPerson(owner, 'Ana')
const rui = await addPerson(owner, 'Rui')

test('E31: by their link, without an account, somebody reads what keeps mail from them and lifts it', async () => {
  const valley = await valleyWithMarta(owner, ana.id, rui.id, 'valley-mail')
  const { see, send } = await openedLink({ app, db, clock }, ana.id, valley.id, valley.people.marta)
  const page = `/held/of/${valley.slug}`
  expect((await see(page)).text).not.toContain('Mail to you')
  const [mine, other] = [uuidv7(), uuidv7()]
  for (const [id, who] of [
    [mine, valley.people.marta],
    [other, rui.id],
  ])
    await owner.query(
      `insert into mail_stop (id, address_hash, person_id, stops, reason, code, since)
       values ($1, gen_random_uuid()::text, $2, 'everything', 'refused', '550 5.1.1', '2027-02-01')`,
      [id, who],
    )
  const { text } = await see(page)
  expect(text).toContain('there is no such mailbox')
  expect(text).toContain('550 5.1.1')
  expect(text).not.toContain(other)
  for (const id of [other, 'none', "' or true --"]) await send(`${page}/mail/lifted`, { stop: id })
  expect((await owner.query('select from mail_stop')).rows).toHaveLength(2)
  expect((await send(`${page}/mail/lifted`, { stop: mine })).location).toContain('done=saved')
  expect((await owner.query('select id from mail_stop')).rows).toEqual([{ id: other }])
})
