import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { fixedClock } from '../../platform/clock.ts'
import { addPerson, appFor, asking } from '../signed-in.fixture.ts'
import { bringLandscape } from './bring-landscape.fixture.ts'
import { landscapeRoutes } from './landscape-routes.ts'
import { unpackMap } from './map/live/sent-map.ts'
import { valleyDrawing } from './valley.fixture.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2037-03-01T09:00:00Z')
const app = appFor({ db, clock }, (to, place) => landscapeRoutes(to, place, async () => []))
const ana = await addPerson(owner, 'Ana')
const rui = await addPerson(owner, 'Rui')

test('whoever stands in a landscape sees their own place on its map, and nobody else does', async () => {
  const brought = await bringLandscape({ db, clock }, ana, { drawn: valleyDrawing() })
  await owner.query(`insert into convener (landscape_id, person_id, role) values ($1, $2, 'convener')`, [
    brought.id,
    rui.id,
  ])
  await owner.query(
    `insert into participant (landscape_id, person_id, external_id, consent) values ($1, $2, 'rui', 'agreed')`,
    [brought.id, rui.id],
  )
  const path = `/landscapes/${brought.slug}/landscape`
  const [his, hers] = await Promise.all([asking(app, rui).see(path), asking(app, ana).see(path)])
  expect(his.text).toContain(`href="/landscapes/${brought.slug}/people/rui"`)
  expect(his.text).toContain('This is your own place')
  expect(hers.text).not.toContain('your own place')
  expect((await bytesFor(rui.id, `${path}/map`)).head.you).toMatchObject({ id: 'rui' })
  expect((await bytesFor(ana.id, `${path}/map`)).head.you).toBeNull()
})

test('everything that stands on the map is in its words, with the same name and sentence', async () => {
  const drawn = valleyDrawing()
  drawn.standings.push({ boundary: 'ridge', side: 'city', person: 'marta', practice: null })
  drawn.spaces.push({
    id: 'table',
    name: 'The “table” & <us>',
    question: 'What?',
    why: null,
    stage: 'alive',
    groundRule: 'open',
  })
  drawn.spacePeople.push({ space: 'table', person: 'joel', role: 'member', state: 'accepted' })
  const clearing = {
    key: 'c1',
    rank: 1,
    between: ['crews', 'lab'],
    title: 'The crews and the lab',
    sentence: 'They meet <nowhere>.',
  }
  const open = appFor({ db, clock }, (to, place) => landscapeRoutes(to, place, async () => [clearing]))
  const brought = await bringLandscape({ db, clock }, ana, { drawn })
  const path = `/landscapes/${brought.slug}/landscape`
  const told = new Set<string>()
  for (const look of ['', '?boundary=ridge', '?boundary=ridge&lens=concern:heat', '?lens=concern:heat']) {
    const { text } = await asking(open, ana).see(path + look)
    const words = text.slice(text.indexOf('id="map-in-words"'))
    const { head } = await bytesFor(ana.id, `${path}/map${look}`, open)
    for (const { kind, label, sentence } of head.features) {
      told.add(kind)
      expect(words, `${kind} ${label} at ${look}`).toContain(`>${inPage(label)}</a> ${inPage(sentence)}<`)
    }
  }
  expect([...told].sort()).toEqual(['bridge', 'clearing', 'hill', 'space'])
})

function inPage(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

async function bytesFor(person: string, path: string, from = app) {
  const answer = await from.fetch(new Request(`http://localhost${path}`, { headers: { 'x-test-person': person } }))
  return unpackMap(await answer.arrayBuffer())
}
