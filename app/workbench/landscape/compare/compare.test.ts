import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { get } from '../../../../test/support/web.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import { changeDrawing } from '../drawing/change-drawing.ts'
import type { ThingKind, Values } from '../drawing/drawn-things.ts'
import { landscapeRoutes } from '../landscape-routes.ts'
import { unpackMap } from '../map/live/sent-map.ts'
import { valleyDrawing } from '../valley.fixture.ts'
import type { Comparison } from './compare-days.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2037-03-01T09:00:00Z')
const app = appFor({ db, clock }, (to, place) => landscapeRoutes(to, place, async () => []))
const ana = await addPerson(owner, 'Ana')
const mine = asking(app, ana)
const { rows } = await owner.query<{ day: string }>("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as day")
const now = rows[0]!.day
const daysAgo = (days: number) =>
  new Date(Date.parse(`${now}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

let landscape: { id: string; slug: string }
let path = ''
const [before, after] = [daysAgo(5), daysAgo(2)]

const adds = (kind: ThingKind, values: Values) =>
  changeDrawing(db, clock, ana, landscape.slug, { kind, do: 'add', values })
const wait = (days: number) =>
  owner.query(`update change set changed_at = changed_at - interval '${days} days' where landscape_id = $1`, [
    landscape.id,
  ])

/** Ten days ago the valley; three days ago a school with one person, two ties more, and Joel's second self taken out. */
beforeAll(async () => {
  const brought = await bringLandscape({ db, clock }, ana, { drawn: valleyDrawing() })
  landscape = brought
  path = `/landscapes/${landscape.slug}/landscape`
  await adds('standing', { practice: 'crews', side: 'ridge/cape' })
  await adds('standing', { practice: 'lab', side: 'ridge/city' })
  await wait(7)
  await adds('practice', { name: 'School', kind: 'public' })
  await adds('person', { name: 'Pupil', practice: 'school' })
  await adds('tie', { from: 'marta', to: 'rosa', says: 'yes', kind: 'works', strength: '0.7', since: daysAgo(30) })
  await adds('tie', { from: 'joel', to: 'rosa', says: 'yes', kind: 'works', strength: '0.7' })
  await owner.query(
    "delete from person where id = (select person_id from participant where landscape_id = $1 and external_id = 'joel2')",
    [landscape.id],
  )
  await wait(3)
})

const compared = (query: string) => mine.see(`${path}${query}`)

test('two days are compared beside the map: what came, what went, and how sure that is', async () => {
  const { text } = await compared(`?known=${after}&than=${before}&boundary=ridge`)
  expect(text).toContain('there before, only now known: 1')
  expect(text).toContain('cannot tell whether new or newly known: 1')
  expect(text).toContain('with somebody who is no longer here')
  expect(text).toContain('As many had answered on both days')
  expect(text).toContain('class="map-came"')
  expect(text).toContain('The lab (−1)')
  expect(text).toContain('Ring: a new bridge')
  expect(text).not.toContain('joel2')
})

test('everything that differs is in tables, and nobody is named there', async () => {
  const { text } = await compared(`?known=${after}&than=${before}&boundary=ridge&view=changes`)
  for (const words of ['School', 'The crews and The lab', 'Ties that came and went, and why', 'Earlier day'])
    expect(text).toContain(words)
  expect(text).not.toMatch(/Call (joel|marta|rosa)/)
})

test('a day may be compared with today, and two days in the wrong order are turned', async () => {
  expect((await compared(`?than=${before}`)).text).toContain('to today')
  const { text } = await compared(`?known=${before}&than=${after}`)
  expect(text).toContain('The two days stood the other way round')
  expect(text).toContain('there before, only now known: 1')
})

test.each([
  ['yesterday', 'The other day is no day'],
  ['2090-01-01', 'The other day has not come yet'],
  ['2001-01-01', 'Nothing was recorded yet on the other day'],
])('compared with %s the page says why it compares nothing', async (than, words) => {
  const { status, text } = await compared(`?than=${than}`)
  expect(status).toBe(200)
  expect(text).toContain(words)
  expect(text).not.toContain('class="card compared"')
})

test('the living map carries the marks, and none of whoever was erased', async () => {
  const answer = await app.fetch(get(`${path}/map?known=${after}&than=${before}`, { 'x-test-person': ana.id }))
  const { head } = unpackMap(await answer.arrayBuffer())
  expect(head.changes!.came).toHaveLength(2)
  expect(head.changes!.went).toEqual([])
  expect(head.changes!.left).toEqual([])
  const alone = await app.fetch(get(`${path}/map?known=${after}`, { 'x-test-person': ana.id }))
  expect(unpackMap(await alone.arrayBuffer()).head.changes).toBeUndefined()
})

test('outside the team nothing under five is told', async () => {
  const rui = await addPerson(owner, 'Rui')
  await owner.query('update landscape set example = true where id = $1', [landscape.id])
  const visitor = asking(app, rui)
  const { text } = await visitor.see(`${path}?known=${after}&than=${before}&boundary=ridge&view=changes`)
  expect(text).toContain('fewer than five')
  expect(text).not.toMatch(/(came|went|known|since|new|gone|grew|ties): [1-4]\b/)
  expect((await visitor.see(`${path}?known=${after}&than=${before}`)).text).not.toContain('(−1)')
  expect((await visitor.call('GET', `/api/landscapes/${landscape.slug}/changes?than=${before}`)).status).toBe(403)
  expect((await visitor.call('GET', `/api/landscapes/${landscape.slug}/steps`)).status).toBe(403)
  await owner.query('update landscape set example = false where id = $1', [landscape.id])
})

test('programs of the team get the same comparison, and are told what does not fit', async () => {
  const ask = (query: string) => mine.call('GET', `/api/landscapes/${landscape.slug}/changes${query}`)
  const told = (await ask(`?known=${after}&than=${before}&boundary=ridge`)).json as Comparison
  expect(told.people).toEqual({ one: 4, other: 4, came: 1, went: 1 })
  expect(told.ties.came).toEqual({ known: 1, unsure: 1 })
  expect((await ask(`?known=${before}&than=${after}&boundary=ridge`)).json).toEqual({ ...told, kind: 'changes' })
  expect((await ask('?than=soon')).json).toMatchObject({ reason: 'not-as-described', field: 'than' })
  expect((await ask('?than=2090-01-01')).json).toMatchObject({ detail: 'no-such-day: than=2090-01-01' })
  expect((await ask(`?known=${after}&than=${after}`)).json).toMatchObject({ detail: `same-day: than=${after}` })
  expect((await ask('?than=2001-01-01')).json).toMatchObject({ detail: 'nothing-known: than=2001-01-01' })
  expect((await ask(`?than=${before}&boundary=wall`)).json).toMatchObject({ detail: 'unknown-boundary: wall' })
  const steps = (await mine.call('GET', `/api/landscapes/${landscape.slug}/steps`)).json as { steps: { day: string }[] }
  expect(steps.steps.map(({ day }) => day)).toEqual([daysAgo(10), daysAgo(3)])
  expect((await asking(app, null).call('GET', `/api/landscapes/${landscape.slug}/steps`)).status).toBe(403)
})
