import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { siteSeeds } from '../../../db/seeds/site.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { get, testShell } from '../../../test/support/web.ts'
import { sealWith } from '../../people/seal.ts'
import { fixedClock } from '../../platform/clock.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { knowSiteParts } from '../../ui/site-parts.ts'
import { contactRoutes } from '../contact/contact-routes.ts'
import type { NextEvent } from '../events/next-event.ts'
import { bringWritings } from '../writing/bring-writings.ts'
import { siteRoutes } from './site-routes.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const coming: NextEvent[] = []

function site({ more = [] }: { more?: string[] } = {}) {
  const app = testShell()
  app.use(knowSiteParts(app))
  for (const path of more) app.get(path, (c) => c.text(path))
  contactRoutes(app, { db, clock, seal: sealWith('a secret that only these tests know') })
  siteRoutes(app, { db, clock, nextEvents: async (_tx, { limit }) => coming.slice(0, limit) })
  return app
}
// a new one each time: pages for anybody are kept in memory
const whole = () => site({ more: ['/blog', '/handbook', '/events'] })
const see = async (path: string, app = whole()) => (await app.fetch(get(path))).text()

test('an instance without words begins with ours', async () => {
  const html = await see('/')
  expect(html).toContain('Where would a new conversation teach the whole landscape most?')
  expect(html).not.toContain('Latest from the blog')
  expect((await whole().fetch(get('/about'))).status).toBe(404)
})

describe('with the first words of an instance', () => {
  beforeAll(async () => {
    const id = uuidv7()
    await owner.query(`insert into person (id, name, email, email_verified) values ($1, 'E', 'e@example.org', true)`, [
      id,
    ])
    await owner.query(`insert into site_role (person_id, role) values ($1, 'editor')`, [id])
    const seeds = await siteSeeds(join(import.meta.dirname, '../../..'), '2027-03-01')
    await db.as({ kind: 'person', id }, (tx) => bringWritings(tx, clock, seeds))
  })

  test.each(['/', '/about', '/contact', '/privacy'])(
    '%s is there for anybody, sets no cookie and runs nothing',
    async (path) => {
      const answer = await whole().fetch(get(path))
      const html = await answer.text()
      expect(answer.status).toBe(200)
      expect(answer.headers.getSetCookie()).toEqual([])
      expect(html).not.toMatch(/<style|<script(?![^>]*application\/ld\+json)|\sstyle="|\son\w+="/)
      expect(html).not.toMatch(/(src|action)="(https?:)?\/\//)
      expect(html.match(/<h1/g)).toHaveLength(1)
      expect(html).toMatch(/<meta name="description" content="[^"]{20,}"/)
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1])
      expect(ids.filter((id, nth) => ids.indexOf(id) !== nth)).toEqual([])
    },
  )

  test('the first page shows the newest post up to "read more", the contents of the handbook, and no line of a block', async () => {
    const html = await see('/')
    expect(html).toContain('<a href="/blog/seen-at-last">Seen, at last</a>')
    expect(html).toContain('somebody gave it a name')
    expect(html).not.toContain('The other part is this.')
    expect(html).toContain('Read more: Seen, at last</span>')
    expect(html.match(/href="\/handbook\/[a-z-]+"/g)!.length).toBeGreaterThanOrEqual(13)
    expect(html).not.toContain('::')
  })

  test('the first page tells programs what it is and who is behind it', async () => {
    const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(await see('/'))!
    const graph = JSON.parse(json!)['@graph'] as { '@type': string; url: string }[]
    expect(graph.map((one) => [one['@type'], one.url])).toEqual([
      ['Organization', 'http://ecotone.test/'],
      ['WebSite', 'http://ecotone.test/'],
    ])
  })

  test('the self-check has eight boxes that have no name, in a form that goes nowhere', async () => {
    const html = await see('/')
    const check = html.slice(html.indexOf('<fieldset'), html.indexOf('</fieldset>'))
    expect(check.match(/<input type="checkbox"/g)).toHaveLength(8)
    expect(check).not.toMatch(/\sname=|\sform=|<form|<button/)
    const form = html.slice(html.lastIndexOf('<form', html.indexOf('<fieldset')), html.indexOf('<fieldset'))
    expect(form.trim()).toBe('<form method="dialog" autocomplete="off">')
  })

  test('dates stand there when there are some, with no heading over nothing', async () => {
    expect(await see('/')).not.toContain('What comes next')
    coming.push({
      href: '/events/x',
      title: 'Open evening',
      language: 'en',
      when: 'Thu',
      moment: null,
      where: 'online',
      places: '3 places left',
    })
    expect(await see('/')).toMatch(/What comes next.*href="\/events\/x" lang="en">Open evening/s)
    coming.pop()
  })

  test('the navigation lists what is there and says where one is', async () => {
    const html = await see('/about')
    const header = html.slice(html.indexOf('<header'), html.indexOf('</header>'))
    expect([...header.matchAll(/href="(\/[\w-]+)"/g)].map((match) => match[1])).toEqual([
      '/handbook',
      '/events',
      '/blog',
      '/about',
      '/sign-in',
    ])
    expect(header).toContain('<a href="/about" aria-current="page">')
    expect(html).toContain('href="/blog/feed.atom"')
    const bare = await see('/', site())
    expect(bare).not.toMatch(/href="\/(blog|handbook|events)[".]/)
  })

  test('words keep their language when the page round them has another', async () => {
    const html = await (await whole().fetch(get('/about', { 'accept-language': 'pt' }))).text()
    expect(html).toContain('<html lang="pt"')
    expect(html).toContain('<div lang="en">')
    expect(html).toContain('Esta página está escrita em inglês.')
  })
})
