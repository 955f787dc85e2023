import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { testDatabase } from '../test/support/database.ts'
import { get, testOrigin, testShell } from '../test/support/web.ts'
import { beginSite } from './begin-site.ts'
import { fixedClock } from './platform/clock.ts'
import { handbookRoutes } from './site/handbook/handbook-routes.ts'
import { picturesRoutes } from './site/pictures/pictures-routes.ts'
import { supporterRoutes } from './site/supporters/supporter-routes.ts'
import { siteEditor } from './site/writing/site-editor.fixture.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const editor = await siteEditor(owner)
const config = { origin: testOrigin, root: join(import.meta.dirname, '..') }
// interrupted and asked again, it adds nothing
for (const _ of [1, 2]) await beginSite({ db, clock, config }, editor)

const app = testShell()
handbookRoutes(app, { db, clock, landscapesOf: async () => [] })
supporterRoutes(app, { db, clock })
picturesRoutes(app, { db, clock })
const textOf = async (path: string) => (await app.fetch(get(path))).text()

const logosOf = (html: string) =>
  [...html.matchAll(/<img[^>]* src="(\/pictures\/[^"]+)" alt="([^"]*)"/g)].map(([, src, alt]) => ({ src: src!, alt }))

test('each of the three who support the example has a logo of its own, told in words, on each page that names them', async () => {
  const logos = logosOf(await textOf('/supporters'))
  expect(logos.map(({ alt }) => alt)).toEqual([
    expect.stringContaining('Pine'),
    expect.stringContaining('Gate'),
    expect.stringContaining('stones'),
  ])
  expect(new Set(logos.map(({ src }) => src)).size).toBe(3)
  expect(logosOf(await textOf('/handbook'))).toEqual(logos)
  for (const { src } of logos) {
    const answer = await app.fetch(get(src, { accept: 'image/webp' }))
    const { width, height, hasAlpha } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
    expect([width, height, hasAlpha]).toEqual([480, 132, true])
  }
})

test('the book has an edition that was closed before anything changed, and what changed since says so', async () => {
  expect(await textOf('/handbook')).toMatch(/1st edition[\s\S]*Closed 4 February 2027/)
  const changed = 'Changed since “1st edition”'
  for (const slug of ['did-the-landscape-change', 'an-invitation-each-side-can-say-yes-to'])
    expect(await textOf(`/handbook/${slug}`), slug).toContain(changed)
  expect(await textOf('/handbook/boundaries')).not.toContain(changed)
  const file = await textOf('/handbook/editions/1/handbook-1.html')
  expect(file).toContain('Nobody should draw a line through four readings.')
  expect(file.match(/<img src="data:image\/png;base64,/g)).toHaveLength(3)
  expect((await owner.query('select 1 from book_edition')).rowCount).toBe(1)
})
