import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import { bringLandscape } from '../bring-landscape.fixture.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { landscapeRoutes } from '../landscape-routes.ts'
import { valleyDrawing } from '../valley.fixture.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2037-03-01T09:00:00Z')
const app = appFor({ db, clock }, (to, place) => landscapeRoutes(to, place, async () => []))
const ana = await addPerson(owner, 'Ana')
const mine = asking(app, ana)

async function valley(
  basis: DrawnLandscape['about']['basis'] = 'fictional',
  change: (drawn: DrawnLandscape) => void = () => {},
): Promise<{ id: string; path: string; slug: string }> {
  const drawn = valleyDrawing(basis)
  change(drawn)
  const brought = await bringLandscape({ db, clock }, ana, { drawn })
  return { ...brought, path: `/landscapes/${brought.slug}/landscape` }
}

const lenses = ['kind', 'age', 'equal', 'concern:heat', 'measure:reach', 'measure:degree', 'measure:fragile-boundaries']
const filters = ['kind:community', 'practice:lab', 'side:cape', 'concern:heat', 'tie:talks']

test('a lens says the same on the map, in words, in the table and to programs', async () => {
  const { path, slug } = await valley()
  const map = await mine.see(`${path}?lens=concern:heat`)
  expect(map.text).toContain('class="map-plate"')
  expect(map.text).toContain('On this concern: care about it: 1 person.')
  expect(map.text).toContain(`data-scene="/landscapes/${slug}/landscape/map?lens=concern%3Aheat"`)
  expect((await mine.see(`${path}/map?lens=concern:heat`)).text).toContain('On this concern: care about it: 1 person.')
  const table = await mine.see(`${path}?view=practices&lens=concern:heat`)
  expect(table.text).toContain('Concern: Heat on deck')
  expect(table.text).toContain('care about it: 1 person')
  const file = await mine.see(`${path}.csv?view=practices&lens=concern:heat&only=practice:lab`)
  expect(file.text.split('\n')[0]).toContain('Concern: Heat on deck')
  expect(file.text).toMatch(/The lab.*care about it: 1 person/)
  expect(file.text).not.toContain('The crews')
  const { json } = await mine.call('GET', `/api/landscapes/${slug}/lens?lens=concern:heat&only=kind:community`)
  expect(json).toMatchObject({
    kind: 'lens',
    title: 'Concern: Heat on deck',
    practices: [{ practice: 'crews', words: 'care about it: 1 person', glyphs: ['cares'] }],
    shown: { practices: ['crews'] },
  })
})

test('a filter leaves rows out, says how many are shown, and can be taken off in one step', async () => {
  const { path } = await valley()
  const practices = await mine.see(`${path}?view=practices&only=practice:lab&boundary=ridge`)
  expect(practices.text).toContain('The lab</a>')
  expect(practices.text).not.toContain('The crews</a>')
  expect(practices.text).toContain('1 of 2 groups and 3 of 4 people shown.')
  expect(practices.text).toContain(`href="${path}?view=practices&amp;boundary=ridge">Show all`)
  const people = await mine.see(`${path}?view=people&only=concern:heat`)
  expect(people.text).toContain('Call joel2')
  expect(people.text).not.toContain('Call marta')
  const ties = await mine.see(`${path}?view=ties&only=practice:lab`)
  expect(ties.text).toContain('Call rosa')
  expect(ties.text).not.toContain('/people/joel"')
  // several values of a filter go along with every other choice
  const map = await mine.see(`${path}?only=practice:lab&only=tie:talks&lens=kind`)
  expect(map.text).toContain('only=practice%3Alab&amp;only=tie%3Atalks')
  expect(map.text).toContain('map-faint')
})

test('what is not there is named in words, and everything else is shown', async () => {
  const { path, slug } = await valley()
  const page = await mine.see(`${path}?lens=nonsense&only=practice:%3Cb%3E`)
  expect(page.status).toBe(200)
  expect(page.text).toContain('There is no lens “nonsense” here.')
  expect(page.text).toContain('Nothing here is called “practice:&lt;b&gt;”')
  expect((await mine.call('GET', `/api/landscapes/${slug}/lens?lens=nonsense`)).status).toBe(422)
  expect((await mine.call('GET', `/api/landscapes/${slug}/lens?only=practice:none`)).status).toBe(422)
  expect((await mine.see(`/landscapes/${slug}/measures/betweenness`)).status).toBe(404)
  const method = await mine.see(`/landscapes/${slug}/measures/reach`)
  expect(method.text).toContain('How “What reaches it” is computed')
})

test('nobody who is signed out, and nobody who may not see the landscape, sees it through a lens', async () => {
  const { path, slug } = await valley('own-sketch')
  const nobody = asking(app, null)
  expect((await nobody.see(`${path}?lens=kind`)).location).toContain('/sign-in')
  expect((await nobody.see(`/landscapes/${slug}/measures/reach`)).location).toContain('/sign-in')
  expect((await nobody.call('GET', `/api/landscapes/${slug}/lens?lens=kind`)).status).toBe(403)
  const stranger = asking(app, await addPerson(owner, 'Stranger'))
  expect((await stranger.see(`${path}?lens=kind`)).status).toBe(404)
  expect((await stranger.call('GET', `/api/landscapes/${slug}/lens?lens=kind`)).status).toBe(404)
})

test('no lens and no filter tells of people who may not be seen: not on the page, not in the bytes, not in a table', async () => {
  const { path, id } = await valley('own-sketch')
  const rui = await addPerson(owner, 'Rui')
  await owner.query("insert into convener values ($1, $2, 'convener')", [id, rui.id])
  const other = asking(app, rui)
  for (const lens of lenses)
    for (const only of ['', ...filters]) {
      const query = new URLSearchParams({ lens, only, boundary: 'ridge' })
      for (const address of [
        `${path}?${query}`,
        `${path}/map?${query}`,
        `${path}?view=people&${query}`,
        `${path}.csv?view=practices&${query}`,
      ]) {
        const { text, status } = await other.see(address)
        expect(status).toBe(200)
        expect(text, address).not.toMatch(/Call |joel|marta|rosa|Heat on deck/)
      }
    }
}, 60_000)

test('whoever hid from the map is neither ringed nor counted by any lens or filter', async () => {
  const { path, slug } = await valley('fictional', (drawn) => {
    drawn.consents.push({ person: 'joel2', purpose: 'map', state: 'hidden', said: '2036-01-01' })
    drawn.concerns.push({ concern: 'heat', words: 'Heat on deck', kind: 'cares', person: 'marta', practice: null })
  })
  for (const lens of lenses)
    for (const only of ['', ...filters])
      expect(
        (await mine.see(`${path}/map?${new URLSearchParams({ lens, only })}`)).text,
        `${lens} ${only}`,
      ).not.toContain('joel2')
  const { json } = await mine.call('GET', `/api/landscapes/${slug}/lens?lens=concern:heat`)
  expect(json).toMatchObject({ practices: [{ words: 'nobody we know of' }, { words: 'care about it: 1 person' }] })
  expect((await mine.see(`${path}?view=people&only=concern:heat`)).text).not.toContain('Call joel2')
}, 60_000)
