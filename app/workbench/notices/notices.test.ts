import { Kysely, PostgresDialect } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { testPost } from '../../../test/support/post.ts'
import { fixedClock } from '../../platform/clock.ts'
import { addStop } from '../../platform/mail/mail-stops.ts'
import { findLandscape } from '../landscape/landscape.ts'
import { landscapeRoutes } from '../landscape/landscape-routes.ts'
import { addPeople } from '../landscape/sketch/add-people.ts'
import { readPeopleLines } from '../landscape/sketch/read-people-lines.ts'
import { startSketch } from '../landscape/sketch/start-sketch.ts'
import { addPerson, appFor, asking } from '../signed-in.fixture.ts'
import { noticeRoutes } from './notice-routes.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const app = appFor({ db, clock }, (routes, place) => {
  landscapeRoutes(routes, place, async () => [])
  noticeRoutes(routes, place)
})
const madalena = await addPerson(owner, 'Madalena')
const tome = await addPerson(owner, 'Tomé')
const [hers, his, nobodys] = [asking(app, madalena), asking(app, tome), asking(app, null)]

/** A sketch of Madalena's with a nurse and a skipper in it; Tomé convenes it with her. */
async function sketch(): Promise<{ id: string; root: string }> {
  const landscape = await db.as({ kind: 'person', id: madalena.id }, async (tx) => {
    const wish = { name: 'Valley', hope: 'Fewer floods', language: 'en', considered: true } as const
    const started = await startSketch(tx, clock, wish)
    if (started.kind !== 'started') throw new Error(started.reason)
    const found = (await findLandscape(tx, started.slug))!
    await addPeople(tx, clock, found, readPeopleLines('nurse M, health\nskipper, crews').people, [])
    return found
  })
  await owner.query("insert into convener (landscape_id, person_id, role) values ($1, $2, 'convener')", [
    landscape.id,
    tome.id,
  ])
  await owner.query("update participant set named_at = '2027-02-20T09:00:00Z' where landscape_id = $1", [landscape.id])
  return { id: landscape.id, root: `/landscapes/${landscape.slug}` }
}

const letters = async (id: string) =>
  (
    await owner.query<{ subject: string; plain_text: string; language: string; person_id: string }>(
      'select subject, plain_text, language, person_id from mail where landscape_id = $1 order by id',
      [id],
    )
  ).rows

test('E2: one press writes to somebody in their language: who named them, for what, the purposes, and their own link', async () => {
  const { id, root } = await sketch()
  const form = { address: 'Marta@Example.org', language: 'pt' }
  expect((await hers.send(`${root}/notices/p001`, form)).location).toBe(`${root}/told?written=1`)
  const [letter, ...others] = await letters(id)
  expect(others).toEqual([])
  expect(letter).toMatchObject({ language: 'pt', subject: 'Está num mapa: Valley' })
  for (const words of ['Fewer floods', '/held/open?code=', 'se os seus laços se mostram'])
    expect(letter!.plain_text).toContain(words)
  const { rows } = await owner.query(
    'select told_at, told_address from participant join person n on n.id = person_id where n.id = $1',
    [letter!.person_id],
  )
  expect(rows).toEqual([{ told_at: clock.now(), told_address: 'marta@example.org' }])
  expect((await hers.see(`${root}/told?written=1`)).text).toContain('1 letter is on its way')
})

test('E2: one press writes to all who are due and have an address, and nobody is written to twice', async () => {
  const { id, root } = await sketch()
  for (const [person, address] of [
    ['p001', 'marta@example.org'],
    ['p002', 'joel@example.org'],
  ])
    await hers.send(`${root}/notices/${person}`, { address: `${id}-${address}`, language: 'en', only: 'keep' })
  expect(await letters(id)).toEqual([])
  expect((await hers.see(`${root}/told`)).text).toContain('Write to 2 people')
  expect((await hers.send(`${root}/notices`, {})).location).toBe(`${root}/told?written=2`)
  expect((await hers.send(`${root}/notices`, {})).location).toBe(`${root}/told?written=0`)
  expect(await letters(id)).toHaveLength(2)
  await owner.query('update mail set sent_at = $2 where landscape_id = $1', [id, clock.now()])
  await owner.query("select forget_the_untold('2027-05-01')")
  expect((await owner.query('select from participant where landscape_id = $1', [id])).rowCount).toBe(2)
})

describe('E2: a letter that does not arrive tells nobody:', () => {
  const auth = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.pools.auth }) })
  const refusing = (code: number, response: string) =>
    testPost(auth, clock, {
      handOn: () =>
        Promise.reject(Object.assign(new Error('refused'), { responseCode: code, response, command: 'RCPT TO' })),
    })
  const told = async (id: string) =>
    (await owner.query('select told_at from participant where landscape_id = $1 order by external_id', [id])).rows.map(
      ({ told_at }) => told_at !== null,
    )
  const written = async (mark: string) => {
    const made = await sketch()
    await hers.send(`${made.root}/notices/p001`, { address: `${mark}@example.org`, language: 'en' })
    expect(await told(made.id)).toEqual([true, false])
    return made
  }

  test('E2: one that is refused counts as never written; the page names the address and offers a card or telling aloud', async () => {
    const { id, root } = await written('refused')
    await refusing(550, '550 5.1.1 no such mailbox').sendWaiting()
    expect(await told(id)).toEqual([false, false])
    const list = await hers.see(`${root}/told`)
    expect(list.text).toContain('the letter to refused@example.org did not arrive')
    expect(list.text).toContain('1 letter did not arrive')
    const { text } = await hers.see(`${root}/told/p001`)
    for (const words of ['refused@example.org', `${root}/cards?person=p001`, 'tell them aloud'])
      expect(text).toContain(words)
    // her colleague, who named nobody, reads neither
    expect((await his.see(`${root}/told`)).text).not.toContain('refused@')
    // the month goes on from the day she was named: 20 February
    await owner.query("select forget_the_untold('2027-03-21T09:00:00Z')")
    expect(await told(id)).toEqual([false, false])
    await owner.query("select forget_the_untold('2027-03-23T09:00:00Z')")
    expect(await told(id)).toEqual([])
  })

  test('E2: nobody is written to there again by pressing for all; an address that is written down anew is tried', async () => {
    const { id, root } = await written('again')
    await refusing(550, '550 5.1.1 no such mailbox').sendWaiting()
    expect((await hers.send(`${root}/notices`, {})).location).toBe(`${root}/told?written=0`)
    await hers.send(`${root}/notices/p001`, { address: 'another@example.org', language: 'en' })
    expect(await told(id)).toEqual([true, false])
    expect((await hers.see(`${root}/told`)).text).not.toContain('did not arrive')
  })

  test('E2: one for which nothing was there to take it, one that was stopped, and one that came back have not arrived', async () => {
    const waiting = await written('waiting')
    await owner.query("select forget_the_untold('2027-03-02T09:00:00Z')")
    expect(await told(waiting.id)).toEqual([true, false])
    await owner.query("select forget_the_untold('2027-03-04T09:00:00Z')")
    expect(await told(waiting.id)).toEqual([false, false])
    const stopped = await written('stopped')
    await owner.query('select stop_letters($1, null)', [stopped.id])
    expect(await told(stopped.id)).toEqual([false, false])
    const back = await written('back')
    const [letter] = await letters(back.id)
    await owner.query('update mail set sent_at = $2 where landscape_id = $1', [back.id, clock.now()])
    const stop = { addressHash: 'h', personId: letter!.person_id, list: null, reason: 'bounced' } as const
    await addStop(auth, stop, new Date('2027-03-20T09:00:00Z'))
    expect(await told(back.id)).toEqual([true, false])
    await addStop(auth, stop, new Date('2027-03-03T09:00:00Z'))
    expect(await told(back.id)).toEqual([false, false])
  })

  test('E2: who answered meanwhile, or opened a card, knows, whatever becomes of the letter', async () => {
    const answered = await written('answered')
    await hers.send(`${answered.root}/told/p001`, { state: 'told', name: '' })
    const opened = await written('opened')
    await owner.query('update personal_link set openings = 1 where landscape_id = $1', [opened.id])
    await refusing(550, '550 5.1.1 no such mailbox').sendWaiting()
    expect(await told(answered.id)).toEqual([true, false])
    expect(await told(opened.id)).toEqual([true, false])
  })
})

test('E2: the page says how many days are left, and who has no address and needs a printed card', async () => {
  const { root } = await sketch()
  const { text } = await hers.see(`${root}/told`)
  expect(text).toContain('21 days')
  expect(text).toContain('no address')
  expect(text).toContain(`${root}/cards`)
})

test('an address that is none, or that is kept for somebody else, is refused and nothing is sent', async () => {
  const { id, root } = await sketch()
  const refused = await hers.send(`${root}/notices/p001`, { address: 'marta at home' })
  expect(refused.location).toBe(`${root}/told/p001?refused=address`)
  expect((await hers.see(refused.location!)).text).toContain('That is no e-mail address')
  const same = { address: `${id}@example.org`, only: 'keep' }
  await hers.send(`${root}/notices/p001`, same)
  expect((await hers.send(`${root}/notices/p002`, same)).location).toBe(`${root}/told/p002?refused=taken`)
  expect(await letters(id)).toEqual([])
})

test('nobody writes to people whom somebody else named, nor signed out, nor in a landscape of others', async () => {
  const { id, root } = await sketch()
  await hers.send(`${root}/notices/p001`, { address: `own-${id}@example.org`, only: 'keep' })
  const { rows } = await owner.query('select person_id from participant where landscape_id = $1', [id])
  expect((await his.send(`${root}/notices`, {})).location).toBe(`${root}/told?written=0`)
  expect((await his.send(`${root}/notices/${rows[0].person_id}`, { address: 'a@example.org' })).status).toBe(403)
  expect((await nobodys.send(`${root}/notices`, {})).location).toContain('/sign-in')
  const stranger = asking(app, await addPerson(owner, 'Stranger'))
  expect((await stranger.send(`${root}/notices`, {})).status).toBe(404)
  expect(await letters(id)).toEqual([])
})

test('E3: with the map come the other purposes, ticked one by one; what somebody said themselves stays', async () => {
  const { id, root } = await sketch()
  const said = { state: 'agreed', name: 'Marta B.', purposes: 'ties' }
  expect((await hers.send(`${root}/told/p001`, said)).location).toBe(`${root}/told`)
  const agreed = async () =>
    (await owner.query('select purpose from agreement where landscape_id = $1 order by 1', [id])).rows.map(
      ({ purpose }) => purpose,
    )
  expect(await agreed()).toEqual(['map', 'ties'])
  await hers.send(`${root}/told/p001`, { state: 'agreed', name: 'Marta B.', purposes: 'analysis' })
  expect(await agreed()).toEqual(['analysis', 'map'])
  // she takes the analysis back herself
  await owner.query(
    `insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
      select landscape_id, gen_random_uuid(), person_id, 'analysis', 'withdrawn', '2027-03-02', person_id
      from participant where landscape_id = $1 and external_id = 'p001'`,
    [id],
  )
  const refused = await hers.send(`${root}/told/p001`, { state: 'agreed', name: 'Marta B.', purposes: 'analysis' })
  expect(refused.location).toBe(`${root}/told/p001?refused=own-word`)
  expect((await hers.see(refused.location!)).text).toContain('They said no to this themselves')
  expect(await agreed()).toEqual(['map'])
})
