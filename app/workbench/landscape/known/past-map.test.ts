import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { get } from '../../../../test/support/web.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import { changeDrawing } from '../drawing/change-drawing.ts'
import type { ThingKind, Values } from '../drawing/drawn-things.ts'
import { landscapeRoutes } from '../landscape-routes.ts'
import { type SentMap, unpackMap } from '../map/live/sent-map.ts'
import { valleyDrawing } from '../valley.fixture.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2037-03-01T09:00:00Z')
const app = appFor({ db, clock }, (to, place) => landscapeRoutes(to, place, async () => []))
const ana = await addPerson(owner, 'Ana')
const mine = asking(app, ana)
const { rows } = await owner.query<{ day: string }>("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as day")
const now = rows[0]!.day

function daysAgo(days: number): string {
  return new Date(Date.parse(`${now}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}

async function valley(): Promise<{ id: string; slug: string }> {
  return bringLandscape({ db, clock }, ana, { drawn: valleyDrawing() })
}

/** Lets days go by: everything in the log was so much longer ago. */
async function wait(landscape: { id: string }, days: number): Promise<void> {
  await owner.query(`update change set changed_at = changed_at - interval '${days} days' where landscape_id = $1`, [
    landscape.id,
  ])
}

const adds = (landscape: { slug: string }, kind: ThingKind, values: Values) =>
  changeDrawing(db, clock, ana, landscape.slug, { kind, do: 'add', values })

async function bytesOf(landscape: { slug: string }, query = ''): Promise<ArrayBuffer> {
  const answer = await app.fetch(
    get(`/landscapes/${landscape.slug}/landscape/map${query}`, { 'x-test-person': ana.id }),
  )
  expect(answer.status).toBe(200)
  return answer.arrayBuffer()
}

const mapOf = async (landscape: { slug: string }, query = '') => unpackMap(await bytesOf(landscape, query))

function placesOf({ head, people }: SentMap): Record<string, [number, number]> {
  const { x0, y0, cell, columns, rows: down } = head.ground
  const at = (k: number): [number, number] => [
    Math.round(x0 + (people.x[k]! / 65_535) * columns * cell),
    Math.round(y0 + (people.y[k]! / 65_535) * down * cell),
  ]
  return Object.fromEntries(head.ids!.map((id, k) => [id, at(k)]))
}

test('the living map shows a past day: who was there, on the places they have today', async () => {
  const landscape = await valley()
  await wait(landscape, 3)
  await adds(landscape, 'person', { name: 'New', practice: 'lab' })
  const today = placesOf(await mapOf(landscape))
  const past = placesOf(await mapOf(landscape, `?known=${daysAgo(1)}`))
  expect(Object.keys(past).toSorted()).toEqual(['joel', 'joel2', 'marta', 'rosa'])
  for (const [id, place] of Object.entries(past)) {
    expect(Math.abs(place[0] - today[id]![0])).toBeLessThanOrEqual(1)
    expect(Math.abs(place[1] - today[id]![1])).toBeLessThanOrEqual(1)
  }
})

test('hills, land and camera stand where they stand on every other day', async () => {
  const landscape = await valley()
  await wait(landscape, 5)
  await adds(landscape, 'practice', { name: 'School', kind: 'public' })
  await wait(landscape, 2)
  await adds(landscape, 'person', { name: 'Pupil', practice: 'school' })
  const [one, other] = [await mapOf(landscape, `?known=${daysAgo(6)}`), await mapOf(landscape, `?known=${daysAgo(1)}`)]
  expect(one.head.land).toEqual(other.head.land)
  expect(one.head.ground).toEqual(other.head.ground)
  const spots = (map: SentMap) => new Map(map.head.hills.map(({ id, x, y }) => [id, `${x} ${y}`]))
  for (const [id, spot] of spots(one)) expect(spots(other).get(id)).toBe(spot)
  expect(spots(one).size).toBe(2)
})

test('what is done later to nothing that has a place leaves the bytes of an earlier day as they were', async () => {
  const landscape = await valley()
  await wait(landscape, 3)
  const day = `?boundary=ridge&known=${daysAgo(1)}`
  const before = Buffer.from(await bytesOf(landscape, day))
  await adds(landscape, 'concern', { practice: 'lab', kind: 'offers', words: 'A boat' })
  await adds(landscape, 'boundary', { name: 'Border', kind: 'other', sides: 'in\nout' })
  expect(Buffer.from(await bytesOf(landscape, day)).equals(before)).toBe(true)
  await adds(landscape, 'tie', { from: 'marta', to: 'rosa', says: 'yes', kind: 'works', strength: '0.7' })
  const after = await mapOf(landscape, day)
  const was = unpackMap(new Uint8Array(before).buffer)
  expect(after.head.ids).toEqual(was.head.ids)
  expect([...after.ties.from, ...after.ties.to]).toEqual([...was.ties.from, ...was.ties.to])
})

test('whoever takes back their word is gone from past days at once, also from those that were looked at before', async () => {
  const landscape = await valley()
  await wait(landscape, 3)
  const day = `?known=${daysAgo(1)}`
  expect((await mapOf(landscape, day)).head.ids).toContain('joel2')
  const page = `/landscapes/${landscape.slug}/landscape${day}`
  expect((await mine.see(`${page}&view=people`)).text).toContain('Call joel2')
  await owner.query("update participant set consent = 'hidden' where landscape_id = $1 and external_id = 'joel2'", [
    landscape.id,
  ])
  expect(Buffer.from(await bytesOf(landscape, day)).toString('latin1')).not.toContain('joel2')
  const { head } = await mapOf(landscape, day)
  expect(head.ids).toEqual(expect.arrayContaining(['joel', 'marta', 'rosa']))
  expect(head.names).not.toContain('Call joel2')
})

test('whoever is erased leaves the height of their hill on past days, and nothing else', async () => {
  const landscape = await valley()
  await wait(landscape, 3)
  const day = `?known=${daysAgo(1)}`
  expect((await mapOf(landscape, day)).head.ids).toHaveLength(4)
  await owner.query(
    "delete from person where id = (select person_id from participant where landscape_id = $1 and external_id = 'joel2')",
    [landscape.id],
  )
  const bytes = Buffer.from(await bytesOf(landscape, day)).toString('latin1')
  expect(bytes).not.toContain('joel2')
  const { head } = await mapOf(landscape, day)
  expect(head.ids).toHaveLength(3)
  expect(head.hills.find(({ id }) => id === 'crews')!.people).toBe(2)
  const { text } = await mine.see(`/landscapes/${landscape.slug}/landscape${day}&view=people`)
  expect(text).toContain('4 people on that day, of whom 1 has left or taken it back since')
  expect(text).not.toContain('joel2')
})

test('people who may not be found today are no rows of a past day, nor are their ties: not on the page, in the file, or for programs', async () => {
  for (const leaving of [
    "update participant set consent = 'hidden' where landscape_id = $1 and external_id = 'joel2'",
    "update participant set consent = 'withdrawn' where landscape_id = $1 and external_id = 'joel2'",
    "delete from person where id = (select person_id from participant where landscape_id = $1 and external_id = 'joel2')",
  ]) {
    const landscape = await valley()
    await wait(landscape, 3)
    const { rows: row } = await owner.query<{ id: string }>(
      "select person_id as id from participant where landscape_id = $1 and external_id = 'joel2'",
      [landscape.id],
    )
    await owner.query(leaving, [landscape.id])
    for (const by of ['then', 'now']) {
      const query = `known=${daysAgo(1)}&by=${by}&boundary=ridge`
      const path = `/landscapes/${landscape.slug}/landscape`
      const people = (await mine.see(`${path}.csv?view=people&${query}`)).text
      expect(people.trim().split('\n')).toHaveLength(4)
      const ties = (await mine.see(`${path}.csv?view=ties&${query}`)).text
      expect(ties.trim().split('\n')).toHaveLength(2)
      for (const text of [
        people,
        ties,
        (await mine.see(`${path}?view=people&${query}`)).text,
        (await mine.see(`${path}?view=ties&${query}`)).text,
      ]) {
        expect(text).not.toMatch(/joel2|,withdrawn|>withdrawn<|^withdrawn/m)
        expect(text).not.toContain(row[0]!.id)
      }
      if (by === 'then')
        for (const view of ['people', 'ties'])
          expect((await mine.see(`${path}?view=${view}&${query}`)).text).toContain(
            '4 people on that day, of whom 1 has',
          )
    }
    const { json } = await mine.call('GET', `/api/landscapes/${landscape.slug}?known=${daysAgo(1)}`)
    expect((json as { drawn: { people: unknown[]; ties: unknown[] } }).drawn).toMatchObject({
      people: [{ id: 'joel' }, { id: 'marta' }, { id: 'rosa' }],
      ties: [{ from: 'joel', to: 'marta' }],
      standings: [],
      concerns: [],
    })
    expect(JSON.stringify(json)).not.toContain(row[0]!.id)
  }
}, 60_000)

test('outside the team nobody is told how few left', async () => {
  const landscape = await valley()
  await wait(landscape, 3)
  await owner.query("update participant set consent = 'hidden' where landscape_id = $1 and external_id = 'joel2'", [
    landscape.id,
  ])
  await owner.query('update landscape set example = true where id = $1', [landscape.id])
  const rui = asking(app, await addPerson(owner, 'Rui'))
  const { text } = await rui.see(`/landscapes/${landscape.slug}/landscape?known=${daysAgo(1)}&view=people`)
  expect(text).toContain('Call marta')
  expect(text).not.toMatch(/joel2|on that day, of whom/)
})

test('whoever may not be found today is counted by no lens and no filter of a past day', async () => {
  const landscape = await valley()
  await adds(landscape, 'concern', { person: 'marta', kind: 'cares', words: 'Heat on deck' })
  await adds(landscape, 'concern', { person: 'joel2', kind: 'seeks', words: 'A boat' })
  await wait(landscape, 3)
  const path = `/landscapes/${landscape.slug}/landscape?known=${daysAgo(1)}`
  const lens = async (query: string) =>
    (await mine.call('GET', `/api/landscapes/${landscape.slug}/lens?known=${daysAgo(1)}&${query}`)) as {
      status: number
      json: { practices: { practice: string; words: string }[]; shown: { people: string[] } }
    }
  const { json: drawn } = await mine.call('GET', `/api/landscapes/${landscape.slug}`)
  const concerns = (drawn as { drawn: { concerns: { concern: string; words: string; person: string }[] } }).drawn
    .concerns
  const [heat, boat] = ['Heat on deck', 'A boat'].map((words) => concerns.find((one) => one.words === words)!.concern)
  expect((await lens(`lens=concern:${boat}`)).status).toBe(200)
  expect((await mine.see(path)).text).toContain('A boat')
  await owner.query("update participant set consent = 'withdrawn' where landscape_id = $1 and external_id = 'joel2'", [
    landscape.id,
  ])
  const { json } = await lens(`lens=concern:${heat}`)
  expect(json.practices.find(({ practice }) => practice === 'crews')!.words).toBe('nobody we know of')
  expect(json.shown.people).toEqual(['joel', 'marta', 'rosa'])
  expect((await lens(`only=concern:${heat}`)).json.shown.people).not.toContain('joel2')
  expect((await lens(`lens=concern:${boat}`)).status).toBe(422)
  expect((await lens(`only=concern:${boat}`)).status).toBe(422)
  expect((await mine.see(path)).text).not.toContain('A boat')
  const age = (await lens('lens=age')).json.practices.find(({ practice }) => practice === 'crews')!
  expect(age.words).toContain('1 tie')
})

test('programs are told of a lens on a past day what the page tells: what stood then, as old as it was then', async () => {
  const landscape = await valley()
  await wait(landscape, 3)
  const day = daysAgo(1)
  await owner.query(
    "update change set after = after || jsonb_build_object('confirmed_on', '2020-01-01') where landscape_id = $1 and what = 'tie'",
    [landscape.id],
  )
  const page = await mine.see(`/landscapes/${landscape.slug}/landscape.csv?view=practices&lens=age&known=${day}`)
  const { json } = await mine.call('GET', `/api/landscapes/${landscape.slug}/lens?lens=age&known=${day}`)
  for (const { words } of (json as { practices: { words: string }[] }).practices) expect(page.text).toContain(words)
})

test('the days on which something changed can be gone through without script, and a landscape of one day says so', async () => {
  const landscape = await valley()
  const path = `/landscapes/${landscape.slug}/landscape`
  expect((await mine.see(path)).text).toContain('there is no earlier day to look at yet')
  await wait(landscape, 3)
  await adds(landscape, 'person', { name: 'New', practice: 'lab' })
  const today = (await mine.see(`${path}?boundary=ridge`)).text
  expect(today).toContain('2 days on which something changed')
  expect(today).toContain(`href="${path}?boundary=ridge&amp;known=${daysAgo(3)}"`)
  expect(today).toContain('Today: 1 person added')
  const past = (await mine.see(`${path}?known=${daysAgo(1)}`)).text
  expect(past).toContain('4 people added and 4 ties recorded')
  expect(past).toContain('map-island.js')
  const rui = await addPerson(owner, 'Rui')
  await owner.query('update landscape set example = true where id = $1', [landscape.id])
  const visited = (await asking(app, rui).see(path)).text
  expect(visited).toContain('2 days on which something changed')
  expect(visited).not.toContain('1 person added')
})

test('as it was, by what is known now: ties by their own dates, and it is said how many have one', async () => {
  const landscape = await valley()
  await owner.query(
    "update tie set true_from = '2030-05-01' where landscape_id = $1 and from_id = (select person_id from participant where landscape_id = $1 and external_id = 'joel')",
    [landscape.id],
  )
  const look = async (day: string) =>
    (await mine.see(`/landscapes/${landscape.slug}/landscape?view=ties&by=now&known=${day}`)).text
  expect(await look('2020-04-01')).not.toMatch(/Call joel(?!2)/)
  expect(await look('2030-05-01')).toMatch(/Call joel(?!2)/)
  expect(await look('2020-04-01')).toContain('by what we know now')
  expect((await mine.see(`/landscapes/${landscape.slug}/landscape?known=2001-01-01`)).text).toContain(
    'Nothing was recorded on',
  )
})

test('a day that has not come is said to be one, and today is shown', async () => {
  const landscape = await valley()
  const { text } = await mine.see(`/landscapes/${landscape.slug}/landscape?known=2090-01-01`)
  expect(text).toContain('That day has not come yet')
  expect((await mine.see(`/landscapes/${landscape.slug}/landscape/map?known=2001-01-01`)).status).toBe(404)
})
