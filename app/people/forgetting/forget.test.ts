import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { fixedClock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { askedToBeGone, forget } from './forget.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const as = <T>(id: string, work: (tx: Tx) => Promise<T>) => db.as({ kind: 'person', id }, work)

async function person(name: string | null, signsIn = false): Promise<string> {
  const id = uuidv7()
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $3, $4)', [
    id,
    name,
    signsIn ? `${id}@example.org` : null,
    signsIn,
  ])
  return id
}

/** A landscape of people who live, with a steward, and somebody on it who agreed. */
async function coast(basis = 'own-sketch') {
  const [steward, who, id] = [await person('Steward', true), await person('Rosa Duarte'), uuidv7()]
  await owner.query('insert into landscape (id, slug, name, basis) values ($1::uuid, $1::text, $2, $3)', [
    id,
    'Coast',
    basis,
  ])
  await owner.query("insert into convener (landscape_id, person_id, role) values ($1, $2, 'steward')", [id, steward])
  await owner.query(
    "insert into participant (landscape_id, person_id, external_id, named_by, consent) values ($1, $2, 'rosa', $3, 'agreed')",
    [id, who, steward],
  )
  return { id, steward, who }
}

/** Tables in which a mark stands anywhere; the audit holds opaque ids by design. */
async function holding(mark: string): Promise<string[]> {
  const { rows } = await owner.query(
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'audit'`,
  )
  const found: string[] = []
  for (const { relname } of rows) {
    const { rowCount } = await owner.query(`select from ${relname} t where t::text like $1 limit 1`, [`%${mark}%`])
    if (rowCount) found.push(relname)
  }
  return found.toSorted()
}

test('E17: a stranger takes nobody out, and whoever is taken out for good is in no table any more', async () => {
  const { id, steward, who } = await coast()
  const stranger = await person('Stranger', true)
  const way = { how: 'leave', landscapeId: id, personId: who } as const
  expect(await as(stranger, (tx) => forget(tx, clock, way))).toEqual({ kind: 'refused', reason: 'not-allowed' })
  expect(await holding(who)).not.toEqual([])
  expect(await as(steward, (tx) => forget(tx, clock, way))).toEqual({ kind: 'gone' })
  expect(await holding(who)).toEqual([])
  expect(await holding('Rosa Duarte')).toEqual([])
})

test('E3: whoever withdraws is a head without a name or an id that a drawer gave, and says so for themselves or by their namer', async () => {
  const { id, steward, who } = await coast()
  const other = await person('Other', true)
  await owner.query("insert into convener (landscape_id, person_id, role) values ($1, $2, 'convener')", [id, other])
  const way = { how: 'withdraw', landscapeId: id, personId: who } as const
  expect(await as(other, (tx) => forget(tx, clock, way))).toEqual({ kind: 'refused', reason: 'not-allowed' })
  expect(await as(steward, (tx) => forget(tx, clock, way))).toEqual({ kind: 'gone' })
  const { rows } = await owner.query(
    'select p.consent, p.external_id, n.name from participant p join person n on n.id = p.person_id where p.person_id = $1',
    [who],
  )
  expect(rows).toEqual([{ consent: 'withdrawn', external_id: who, name: null }])
})

test('E17: the last steward of a team is asked to hand over first; with nobody else there the landscape goes along', async () => {
  const { id, steward } = await coast()
  const other = await person('Other', true)
  await owner.query("insert into convener (landscape_id, person_id, role) values ($1, $2, 'convener')", [id, other])
  const refused = await as(steward, (tx) => forget(tx, clock, { how: 'erase' }))
  expect(refused).toEqual({ kind: 'refused', reason: 'last-steward' })
  await owner.query('delete from convener where person_id = $1', [other])
  expect(await as(steward, (tx) => forget(tx, clock, { how: 'erase' }))).toEqual({ kind: 'gone' })
  expect(await holding(steward)).toEqual([])
  expect((await owner.query('select from landscape where id = $1', [id])).rowCount).toBe(0)
})

test('a tombstone answers only whoever is in the team, holds no name, and knows an id that was counted up only together with a name', async () => {
  const { id, steward, who } = await coast()
  const counted = await person('Ivo Melo')
  await owner.query(
    "insert into participant (landscape_id, person_id, external_id, consent) values ($1, $2, 'p007', 'agreed')",
    [id, counted],
  )
  for (const personId of [who, counted])
    await as(steward, (tx) => forget(tx, clock, { how: 'leave', landscapeId: id, personId }))
  const stranger = await person('Stranger', true)
  const file = [
    { id: 'rosa', name: null, email: null },
    { id: 'p007', name: ' ivo  MELO', email: null },
    { id: 'p008', name: 'Ivo Melo', email: null },
  ]
  expect([...(await as(steward, (tx) => askedToBeGone(tx, file)))].toSorted()).toEqual(['p007', 'rosa'])
  const another = [{ id: 'p007', name: 'Somebody else', email: null }]
  expect([...(await as(steward, (tx) => askedToBeGone(tx, another)))]).toEqual([])
  expect([...(await as(stranger, (tx) => askedToBeGone(tx, file)))]).toEqual([])
  const { rows } = await owner.query('select tombstone::text as it from tombstone where landscape_id = $1', [id])
  expect(rows.length).toBeGreaterThan(2)
  expect(JSON.stringify(rows)).not.toMatch(/rosa|ivo|p007/i)
})

test('E17: where other people wrote the name of somebody who goes, the stewards are shown the place and nobody keeps the name', async () => {
  const { id, steward, who } = await coast()
  await owner.query(
    `insert into boundary (landscape_id, id, external_id, name, kind, history, stakes)
     values ($1, $2, 'ridge', 'The ridge', 'geographic', 'When Rosa came, it opened.', 'Rosaria is somebody else')`,
    [id, uuidv7()],
  )
  await as(steward, (tx) => forget(tx, clock, { how: 'leave', landscapeId: id, personId: who }))
  const { rows } = await owner.query('select what, part from naming where landscape_id = $1', [id])
  expect(rows).toEqual([{ what: 'boundary', part: 'history' }])
})
