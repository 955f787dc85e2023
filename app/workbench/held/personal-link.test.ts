import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { get, post } from '../../../test/support/web.ts'
import { fixedClock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { addPerson, appFor } from '../signed-in.fixture.ts'
import { addressOfLink, makePersonalLink } from './held.ts'
import { heldRoutes } from './held-routes.ts'
import { codeInGroups, digestOf, newCode, readCode } from './link-code.ts'
import { endPersonalLinks } from './link-queries.ts'

const { db, owner } = await testDatabase()
const start = '2027-03-01T09:00:00Z'
const clock = fixedClock(start)
const ana = await addPerson(owner, 'Ana')
const rui = await addPerson(owner, 'Rui')
const marta = await namedPerson('Marta')
const valley = await landscape('Valley', marta)
const coast = await landscape('Coast', marta)
const app = () => appFor({ db, clock }, heldRoutes)

async function namedPerson(name: string): Promise<string> {
  const id = uuidv7()
  await owner.query('insert into person (id, name) values ($1, $2)', [id, name])
  return id
}

/** A landscape of Ana's with one person in it, whom she named; Rui is on the team. */
async function landscape(name: string, person: string): Promise<{ id: string; slug: string }> {
  const [id, slug] = [uuidv7(), name.toLowerCase()]
  await owner.query(`insert into landscape (id, slug, name, basis) values ($1, $2, $3, 'own-sketch')`, [id, slug, name])
  await owner.query(`insert into convener values ($1, $2, 'steward'), ($1, $3, 'convener')`, [id, ana.id, rui.id])
  await owner.query(
    `insert into participant (landscape_id, person_id, external_id, named_by) values ($1, $2, 'p001', $3)`,
    [...[id, person, ana.id]],
  )
  return { id, slug }
}

const make = (who: { id: string }, way: 'link' | 'printed' = 'printed', where = valley, database: Database = db) =>
  database.as({ kind: 'person', id: who.id }, (tx) =>
    makePersonalLink(tx, clock, { landscapeId: where.id, personId: marta, way }),
  )

async function secret(way: 'link' | 'printed' = 'printed', where = valley): Promise<string> {
  const made = await make(ana, way, where)
  if (made.kind !== 'made') throw new Error(made.reason)
  return made.secret
}

interface Opened {
  status: number
  text: string
  location: string | null
  cookie: string
}

async function open(code: string, on = app(), headers: Record<string, string> = {}): Promise<Opened> {
  const answer = await on.fetch(post('/held/open', { code }, headers))
  const cookie = answer.headers.get('set-cookie') ?? ''
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location'), cookie }
}

const cookieIn = ({ cookie }: Opened) => cookie.split(';')[0]!

async function see(path: string, cookie: string) {
  const answer = await app().fetch(get(path, { cookie }))
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') }
}

test('a code has a hundred bits and is read as somebody types it: large or small, with O for 0 and I for 1', () => {
  const code = newCode('printed', (size) => new Uint8Array(size).map((_, nth) => nth * 7))
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{20}$/)
  expect(codeInGroups(code)).toMatch(/^(.{5}-){3}.{5}$/)
  const typed = ` ${codeInGroups(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replace('-', ' – ')}`
  expect(readCode(typed)).toBe(code)
  expect(readCode(`${code}A`)).toBeNull()
  expect(readCode('U'.repeat(20))).toBeNull()
  expect(newCode('link')).toHaveLength(32)
})

test('A3: opening a link opens nothing and says nothing of whom it is; the button does', async () => {
  const code = await secret('link')
  const asked = await app().fetch(get(addressOfLink('', code)))
  expect(asked.headers.get('set-cookie')).toBeNull()
  expect(await asked.text()).not.toMatch(/Marta|Valley/)
  const { rows } = await owner.query('select sum(openings)::int as n from personal_link')
  expect(rows[0].n).toBe(0)
  const opened = await open(code)
  expect([opened.status, opened.location]).toEqual([303, '/held'])
  expect(opened.cookie).toMatch(/^ecotone\.held=[\w-]{43}; Path=\/held; Max-Age=3600; HttpOnly; SameSite=Lax$/)
  expect(await see('/held', cookieIn(opened))).toMatchObject({ status: 303, location: '/held/of/valley' })
  expect((await see('/held/of/valley', cookieIn(opened))).status).toBe(200)
})

test('a link is a way back: it opens again and again, and each opening is counted', async () => {
  const code = await secret()
  for (const nth of [1, 2, 3]) {
    expect((await open(codeInGroups(code).toLowerCase())).status).toBe(303)
    const { rows } = await owner.query('select openings, opened_on from personal_link where token_hash = $1', [
      digestOf(code),
    ])
    expect(rows).toEqual([{ openings: nth, opened_on: new Date('2027-03-01T00:00:00Z') }])
  }
})

test('E17: whoever opened their link was told of the map: nobody forgets them after thirty days', async () => {
  await open(await secret())
  const { rows } = await owner.query('select told_at from participant where landscape_id = $1', [valley.id])
  expect(rows).toEqual([{ told_at: new Date(start) }])
})

test('a wrong code, one that was replaced, one that was ended and what is no code are answered alike', async () => {
  const replaced = await secret()
  const ended = await secret()
  await db.as({ kind: 'person', id: ana.id }, async (tx) => {
    expect(await endPersonalLinks(tx, valley.id, marta, clock.now())).toBe(2)
  })
  const texts = new Set<string>()
  for (const code of [replaced, ended, 'A'.repeat(20), 'zzz9']) {
    const { status, text, cookie } = await open(code)
    expect([status, cookie]).toEqual([422, ''])
    texts.add(text.replaceAll(code, '…').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…'))
  }
  expect(texts.size).toBe(1)
})

test('ending a link shuts the pages it had opened, and the hour shuts them too', async () => {
  const first = await open(await secret())
  expect((await see('/held/of/valley', cookieIn(first))).status).toBe(200)
  const second = await open(await secret())
  expect((await see('/held/of/valley', cookieIn(first))).location).toBe('/held')
  expect((await see('/held/of/valley', cookieIn(second))).status).toBe(200)
  clock.set('2027-03-01T10:00:01Z')
  expect((await see('/held/of/valley', cookieIn(second))).location).toBe('/held')
  clock.set(start)
})

test('a link of one landscape does not lead to another that holds the same person', async () => {
  const opened = await open(await secret('printed', coast))
  expect((await see('/held/of/coast', cookieIn(opened))).status).toBe(200)
  expect((await see('/held/of/valley', cookieIn(opened))).status).toBe(404)
  expect((await see('/landscapes/coast', cookieIn(opened))).status).toBe(404)
})

test('in a browser that somebody is signed in with, no link opens: whoever made it does not look through it', async () => {
  const code = await secret()
  for (const tried of [code, 'A'.repeat(20)]) {
    const { status, cookie, text } = await open(tried, app(), { 'x-test-person': ana.id })
    expect([status, cookie]).toEqual([403, ''])
    expect(text).toContain('Sign out first')
  }
})

test('E17: where links were made, none opens for a day, also after whoever made them signed out', async () => {
  const wish = { person: 'p001', way: 'link', form_key: uuidv7() }
  const made = await app().fetch(post('/landscapes/valley/cards', wish, { 'x-test-person': ana.id }))
  expect(made.status).toBe(200)
  const shown = made.headers.get('set-cookie') ?? ''
  expect(shown).toMatch(/links-shown=yes; Path=\/held; Max-Age=86400; HttpOnly/)
  const code = await secret()
  const mark = { cookie: shown.split(';')[0]! }
  const refused = await open(code, app(), mark)
  expect([refused.status, refused.cookie]).toEqual([403, ''])
  expect((await app().fetch(get(`/held/open?code=${code}`, mark))).status).toBe(403)
  expect((await open(code)).status).toBe(303)
})

test('codes cannot be tried out: after a few wrong ones an address waits, longer each time', async () => {
  const on = app()
  const waits: number[] = []
  for (let tried = 0; tried < 9; tried++) {
    const answer = await on.fetch(post('/held/open', { code: 'A'.repeat(20) }))
    if (answer.status === 429) waits.push(Number(answer.headers.get('retry-after')))
  }
  expect(waits).toEqual([225])
})

test('only whoever named somebody hands them a link, and the team once they agreed', async () => {
  expect((await make(ana)).kind).toBe('made')
  expect(await make(rui)).toEqual({ kind: 'refused', reason: 'not-allowed' })
  expect(await make({ id: marta })).toEqual({ kind: 'refused', reason: 'not-allowed' })
  await owner.query(`update participant set consent = 'agreed' where landscape_id = $1`, [valley.id])
  expect((await make(rui)).kind).toBe('made')
  const stranger = await addPerson(owner, 'Eva')
  expect(await make(stranger)).toEqual({ kind: 'refused', reason: 'not-allowed' })
})

test('of a code only its digest is kept, which no role of the program reads', async () => {
  const code = await secret()
  const { rows } = await owner.query('select l::text as row from personal_link l')
  expect(rows.map(({ row }) => row).join()).not.toContain(code)
  const reading = db.as({ kind: 'person', id: ana.id }, (tx) => sql`select token_hash from personal_link`.execute(tx))
  await expect(reading).rejects.toThrow(/permission denied/)
})
