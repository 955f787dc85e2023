import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { get, post, testShell } from '../../../../test/support/web.ts'
import { setSignedIn } from '../../../people/people.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { keptPages } from '../../../platform/http/kept-pages.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { bringChanges, bringWritings } from '../../writing/bring-writings.ts'
import { handbookRoutes } from '../handbook-routes.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const [editor, reader] = [uuidv7(), uuidv7()]
for (const id of [editor, reader])
  await owner.query(`insert into person (id, name, email, email_verified) values ($1, 'E', $2, true)`, [
    id,
    `${id}@example.org`,
  ])
await owner.query(`insert into site_role (person_id, role) values ($1, 'editor')`, [editor])

const kept = keptPages()

function site(id?: string) {
  const app = testShell({ kept })
  if (id)
    app.use((c, next) => {
      setSignedIn(c, { id, name: 'E', email: 'e@example.org', language: null })
      return next()
    })
  handbookRoutes(app, { db, clock, landscapesOf: async () => [] })
  return app
}
const nobody = site()
const path = '/handbook/editions'
const textOf = async (at: string) => {
  kept.empty()
  return (await nobody.fetch(get(at))).text()
}
const chapter = (slug: string, position: number) =>
  ({
    kind: 'chapter',
    slug,
    language: 'en',
    byline: '',
    tags: [],
    part: null,
    position,
    card: null,
    screen: null,
    state: 'shown',
    shownAt: clock.now(),
    title: `About ${slug}`,
    summary: '',
    words: 'As it was.',
    note: null,
  }) as const

test('an edition that an editor closes stays as it was, and chapters say that they have changed since', async () => {
  const empty = await site(editor).fetch(post(path, { name: 'First' }))
  expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining('no chapter is shown')])
  const who = { kind: 'person', id: editor } as const
  await db.as(who, (tx) => bringWritings(tx, clock, [chapter('tides', 1), chapter('reeds', 2)]))
  const closed = await site(editor).fetch(post(path, { name: '1st edition <b>', note: 'All of it is new.' }))
  expect([closed.status, closed.headers.get('location')]).toEqual([303, path])
  const files = async () =>
    Promise.all(
      ['epub', 'pdf', 'html'].map(async (format) => {
        const answer = await nobody.fetch(get(`${path}/1/handbook-1.${format}`))
        expect(answer.status).toBe(200)
        return Buffer.from(await answer.arrayBuffer()).toString('latin1')
      }),
    )
  const before = await files()
  expect(before[2]).toContain('As it was.')
  expect(before[2]).toMatch(/1st edition &#60;b&#62;/)
  expect(await textOf('/handbook/tides')).not.toContain('Changed since')
  const change = { kind: 'chapter', slug: 'tides', from: 'was', to: 'is', note: '', keptAt: clock.now() } as const
  await db.as(who, async (tx) => {
    await bringChanges(tx, [change])
    await bringWritings(tx, clock, [chapter('salt', 3)])
  })
  expect(await files()).toEqual(before)
  expect(await textOf('/handbook/tides')).toContain('Changed since “1st edition &lt;b&gt;”')
  expect(await textOf('/handbook/salt')).toContain('New since “1st edition')
  expect(await textOf('/handbook/reeds')).not.toMatch(/(Changed|New) since/)
  const book = await textOf('/handbook')
  expect(book).toContain('All of it is new.')
  expect(book).toContain(`href="${path}/1/handbook-1.epub"`)
}, 120_000)

test('is closed and taken away by editors alone, and is nowhere under another name', async () => {
  const { rows } = await owner.query('select id from book_edition')
  for (const who of [reader, undefined]) {
    const answer = await site(who).fetch(post(path, { edition: rows[0].id }))
    expect(answer.status).toBe(who ? 403 : 303)
    expect((await site(who).fetch(post(path, { name: 'Mine' }))).status).toBe(who ? 403 : 303)
    expect((await site(who).fetch(get(path))).status).toBe(who ? 403 : 303)
  }
  expect((await site(editor).fetch(post(path, { name: ' ' }))).status).toBe(422)
  for (const at of ['1/handbook-2.epub', '2/handbook-2.epub', '0/handbook-0.epub', '1/handbook-1.exe'])
    expect((await nobody.fetch(get(`${path}/${at}`))).status).toBe(404)
  const before = await owner.query('select 1 from book_edition')
  expect(before.rowCount).toBe(1)
  expect(await (await site(editor).fetch(get(path))).text()).toContain(rows[0].id)
  await site(editor).fetch(post(path, { edition: rows[0].id }))
  expect((await nobody.fetch(get(`${path}/1/handbook-1.epub`))).status).toBe(404)
})
