import { expect, test } from 'vitest'
import { careAnswered } from '../care/care.fixture.ts'
import { zipFolder } from '../formats/zip-folder.ts'
import { bringing, type SentFile } from './bringing.fixture.ts'

const { owner, mine, sent, keptAt, landscapes } = await bringing()

test('E19: people who live come in only after somebody has thought about who could be hurt, and the form keeps what was chosen', async () => {
  const preview = await sent([['valley.csv', 'name,group\nAna,crews\nBento,crews\n']])
  const before = await landscapes()
  const { status, location } = await mine.send(preview, { basis: 'own-sketch', name: 'Our valley' })
  expect(status).toBe(303)
  expect(await landscapes()).toBe(before)
  const { text } = await mine.see(location!)
  expect(text).toContain('Think about this one first')
  expect(text).toContain('Our valley')
  const { location: landscape } = await mine.send(preview, { basis: 'own-sketch', name: 'Our valley', mapped: 'yes' })
  expect(landscape).toBe('/landscapes/our-valley/landscape')
  const { rows } = await owner.query(
    "select considered_at is not null as considered from landscape where slug = 'our-valley'",
  )
  expect(rows).toEqual([{ considered: true }])
})

test('E19: files with people who live and a boundary of politics are asked five questions, and a half-filled form comes back whole', async () => {
  const preview = await sent([
    ['landscape.json', '{"format":"ecotone-landscape/1","name":"Votes","basis":"own-sketch"}'],
    ['people.csv', 'id,name\na,Ana\n'],
    ['boundaries.csv', 'id,name,kind,sides\nv,Votes,political,left|right\n'],
  ])
  expect((await mine.see(preview)).text).toContain('Who could be harmed by this map')
  const before = await landscapes()
  const left = await mine.send(preview, { basis: 'own-sketch', mapped: 'yes' })
  expect(left.location).toContain('missing=care')
  expect((await mine.see(left.location!)).text).toContain('has no answer yet')
  const half = await mine.send(preview, {
    basis: 'own-sketch',
    mapped: 'yes',
    care_harm: 'Whoever votes alone',
    name: 'Two',
  })
  expect(half.status).toBe(422)
  expect(half.text).toContain('Whoever votes alone')
  expect(half.text).toContain('value="Two"')
  expect(await landscapes()).toBe(before)
  const care = Object.entries(careAnswered).map(([question, text]) => [`care_${question}`, text])
  const whole = await mine.send(preview, { basis: 'own-sketch', mapped: 'yes', ...Object.fromEntries(care) })
  expect(await keptAt(whole.location)).toEqual({ people: 1, ties: 0 })
})

test('E3: whoever took their word back comes in as a head without a name or an id, and the page says so first', async () => {
  const people = 'id,name,consent\nzora,Zora Zq,withdrawn\nana,Ana,agreed\n'
  const files: SentFile[] = [
    ['landscape.json', JSON.stringify({ format: 'ecotone-landscape/1', name: 'Taken back', basis: 'consented' })],
    ['people.csv', people],
    ['practices.csv', 'id,name,kind\ncrew,Crew,community\n'],
    ['memberships.csv', 'person,practice\nzora,crew\nana,crew\n'],
    ['ties.csv', 'from,to,kind\nana,zora,talks\n'],
  ]
  const preview = await sent([['landscape.zip', await zipFolder(new Map(files as [string, string][]))]])
  expect((await mine.see(preview)).text).toContain('1 person took their word back')
  const brought = await mine.send(preview, { mapped: 'yes' })
  expect(await keptAt(brought.location)).toEqual({ people: 2, ties: 0 })
  const { rows } = await owner.query("select 1 from participant where external_id = 'zora'")
  expect(rows).toEqual([])
})
