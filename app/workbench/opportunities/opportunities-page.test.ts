import { expect, test } from 'vitest'
import { firstSketch } from '../../../db/seeds/first-sketch.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { prepareJobs } from '../../platform/jobs/run-jobs.ts'
import { emptyLandscape } from '../landscape/formats/empty-landscape.ts'
import { appFor, asking } from '../signed-in.fixture.ts'
import { askForOpportunities } from './ask-for-opportunities.ts'
import { addPerson, bring, clock, readToTheEnd } from './convened.fixture.ts'
import { journalEntries } from './journal-queries.ts'
import { opportunitiesOf, type Snapshot } from './opportunities.ts'
import { opportunityRoutes } from './opportunity-routes.ts'

const database = await testDatabase()
const { db, owner, url } = database
await prepareJobs(url)
const madalena = await addPerson(owner, 'Madalena Carriço')
const stranger = await addPerson(owner, 'Somebody else')
const coast = await bring(db, madalena)
const app = appFor({ db, clock }, opportunityRoutes)
const mine = asking(app, madalena)
const theirs = asking(app, stranger)
const nobodys = asking(app, null)
const root = `/landscapes/${coast.slug}`

let read: Promise<Snapshot> | undefined
function reading(): Promise<Snapshot> {
  read ??= (async () => {
    const asked = await askForOpportunities(db, clock, madalena, { landscape: coast.slug })
    if (asked.kind === 'refused') throw new Error(asked.reason)
    return readToTheEnd(database, madalena, coast.id, asked.snapshot)
  })()
  return read
}
const firstCard = async () => opportunitiesOf((await reading()).result!)[0]!.opportunity
const cardPath = async () => `${root}/opportunities/${encodeURIComponent((await firstCard()).key)}`

test('the first visit has the landscape read by itself, shows how far it is, and can stop it', async () => {
  const page = await mine.see(`${root}/opportunities`)
  expect(page.status).toBe(200)
  expect(page.text).toContain('<progress')
  expect(page.text).toMatch(/action="[^"]+\/readings\/[^"]+\/stop"/)
})

test('while it is read the page looks again by itself, and afterwards it does not', async () => {
  const during = await app.fetch(
    new Request(`http://ecotone.test${root}/opportunities`, { headers: { 'x-test-person': madalena.id } }),
  )
  expect(during.headers.get('refresh')).toBe('4')
  await reading()
  const after = await app.fetch(
    new Request(`http://ecotone.test${root}/opportunities`, { headers: { 'x-test-person': madalena.id } }),
  )
  expect(after.headers.get('refresh')).toBeNull()
})

test('cards stand in their order, from one memory, with the effect on the whole beside that on the room', async () => {
  await reading()
  const { text } = await mine.see(`${root}/opportunities`)
  expect(text).toContain('From one person’s memory; nobody was asked yet.')
  expect(text).toContain('The whole landscape')
  expect(text).toContain('Those in the room')
  expect(text).toContain('Possible, not a forecast.')
})

test('a card is read in its order: why, how sure, what it could open, doors, who, what it asks, and only then what to do', async () => {
  const { text } = await mine.see(await cardPath())
  const headings = [
    'Why here',
    'How sure are we?',
    'What it could open',
    'Who could open the door',
    'Who might be there',
    'And now?',
  ]
  const places = headings.map((heading) => text.indexOf(heading))
  expect(places.every((at) => at > 0)).toBe(true)
  expect([...places].sort((a, b) => a - b)).toEqual(places)
  for (const action of ['Sketch a space here', 'Listen first', 'I see it differently', 'Not now, and why']) {
    expect(text).toContain(action)
  }
})

test('every fact of a card leads to where it was read from', async () => {
  const card = await firstCard()
  const { text } = await mine.see(await cardPath())
  const sources = text.match(/class="source"/g)?.length ?? 0
  expect(sources).toBe(card.facts.filter(({ kind }) => kind !== 'answered').length)
})

test('who is not signed in is asked to sign in, and who may not see the landscape finds nothing', async () => {
  for (const path of [`${root}/opportunities`, await cardPath(), `${root}/what-if`, `${root}/opportunities/journal`]) {
    expect((await nobodys.see(path)).location).toContain('/sign-in?next=')
    expect((await theirs.see(path)).status).toBe(404)
  }
  for (const path of [
    `${root}/readings`,
    `${await cardPath()}/not-now`,
    `${await cardPath()}/differently`,
    `${root}/opportunities/new`,
  ]) {
    expect((await nobodys.send(path, {})).location).toContain('/sign-in')
    const { id } = await reading()
    expect(
      (
        await theirs.send(path, {
          reading: id,
          why: 'x',
          words: 'x',
          practices: 'crews',
          kind: 'tie',
          from: 'a',
          to: 'b',
        })
      ).status,
    ).toBe(404)
  }
})

test('a size out of range is refused, and what was typed is still there', async () => {
  await reading()
  const answer = await mine.send(`${root}/readings`, { size: '400', boundary: '' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Choose a number from 2 to 40.')
  expect(answer.text).toContain('value="400"')
})

test('"not now" without a reason is refused on the card itself; with one it is kept once, however often it is sent', async () => {
  const { id } = await reading()
  const path = `${await cardPath()}/not-now`
  const empty = await mine.send(path, { reading: id, why: '' })
  expect(empty.status).toBe(422)
  expect(empty.text).toContain('Say why, in a few words.')
  const form = { reading: id, why: 'the ice house is being mended', form_key: '01890000-0000-7000-8000-00000000bbbb' }
  expect((await mine.send(path, form)).status).toBe(303)
  expect((await mine.send(path, form)).status).toBe(303)
  const entries = await db.as({ kind: 'person', id: madalena.id }, (tx) => journalEntries(tx, coast.id))
  expect(entries.filter(({ why }) => why === form.why)).toHaveLength(1)
  const { text } = await mine.see(`${root}/opportunities/journal`)
  expect(text).toContain('the ice house is being mended')
  expect((await mine.see(`${root}/opportunities`)).text).toContain('Set aside with a reason.')
})

test('"I see it differently" without a fact is refused with what was typed', async () => {
  const { id } = await reading()
  const answer = await mine.send(`${await cardPath()}/differently`, {
    reading: id,
    kind: 'tie',
    why: 'they are cousins',
  })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Choose one person on each side.')
  expect(answer.text).toContain('they are cousins')
})

test('of a reading that is not there, or whose id is none, nothing is seen differently or set aside', async () => {
  await reading()
  const fact = { kind: 'tie', from: 'a', to: 'b', why: 'because' }
  for (const unknown of ['01890000-0000-7000-8000-00000000cccc', "1' or '1'='1", ''])
    for (const deed of ['differently', 'not-now', 'again'])
      expect((await mine.send(`${await cardPath()}/${deed}`, { ...fact, reading: unknown })).status, deed).toBe(404)
})

test('an opening of one’s own without words is refused, and the groups stay ticked', async () => {
  const practice = firstSketch().practices[0]!.id
  const answer = await mine.send(`${root}/opportunities/new`, { words: '', practices: practice })
  expect(answer.status).toBe(422)
  expect(answer.text).toMatch(new RegExp(`value="${practice}" checked`))
})

test('the bench answers a question in the address, without JavaScript', async () => {
  const [one, other] = firstSketch().practices
  const { status, text } = await mine.see(
    `${root}/what-if?group=${one!.id}&group=${encodeURIComponent(other!.id)}&size=6`,
  )
  expect(status).toBe(200)
  expect(text).toContain('What it would do')
  expect(text).toContain('Who would be in the room')
})

test('a landscape with nobody in it says how to begin', async () => {
  const empty = await bring(db, madalena, {
    ...emptyLandscape({ name: 'Nothing yet' }),
    people: [{ id: 'a', name: 'a', email: null, phone: null, language: null }],
  })
  const { text } = await mine.see(`/landscapes/${empty.slug}/opportunities`)
  expect(text).toContain('Nobody is drawn here yet')
})

test('programs get the same reading, and refusals as problem documents', async () => {
  const { id } = await reading()
  const api = `/api/landscapes/${coast.slug}`
  expect(await mine.call('GET', `${api}/readings/${id}`)).toMatchObject({
    status: 200,
    json: { state: 'done', progress: 1 },
  })
  const listed = await mine.call('GET', `${api}/opportunities`)
  expect(listed.json).toMatchObject({ kind: 'opportunities', reading: id, opportunities: expect.any(Array) })
  const refused = await mine.call('POST', `${api}/readings`, { size: 1 })
  expect(refused).toMatchObject({ status: 422, type: expect.stringContaining('application/problem+json') })
  expect(await theirs.call('GET', `${api}/opportunities`)).toMatchObject({ status: 404 })
  expect(await nobodys.call('POST', `${api}/readings`, {})).toMatchObject({
    status: 403,
    json: { detail: 'Sign in first.' },
  })
})

test('in each language the list and the card are whole', async () => {
  for (const language of ['pt', 'es', 'fr']) {
    const headers = { 'x-test-person': madalena.id, 'accept-language': language }
    for (const path of [`${root}/opportunities`, await cardPath(), `${root}/what-if`]) {
      const response = await app.fetch(new Request(`http://ecotone.test${path}`, { headers }))
      expect(response.status).toBe(200)
      expect(await response.text()).toContain(`<html lang="${language}"`)
    }
  }
})
