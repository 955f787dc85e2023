import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { forget } from '../../../people/forgetting/forget.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import { namingsPage, tickOffHandler } from './namings-page.tsx'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, (routes, place) => {
  routes.get('/landscapes/:slug/words-to-read', namingsPage(place)).post(tickOffHandler(place))
})
const [steward, convener] = [await addPerson(owner, 'Steward'), await addPerson(owner, 'Convener')]
const [landscape, who, ridge] = [uuidv7(), uuidv7(), uuidv7()]
await owner.query(`insert into landscape (id, slug, name, basis) values ($1, 'coast', 'Coast', 'own-sketch')`, [
  landscape,
])
await owner.query(
  `insert into convener (landscape_id, person_id, role) values ($1, $2, 'steward'), ($1, $3, 'convener')`,
  [landscape, steward.id, convener.id],
)
await owner.query(`insert into person (id, name) values ($1, 'Rosa Duarte')`, [who])
await owner.query(
  `insert into participant (landscape_id, person_id, external_id, consent) values ($1, $2, 'rosa', 'agreed')`,
  [landscape, who],
)
await owner.query(
  `insert into boundary (landscape_id, id, external_id, name, kind, history, stakes)
   values ($1, $2, 'ridge', 'The ridge', 'geographic', 'When Rosa came, it opened.', 'Ask Rosa Duarte')`,
  [landscape, ridge],
)
const page = '/landscapes/coast/words-to-read'
const found = async () => (await owner.query('select id from naming order by part')).rows.map(({ id }) => id as string)

test('E17: stewards find the places where somebody who is gone may still be named, once each, without the name', async () => {
  const mine = asking(app, steward)
  expect((await mine.see(page)).text).toContain('There is nothing to read.')
  await db.as({ kind: 'person', id: steward.id }, (tx) =>
    forget(tx, clock, { how: 'leave', landscapeId: landscape, personId: who }),
  )
  expect(await found()).toHaveLength(2)
  const { status, text } = await mine.see(page)
  expect(status).toBe(200)
  expect(text.match(/The boundary “The ridge”/g)).toHaveLength(1)
  expect(text).toContain('/landscapes/coast/boundaries/ridge')
  expect(text).not.toMatch(/Rosa|Duarte/)
})

test('E17: whoever is no steward neither sees nor ticks off a place, and what is no place is not there', async () => {
  const [naming] = await found()
  expect((await asking(app, convener).see(page)).status).toBe(403)
  expect((await asking(app, convener).send(page, { naming: naming! })).status).toBe(403)
  expect((await asking(app, null).see(page)).status).toBe(303)
  for (const wrong of ['', 'none', uuidv7()])
    expect((await asking(app, steward).send(page, { naming: wrong })).status).toBe(404)
  expect(await found()).toHaveLength(2)
})

test('E17: a place that was read is ticked off with all its parts', async () => {
  const [naming] = await found()
  expect(await asking(app, steward).send(page, { naming: naming! })).toMatchObject({ status: 303, location: page })
  expect(await found()).toEqual([])
})
