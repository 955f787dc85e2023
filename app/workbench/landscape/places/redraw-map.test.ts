import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import { changeDrawing } from '../drawing/change-drawing.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawnLandscape, findLandscape } from '../landscape.ts'
import { landscapeRoutes } from '../landscape-routes.ts'
import { mapInput } from '../map/map-input.ts'
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
const [mine, his] = [asking(app, ana), asking(app, rui)]

interface Place {
  id: string
  slug: string
}

/** Seven groups in a row, drawn one after the other, so that the first layout is not the one that all of them together would get. */
async function coast(basis: DrawnLandscape['about']['basis'] = 'fictional'): Promise<Place> {
  const brought = await bringLandscape({ db, clock }, ana, {
    drawn: valleyDrawing(basis),
    example: basis === 'fictional',
  })
  await owner.query("insert into convener values ($1, $2, 'convener')", [brought.id, rui.id])
  await lies(brought)
  for (const name of ['Choir', 'Divers', 'Readers', 'Bakers', 'Menders']) {
    await changeDrawing(db, clock, ana, brought.slug, {
      kind: 'practice',
      do: 'add',
      values: { name, kind: 'community' },
    })
    await lies(brought)
  }
  return brought
}

function lies({ slug }: Place, who = ana) {
  return db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = (await findLandscape(tx, slug))!
    const input = mapInput(await drawnLandscape(tx, landscape), { seed: landscape.id })
    return (await keepLayout(tx, landscape, input, clock.now())).layout
  })
}

const page = ({ slug }: Place, query = '') => `/landscapes/${slug}/redraw${query}`
const sign = ({ id }: Place) => db.as({ kind: 'person', id: ana.id }, (tx) => placesSign(tx, id))

function fieldsIn(text: string): Record<string, string> {
  const own = text.slice(text.indexOf('name="proposal"') - 200)
  return Object.fromEntries(
    [...own.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
      .slice(0, 4)
      .map(([, name, value]) => [name!, value!]),
  )
}

test('the page shows the map before and after, says in words what would move, and moves nothing', async () => {
  const here = await coast()
  const before = await lies(here)
  const { status, text } = await mine.see(page(here))
  expect(status).toBe(200)
  expect(text.match(/<svg class="map /g)).toHaveLength(2)
  for (const words of ['As it is now', 'As it would be', 'would move far', 'Take the new map', 'Leave it as it is'])
    expect(text).toContain(words)
  expect(text).not.toContain('Also let go of the pinned hills')
  expect(await lies(here)).toEqual(before)
  expect((await mine.see(`/landscapes/${here.slug}/landscape`)).text).toContain(page(here))
})

test('taking it gives everybody exactly what was shown, as a new edition, and tells them', async () => {
  const here = await coast()
  const [before, first] = [await lies(here), await sign(here)]
  const { json } = await mine.call('POST', `/api${page(here)}/proposals`, {})
  const shown = json as { hills: { id: string; x: number; y: number }[]; moves: unknown[]; edition: number }
  expect([shown.edition, shown.moves.length > 0]).toEqual([1, true])
  const fields = fieldsIn((await mine.see(page(here))).text)
  const sent = await mine.send(page(here), fields)
  expect([sent.status, sent.location]).toEqual([303, `${page(here)}?redrawn=yes`])
  expect((await mine.see(sent.location!)).text).toContain('The map was redrawn')
  for (const who of [ana, rui]) expect((await lies(here, who)).hills).toEqual(shown.hills)
  expect((await lies(here)).hills).not.toEqual(before.hills)
  expect(await sign(here)).not.toBe(first)
  const { rows } = await owner.query('select edition, proposed from layout where landscape_id = $1', [here.id])
  expect(rows).toEqual([{ edition: 2, proposed: false }])
  // the same form sent twice is done once
  expect((await mine.send(page(here), fields)).status).toBe(303)
  expect((await owner.query('select edition from layout where landscape_id = $1', [here.id])).rows).toEqual([
    { edition: 2 },
  ])
})

test('it is refused in words when the drawing, a hill or the edition changed since it was looked at', async () => {
  const here = await coast()
  const changes = [
    () =>
      changeDrawing(db, clock, rui, here.slug, { kind: 'person', do: 'add', values: { name: 'New', practice: 'lab' } }),
    () => his.call('PUT', `/api/landscapes/${here.slug}/practices/lab/place`, { to: { x: 3, y: 4 }, based: 'free' }),
    async () => his.send(page(here), fieldsIn((await his.see(page(here))).text)),
  ]
  for (const change of changes) {
    const fields = fieldsIn((await mine.see(page(here))).text)
    await change()
    const before = await lies(here)
    const sent = await mine.send(page(here), fields)
    expect([sent.status, sent.text.includes('changed since you looked at the new map')]).toEqual([409, true])
    expect(await lies(here)).toEqual(before)
  }
})

test('pinned hills stay where they were put, unless they are let go as well', async () => {
  const here = await coast()
  const to = { x: 400, y: -250 }
  await his.call('PUT', `/api/landscapes/${here.slug}/practices/lab/place`, { to, based: 'free' })
  const kept = await mine.see(page(here))
  expect(kept.text).toContain('1 pinned hill stays where it was put')
  await mine.send(page(here), fieldsIn(kept.text))
  expect((await lies(here)).hills.find(({ id }) => id === 'lab')).toMatchObject(to)
  const letGo = await mine.see(page(here, '?let_go=yes'))
  expect(letGo.text).toContain('1 pinned hill would be let go')
  await mine.send(page(here), fieldsIn(letGo.text))
  expect(await db.as({ kind: 'person', id: ana.id }, (tx) => pinsOf(tx, here.id))).toEqual([])
  expect((await lies(here)).hills.find(({ id }) => id === 'lab')).not.toMatchObject(to)
  expect((await his.see(`/landscapes/${here.slug}/history?kind=places`)).text).toContain(
    'The hill “The lab” was let go',
  )
})

test('another arrangement is another map, and the same one each time', async () => {
  const here = await coast()
  const shown = async (arrangement: number) => {
    const { json } = await mine.call('POST', `/api${page(here)}/proposals`, { arrangement })
    return json as { proposal: string; hills: unknown[] }
  }
  const [zero, one, again] = [await shown(0), await shown(1), await shown(1)]
  expect(one.hills).not.toEqual(zero.hills)
  expect(again).toEqual(one)
  expect((await mine.see(page(here, '?arrangement=1'))).text).toContain('Show the first arrangement')
  // of what somebody looks at only the newest is kept
  const taken = await mine.call('POST', `/api${page(here)}`, { arrangement: 0, proposal: zero.proposal })
  expect(taken.status).toBe(409)
})

test('where people live it redraws the map of whoever asks, and says so', async () => {
  const here = await coast('own-sketch')
  const his1 = await lies(here, rui)
  const { text } = await mine.see(page(here))
  expect(text).toContain('This redraws yours')
  await mine.send(page(here), fieldsIn(text))
  expect(await lies(here, rui)).toEqual(his1)
})

test('whoever is signed out or looks around redraws nothing, and without a layout there is nothing to redraw', async () => {
  const here = await coast()
  const theirs = asking(app, visitor)
  expect((await theirs.see(page(here))).status).toBe(403)
  expect((await theirs.send(page(here), { proposal: 'x' })).status).toBe(403)
  expect((await theirs.call('POST', `/api${page(here)}/proposals`, {})).status).toBe(403)
  expect((await theirs.see(`/landscapes/${here.slug}/landscape`)).text).not.toContain(page(here))
  expect((await asking(app, null).see(page(here))).location).toMatch(/^\/sign-in/)
  expect((await mine.call('POST', `/api${page(here)}`, { proposal: 'short' })).status).toBe(422)
  expect((await mine.send(page(here), { proposal: 'x'.repeat(64) })).status).toBe(409)
  const never = await bringLandscape({ db, clock }, ana, { drawn: valleyDrawing() })
  expect((await mine.see(page(never))).text).toContain('The map was not laid out yet')
})
