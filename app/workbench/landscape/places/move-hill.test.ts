import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import { changeDrawing } from '../drawing/change-drawing.ts'
import { deeds } from '../history/history-queries.ts'
import { undoDeed } from '../history/undo-deed.ts'
import { drawnLandscape, findLandscape } from '../landscape.ts'
import { landscapeRoutes } from '../landscape-routes.ts'
import { mapInput } from '../map/map-input.ts'
import { homesOf } from '../map/with-pins.ts'
import { valleyDrawing } from '../valley.fixture.ts'
import { keepLayout } from './keep-layout.ts'
import { placesSign } from './layout-queries.ts'
import { pinsOf } from './pin-queries.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, (to, place) => landscapeRoutes(to, place, async () => []))
const ana = await addPerson(owner, 'Ana')
const rui = await addPerson(owner, 'Rui')
const visitor = await addPerson(owner, 'Visitor')
const [mine, his, theirs] = [asking(app, ana), asking(app, rui), asking(app, visitor)]

interface Place {
  id: string
  slug: string
}

async function valley(basis: 'fictional' | 'own-sketch' = 'fictional', example = false): Promise<Place> {
  const brought = await bringLandscape({ db, clock }, ana, { drawn: valleyDrawing(basis), example })
  await owner.query("insert into convener values ($1, $2, 'convener')", [brought.id, rui.id])
  return brought
}

/** Where everything lies, as the map of this person shows it. */
function lies({ slug }: Place, who = ana) {
  return db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = (await findLandscape(tx, slug))!
    const input = mapInput(await drawnLandscape(tx, landscape), { seed: landscape.id })
    const { layout } = await keepLayout(tx, landscape, input, clock.now())
    const hill = (id: string) => layout.hills.find((one) => one.id === id)!
    return { layout, hill, homes: homesOf(input), version: landscape.version }
  })
}

/** A spot so far from another one; places have two decimals. */
const off = ({ x, y }: { x: number; y: number }, dx: number, dy: number) => ({
  x: Math.round((x + dx) * 100) / 100,
  y: Math.round((y + dy) * 100) / 100,
})

const signOf = async ({ id }: Place, practice: string) =>
  (await db.as({ kind: 'person', id: ana.id }, (tx) => pinsOf(tx, id))).find((pin) => pin.id === practice)?.sign ??
  'free'

const api = ({ slug }: Place, practice: string) => `/api/landscapes/${slug}/practices/${practice}/place`
const form = ({ slug }: Place, practice: string) => `/landscapes/${slug}/practices/${practice}/place`

test('a hill that is put somewhere lies there with its people, for everybody, and nobody else moves', async () => {
  const here = await valley()
  const before = await lies(here)
  const [first] = before.layout.hills
  const to = off(first!, 60, -40.5)
  const { status, json } = await mine.call('PUT', api(here, first!.id), { to, based: 'free' })
  expect([status, json]).toEqual([200, expect.objectContaining({ kind: 'moved', ...to, clamped: false })])
  for (const who of [ana, rui]) {
    const after = await lies(here, who)
    expect(after.hill(first!.id)).toMatchObject(to)
    for (const [nth, { id, x, y }] of before.layout.people.entries()) {
      const came = before.homes.get(id) === first!.id
      expect(after.layout.people[nth]!.x).toBeCloseTo(x + (came ? 60 : 0), 2)
      expect(after.layout.people[nth]!.y).toBeCloseTo(y - (came ? 40.5 : 0), 2)
    }
    // a reading of the landscape has nothing to do with where hills lie
    expect(after.version).toBe(before.version)
  }
})

test('it stays where it was put over later layouts, and goes back when it is let go', async () => {
  const here = await valley()
  const before = await lies(here)
  const to = off(before.hill('crews'), 90, 0)
  await mine.call('PUT', api(here, 'crews'), { to, based: 'free' })
  await changeDrawing(db, clock, ana, here.slug, {
    kind: 'person',
    do: 'add',
    values: { name: 'Zulmira', practice: 'crews' },
  })
  const later = await lies(here)
  expect(later.hill('crews')).toMatchObject(to)
  expect(later.hill('lab')).toEqual(before.hill('lab'))
  const { json } = await his.call('DELETE', `${api(here, 'crews')}?based=${await signOf(here, 'crews')}`)
  expect(json).toMatchObject({ kind: 'let-go', sign: 'free' })
  expect((await lies(here)).hill('crews')).toEqual(before.hill('crews'))
})

test('without a pointer it is moved by a form: a way and how far, or beside another hill', async () => {
  const here = await valley()
  const before = await lies(here)
  const page = await mine.see(`/landscapes/${here.slug}/practices/crews`)
  expect(page.text).toContain('Where this hill lies was worked out from ties')
  const sent = await mine.send(form(here, 'crews'), { way: 'n', distance: 'near', based: 'free' })
  expect([sent.status, sent.location]).toEqual([303, `/landscapes/${here.slug}/practices/crews?moved=yes#place`])
  const north = (await lies(here)).hill('crews')
  expect(north.x).toBeCloseTo(before.hill('crews').x, 1)
  expect(north.y).toBeLessThan(before.hill('crews').y - 50)
  const after = await mine.see(sent.location!)
  expect(after.text).toContain('You put this hill here on')
  expect(after.text).toContain('Its people came along')
  expect((await his.see(`/landscapes/${here.slug}/practices/crews`)).text).toContain('Ana put this hill here on')
  const based = await signOf(here, 'crews')
  expect((await mine.send(form(here, 'crews'), { beside: 'lab', based })).status).toBe(303)
  const { hill } = await lies(here)
  const apart = Math.hypot(hill('crews').x - hill('lab').x, hill('crews').y - hill('lab').y)
  expect(apart).toBeGreaterThan(40)
  expect(apart).toBeLessThan(90)
})

test('of two who move the same hill the second overwrites nothing and is told who was first', async () => {
  const here = await valley()
  const { hill } = await lies(here)
  const to = off(hill('crews'), 50, 0)
  expect((await his.call('PUT', api(here, 'crews'), { to, based: 'free' })).status).toBe(200)
  const stale = await mine.send(form(here, 'crews'), { way: 's', distance: 'far', based: 'free' })
  expect(stale.status).toBe(409)
  expect(stale.text).toMatch(/Rui moved this hill since you looked, on .* Nothing was overwritten/)
  expect((await mine.call('PUT', api(here, 'crews'), { to: { x: 0, y: 0 }, based: 'free' })).status).toBe(409)
  expect((await mine.call('DELETE', `${api(here, 'crews')}?based=free`)).status).toBe(409)
  expect((await lies(here)).hill('crews')).toMatchObject(to)
  // the same move sent twice is done once
  expect((await his.call('PUT', api(here, 'crews'), { to, based: 'free' })).status).toBe(200)
  const sign = await signOf(here, 'crews')
  await his.call('DELETE', `${api(here, 'crews')}?based=${sign}`)
  const gone = await mine.send(form(here, 'crews'), { way: 's', distance: 'far', based: sign })
  expect([gone.status, gone.text.includes('Somebody let this hill go since you looked')]).toEqual([409, true])
})

test('a hill whose practice was taken out meanwhile is not moved, in words', async () => {
  const here = await valley()
  await lies(here)
  await changeDrawing(db, clock, rui, here.slug, { kind: 'practice', do: 'remove', id: 'lab' })
  const sent = await mine.send(form(here, 'lab'), { way: 'e', distance: 'near', based: 'free' })
  expect([sent.status, sent.text.includes('somebody took it out since you looked')]).toEqual([409, true])
  expect((await mine.call('PUT', api(here, 'lab'), { to: { x: 1, y: 1 }, based: 'free' })).status).toBe(409)
})

test('whoever is signed out or only looks around moves nothing, and what cannot be understood is said', async () => {
  const here = await valley('fictional', true)
  await lies(here)
  const wish = { way: 'n', distance: 'near', based: 'free' }
  expect((await asking(app, null).send(form(here, 'crews'), wish)).location).toMatch(/^\/sign-in/)
  expect((await theirs.send(form(here, 'crews'), wish)).status).toBe(403)
  expect((await theirs.send(form(here, 'crews'), { way: 'up' })).status).toBe(403)
  expect((await theirs.call('PUT', api(here, 'crews'), { to: { x: 1, y: 1 }, based: 'free' })).status).toBe(403)
  expect((await theirs.see(`/landscapes/${here.slug}/practices/crews`)).text).not.toContain('Move this hill')
  expect((await mine.send(form(here, 'nowhere'), wish)).status).toBe(404)
  const odd = await mine.send(form(here, 'crews'), { way: 'up', distance: 'near', based: 'free' })
  expect([odd.status, odd.text.includes('“up near” is no way to move a hill')]).toEqual([422, true])
  const unknown = await mine.send(form(here, 'crews'), { beside: 'nowhere', based: 'free' })
  expect([unknown.status, unknown.text.includes('“nowhere” is no other hill')]).toEqual([422, true])
  for (const to of [
    { x: 2e6, y: 0 },
    { x: 'a', y: 0 },
    { way: 'up', far: true },
  ])
    expect((await mine.call('PUT', api(here, 'crews'), { to, based: 'free' })).status).toBe(422)
  const pins = await db.as({ kind: 'person', id: visitor.id }, (tx) => pinsOf(tx, here.id))
  expect(pins).toEqual([])
})

test('a hill that was never laid out cannot be moved yet', async () => {
  const here = await valley()
  const sent = await mine.send(form(here, 'crews'), { way: 'n', distance: 'near', based: 'free' })
  expect([sent.status, sent.text.includes('The map was not laid out yet')]).toEqual([422, true])
})

test('a hill stays in sight of the others, however far it is dragged; also when it is the only one', async () => {
  const here = await valley()
  const before = await lies(here)
  const { json } = await mine.call('PUT', api(here, 'crews'), { to: { x: 90_000, y: 0 }, based: 'free' })
  expect(json).toMatchObject({ kind: 'moved', clamped: true })
  expect((await lies(here)).hill('crews').x).toBeCloseTo(before.hill('lab').x + 300, 1)
  await changeDrawing(db, clock, ana, here.slug, { kind: 'practice', do: 'remove', id: 'lab' })
  await lies(here)
  const based = await signOf(here, 'crews')
  const alone = await mine.call('PUT', api(here, 'crews'), { to: { x: 1, y: -1 }, based })
  expect(alone.json).toMatchObject({ kind: 'moved' })
  const page = await mine.see(`/landscapes/${here.slug}/practices/crews`)
  expect(page.text).not.toContain('Or beside another hill')
})

test('it stands in what changed, is undone, and done again', async () => {
  const here = await valley()
  const before = await lies(here)
  const to = off(before.hill('lab'), -70, 12)
  await mine.call('PUT', api(here, 'lab'), { to, based: 'free' })
  const newest = async () => {
    const wish = { before: null, tables: ['pin'], most: 1 }
    return (await db.as({ kind: 'person', id: rui.id }, (tx) => deeds(tx, here.id, wish)))[0]!
  }
  const history = await his.see(`/landscapes/${here.slug}/history?kind=places`)
  expect(history.text).toContain('The hill “The lab” was put in a place, and stays there')
  const undo = async () => undoDeed(db, rui, { landscape: here.slug, deed: (await newest()).id, formKey: '' })
  expect(await undo()).toMatchObject({ kind: 'undone' })
  expect((await lies(here)).hill('lab')).toEqual(before.hill('lab'))
  expect(await undo()).toMatchObject({ kind: 'undone' })
  expect((await lies(here)).hill('lab')).toMatchObject(to)
  // whoever undoes has put it there
  expect((await his.see(`/landscapes/${here.slug}/practices/lab`)).text).toContain('You put this hill here on')
  const moved = off(to, -30, 0)
  await mine.call('PUT', api(here, 'lab'), { to: moved, based: await signOf(here, 'lab') })
  expect(await undo()).toMatchObject({ kind: 'undone' })
  expect((await lies(here)).hill('lab')).toMatchObject(to)
})

test('a practice that is taken out and brought back brings its place with it', async () => {
  const here = await valley()
  const { hill } = await lies(here)
  const to = off(hill('lab'), -70, 12)
  await mine.call('PUT', api(here, 'lab'), { to, based: 'free' })
  await changeDrawing(db, clock, ana, here.slug, { kind: 'practice', do: 'remove', id: 'lab' })
  await lies(here)
  const [newest] = await db.as({ kind: 'person', id: ana.id }, (tx) =>
    deeds(tx, here.id, { before: null, tables: [], most: 1 }),
  )
  expect(await undoDeed(db, ana, { landscape: here.slug, deed: newest!.id, formKey: '' })).toMatchObject({
    kind: 'undone',
  })
  expect((await lies(here)).hill('lab')).toMatchObject(to)
})

test('where people live everybody has a layout of their own, and pinned hills lie the same for all', async () => {
  const here = await valley('own-sketch')
  const before = await lies(here)
  const to = off(before.hill('crews'), -55, 0)
  await mine.call('PUT', api(here, 'crews'), { to, based: 'free' })
  expect((await lies(here, rui)).hill('crews')).toMatchObject(to)
  expect((await his.see(`/landscapes/${here.slug}/history?kind=places`)).text).toContain(
    'The hill “The crews” was put in a place',
  )
})

test('whoever has the map open is told by a sign that changes with every move and with nothing else', async () => {
  const here = await valley()
  const sign = () => db.as({ kind: 'person', id: rui.id }, (tx) => placesSign(tx, here.id))
  const { hill } = await lies(here)
  const first = await sign()
  await changeDrawing(db, clock, ana, here.slug, {
    kind: 'person',
    do: 'add',
    values: { name: 'New', practice: 'lab' },
  })
  await lies(here)
  expect(await sign()).toBe(first)
  const { json } = await mine.call('PUT', api(here, 'crews'), { to: { x: hill('crews').x + 9, y: 3 }, based: 'free' })
  expect(await sign()).toBe((json as { places: string }).places)
  expect(await sign()).not.toBe(first)
})

test('nobody signs for somebody else when a hill is moved', async () => {
  const here = await valley()
  await lies(here)
  await mine.call('PUT', api(here, 'crews'), { to: { x: 5, y: 5 }, based: 'free' })
  await db.as({ kind: 'person', id: rui.id }, async (tx) => {
    await sql`update pin set pinned_by = ${rui.id} where landscape_id = ${here.id}`.execute(tx)
  })
  const { rows } = await owner.query('select pinned_by from pin where landscape_id = $1', [here.id])
  expect(rows[0].pinned_by).toBe(ana.id)
})
