import { expect, test } from 'vitest'
import { arrabidaCoast } from '../../../db/seeds/arrabida-coast.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { fixedClock } from '../../platform/clock.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { bringLandscape } from './bring-landscape.fixture.ts'
import type { DrawnLandscape } from './drawn-landscape.ts'
import { exportLandscape } from './export-landscape.ts'
import { fileFromBytes } from './formats/named-file.ts'
import { readLandscape } from './formats/read-landscape.ts'
import { writeFolder } from './formats/write-folder.ts'
import { zipFolder } from './formats/zip-folder.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const steward = await person('madalena@example.org')
const convener = await person('tome@example.org')
const stranger = await person('yara@example.org')

async function person(email: string): Promise<{ id: string }> {
  const id = uuidv7()
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $2, true)', [id, email])
  return { id }
}

async function bring(drawn: DrawnLandscape): Promise<{ id: string; slug: string }> {
  return bringLandscape({ db, clock }, steward, { drawn })
}

async function takeAway(slug: string): Promise<DrawnLandscape> {
  const outcome = await exportLandscape(db, steward, slug)
  if (outcome.kind !== 'exported') throw new Error(outcome.kind)
  return outcome.drawn
}

test('the example, taken away as a .zip and brought back, is equal in everything it holds', {
  timeout: 60_000,
}, async () => {
  const before = await takeAway((await bring(arrabidaCoast({ day: '2027-03-01' }))).slug)
  const zip = await zipFolder(writeFolder(before))
  const read = await readLandscape([fileFromBytes('coast.zip', zip)])
  if (read.kind !== 'read') throw new Error(read.problem.code)
  expect(read.problems.filter(({ severity }) => severity !== 'notice')).toEqual([])
  const after = await takeAway((await bring(read.drawn)).slug)
  for (const part of Object.keys(before) as (keyof DrawnLandscape)[]) expect(after[part], part).toEqual(before[part])
  expect(before.legitimacy.length).toBeGreaterThan(0)
  expect(before.keepApart.length).toBeGreaterThan(0)
})

test('only a steward may take a landscape away; a convener is told so, a stranger learns nothing', async () => {
  const { id, slug } = await bring(arrabidaCoast({ day: '2027-03-01' }))
  await owner.query("insert into convener (landscape_id, person_id, role) values ($1, $2, 'convener')", [
    id,
    convener.id,
  ])
  expect(await exportLandscape(db, convener, slug)).toEqual({ kind: 'stewards-only' })
  expect(await exportLandscape(db, stranger, slug)).toEqual({ kind: 'not-found' })
})
