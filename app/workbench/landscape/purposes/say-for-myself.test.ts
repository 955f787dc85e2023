import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { drawnLandscape, findLandscape } from '../landscape.ts'
import { addPeople } from '../sketch/add-people.ts'
import { readPeopleLines } from '../sketch/read-people-lines.ts'
import { startSketch } from '../sketch/start-sketch.ts'
import { readMySay } from './my-word-queries.ts'
import { type MyWord, sayForMyself } from './say-for-myself.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const madalena = await newcomer('madalena@example.org')
const everyYes = { map: true, ties: true, analysis: true, introductions: true, stories: true, newsletter: true }

async function newcomer(email: string): Promise<string> {
  const id = uuidv7()
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $2, true)', [id, email])
  return id
}

const as = <T>(who: string, work: (tx: Tx) => Promise<T>) => db.as({ kind: 'person', id: who }, work)
/** As by a personal link: nothing but what is held about them. */
const asHeld = <T>(who: string, work: (tx: Tx) => Promise<T>) =>
  db.as({ kind: 'person', id: who }, work, { purpose: 'held about me' })

/** A sketch of Madalena's with a nurse and a skipper in it, who have no way in but a personal link. */
async function sketch(): Promise<{ slug: string; id: string; nurse: string; skipper: string }> {
  const { slug, id } = await as(madalena, async (tx) => {
    const started = await startSketch(tx, clock, { name: 'Valley', hope: null, language: 'en', considered: true })
    if (started.kind !== 'started') throw new Error(started.reason)
    const landscape = (await findLandscape(tx, started.slug))!
    await addPeople(tx, clock, landscape, readPeopleLines('nurse M, health\nskipper, crews').people, [])
    return landscape
  })
  const { rows } = await owner.query('select person_id from participant where landscape_id = $1 order by external_id', [
    id,
  ])
  return { slug, id, nurse: rows[0].person_id, skipper: rows[1].person_id }
}

const say = (who: string, landscapeId: string, word: Omit<MyWord, 'landscapeId'>) =>
  asHeld(who, (tx) => sayForMyself(tx, clock, { landscapeId, ...word }))

const names = (slug: string) =>
  as(madalena, async (tx) => (await drawnLandscape(tx, (await findLandscape(tx, slug))!)).people.map((one) => one.name))

test('E3: nothing is agreed by itself, and each purpose is said by itself', async () => {
  const { id, nurse } = await sketch()
  const before = await asHeld(nurse, (tx) => readMySay(tx, id))
  expect(Object.values(before.said)).toEqual([null, null, null, null, null, null, null])
  expect(await say(nurse, id, { said: { ties: true } })).toEqual({ kind: 'said' })
  const after = await asHeld(nurse, (tx) => readMySay(tx, id))
  expect(after.said).toMatchObject({ map: null, ties: { state: 'agreed' }, analysis: null, newsletter: null })
  const { rows } = await owner.query('select purpose from agreement where landscape_id = $1', [id])
  expect(rows).toEqual([{ purpose: 'ties' }])
})

test('E3: the newest word counts, and none is overwritten, nor written twice', async () => {
  const { id, nurse } = await sketch()
  await say(nurse, id, { said: { analysis: true } })
  await say(nurse, id, { said: { analysis: true } })
  await say(nurse, id, { said: { analysis: false } })
  const { rows } = await owner.query(
    "select state, recorded_by = person_id as own from consent where landscape_id = $1 and purpose = 'analysis' order by said_at",
    [id],
  )
  expect(rows).toEqual([
    { state: 'agreed', own: true },
    { state: 'withdrawn', own: true },
  ])
  expect((await owner.query('select from agreement where landscape_id = $1', [id])).rowCount).toBe(0)
})

test('E1: with a yes to the map comes a name, and the label of whoever named them goes', async () => {
  const { id, slug, nurse } = await sketch()
  expect(await say(nurse, id, { said: everyYes })).toEqual({ kind: 'refused', reason: 'name-needed' })
  expect(await say(nurse, id, { said: everyYes, name: ' Marta B. ' })).toEqual({ kind: 'said' })
  expect(await names(slug)).toEqual(['Marta B.', 'skipper'])
})

test('E16: whoever would rather be hidden stays in their groups and in the count, and nobody sees a name', async () => {
  const { id, slug, nurse } = await sketch()
  await say(nurse, id, { said: { map: true }, name: 'Marta B.' })
  await say(nurse, id, { said: { map: false }, hidden: true })
  expect(await names(slug)).toEqual([null, 'skipper'])
  const drawn = await as(madalena, async (tx) => drawnLandscape(tx, (await findLandscape(tx, slug))!))
  expect(drawn.memberships).toHaveLength(2)
  await say(nurse, id, { said: { map: true } })
  expect(await names(slug)).toEqual(['Marta B.', 'skipper'])
})

test('E3: whoever takes the map back leaves no name behind', async () => {
  const { id, nurse } = await sketch()
  await say(nurse, id, { said: { map: true }, name: 'Marta B.' })
  await say(nurse, id, { said: { map: false } })
  const { rows } = await owner.query('select name from person where id = $1', [nurse])
  expect(rows).toEqual([{ name: null }])
})

test('nobody says it for a map that they are not on, or for somebody else', async () => {
  const { id, nurse, skipper } = await sketch()
  const other = await sketch()
  expect(await say(nurse, other.id, { said: everyYes, name: 'Marta' })).toEqual({ kind: 'refused', reason: 'not-here' })
  await say(nurse, id, { said: { ties: true } })
  const { rows } = await owner.query('select person_id from consent where landscape_id = $1', [id])
  expect(rows).toEqual([{ person_id: nurse }])
  expect((await asHeld(skipper, (tx) => readMySay(tx, id))).said.ties).toBe(null)
})
