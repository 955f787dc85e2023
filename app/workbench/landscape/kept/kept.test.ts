import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { appFor, asking } from '../../signed-in.fixture.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import { emptyLandscape } from '../formats/empty-landscape.ts'
import { landscapeRoutes } from '../landscape-routes.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, (hono, place) => landscapeRoutes(hono, place, async () => []))
const madalena = await addPerson()
const stranger = await addPerson()

async function addPerson(): Promise<{ id: string }> {
  const id = uuidv7()
  await owner.query('insert into person (id, email, email_verified) values ($1, $2, true)', [id, `${id}@example.org`])
  return { id }
}

async function bring(): Promise<string> {
  const person = { id: 'ana', name: 'Ana', email: null, phone: null, language: null, custom: { Boat: '<b>Tide</b>' } }
  const crew = { id: 'crew', name: 'Crew', kind: 'community', does: null, specialCategory: false } as const
  const drawn = {
    ...emptyLandscape({ name: 'Coast', basis: 'fictional' as const }),
    people: [person],
    practices: [{ ...crew, custom: { Founded: '1974' } }],
  }
  const outcome = await bringLandscape({ db, clock }, madalena, { drawn })
  return `/landscapes/${outcome.slug}`
}

test('what was kept besides stands on the page of whom it is of, as text', async () => {
  const landscape = await bring()
  const { text } = await asking(app, madalena).see(`${landscape}/people/ana`)
  expect(text).toContain('Kept besides')
  expect(text).toContain('&lt;b&gt;Tide&lt;/b&gt;')
  expect((await asking(app, madalena).see(`${landscape}/practices/crew`)).text).toContain('1974')
})

test('whoever draws may let go of it; a stranger may not, and nobody is led elsewhere', async () => {
  const landscape = await bring()
  const mine = asking(app, madalena)
  const { text } = await mine.see(`${landscape}/people/ana`)
  const action = /action="([^"]*custom-fields[^"]*)"/.exec(text)![1]!
  expect((await asking(app, stranger).send(action, {})).status).toBe(404)
  expect((await mine.see(`${landscape}/people/ana`)).text).toContain('Kept besides')
  const away = await mine.send(action, { back: 'https://example.org/' })
  expect(away).toMatchObject({ status: 303, location: `${landscape}/landscape` })
  expect((await mine.see(`${landscape}/people/ana`)).text).not.toContain('Kept besides')
  expect(await mine.send(action, { back: `${landscape}/people/ana` })).toMatchObject({
    status: 303,
    location: `${landscape}/people/ana`,
  })
})
