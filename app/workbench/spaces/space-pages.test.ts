import { expect, test } from 'vitest'
import { arrabidaCoast } from '../../../db/seeds/arrabida-coast.ts'
import { firstSketch } from '../../../db/seeds/first-sketch.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { fixedClock } from '../../platform/clock.ts'
import { bringLandscape } from '../landscape/bring-landscape.fixture.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { addPerson, appFor, asking } from '../signed-in.fixture.ts'
import { spaceRoutes } from './space-routes.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, spaceRoutes)
const madalena = await addPerson(owner, 'Madalena Carriço')
const stranger = await addPerson(owner, 'Somebody else')
const example = await bring({ ...arrabidaCoast({ day: '2027-03-01' }) }, true)
const sketch = await bring(firstSketch())
const mine = asking(app, madalena)
const theirs = asking(app, stranger)
const nobodys = asking(app, null)
const root = `/landscapes/${example.slug}/spaces`

async function bring(drawn: DrawnLandscape, isExample = false): Promise<{ id: string; slug: string }> {
  return bringLandscape({ db, clock }, madalena, { drawn, example: isExample })
}

async function sketched(fields: Record<string, string>, where = root): Promise<string> {
  const answer = await mine.send(`${where}/new`, fields)
  expect(answer.status).toBe(303)
  return answer.location!
}

test('E12: the board shows spaces by stage, and who takes part in one under Chatham House stays with the team', async () => {
  const { text } = await mine.see(root)
  for (const stage of ['Imagined', 'Inviting', 'Alive', 'Resting']) expect(text).toContain(stage)
  expect((await mine.see(`${root}/tides`)).text).toContain('Zulmira Peixinho')
  const visitor = await theirs.see(`${root}/tides`)
  expect(visitor.status).toBe(200)
  expect(visitor.text).not.toContain('Zulmira Peixinho')
  expect(visitor.text).toContain('the ground rule keeps it among those who take part')
  const listed = await theirs.call('GET', `/api/landscapes/${example.slug}/spaces`)
  const tides = (listed.json as { spaces: { id: string; people?: number }[] }).spaces.find(({ id }) => id === 'tides')
  expect(tides).not.toHaveProperty('people')
})

test('a sketch without a question is refused, and everything typed is still there', async () => {
  const answer = await mine.send(`${root}/new`, { question: ' ', why: 'because of the heat', people: 'joel-cardim' })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Write the question that people would meet over.')
  expect(answer.text).toContain('because of the heat')
  expect(answer.text).toMatch(/value="joel-cardim" checked/)
})

test('a sketch is saved as imagined with its people and hosts, once, however often it is sent', async () => {
  const form = {
    question: 'Where can one sit down in the cool?',
    people: 'joel-cardim',
    hosts: 'perpetua-landim',
    form_key: '01890000-0000-7000-8000-00000000cccc',
  }
  const first = await sketched(form)
  expect(await sketched(form)).toBe(first)
  const { text } = await mine.see(first)
  expect(text).toContain('Where can one sit down in the cool?')
  expect(text).toContain('Imagined')
  expect(text).toContain('Joel Cardim')
  expect(text).toContain('Perpétua Landim')
})

test('a space is edited; a name that is missing is refused with what was typed', async () => {
  const path = await sketched({ question: 'Who fetches whom on a smoke day?' })
  const form = { name: '', question: 'Who fetches whom?', why: '', stage: 'inviting', groundRule: 'closed' }
  const refused = await mine.send(`${path}/edit`, form)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Who fetches whom?')
  expect((await mine.send(`${path}/edit`, { ...form, name: 'Smoke' })).status).toBe(303)
  const { text } = await mine.see(path)
  expect(text).toContain('Smoke')
  expect(text).toContain('What is said stays in the room.')
})

test('an edit that arrives a second time, late, does not undo what was changed meanwhile', async () => {
  const path = await sketched({ question: 'Who fetches whom on a windy day?' })
  const edit = { question: 'Who fetches whom?', why: '', stage: 'inviting', groundRule: 'open' }
  const first = { ...edit, name: 'Wind', form_key: '01890000-0000-7000-8000-00000000dddd' }
  expect((await mine.send(`${path}/edit`, first)).status).toBe(303)
  expect((await mine.send(`${path}/edit`, { ...edit, name: 'Storm' })).status).toBe(303)
  expect((await mine.send(`${path}/edit`, first)).status).toBe(303)
  expect((await mine.see(path)).text).toContain('Storm')
})

test('people are found by name or group, take a role, and leave again', async () => {
  const path = await sketched({ question: 'What do we do in August?' })
  const found = await mine.see(`${path}/people?find=lurdes%20canario`)
  expect(found.text).toContain('name="role.lurdes-canario"')
  await mine.send(`${path}/people`, { 'role.lurdes-canario': 'host', 'state.lurdes-canario': 'accepted' })
  expect((await mine.see(path)).text).toContain('Lurdes Canário')
  await mine.send(`${path}/people`, { 'role.lurdes-canario': '' })
  expect((await mine.see(path)).text).not.toContain('Lurdes Canário')
  const unknown = await mine.send(`${path}/people`, { 'role.nobody-of-this-name': 'host' })
  expect(unknown.status).toBe(422)
})

test('an invitation is drafted for each group, kept when it is changed, and can go back to the draft', async () => {
  const path = `${root}/shade/invitations`
  expect((await mine.see(path)).text).toContain('Drafted from facts, not yet changed')
  const to = `${path}/cozinhas`
  expect((await mine.send(to, { words: 'Come and sit in the shade with us.' })).status).toBe(303)
  expect((await mine.see(path)).text).toContain('Come and sit in the shade with us.')
  await mine.send(to, { words: 'anything', do: 'draft' })
  expect((await mine.see(path)).text).not.toContain('Come and sit in the shade with us.')
  const long = await mine.send(to, { words: 'x'.repeat(10_001) })
  expect(long.status).toBe(422)
  expect(long.text).toContain('x'.repeat(10_001))
})

test('E1: in a sketch of one’s own nobody is invited before being told and agreeing', async () => {
  const { people } = firstSketch()
  const where = `/landscapes/${sketch.slug}/spaces`
  const path = await sketched(
    { question: 'What do the tides tell us?', people: people[0]!.id, hosts: people[5]!.id },
    where,
  )
  const { text } = await mine.see(`${path}/invitations`)
  expect(text).toContain('Tell these first')
  expect(text).not.toContain('<textarea')
  expect((await mine.see(path)).text).toContain('2 people have not been told')
})

test('who is not signed in is asked to; a visitor may look and not change; a stranger finds nothing', async () => {
  const form = { question: 'x', name: 'x', stage: 'alive', groundRule: 'open', words: 'x' }
  for (const path of [
    `${root}/new`,
    `${root}/shade/edit`,
    `${root}/shade/people`,
    `${root}/shade/invitations/cozinhas`,
  ]) {
    expect((await nobodys.send(path, form)).location).toContain('/sign-in')
    expect((await theirs.send(path, form)).status).toBe(403)
    expect((await theirs.send(path.replace(example.slug, sketch.slug), form)).status).toBe(404)
  }
  for (const path of [`${root}/new`, `${root}/shade/edit`, `${root}/shade/people`, `${root}/shade/invitations`]) {
    expect((await theirs.see(path)).status).toBe(403)
  }
  expect((await mine.see(`${root}/no-such-space`)).status).toBe(404)
})

test('programs sketch, change and fill a space on the same rules', async () => {
  const api = `/api/landscapes/${example.slug}/spaces`
  const made = await mine.call('POST', api, { question: 'Who reads the swell?', people: ['custodio-ferro'] })
  expect(made).toMatchObject({ status: 200, json: { kind: 'sketched' } })
  const { space } = made.json as { space: string }
  const seats = { seats: [{ person: 'custodio-ferro', role: 'host', state: 'accepted' }] }
  expect(await mine.call('PUT', `${api}/${space}/people`, seats)).toMatchObject({ json: { kind: 'changed' } })
  expect(await mine.call('POST', api, { question: '' })).toMatchObject({
    status: 422,
    json: { detail: 'question: question-missing' },
  })
  expect(await theirs.call('POST', api, { question: 'mine?' })).toMatchObject({ status: 403 })
  expect(await nobodys.call('POST', api, { question: 'mine?' })).toMatchObject({ status: 403 })
})
