import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { testOrigin } from '../../../../test/support/web.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { appFor, asking } from '../../signed-in.fixture.ts'
import { drawnLandscape, findLandscape } from '../landscape.ts'
import { bringRoutes } from './bring-routes.ts'

const { db, owner } = await testDatabase()
const app = appFor({ db, clock: fixedClock('2027-03-01T09:00:00Z') }, bringRoutes)
const madalena = await addPerson()
const rui = await addPerson()
const mine = asking(app, madalena)

async function addPerson(): Promise<{ id: string }> {
  const id = uuidv7()
  await owner.query('insert into person (id, email, email_verified) values ($1, $2, true)', [id, `${id}@example.org`])
  return { id }
}

async function sent(name: string, content: string, who = madalena): Promise<string> {
  const form = new FormData()
  form.set('form_key', uuidv7())
  form.append('files', new File([content], name))
  const headers = { 'x-test-person': who.id, origin: testOrigin, 'sec-fetch-site': 'same-origin' }
  const answer = await app.fetch(new Request(`${testOrigin}/landscapes/bring`, { method: 'POST', body: form, headers }))
  return answer.headers.get('location')!
}

async function drawnAt(location: string | null, who = madalena) {
  const slug = /^\/landscapes\/([^/]+)\/landscape$/.exec(location ?? '')![1]!
  return db.as({ kind: 'person', id: who.id }, async (tx) => drawnLandscape(tx, (await findLandscape(tx, slug))!))
}

const strange = 'who is it;what they do;where from;since when;remark\nAna;nurse;cape;2020-01-01;=1+1\nBento;;city;;\n'
const roles = 't0c0=name&t0c1=side&t0c2=place&t0c3=skip&t0c4=keep&t0header=yes'
const asFields = Object.fromEntries(new URLSearchParams(roles))

test('a sheet whose columns nobody knows is asked about, column by column, with its first values', async () => {
  const { status, text } = await mine.see(await sent('odd.csv', strange))
  expect(status).toBe(200)
  expect(text).toContain('Which column is which?')
  for (const words of ['who is it', 'what they do', 'Ana · Bento', 'cape · city']) expect(text).toContain(words)
  for (const role of ['name', 'group', 'place', 'side', 'from', 'to', 'weight', 'since', 'keep', ''])
    expect(text).toContain(`value="${role}"`)
  expect(text).toContain('name="t0c4"')
})

test('what was chosen is shown as it would be taken, then taken', async () => {
  const preview = await sent('odd.csv', strange)
  const { text } = await mine.see(`${preview}?${roles}`)
  expect(text).toContain('The first rows, as they would be taken')
  // One side divides nobody: that is told instead.
  expect(text).toContain('everybody is at “nurse”')
  expect(text).toContain('since when')
  expect(text).toContain('1 time, such as “2020-01-01”')
  const { location } = await mine.send(preview, { ...asFields, basis: 'fictional', name: 'Odd' })
  const drawn = await drawnAt(location)
  expect(drawn.people).toMatchObject([{ name: 'Ana', custom: { remark: '=1+1' } }, { name: 'Bento' }])
  expect(drawn.boundaries.map(({ name, kind }) => [name, kind])).toEqual([['Place', 'geographic']])
})

test('a column that only some have taken for a side makes a boundary of its own when it has two', async () => {
  const preview = await sent('odd.csv', `${strange}Célia;fisher;cape;;\n`)
  const { location } = await mine.send(preview, { ...asFields, basis: 'fictional', name: 'Roles' })
  const { boundaries, standings } = await drawnAt(location)
  expect(boundaries.find(({ name }) => name === 'what they do')?.sides).toEqual(['nurse', 'fisher'])
  expect(standings).toHaveLength(5)
})

test('choices are remembered for the next table with the same headings, for whoever made them', async () => {
  const preview = await sent('next.csv', `${strange}Dário;cook;hill;;\n`)
  const again = await mine.see(preview)
  expect(again.text).toContain('as you chose the last time')
  expect(again.text).toContain('what they do: nurse')
  const theirs = asking(app, rui)
  expect((await theirs.see(await sent('next.csv', strange, rui))).text).not.toContain('as you chose the last time')
  const { rows } = await owner.query('select headings from column_choice')
  expect(rows.every(({ headings }) => /^[0-9a-f]{64}$/.test(headings))).toBe(true)
})

test('two ends make ties of the rows; days that are none refuse their row', async () => {
  const text = 'left,right,how much,day\nAna,Bento,1,2020-01-01\nAna,Célia,3,yesterday\n'
  const preview = await sent('pairs.csv', text)
  const query = 't0c0=from&t0c1=to&t0c2=weight&t0c3=since'
  const page = await mine.see(`${preview}?${query}`)
  expect(page.text).toContain('is not a day')
  const { location } = await mine.send(preview, {
    ...Object.fromEntries(new URLSearchParams(query)),
    basis: 'fictional',
    name: 'Pairs',
  })
  expect((await drawnAt(location)).ties).toMatchObject([{ since: '2020-01-01', strength: 1 }])
})

test('no column for a name is said, and the choice stays as it was', async () => {
  const preview = await sent('odd.csv', strange.replace('who is it', 'who was it'))
  const { text } = await mine.see(`${preview}?t0c1=group`)
  expect(text).toContain('no column is a name')
  expect(text.replace(/\s+/g, ' ')).toMatch(/<option value="group" selected/)
})

test('a table that breaks off says so, and does not only ask for its columns', async () => {
  const { text } = await mine.see(await sent('folk.csv', 'name,group\nAna,"crew\nBento,lab\n'))
  expect(text).toContain('a quotation mark opens in this row and never closes')
  expect(text).toContain('This could not be read as a landscape')
})

const network = (attributes: string) =>
  JSON.stringify({ nodes: [{ key: 'a', attributes: { label: 'Ana', [attributes]: '38' } }, { key: 'b' }], edges: [] })

test('what has no home is listed with how often and an example, and kept where that is ticked', async () => {
  const preview = await sent('net.json', network('shoe size'))
  const { text } = await mine.see(preview)
  expect(text).toContain('What has no place in a landscape')
  expect(text).toContain('People: 1 time, such as “38”.')
  expect((await mine.see(`${preview}?keep=shoe+size`)).text).toContain('shoe size: 38')
  const { location } = await mine.send(preview, { keep: 'shoe size', basis: 'fictional', name: 'Shoes' })
  expect((await drawnAt(location)).people[0]?.custom).toEqual({ 'shoe size': '38' })
})

test('where people live, a fellow convener reads a custom field of nobody who has not agreed', async () => {
  const preview = await sent('net.json', network('shoe size'))
  const { location } = await mine.send(preview, {
    keep: 'shoe size',
    basis: 'own-sketch',
    name: 'Living',
    mapped: 'yes',
  })
  await owner.query(
    "insert into convener (landscape_id, person_id, role) select id, $1, 'convener' from landscape where slug = 'living'",
    [rui.id],
  )
  const seen = async (who: { id: string }) =>
    (await drawnAt(location, who)).people.flatMap(({ custom }) => (custom ? [custom] : []))
  expect(await seen(madalena)).toEqual([{ 'shoe size': '38' }])
  expect(await seen(rui)).toEqual([])
  await owner.query(
    "update participant p set consent = 'agreed' from landscape l where l.id = p.landscape_id and l.slug = 'living'",
  )
  expect(await seen(rui)).toEqual([{ 'shoe size': '38' }])
  await owner.query(
    "update participant p set consent = 'withdrawn' from landscape l where l.id = p.landscape_id and l.slug = 'living'",
  )
  expect(await seen(madalena)).toEqual([])
  const kept = await owner.query(
    "select 1 from custom_field f join landscape l on l.id = f.landscape_id where slug = 'living'",
  )
  expect(kept.rowCount).toBe(0)
})

test('the rows that do not come in are a CSV to mend, for nobody but their sender', async () => {
  const preview = await sent('people.csv', 'name,group\nAna,crew\n,crew\n')
  const page = await mine.see(preview)
  expect(page.text).toContain('Take the row that does not come in as a CSV')
  const { status, text } = await mine.see(`${preview}/mend.csv`)
  expect(status).toBe(200)
  expect(text).toBe(
    'file,row,why it does not come in,name,group\npeople.csv,3,"name: something is missing here. Fill it in, or leave the row out.",,crew\n',
  )
  expect((await asking(app, rui).see(`${preview}/mend.csv`)).status).toBe(404)
  expect((await asking(app, null).see(`${preview}/mend.csv`)).location).toMatch(/^\/sign-in/)
})
