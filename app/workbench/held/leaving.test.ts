import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { fromBuffer } from 'yauzl'
import { historyRoutes } from '../landscape/history/history-routes.ts'
import { addPerson, appFor, asking } from '../signed-in.fixture.ts'
import { heldPages } from './held.fixture.ts'

const { db, owner, clock, app, ana, rui, fresh, linkOf } = await heldPages()

function filesIn(bytes: Buffer): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  return new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('end', () => resolve(files))
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, async (_, stream) => {
          const chunks: Uint8Array[] = []
          for await (const chunk of stream) chunks.push(chunk as Uint8Array)
          files.set(entry.fileName, Buffer.concat(chunks).toString('utf8'))
          zip.readEntry()
        }),
      )
      zip.readEntry()
    }),
  )
}

test('E17: everything is taken away as JSON and tables, with words that say what is what', async () => {
  const valley = await fresh()
  const { bytes } = await linkOf(valley, valley.people.marta)
  const files = await filesIn(await bytes(`/held/of/${valley.slug}/copy`))
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['README.txt', 'about-me.json', 'groups.csv', 'ties.csv', 'fields.csv']),
  )
  expect(JSON.parse(files.get('about-me.json')!)).toMatchObject({
    me: { name: 'Marta Brandão' },
    groups: [{ name: 'Crews' }],
    labels: ['the quick nurse'],
  })
  const all = [...files.values()].join('\n')
  for (const id of [ana.id, rui.id, valley.people.tome, valley.people.rosa]) expect(all).not.toContain(id)
  for (const name of files.keys()) if (name !== 'README.txt') expect(files.get('README.txt')).toContain(`${name}: `)
})

test('E17: whoever leaves types a word first; then nothing is held, and the link opens nothing', async () => {
  const valley = await fresh()
  const { see, send, secret } = await linkOf(valley, valley.people.marta)
  const path = `/held/of/${valley.slug}/leave`
  expect((await see(path)).text).toContain('What remains, and why')
  expect((await send(path, { word: 'yes' })).status).toBe(422)
  const gone = await send(path, { word: 'delete' })
  expect([gone.status, gone.text.includes('You are gone from here')]).toEqual([200, true])
  expect((await see(`/held/of/${valley.slug}`)).location).toBe('/held')
  const again = await asking(app, null).send('/held/open', { code: secret })
  expect(again.status).toBe(422)
  for (const table of ['participant', 'membership', 'personal_link', 'consent', 'person'])
    expect(
      (
        await owner.query(`select from ${table} where ${table === 'person' ? 'id' : 'person_id'} = $1`, [
          valley.people.marta,
        ])
      ).rowCount,
    ).toBe(0)
})

test('E17: out of every map at once, also of those that the link does not lead to', async () => {
  const [one, other] = [await fresh(), await fresh()]
  await owner.query(
    `insert into participant (landscape_id, person_id, external_id, named_by) values ($1, $2, 'p900', $3)`,
    [...[other.id, one.people.marta, ana.id]],
  )
  const { see, send } = await linkOf(one, one.people.marta)
  expect((await see(`/held/of/${one.slug}/leave`)).text).toContain('From every map here')
  await send(`/held/of/${one.slug}/leave`, { word: 'DELETE', where: 'everywhere' })
  expect((await owner.query('select from person where id = $1', [one.people.marta])).rowCount).toBe(0)
})

test('E17: of whoever was taken out plainly something is kept for thirty days, and by their link they end it', async () => {
  const valley = await fresh()
  const { see, send } = await linkOf(valley, valley.people.marta)
  await owner.query(`update participant set consent = 'agreed' where landscape_id = $1`, [valley.id])
  await db.as({ kind: 'person', id: ana.id }, async (tx) => {
    await sql`select take_out(${valley.id}, ${valley.people.marta})`.execute(tx)
  })
  const page = await see(`/held/of/${valley.slug}`)
  expect(page.text).toContain('You were taken off this map')
  expect(page.text).not.toMatch(/Brandão|Crews/)
  expect((await send(`/held/of/${valley.slug}/gone`, {})).text).toContain('You are gone from here')
  expect((await owner.query('select from kept_back where person_id = $1', [valley.people.marta])).rowCount).toBe(0)
  expect((await owner.query('select from person where id = $1', [valley.people.marta])).rowCount).toBe(0)
})

test('E17: the team lets somebody go for good who asked for it after they were taken out, from its history', async () => {
  const valley = await fresh()
  const { people } = valley
  await db.as({ kind: 'person', id: ana.id }, (tx) => sql`select take_out(${valley.id}, ${people.lia})`.execute(tx))
  const history = appFor({ db, clock }, historyRoutes)
  const page = await asking(history, ana).see(`/landscapes/${valley.slug}/history`)
  const path = /href="([^"]+\/let-go)"/.exec(page.text)![1]!
  expect((await asking(history, rui).send(path, {})).status).toBe(404)
  expect((await asking(history, await addPerson(owner, 'Zé')).send(path, {})).status).toBe(404)
  expect((await asking(history, ana).see(path)).text).toContain('Delete what is kept of them')
  expect((await asking(history, ana).send(path, {})).location).toBe(`/landscapes/${valley.slug}/history?gone=yes`)
  expect((await owner.query('select from kept_back where person_id = $1', [people.lia])).rowCount).toBe(0)
  expect((await asking(history, ana).send(path, {})).status).toBe(404)
})
