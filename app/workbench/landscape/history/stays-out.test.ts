import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addPerson } from '../../signed-in.fixture.ts'
import { forgetTheUntold } from '../forget-the-untold-job.ts'
import { takingOut } from './taking-out.fixture.ts'

const { db, owner, ana, rui, mine, his, valley, seen, changes, log, undo, nobodyKept, rowOf } = await takingOut()

/** Nothing of these people is left, and undoing what took them out is refused. */
async function staysOut(landscape: { id: string; slug: string }, deed: { id: string }, row: string, gone = true) {
  expect(await nobodyKept(landscape)).toBe(true)
  expect((await undo(landscape, deed)).json).toMatchObject({ detail: 'erased' })
  if (gone) expect((await owner.query('select 1 from person where id = $1', [row])).rowCount).toBe(0)
}

test('E1: whoever asked to go is erased at once, and is brought back by nobody', async () => {
  const landscape = await valley('own-sketch')
  await changes(landscape, 'person', 'marta', { name: 'Zqname' })
  const row = await rowOf(landscape, 'marta')
  const path = `/landscapes/${landscape.slug}/drawing/person/marta/remove`
  expect((await mine.see(path)).text).toContain('They asked to be taken out')
  await mine.send(path, { asked_for: 'yes' })
  await staysOut(landscape, (await log(landscape))[0]!, row)
  expect((await mine.see(`/landscapes/${landscape.slug}/history`)).text).toContain('can no longer be undone')
})

test('E1: whoever takes their word back, here or elsewhere, is not brought back; who already had is not kept', async () => {
  const landscape = await valley('own-sketch')
  const elsewhere = await valley('own-sketch')
  const row = await rowOf(landscape, 'marta')
  await owner.query(
    "insert into participant (landscape_id, person_id, external_id, named_by) values ($1, $2, 'also', $3)",
    [elsewhere.id, row, ana.id],
  )
  await changes(landscape, 'person', 'marta', null)
  const [removal] = await log(landscape)
  await mine.send(`/landscapes/${elsewhere.slug}/told/also`, { state: 'withdrawn' })
  await staysOut(landscape, removal!, row, false)
  // of the id that a drawer gave nothing is left either
  await changes(elsewhere, 'person', row, null)
  await staysOut(elsewhere, (await log(elsewhere))[0]!, row)
})

test('E1: of two who were joined, when the one takes their word back nothing is kept of the other drawing', async () => {
  const landscape = await valley('own-sketch')
  const row = await rowOf(landscape, 'joel2')
  await mine.send(`/landscapes/${landscape.slug}/people/joel/join`, { with: 'joel2' })
  const [joining] = await log(landscape)
  await mine.send(`/landscapes/${landscape.slug}/told/joel`, { state: 'withdrawn' })
  await staysOut(landscape, joining!, row, false)
})

test('E16: of two who were joined, when the one hides nothing is kept of the other drawing', async () => {
  const landscape = await valley('own-sketch')
  const row = await rowOf(landscape, 'joel2')
  await mine.send(`/landscapes/${landscape.slug}/people/joel/join`, { with: 'joel2' })
  const [joining] = await log(landscape)
  await owner.query("update participant set consent = 'hidden' where landscape_id = $1 and external_id = 'joel'", [
    landscape.id,
  ])
  await staysOut(landscape, joining!, row, false)
})

test('where people live, nobody brings back whom somebody took out who is gone themselves', async () => {
  const landscape = await valley('own-sketch')
  await changes(landscape, 'person', 'rosa', null)
  const [removal] = await log(landscape)
  await owner.query(
    `update kept_back set taken_by = null, kept = kept || '{"named_by": null}' where landscape_id = $1 and what = 'participant'`,
    [landscape.id],
  )
  expect((await undo(landscape, removal!, his)).json).toMatchObject({ detail: 'not-yours' })
})

test('somebody who is in another landscape too is not called otherwise here, also when nobody is left who added them', async () => {
  const landscape = await valley()
  const elsewhere = await valley()
  const row = await rowOf(landscape, 'rosa')
  await owner.query('update person set added_by = null where id = $1', [row])
  await owner.query("insert into participant (landscape_id, person_id, external_id) values ($1, $2, 'also')", [
    elsewhere.id,
    row,
  ])
  await changes(landscape, 'person', 'rosa', { name: 'Zqother' }).catch(() => undefined)
  expect((await owner.query('select name from person where id = $1', [row])).rows[0].name).not.toBe('Zqother')
})

test('E2: whoever was not told within a month of being named is forgotten, also while they could be brought back', async () => {
  const landscape = await valley('own-sketch')
  const row = await rowOf(landscape, 'marta')
  await owner.query("update participant set named_at = now() - interval '20 days' where landscape_id = $1", [
    landscape.id,
  ])
  await changes(landscape, 'person', 'marta', null)
  const [removal] = await log(landscape)
  await owner.query("select forget_what_was_kept_back(now() + interval '9 days')")
  expect(await nobodyKept(landscape)).toBe(false)
  await owner.query("select forget_what_was_kept_back(now() + interval '11 days')")
  await staysOut(landscape, removal!, row)
})

test('E2: what was said with somebody who was never told does not come back with others', async () => {
  const landscape = await valley('own-sketch')
  await changes(landscape, 'person', 'joel2', null)
  const [removal] = await log(landscape)
  await owner.query(
    "update participant set named_at = now() - interval '31 days' where landscape_id = $1 and external_id = 'rosa'",
    [landscape.id],
  )
  await owner.query('select forget_the_untold(now())')
  expect(await undo(landscape, removal!)).toMatchObject({ status: 200 })
  const drawn = await seen(landscape)
  expect(drawn.people.map(({ id }) => id)).toEqual(['joel', 'joel2', 'marta'])
  expect(drawn.ties.some(({ from, to }) => from === 'rosa' || to === 'rosa')).toBe(false)
  expect(drawn.ties.filter(({ from, to }) => [from, to].includes('joel2'))).toHaveLength(2)
})

test('after thirty days what was kept of a person is gone, with the row that held their name, and the page says so', async () => {
  const landscape = await valley()
  const row = await rowOf(landscape, 'marta')
  await changes(landscape, 'person', 'marta', null)
  const [removal] = await log(landscape)
  const [lines, stopping] = [[] as string[], new AbortController().signal]
  const forgets = async (days: number) => {
    const { rows } = await owner.query<{ later: Date }>("select now() + $1 * interval '1 day' as later", [days])
    const viewer = { kind: 'worker', onBehalfOf: null } as const
    const log = (line: string) => lines.push(line)
    await forgetTheUntold.run({ db, viewer, clock: { now: () => rows[0]!.later }, stopping, log }, {})
  }
  await forgets(29)
  expect(await nobodyKept(landscape)).toBe(false)
  await forgets(31)
  await forgets(31)
  expect(lines.filter((line) => line.startsWith('Let go of'))).toHaveLength(1)
  await staysOut(landscape, removal!, row)
  const refused = await mine.send(`/landscapes/${landscape.slug}/history/${removal!.id}/undo`, {})
  expect(refused.text).toContain('Nothing is kept of them')
})

test('whoever erases themselves leaves nothing in what is kept of others, who come back without it', async () => {
  const landscape = await valley()
  const rosa = await rowOf(landscape, 'rosa')
  await owner.query('update person set email_verified = true, email = $2 where id = $1', [rosa, `${rosa}@example.org`])
  await changes(landscape, 'person', 'joel2', null)
  const [removal] = await log(landscape)
  await db.as({ kind: 'person', id: rosa }, (tx) => sql`select erase_me()`.execute(tx))
  const { rows } = await owner.query('select kept::text from kept_back where landscape_id = $1', [landscape.id])
  expect(JSON.stringify(rows)).not.toContain(rosa)
  expect(await undo(landscape, removal!)).toMatchObject({ status: 200 })
  expect((await seen(landscape)).people.map(({ id }) => id)).toEqual(['joel', 'joel2', 'marta'])
  const left = await owner.query(
    "select changed_by, t::text as said from change t where landscape_id = $1 and did = 'removed'",
    [landscape.id],
  )
  expect(left.rows.some(({ changed_by }) => changed_by === null)).toBe(true)
  expect(left.rows.filter(({ said }) => said.includes(rosa))).toEqual([])
})

test('with the last convener of a landscape go the people who could have been brought back into it', async () => {
  const landscape = await valley()
  const row = await rowOf(landscape, 'marta')
  await changes(landscape, 'person', 'marta', null)
  const last = await addPerson(owner, 'Last')
  await owner.query('delete from convener where landscape_id = $1 and person_id = $2', [landscape.id, rui.id])
  await owner.query('update convener set person_id = $1 where landscape_id = $2', [last.id, landscape.id])
  await db.as({ kind: 'person', id: last.id }, (tx) => sql`select erase_me()`.execute(tx))
  expect((await owner.query('select 1 from person where id = $1', [row])).rowCount).toBe(0)
})
