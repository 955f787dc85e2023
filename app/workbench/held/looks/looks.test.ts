import type { Hono } from 'hono'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { landscapeRoutes } from '../../landscape/landscape-routes.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import type { Place } from '../../visit.tsx'
import { openedLink, valleyWithMarta } from '../held.fixture.ts'
import { heldRoutes } from '../held-routes.ts'
import { forgetOldLooksJob } from './forget-old-looks-job.ts'
import { keepLooks, lookAt } from './keep-looks.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, (app: Hono, place: Place) => {
  app.use('/landscapes/:slug/*', keepLooks(place)).use('/api/landscapes/:slug/*', keepLooks(place))
  heldRoutes(app, place)
  landscapeRoutes(app, place, async () => [])
})
const ana = await addPerson(owner, 'Ana')
const rui = await addPerson(owner, 'Rui')
const eva = await addPerson(owner, 'Eva')
const valley = await valleyWithMarta(owner, ana.id, rui.id)
const root = `/landscapes/${valley.slug}`

const looks = async () =>
  (await owner.query('select person_id, viewer_id, way, role, times from look order by way, viewer_id')).rows

test('who looked is written down: one row for each viewer, way and day, and of a list of all not one for each person', async () => {
  for (const path of ['/people/p001', '/people/p001', '/told/p001', '/landscape?view=people', '/landscape.csv'])
    expect((await asking(app, ana).see(root + path)).status).toBe(200)
  await asking(app, rui).see(`${root}/people/p001`)
  await asking(app, eva).see(`${root}/people/p001`)
  await asking(app, null).see(`${root}/people/p001`)
  await asking(app, ana).call('GET', `/api${root}`)
  const found = await looks()
  expect(found.map(({ way, times, role }) => [way, times, role])).toEqual([
    ['api', 1, 'steward'],
    ['csv', 1, 'steward'],
    ['person-page', 2, 'steward'],
    ['person-page', 1, 'convener'],
    ['table', 1, 'steward'],
    ['told-page', 1, 'steward'],
  ])
  expect(found.filter(({ person_id }) => person_id !== null)).toHaveLength(3)
})

test('E17: the person sees who looked as what they are on the team, and not by name', async () => {
  const { see } = await openedLink({ app, db, clock }, ana.id, valley.id, valley.people.marta)
  const { text } = await see(`/held/of/${valley.slug}`)
  expect(text).toContain('1 person of the team (stewards): opened the page about you, last on 1 March 2027')
  expect(text).toContain('1 person of the team (conveners): opened the page about you')
  expect(text).toContain('took a table of everybody as a file')
  expect(text).not.toMatch(/\bAna\b|\bRui\b/)
  const other = await openedLink({ app, db, clock }, ana.id, valley.id, valley.people.lia)
  expect((await other.see(`/held/of/${valley.slug}`)).text).not.toContain('opened the page about you')
})

test('stewards see who looked, and on whose page only the one it is about', async () => {
  const { status, text } = await asking(app, ana).see(`${root}/looks`)
  expect(status).toBe(200)
  expect(text).toMatch(/Rui[\s\S]*pages of one person/)
  expect(text).not.toContain('Marta')
  expect((await asking(app, rui).see(`${root}/looks`)).status).toBe(403)
  expect((await asking(app, eva).see(`${root}/looks`)).status).toBe(404)
})

test('where nobody lives nothing is written down', async () => {
  await owner.query(`update landscape set basis = 'fictional' where id = $1`, [valley.id])
  const before = await looks()
  expect((await asking(app, ana).see(`${root}/people/p002`)).status).toBe(200)
  expect(await looks()).toEqual(before)
  await owner.query(`update landscape set basis = 'own-sketch' where id = $1`, [valley.id])
})

test('looks are let go after twelve months', async () => {
  const tools = { db, clock, viewer: { kind: 'worker', onBehalfOf: null } as const, log: () => {} }
  await owner.query(`update look set day = '2026-02-28' where way = 'csv'`)
  await owner.query(`update look set day = '2026-03-01' where way = 'table'`)
  await forgetOldLooksJob.run({ ...tools, stopping: new AbortController().signal }, {})
  const left = (await looks()).map(({ way }) => way)
  expect([left.includes('csv'), left.includes('table')]).toEqual([false, true])
})

test('every page, file and route on which people are to be seen is known', () => {
  const at = (path: string) => lookAt(new URL(path, 'http://ecotone.test'))
  expect(at('/landscapes/v/landscape')).toEqual({ way: 'map', person: null })
  expect(at('/landscapes/v/landscape?view=people')).toEqual({ way: 'table', person: null })
  expect(at('/landscapes/v/landscape/map.pdf')).toEqual({ way: 'map', person: null })
  expect(at('/landscapes/v/export/gexf')).toEqual({ way: 'export', person: null })
  expect(at('/landscapes/v/people/a%20b')).toEqual({ way: 'person-page', person: 'a b' })
  expect(at('/api/landscapes/v/drawing/person/p1')).toEqual({ way: 'api', person: 'p1' })
  expect(at('/api/landscapes/v/lens')).toEqual({ way: 'api', person: null })
  expect(at('/landscapes/v/spaces')).toBeNull()
})
