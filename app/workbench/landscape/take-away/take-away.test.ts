import { expect, test } from 'vitest'
import { arrabidaCoast } from '../../../../db/seeds/arrabida-coast.ts'
import { testDatabase } from '../../../../test/support/database.ts'
import { testOrigin } from '../../../../test/support/web.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { appFor, asking } from '../../signed-in.fixture.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import { fileFromBytes } from '../formats/named-file.ts'
import { readLandscape } from '../formats/read-landscape.ts'
import { isWrittenFormat, nameOfWritten, writtenFormats } from '../formats/write-format.ts'
import { landscapeRoutes } from '../landscape-routes.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, (hono, place) => landscapeRoutes(hono, place, async () => []))
const steward = await addPerson()
const convener = await addPerson()
const coast = await bringLandscape({ db, clock }, steward, { drawn: arrabidaCoast({ day: '2027-03-01' }) })
await owner.query("insert into convener (landscape_id, person_id, role) values ($1, $2, 'convener')", [
  coast.id,
  convener.id,
])
const path = `/landscapes/${coast.slug}/export`

async function addPerson(): Promise<{ id: string }> {
  const id = uuidv7()
  await owner.query('insert into person (id, email, email_verified) values ($1, $2, true)', [id, `${id}@example.org`])
  return { id }
}

test('the page offers every format, and says what a network leaves behind', async () => {
  const { status, text } = await asking(app, steward).see(path)
  expect(status).toBe(200)
  for (const format of Object.keys(writtenFormats)) expect(text).toContain(`href="${path}/${format}"`)
  expect(text).toContain('never leave in these files')
  expect(text).toMatch(/\d+ concerns, offers and needs/)
})

test.each(Object.keys(writtenFormats))('%s comes as a file that reads back as the same people', async (format) => {
  if (!isWrittenFormat(format)) throw new Error(format)
  const answer = await app.fetch(
    new Request(`${testOrigin}${path}/${format}`, { headers: { 'x-test-person': steward.id } }),
  )
  expect(answer.status).toBe(200)
  const name = nameOfWritten(coast.slug, format)
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const read = await readLandscape([fileFromBytes(name, bytes)], { basis: 'fictional' })
  if (read.kind !== 'read') throw new Error(read.problem.code)
  const drawn = arrabidaCoast({ day: '2027-03-01' })
  expect(read.drawn.people).toHaveLength(drawn.people.length)
  expect(read.drawn.memberships).toHaveLength(drawn.memberships.length)
  expect(read.summary.found['refused-row']).toBe(0)
  expect(read.summary.homeless).toEqual([])
})

test('a convener is refused, a stranger and whoever is signed out learn nothing, and no other format is made up', async () => {
  const stranger = await addPerson()
  for (const address of [path, ...Object.keys(writtenFormats).map((format) => `${path}/${format}`)]) {
    expect((await asking(app, convener).see(address)).status, address).toBe(403)
    expect((await asking(app, stranger).see(address)).status, address).toBe(404)
    expect((await asking(app, null).see(address)).location, address).toMatch(/^\/sign-in/)
  }
  expect((await asking(app, steward).see(`${path}/pdf`)).status).toBe(404)
})
