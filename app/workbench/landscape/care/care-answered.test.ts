import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addPerson, asking } from '../../signed-in.fixture.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import { exportLandscape } from '../export-landscape.ts'
import { importLandscape } from '../import-landscape.ts'
import { careAnswered } from './care.fixture.ts'
import { boundaryForm, path, valleysWithCare } from './valleys-with-care.fixture.ts'

const { db, owner, clock, app, ana, mine, his, valley, counted, ago } = await valleysWithCare()
const marta = await addPerson(owner, 'Marta')

test('E19: the answers are looked at again after a year, and on the day when a further such boundary comes', async () => {
  const at = await valley({ politics: true, care: true })
  const person = { people: [{ label: 'B', group: null }] }
  await ago(at, '2 days')
  expect((await mine.call('POST', `/api${path(at, 'people')}`, person)).status).toBe(200)
  expect(
    (await mine.send(path(at, 'drawing/boundary/new'), { ...boundaryForm, name: 'Votes', kind: 'political' })).status,
  ).toBe(422)
  await ago(at, '13 months')
  expect((await mine.call('POST', `/api${path(at, 'people')}`, person)).status).toBe(422)
  expect((await mine.see(path(at, 'care'))).text).toContain('more than a year ago')
})

test('E19: stopping keeps what is there and lets nobody more in; nothing that was answered is written over', async () => {
  const at = await valley({ politics: true, care: true })
  expect((await mine.send(path(at, 'care'), { decision: 'stop' })).status).toBe(303)
  const page = (await mine.see(path(at, 'care'))).text
  expect(page).toContain('Stopped on')
  expect(page).toContain('One tenant who says stop.')
  expect(page).toContain('Ana')
  expect(await counted('participant', at)).toBe(4)
  expect((await mine.call('POST', `/api${path(at, 'people')}`, { people: [{ label: 'B', group: null }] })).status).toBe(
    422,
  )
  const writingOver = db.as({ kind: 'person', id: ana.id }, (tx) => sql`update care_check set harm = 'x'`.execute(tx))
  await expect(writingOver).rejects.toThrow('permission denied')
})

test('E19: stopping can delete everything, asked once more by name, and takes the people along whom nothing else holds', async () => {
  const at = await valley({ politics: true, care: true })
  const people = await owner.query('select person_id from participant where landscape_id = $1', [at.id])
  const asked = await mine.send(path(at, 'care'), { decision: 'delete' })
  expect(asked).toMatchObject({ status: 200, text: expect.stringContaining('4 people are in it') })
  expect((await mine.send(path(at, 'care'), { decision: 'delete', name: 'Hill' })).status).toBe(422)
  expect((await his.send(path(at, 'care'), { decision: 'delete', name: 'Valley' })).status).toBe(403)
  expect(await mine.send(path(at, 'care'), { decision: 'delete', name: 'Valley' })).toMatchObject({
    location: '/landscapes',
  })
  expect((await mine.see(path(at, 'care'))).status).toBe(404)
  const left = await owner.query('select from person where id = any ($1)', [people.rows.map((row) => row.person_id)])
  expect(left.rows).toHaveLength(0)
})

test('E19: the team reads the answers, and so does whoever is on the map; who draws and does not convene asks a convener', async () => {
  const at = await valley({ politics: true, care: true })
  const page = await his.see(path(at, 'care'))
  expect(page.text).toContain('A convener of this landscape answers these questions')
  expect(page.text).toContain('The tenants’ union.')
  expect((await his.send(path(at, 'care'), { decision: 'stop' })).status).toBe(403)
  const read = (who: { id: string }) =>
    db.as({ kind: 'person', id: who.id }, async (tx) => (await sql`select * from care_check`.execute(tx)).rows, {
      purpose: 'held about me',
    })
  expect(await read(marta)).toEqual([])
  await owner.query(
    `insert into participant (landscape_id, person_id, external_id, named_by) values ($1, $2, 'm', $3)`,
    [at.id, marta.id, ana.id],
  )
  expect(await read(marta)).toHaveLength(1)
  const { text } = await asking(app, marta).see(`/held/of/${at.slug}`)
  expect(text).toContain('The tenants’ union.')
})

test('E19: nobody signs with another name or puts a look on another day', async () => {
  const at = await valley({ politics: true, care: true })
  await db.as({ kind: 'person', id: ana.id }, (tx) =>
    sql`insert into care_check (landscape_id, id, decision, harm, asked, looking_on, keeping, stopping, answered_at)
      values (${at.id}, gen_random_uuid(), 'go', 'h', 'a', 'l', 'k', 's', '2030-01-01')`.execute(tx),
  )
  const { rows } = await owner.query('select from care_check where landscape_id = $1 and answered_at > now()', [at.id])
  expect(rows).toHaveLength(0)
})

test('the check goes with a restorable export and comes back with it; too old, it is asked anew', async () => {
  const at = await valley({ politics: true, care: true })
  const taken = await exportLandscape(db, ana, at.slug)
  if (taken.kind !== 'exported') throw new Error(taken.kind)
  const [check] = taken.drawn.careChecks!
  expect(check).toMatchObject({
    decision: 'go',
    harm: careAnswered.harm,
    answered: clock.now().toISOString().slice(0, 10),
  })
  const again = await bringLandscape({ db, clock }, ana, { drawn: taken.drawn })
  const restored = await exportLandscape(db, ana, again.slug)
  expect(restored.kind === 'exported' && restored.drawn.careChecks).toEqual(taken.drawn.careChecks)
  expect((await mine.see(path(again, 'care'))).text).toContain('brought in with the landscape')
  const old = { ...taken.drawn, careChecks: [{ ...check!, answered: '2020-01-01' }] }
  expect(await importLandscape(db, clock, ana, { drawn: old })).toMatchObject({ reason: 'care-check-first' })
})
