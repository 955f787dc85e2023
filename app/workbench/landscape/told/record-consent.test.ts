import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { drawnLandscape, findLandscape } from '../landscape.ts'
import { addPeople } from '../sketch/add-people.ts'
import { readPeopleLines } from '../sketch/read-people-lines.ts'
import { startSketch } from '../sketch/start-sketch.ts'
import { recordConsent } from './record-consent.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const madalena = await convener('madalena@example.org')
const tome = await convener('tome@example.org')

async function convener(email: string): Promise<string> {
  const id = uuidv7()
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $2, true)', [id, email])
  return id
}

const as = <T>(who: string, work: (tx: Tx) => Promise<T>) => db.as({ kind: 'person', id: who }, work)

/** A sketch of Madalena's with two labels in it; Tomé is on the team. */
async function sketch(): Promise<string> {
  const slug = await as(madalena, async (tx) => {
    const started = await startSketch(tx, clock, { name: 'Valley', hope: null, language: 'en', considered: true })
    if (started.kind !== 'started') throw new Error(started.reason)
    const landscape = await findLandscape(tx, started.slug)
    await addPeople(tx, clock, landscape!, readPeopleLines('nurse M, health\nskipper, crews').people, [])
    return started.slug
  })
  await owner.query("insert into convener select id, $1, 'convener' from landscape where slug = $2", [tome, slug])
  return slug
}

const say = (
  who: string,
  slug: string,
  state: 'told' | 'agreed' | 'hidden' | 'withdrawn',
  name: string | null = null,
) => as(who, async (tx) => recordConsent(tx, clock, (await findLandscape(tx, slug))!, { person: 'p001', state, name }))

const names = (who: string, slug: string) =>
  as(who, async (tx) => (await drawnLandscape(tx, (await findLandscape(tx, slug))!)).people.map(({ name }) => name))

test('E1: with a yes comes a name, which the team then sees instead of "1 person, not yet asked"', async () => {
  const slug = await sketch()
  expect(await names(tome, slug)).toEqual([null, null])
  expect(await say(madalena, slug, 'agreed')).toEqual({ kind: 'refused', reason: 'name-needed' })
  expect(await say(madalena, slug, 'agreed', 'Madalena M.')).toEqual({ kind: 'recorded' })
  expect(await names(madalena, slug)).toEqual(['Madalena M.', 'skipper'])
  expect((await names(tome, slug)).toSorted()).toEqual(['Madalena M.', null])
})

test('E2: being told is not agreeing: others see no more than before, but the clock of thirty days stops', async () => {
  const slug = await sketch()
  await say(madalena, slug, 'told')
  expect(await names(tome, slug)).toEqual([null, null])
  await owner.query("select forget_the_untold('2027-05-01')")
  expect(await names(madalena, slug)).toEqual(['nurse M'])
})

test('E3: whoever takes it back loses their name on every page at once, also for the one who named them', async () => {
  const slug = await sketch()
  await say(madalena, slug, 'agreed', 'Marta B.')
  await say(madalena, slug, 'withdrawn')
  expect(await names(madalena, slug)).not.toContain('Marta B.')
  expect(await names(madalena, slug)).not.toContain('nurse M')
  const { rows } = await owner.query("select count(*)::int as n from person where name = 'Marta B.'")
  expect(rows[0].n).toBe(0)
})

test('only who named a person may write down what they said', async () => {
  const slug = await sketch()
  const theirs = await as(
    tome,
    async (tx) => (await drawnLandscape(tx, (await findLandscape(tx, slug))!)).people[0]!.id,
  )
  const outcome = await as(tome, async (tx) =>
    recordConsent(tx, clock, (await findLandscape(tx, slug))!, { person: theirs, state: 'agreed', name: 'Somebody' }),
  )
  expect(outcome).toEqual({ kind: 'refused', reason: 'not-allowed' })
})

test('a page that reads while others draw and take out is whole: nothing in it points at somebody who is not in it', async () => {
  const slug = await sketch()
  const add = (n: number) =>
    as(madalena, async (tx) => {
      const landscape = (await findLandscape(tx, slug))!
      await addPeople(tx, clock, landscape, readPeopleLines(`nurse ${n}, ward ${n}\nporter ${n}, ward ${n}`).people, [])
    })
  const look = () => as(madalena, async (tx) => drawnLandscape(tx, (await findLandscape(tx, slug))!))
  const drawing = (async () => {
    for (let n = 0; n < 12; n++) await add(n)
    await owner.query("delete from participant where external_id in ('p003', 'p004')")
  })()
  for (let looked = 0; looked < 40; looked++) {
    const drawn = await look()
    const people = new Set(drawn.people.map(({ id }) => id))
    const practices = new Set(drawn.practices.map(({ id }) => id))
    expect(drawn.memberships.every(({ person, practice }) => people.has(person) && practices.has(practice))).toBe(true)
  }
  await drawing
})
