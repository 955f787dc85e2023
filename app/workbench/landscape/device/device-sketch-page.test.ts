import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { get } from '../../../../test/support/web.ts'
import { fixedClock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import { drawnLandscape, findLandscape } from '../landscape.ts'
import { sketchRoutes } from '../sketch/sketch-routes.ts'
import { landscapeTemplate } from '../templates/landscape-templates.ts'

const { db, owner } = await testDatabase()
const place = { db, clock: fixedClock('2027-03-01T09:00:00Z') }
const programs = { openings: 'openings.js', worker: 'worker.js' }
const app = appFor(place, (shell, where) => sketchRoutes(shell, where, programs))
const ana = await addPerson(owner, 'Ana')

test('anybody may sketch in their browser, and the browser is told to let nothing out', async () => {
  const answer = await app.fetch(get('/sketch'))
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-security-policy')).toContain("connect-src 'none'")
  expect(answer.headers.get('set-cookie')).toBeNull()
  const text = await answer.text()
  expect(text).toContain('data-openings="/assets/openings.js"')
  expect(text).toContain('data-worker="/assets/worker.js"')
})

test('other pages may go on asking this server', async () => {
  const answer = await app.fetch(get('/sign-in'))
  expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self'")
})

test('without JavaScript the page says what it is, offers the way with an account, and can be read', async () => {
  for (const [language, words] of [
    ['en', 'which is switched off here'],
    ['pt', 'que aqui está desligado'],
    ['es', 'que aquí está desactivado'],
    ['fr', 'qui est désactivé ici'],
  ] as const) {
    const text = await (await app.fetch(get('/sketch', { 'accept-language': language }))).text()
    expect(text).toMatch(new RegExp(`<noscript>.*${words}.*</noscript>.*href="/landscapes/new"`, 's'))
    expect(text).toContain('href="/landscapes/new?template=river"')
  }
  const text = await (await app.fetch(get('/sketch'))).text()
  for (const { name } of landscapeTemplate('river', 'en').groups) expect(text).toContain(name)
})

async function drawnAt(location: string | null) {
  const slug = /\/landscapes\/([^/]+)/.exec(location ?? '')![1]!
  return db.as({ kind: 'person', id: ana.id }, async (tx: Tx) => drawnLandscape(tx, (await findLandscape(tx, slug))!))
}

test('a sketch with an account can begin with the groups and boundaries of a template, and with nobody in it', async () => {
  const { see, send } = asking(app, ana)
  expect((await see('/landscapes/new')).text).toContain('A research programme')
  const form = (await see('/landscapes/new?template=river')).text
  expect(form).toContain('You start from “A river basin”')
  const begun = await send('/landscapes/new', { name: 'Our river', mapped: 'yes', template: 'river' })
  const drawn = await drawnAt(begun.location)
  const { groups, boundaries } = landscapeTemplate('river', 'en')
  expect(drawn.practices.map(({ name }) => name)).toEqual(groups.map(({ name }) => name))
  expect(drawn.boundaries.map(({ name, kind, sides }) => ({ name, kind, sides }))).toEqual(boundaries)
  expect(drawn.people).toEqual([])
  const people = await see(begun.location!)
  expect(people.text).toContain('These groups are there already')
  const added = await send(begun.location!, { people: 'Z, fishers and anglers', do: 'add' })
  expect(added.location).toMatch(/\/sketch\/boundary\/b001\/groups$/)
})

test('a template that there is not, or none, begins an empty sketch; signed out, one is asked to sign in', async () => {
  const { send } = asking(app, ana)
  const begun = await send('/landscapes/new', { name: 'Nothing yet', mapped: 'yes', template: 'castle' })
  expect((await drawnAt(begun.location)).practices).toEqual([])
  const nobody = await asking(app, null).see('/landscapes/new?template=river')
  expect(nobody.location).toMatch(/^\/sign-in/)
})
