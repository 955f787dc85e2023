import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { get, post, testOrigin } from '../../../../test/support/web.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { addPerson, appFor, asking } from '../../signed-in.fixture.ts'
import { valleyWithMarta } from '../held.fixture.ts'
import { heldRoutes } from '../held-routes.ts'
import { readCode } from '../link-code.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, heldRoutes)
const ana = await addPerson(owner, 'Ana')
const rui = await addPerson(owner, 'Rui')
const eva = await addPerson(owner, 'Eva')
const valley = await valleyWithMarta(owner, ana.id, rui.id)
const path = `/landscapes/${valley.slug}/cards`

const send = (who: { id: string }, to: string, fields: [string, string][]) =>
  app.fetch(
    new Request(testOrigin + to, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: testOrigin, 'sec-fetch-site': 'same-origin', 'x-test-person': who.id },
    }),
  )

const codesOn = (text: string) => [...text.matchAll(/name="code" value="([0-9A-Z]{20})"/g)].map(([, code]) => code!)

test('those who convene choose whom to make cards for: people they named, and those who agreed', async () => {
  const mine = await asking(app, ana).see(path)
  expect(mine.status).toBe(200)
  expect(mine.text).toMatch(/Marta Brandão[\s\S]*old skipper/)
  const theirs = await asking(app, rui).see(path)
  expect(theirs.text).toContain('Marta Brandão')
  expect(theirs.text).not.toContain('old skipper')
  expect((await asking(app, eva).see(path)).status).toBe(404)
  await owner.query(`update convener set role = 'team-member' where person_id = $1`, [rui.id])
  expect((await asking(app, rui).see(path)).status).toBe(403)
})

test('the cards are shown once, in the language chosen, with a code that opens; a second sending shows none', async () => {
  const key = '01890000-0000-7000-8000-00000000000a'
  const form: [string, string][] = [
    ['form_key', key],
    ['person', 'p001'],
    ['person', 'p003'],
    ['language', 'pt'],
    ['contact', 'Ana, 912'],
  ]
  const made = await (await send(ana, path, form)).text()
  const codes = codesOn(made)
  expect(codes).toHaveLength(2)
  expect(made).toContain('O que se guarda sobre mim')
  expect(made).toContain('<svg')
  const again = await send(ana, path, form)
  expect([again.status, again.headers.get('location')]).toEqual([303, `${path}?made=before`])
  for (const code of codes)
    expect((await asking(app, null).send('/held/open', { code: readCode(code)! })).status).toBe(303)
  expect((await asking(app, ana).see(path)).text).toContain('Has a card: opened once')
})

test('nobody chosen, and somebody who is not theirs to hand a card to, make none', async () => {
  expect((await send(ana, path, [])).status).toBe(422)
  expect((await send(ana, path, [['person', 'p999']])).status).toBe(422)
  expect((await send(eva, path, [['person', 'p001']])).status).toBe(404)
})

test('the cards come as a PDF, for whoever made them alone', { timeout: 60_000 }, async () => {
  const made = await (
    await send(ana, path, [
      ['person', 'p001'],
      ['person', 'p002'],
      ['person', 'p003'],
    ])
  ).text()
  const codes = codesOn(made).map((code): [string, string] => ['code', code])
  const printed = await send(ana, `${path}/cards.pdf`, [...codes, ['called', 'Marta “$x” #let'], ['language', 'fr']])
  expect(printed.headers.get('content-type')).toBe('application/pdf')
  expect(
    Buffer.from(await printed.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  await owner.query(`update convener set role = 'convener' where person_id = $1`, [rui.id])
  expect((await send(rui, `${path}/cards.pdf`, codes)).status).toBe(303)
  expect((await send(ana, `${path}/cards.pdf`, [['code', 'A'.repeat(20)]])).status).toBe(303)
})

test('a link is given as an address to copy', async () => {
  const made = await (
    await send(ana, path, [
      ['person', 'p001'],
      ['way', 'link'],
    ])
  ).text()
  const address = /http:\/\/ecotone\.test(\/held\/open\?code=[0-9A-Z]{32})/.exec(made)
  expect((await app.fetch(get(address![1]!))).status).toBe(200)
  expect((await app.fetch(post('/held/open', { code: address![1]!.split('=')[1]! }))).status).toBe(303)
})
