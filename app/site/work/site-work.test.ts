import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { get, testShell } from '../../../test/support/web.ts'
import { setSignedIn } from '../../people/people.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { siteDeskOf } from '../../ui/site-desk.ts'
import { bringSiteDesk, siteWork } from './site-work.ts'

const { db, owner } = await testDatabase()

async function doorsOf(roles: string[]): Promise<string[]> {
  const id = uuidv7()
  await owner.query('insert into person (id, name) values ($1, $2)', [id, 'Somebody'])
  for (const role of roles) await owner.query('insert into site_role (person_id, role) values ($1, $2)', [id, role])
  return (await siteWork(db, id, 'pt')).map(({ href }) => href)
}

test('editors find what they look after, moderators the inbox, messages and the notes of readers, and others nothing', async () => {
  expect(await doorsOf(['editor'])).toEqual([
    '/writing',
    '/writing/pictures',
    '/events/new',
    '/handbook/editions',
    '/supporters/change',
    '/contact/details',
    '/inbox',
    '/notes',
    '/moderation',
  ])
  expect(await doorsOf(['moderator'])).toEqual(['/inbox', '/notes', '/moderation'])
  expect(await doorsOf([])).toEqual([])
})

async function deskAt(roles: string[], path: string, headers: Record<string, string> = {}): Promise<string[]> {
  const id = uuidv7()
  await owner.query('insert into person (id, name) values ($1, $2)', [id, 'Somebody'])
  for (const role of roles) await owner.query('insert into site_role (person_id, role) values ($1, $2)', [id, role])
  const app = testShell()
  app.use((c, next) => {
    setSignedIn(c, { id, name: 'Somebody', email: 's@example.org', language: 'en' })
    return next()
  })
  app.use(bringSiteDesk(db))
  app.all('*', (c) => c.json((siteDeskOf(c)?.items ?? []).map(({ href, current }) => (current ? `*${href}` : href))))
  return (await app.fetch(get(path, headers))).json() as Promise<string[]>
}

test('where the site is looked after, the header leads to the rest of it, each to what they may; pages for readers stay as they are', async () => {
  expect(await deskAt(['editor'], '/writing/maps')).toEqual([
    '/writing',
    '*/writing/pictures',
    '/events/new',
    '/inbox',
    '/moderation',
    '/notes',
    '/handbook/editions',
    '/supporters/change',
    '/contact/details',
  ])
  expect(await deskAt(['moderator'], '/notes')).toEqual(['/inbox', '/moderation', '*/notes'])
  expect(await deskAt([], '/inbox')).toEqual([])
  for (const path of ['/events', '/events/open-evening', '/handbook', '/contact', '/blog'])
    expect(await deskAt(['editor'], path), path).toEqual([])
  expect(await deskAt(['editor'], '/events/open-evening/guests')).toContain('*/events/new')
  // what two who wrote at the same time are shown is such a page; what saves by itself asks for none
  expect(await deskAt(['editor'], '/writing/one/draft')).toContain('*/writing')
  expect(await deskAt(['editor'], '/writing/one/draft', { accept: 'application/json' })).toEqual([])
})
