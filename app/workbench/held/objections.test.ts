import { expect, test } from 'vitest'
import { objectionsLine } from '../landscape/history/objections-line.ts'
import { landscapeRoutes } from '../landscape/landscape-routes.ts'
import { appFor, asking } from '../signed-in.fixture.ts'
import { teamRoutes } from '../team/team-routes.ts'
import { heldPages } from './held.fixture.ts'

const { db, owner, clock, ana, rui, fresh, linkOf } = await heldPages()
const app = appFor({ db, clock }, (routes, place) => {
  teamRoutes(routes, place, [objectionsLine])
  landscapeRoutes(routes, place, async () => [])
})
const [anas, ruis] = [asking(app, ana), asking(app, rui)]

test('E17: what is said to be wrong stands in the history, by nobody, and whoever wrote it down is led there', async () => {
  const valley = await fresh()
  const { send } = await linkOf(valley, valley.people.marta)
  const history = `/landscapes/${valley.slug}/history?kind=objections`
  const people = `/landscapes/${valley.slug}/people`
  expect((await ruis.see(people)).text).not.toContain('kind=objections')
  // Rui wrote down where she stands
  const side = `/held/of/${valley.slug}/said/side/${valley.rows.side}`
  for (let twice = 0; twice < 2; twice++) expect((await send(side, { say: 'wrong' })).status).toBe(303)
  const mine = await ruis.see(people)
  expect(mine.text).toContain('One thing that you wrote down is said to be wrong')
  expect(mine.text).toContain('kind=objections')
  expect((await anas.see(people)).text).not.toContain('kind=objections')
  const { text } = await ruis.see(history)
  expect(text.match(/Said to be wrong by whom it is about: /g)).toHaveLength(1)
  expect(text).toContain('whom it is about')
  expect(text).not.toContain('/undo"')
  await send(side, { say: 'right' })
  expect((await ruis.see(history)).text).toContain('Said to be right after all by whom it is about: ')
  expect((await ruis.see(people)).text).not.toContain('kind=objections')
  const { rows } = await owner.query(
    "select distinct changed_by from change where landscape_id = $1 and what = 'objection'",
    [valley.id],
  )
  expect(rows).toEqual([{ changed_by: null }])
})

test('E7: a line of the history about a tie is read by whoever reads the tie, and goes with it', async () => {
  const valley = await fresh()
  const { send } = await linkOf(valley, valley.people.marta)
  const tie = (id: string) => `/held/of/${valley.slug}/said/tie/${id}`
  // Tomé agreed to nothing: only whoever wrote that tie down reads of it
  for (const id of [valley.rows.rosaTie, valley.rows.tomeTie]) await send(tie(id), { say: 'wrong' })
  const lines = async (who: typeof ruis) =>
    (await who.see(`/landscapes/${valley.slug}/history?kind=objections`)).text.match(/Said to be wrong by/g)?.length ??
    0
  const [toRui, toAna] = [await lines(ruis), await lines(anas)]
  expect(Math.max(toRui, toAna)).toBe(2)
  expect(Math.min(toRui, toAna)).toBe(1)
  await send(tie(valley.rows.tomeTie), {})
  expect([await lines(ruis), await lines(anas)]).toEqual([1, 1])
})

test('E17: what is held about somebody lists the letters to them and invitations onto the team, without their words', async () => {
  const valley = await fresh()
  const { see } = await linkOf(valley, valley.people.marta)
  const held = `/held/of/${valley.slug}`
  expect((await see(held)).text).toContain('No letter was written to you from here.')
  const write = (person: string, subject: string) =>
    owner.query(
      `insert into mail (id, person_id, landscape_id, subject, plain_text, html, written_at)
       values (gen_random_uuid(), $1, $2, $3, 't', 'h', '2027-02-25T09:00:00Z') returning id`,
      [person, valley.id, subject],
    )
  const notice = await write(valley.people.marta, 'Zqsubject')
  await owner.query("insert into notice values ($1, $2, $3, '2027-02-25T09:00:00Z')", [
    valley.id,
    valley.people.marta,
    notice.rows[0].id,
  ])
  await write(valley.people.marta, 'Zqother')
  await write(valley.people.rosa, 'Zqrosa')
  await owner.query('update mail set sent_at = now() where id = $1', [notice.rows[0].id])
  const invite = (address: string) =>
    owner.query(
      `insert into team_invitation (landscape_id, id, address, role, token_hash, invited_by, invited_at, expires_at)
       values ($1, gen_random_uuid(), $2::text, 'reader', sha256(convert_to($2::text, 'UTF8')), $3, '2027-02-26', '2027-03-12')`,
      [valley.id, address, ana.id],
    )
  // an address that only others wrote down shows no invitation
  await invite(`marta@${valley.slug}.example`)
  const { text } = await see(held)
  expect(text).toContain('The letter that you are on this map, 25 February 2027: sent')
  expect(text.match(/A letter, 25 February 2027: waiting/g)).toHaveLength(1)
  expect(text).not.toContain('Zq')
  expect(text).not.toContain('An invitation onto the team')
  await owner.query('update person set email = $2, email_verified = true where id = $1', [
    valley.people.marta,
    `marta@${valley.slug}.example`,
  ])
  expect((await see(held)).text).toContain('An invitation onto the team, 26 February 2027: waiting')
})
