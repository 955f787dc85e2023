import { expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/support/database.ts'
import { fixedClock } from '../../../../platform/clock.ts'
import type { Job } from '../../../../platform/jobs/job.ts'
import { prepareJobs, runJobs } from '../../../../platform/jobs/run-jobs.ts'
import { addPerson, appFor, asking } from '../../../signed-in.fixture.ts'
import { bringLandscape } from '../../bring-landscape.fixture.ts'
import { changeDrawing } from '../../drawing/change-drawing.ts'
import type { DrawnLandscape } from '../../drawn-landscape.ts'
import { drawnLandscape, findLandscape } from '../../landscape.ts'
import { landscapeRoutes } from '../../landscape-routes.ts'
import { mapInput } from '../../map/map-input.ts'
import { valleyDrawing } from '../../valley.fixture.ts'
import { keepLayout } from '../keep-layout.ts'
import { placesSign } from '../layout-queries.ts'
import { layOutInBackground } from './lay-out-job.ts'

const { db, owner, url } = await testDatabase()
await prepareJobs(url)
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

/** So many groups that no page lays them out. */
async function archipelago(basis: DrawnLandscape['about']['basis'] = 'fictional'): Promise<Place> {
  const drawn = valleyDrawing(basis)
  for (let n = 0; n < 900; n += 1)
    drawn.practices.push({ id: `g${n}`, name: `Group ${n}`, kind: 'community', does: null, specialCategory: false })
  const brought = await bringLandscape({ db, clock }, ana, { drawn, example: basis === 'fictional' })
  await owner.query("insert into convener values ($1, $2, 'convener')", [brought.id, rui.id])
  return brought
}

const map = ({ slug }: Place) => `/landscapes/${slug}/landscape`

async function waiting(): Promise<number> {
  const { rows } = await owner.query('select count(*)::int as n from graphile_worker.jobs')
  return rows[0].n
}

async function doTheJobs(): Promise<string[]> {
  const said: string[] = []
  const jobs = [layOutInBackground as Job<unknown>]
  const running = await runJobs({ db, url, jobs, clock, log: (line) => void said.push(line) })
  for (let turn = 0; turn < 2000 && (await waiting()) > 0; turn += 1) await new Promise((next) => setTimeout(next, 25))
  await running.stop()
  expect(await waiting()).toBe(0)
  return said
}

function laid({ slug }: Place, who = ana) {
  return db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = (await findLandscape(tx, slug))!
    const input = mapInput(await drawnLandscape(tx, landscape), { seed: landscape.id })
    return keepLayout(tx, landscape, input, clock.now())
  })
}

test('a large landscape is laid out in the background, once, and its page says so while the tables have everything', async () => {
  const here = await archipelago()
  const first = await theirs.see(map(here))
  expect(first.text).toContain('Nobody of the team has looked at this map')
  expect(await waiting()).toBe(0)
  for (const who of [mine, mine, his]) {
    const { status, text } = await who.see(map(here))
    expect(status).toBe(200)
    expect(text).toContain('The map is being laid out')
    expect(text).toContain('Waiting for its turn')
    expect(text).not.toContain('<living-map')
  }
  expect(await waiting()).toBe(1)
  expect((await mine.see(`${map(here)}?view=practices`)).text).toContain('Group 77')
  const before = await db.as({ kind: 'person', id: ana.id }, (tx) => placesSign(tx, here.id))
  expect(await doTheJobs()).toEqual([])
  for (const who of [mine, his, theirs]) {
    const { text } = await who.see(map(here))
    expect(text).toContain('<living-map')
    expect(text).not.toContain('being laid out')
  }
  expect(await waiting()).toBe(0)
  expect(await db.as({ kind: 'person', id: ana.id }, (tx) => placesSign(tx, here.id))).not.toBe(before)
})

test('when it changes every hill stays, newcomers stand beside theirs for the time being, and the page says how far it is', async () => {
  const here = await archipelago()
  await laid(here)
  await doTheJobs()
  const before = await laid(here)
  expect(before.state).toBe('settled')
  await changeDrawing(db, clock, ana, here.slug, {
    kind: 'person',
    do: 'add',
    values: { name: 'Zulmira', practice: 'lab' },
  })
  const page = await mine.see(map(here))
  expect(page.text).toContain('The landscape changed and is being laid out anew (0%)')
  expect((await theirs.see(map(here))).text).toContain('The landscape changed since it was laid out')
  const meanwhile = await laid(here)
  expect([meanwhile.state, meanwhile.layout.hills]).toEqual(['provisional', before.layout.hills])
  expect(meanwhile.layout.people).toHaveLength(before.layout.people.length + 1)
  expect(await waiting()).toBe(1)
  await doTheJobs()
  const after = await laid(here)
  expect([after.state, after.layout.hills]).toEqual(['settled', before.layout.hills])
})

test('a pinned hill lies where it was put while the map is laid out, and afterwards', async () => {
  const here = await archipelago()
  await laid(here)
  await doTheJobs()
  const to = { x: 12.5, y: -31.25 }
  const put = await mine.call('PUT', `/api/landscapes/${here.slug}/practices/lab/place`, { to, based: 'free' })
  expect(put.status).toBe(200)
  await changeDrawing(db, clock, ana, here.slug, {
    kind: 'person',
    do: 'add',
    values: { name: 'Zulmira', practice: 'lab' },
  })
  for (const state of ['provisional', 'settled']) {
    const { layout, ...rest } = await laid(here)
    expect([rest.state, layout.hills.find(({ id }) => id === 'lab')]).toEqual([state, { id: 'lab', ...to }])
    await doTheJobs()
  }
})

test('the same map drawn anew is prepared in the background and then taken', async () => {
  const here = await archipelago()
  await laid(here)
  await doTheJobs()
  const page = `/landscapes/${here.slug}/redraw?arrangement=2`
  expect((await mine.see(page)).text).toContain('Waiting for its turn')
  expect((await mine.see(page)).text).toContain('Waiting for its turn')
  expect(await waiting()).toBe(1)
  await doTheJobs()
  const { text } = await mine.see(page)
  expect(text).toContain('Take the new map')
  const proposal = /name="proposal" value="(\w+)"/.exec(text)![1]!
  expect((await mine.send(page, { proposal, arrangement: '2' })).status).toBe(303)
  expect((await laid(here)).state).toBe('settled')
})

test('where people live each of the team has it laid out from what they may see', async () => {
  const here = await archipelago('own-sketch')
  for (const who of [mine, his]) await who.see(map(here))
  expect(await waiting()).toBe(2)
  await doTheJobs()
  const { rows } = await owner.query('select made_for from layout where landscape_id = $1', [here.id])
  expect(rows.map(({ made_for }) => made_for).toSorted()).toEqual([ana.id, rui.id].toSorted())
})

test('what failed is said and tried again later, and a landscape that is gone meanwhile does no harm', async () => {
  const here = await archipelago()
  await mine.see(map(here))
  await owner.query("update laying_out set state = 'failed' where landscape_id = $1", [here.id])
  expect((await mine.see(map(here))).text).toContain('The map could not be laid out')
  expect(await waiting()).toBe(1)
  await owner.query("update laying_out set asked_at = '2027-02-01' where landscape_id = $1", [here.id])
  expect((await mine.see(map(here))).text).toContain('Waiting for its turn')
  await owner.query('delete from landscape where id = $1', [here.id])
  expect(await doTheJobs()).toEqual([])
})
