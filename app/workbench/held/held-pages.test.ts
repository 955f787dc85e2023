import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { drawnLandscape, findLandscape } from '../landscape/landscape.ts'
import { landscapeRoutes } from '../landscape/landscape-routes.ts'
import { addPerson, appFor, asking } from '../signed-in.fixture.ts'
import { heldPages } from './held.fixture.ts'

const { db, owner, clock, app, ana, rui, fresh, linkOf } = await heldPages()

/** What Rui, who is on the team, sees of the people of a landscape. */
const seenByRui = (slug: string) =>
  db.as({ kind: 'person', id: rui.id }, async (tx) => drawnLandscape(tx, (await findLandscape(tx, slug))!))

test('E17: by their link somebody sees everything that is said about them, and not who said it', async () => {
  const valley = await fresh()
  const { see } = await linkOf(valley, valley.people.marta)
  const { status, text } = await see(`/held/of/${valley.slug}`)
  expect(status).toBe(200)
  for (const said of [
    'Marta Brandão',
    `marta@${valley.slug}.example`,
    'the quick nurse',
    'Crews',
    'The ridge: Cape',
    'clean water',
  ])
    expect(text).toContain(said)
  for (const said of [
    'boat: Estrela',
    'Pier',
    'You and Rosa talk with each other',
    'somebody who has not agreed trusts you',
  ])
    expect(text).toContain(said)
  expect(text).not.toMatch(/Rui|\bAna\b|old skipper/)
})

test('E7: the other end of a tie is named only when they agreed that it may be seen', async () => {
  const valley = await fresh()
  const { see } = await linkOf(valley, valley.people.marta)
  await owner.query(
    `insert into consent (landscape_id, id, person_id, purpose, state, said_at)
    values ($1, gen_random_uuid(), $2, 'ties', 'withdrawn', '2027-02-25')`,
    [valley.id, valley.people.rosa],
  )
  const { text } = await see(`/held/of/${valley.slug}`)
  expect(text).not.toContain('Rosa')
  expect(text).toContain('You and somebody who has not agreed talk with each other')
})

test('E17: whatever was said can be taken away by the one it is about, and is gone for the team at once', async () => {
  const valley = await fresh()
  const { send } = await linkOf(valley, valley.people.marta)
  const { group, side, rosaTie, concern, seat } = valley.rows
  for (const said of [
    `group/${group}`,
    `side/${side}`,
    `tie/${rosaTie}`,
    `concern/${concern}`,
    `seat/${seat}`,
    'labels/all',
  ]) {
    const answer = await send(`/held/of/${valley.slug}/said/${said}`, {})
    expect(answer).toMatchObject({ status: 303, location: `/held/of/${valley.slug}?done=taken` })
    expect((await send(`/held/of/${valley.slug}/said/${said}`, {})).status).toBe(404)
  }
  const drawn = await seenByRui(valley.slug)
  expect([drawn.memberships, drawn.standings, drawn.ties, drawn.concerns]).toEqual([[], [], [], []])
  const { rows } = await owner.query(
    `select what, why from change where landscape_id = $1 and did = 'removed' order by id`,
    [valley.id],
  )
  expect(rows.map(({ what }) => what)).toEqual(['membership', 'standing', 'tie', 'concern', 'space_person'])
  expect(new Set(rows.map(({ why }) => why))).toEqual(new Set(['held']))
})

test('E17: before anything is taken away the page says what it is, and for nothing of theirs it opens', async () => {
  const valley = await fresh()
  const { see } = await linkOf(valley, valley.people.marta)
  const { group, rosaTie, seat } = valley.rows
  const words = {
    [`group/${group}`]: 'Crews',
    [`tie/${rosaTie}`]: 'You and Rosa talk with each other',
    [`seat/${seat}`]: 'Pier',
  }
  for (const [said, what] of Object.entries(words)) {
    expect((await see(`/held/of/${valley.slug}/said/${said}`)).text, said).toContain(what)
    const other = await linkOf(valley, valley.people.lia)
    expect((await other.see(`/held/of/${valley.slug}/said/${said}`)).status, said).toBe(404)
  }
})

test('E17: what is wrong can also stay, and the team sees beside it who says so: the one it is about', async () => {
  const valley = await fresh()
  const { see, send } = await linkOf(valley, valley.people.marta)
  const tie = `/held/of/${valley.slug}/said/tie/${valley.rows.rosaTie}`
  const people = appFor({ db, clock }, (app, place) => landscapeRoutes(app, place, async () => []))
  const team = async () => (await asking(people, rui).see(`/landscapes/${valley.slug}/people/p001`)).text
  expect((await see(tie)).text).toContain('Leave it, and say it is wrong')
  expect(await team()).not.toContain('They themselves say that this is wrong')
  for (let twice = 0; twice < 2; twice++) expect((await send(tie, { say: 'wrong' })).status).toBe(303)
  expect((await see(tie)).text).toContain('It is right after all')
  expect((await see(`/held/of/${valley.slug}`)).text).toContain('You say this is wrong, since 1 March 2027')
  expect(await team()).toContain('They themselves say that this is wrong')
  expect((await send(tie, { say: 'right' })).status).toBe(303)
  expect(await team()).not.toContain('They themselves say that this is wrong')
  const other = await linkOf(valley, valley.people.lia)
  expect((await other.send(tie, { say: 'wrong' })).status).toBe(404)
})

test('nothing of somebody else can be taken away by a link', async () => {
  const valley = await fresh()
  const { send } = await linkOf(valley, valley.people.lia)
  const { group, side, rosaTie, concern } = valley.rows
  for (const said of [
    `group/${group}`,
    `side/${side}`,
    `tie/${rosaTie}`,
    `concern/${concern}`,
    'labels/all',
    'tie/x',
    'nothing/x',
  ])
    expect((await send(`/held/of/${valley.slug}/said/${said}`, {})).status).toBe(404)
  expect((await seenByRui(valley.slug)).ties).toHaveLength(1)
})

test('E17: somebody corrects their own name and how they are reached; a wrong address is said where it stands', async () => {
  const valley = await fresh()
  const { see, send } = await linkOf(valley, valley.people.marta)
  const path = `/held/of/${valley.slug}/name`
  const wrong = await send(path, { name: 'Marta B.', address: 'no address', phone: '' })
  expect([wrong.status, wrong.text.includes('does not look like an e-mail address')]).toEqual([422, true])
  expect((await send(path, { name: 'Marta B.', address: 'MB@example.org', phone: '12' })).status).toBe(303)
  expect((await see(path)).text).toMatch(/mb@example\.org/)
  expect((await seenByRui(valley.slug)).people.map(({ name }) => name)).toContain('Marta B.')
})

test('E16: somebody hides by one answer, keeps their seat and groups, and shows themselves again by another', async () => {
  const valley = await fresh()
  const { see, send } = await linkOf(valley, valley.people.marta)
  const shown = `/held/of/${valley.slug}/shown`
  expect((await see(shown)).status).toBe(200)
  expect((await send(shown, { map: 'hidden', purposes: 'ties' })).status).toBe(303)
  const names = async () => (await seenByRui(valley.slug)).people.map(({ name }) => name)
  expect(await names()).not.toContain('Marta Brandão')
  const { text } = await see(`/held/of/${valley.slug}`)
  expect(text).toContain('You are hidden')
  expect(text).toContain('Crews')
  expect(text).toContain('Pier')
  expect((await send(shown, { map: 'yes', purposes: 'ties' })).status).toBe(303)
  expect(await names()).toContain('Marta Brandão')
})

test('with an account somebody comes to the same page without a link, from the list of maps that hold them', async () => {
  const valley = await fresh()
  await owner.query(
    `insert into participant (landscape_id, person_id, external_id, named_by) values ($1, $2, 'p901', $3)`,
    [...[valley.id, rui.id, ana.id]],
  )
  const { see, send } = asking(app, rui)
  expect((await see('/held')).text).toContain(`/held/of/${valley.slug}`)
  expect((await see(`/held/of/${valley.slug}`)).text).toContain('You are on the team of this map')
  expect((await asking(app, await addPerson(owner, 'Eva')).see(`/held/of/${valley.slug}`)).status).toBe(404)
  const left = await send(`/held/of/${valley.slug}/leave`, { word: 'DELETE', where: 'everywhere' })
  expect(left.status).toBe(200)
  expect((await owner.query('select from person where id = $1', [rui.id])).rowCount).toBe(1)
})

test('E23: the lock ends every link, and unlocking brings none back', async () => {
  const valley = await fresh()
  const { see, secret } = await linkOf(valley, valley.people.marta)
  await owner.query('insert into landscape_lock (landscape_id, locked_at) values ($1, $2)', [valley.id, clock.now()])
  expect((await see(`/held/of/${valley.slug}`)).location).toBe('/held')
  await owner.query('delete from landscape_lock where landscape_id = $1', [valley.id])
  expect((await asking(app, null).send('/held/open', { code: secret })).status).toBe(422)
})

test("a steward's own link opens what is held about them and nothing of the landscape", async () => {
  const valley = await fresh()
  const eva = await addPerson(owner, 'Eva')
  await owner.query(`insert into convener values ($1, $2, 'steward')`, [valley.id, eva.id])
  await owner.query(
    `insert into participant (landscape_id, person_id, external_id, named_by) values ($1, $2, 'p902', $3)`,
    [...[valley.id, eva.id, ana.id]],
  )
  const { see } = await linkOf(valley, eva.id)
  expect((await see(`/held/of/${valley.slug}`)).text).not.toMatch(/Rosa|Marta|Crews/)
  const seen = await db.as(
    { kind: 'person', id: eva.id },
    async (tx) =>
      (await sql`select from participant`.execute(tx)).rows.length +
      (await sql`select from tie`.execute(tx)).rows.length,
    { purpose: 'held about me' },
  )
  expect(seen).toBe(0)
})

test('of somebody of whom nothing is said, the page says so', async () => {
  const valley = await fresh()
  const { see } = await linkOf(valley, valley.people.lia)
  const { text } = await see(`/held/of/${valley.slug}`)
  expect(text.match(/>Nothing\.</g)!.length).toBeGreaterThan(5)
})

test('what is held about somebody is told only to them and only when it is asked for', async () => {
  const valley = await fresh()
  for (const [who, purpose] of [
    [valley.people.marta, ''],
    [valley.people.lia, 'held about me'],
    [ana.id, 'held about me'],
  ] as const) {
    const { rows } = await db.as(
      { kind: 'person', id: who },
      (tx) => sql<{ it: { me: { name: string | null } } | null }>`select held_about_me(${valley.id}) as it`.execute(tx),
      { purpose },
    )
    expect(rows[0]!.it?.me.name ?? null).toBeNull()
  }
})
